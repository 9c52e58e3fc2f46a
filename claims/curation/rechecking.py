"""What follows every change of claims: the suggested contradictions of their questions are brought up to date."""

from django.db import transaction

from claims.suggestions.contradictions import suggest_contradictions


def recheck(question_pks):
    """Bring suggested contradictions up to date after claims of these questions were saved, moved or deleted.

    Takes primary keys (None among them is passed over); answers with a `Tally` of suggestions.
    """
    with transaction.atomic():
        return suggest_contradictions(set(question_pks) - {None})

"""Changes of several rows as one act: what must follow a change is called from here by name."""

from django.db import transaction

from claims.suggestions.contradictions import suggest_contradictions


def recheck(question_pks):
    """Bring suggested contradictions up to date after claims of these questions were saved, moved or deleted.

    Takes primary keys (None among them is passed over); answers with a `Tally` of suggestions.
    """
    with transaction.atomic():
        return suggest_contradictions(set(question_pks) - {None})


@transaction.atomic
def question_changed(question):
    """Follow a change of a question's rules: its claims' bounds are in its unit, its suggestions obey its rules."""
    for claim in question.claims.select_related("question"):
        before = claim.low, claim.high, claim.low_open, claim.high_open
        claim.derive_bounds()
        if before != (claim.low, claim.high, claim.low_open, claim.high_open):
            claim.save_bounds()
    return recheck({question.pk})

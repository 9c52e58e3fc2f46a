"""What follows a change of a question: its claims' bounds, their event, and the suggestions that obey its rules."""

from django.db import transaction

from claims.curation.rechecking import recheck


@transaction.atomic
def question_changed(question):
    """Follow a change of a question's rules: its claims' bounds are in its unit, its suggestions obey its rules."""
    for claim in question.claims.select_related("question"):
        before = claim.low, claim.high, claim.low_open, claim.high_open
        claim.derive_bounds()
        if before != (claim.low, claim.high, claim.low_open, claim.high_open):
            claim.save_bounds()
    return recheck({question.pk})


@transaction.atomic
def follow_event(question, user):
    """After a question was moved to another event, its claims follow; each keeps that in its history."""
    for claim in question.claims.exclude(event=question.event_id).select_related("question"):
        claim._history_user, claim._change_reason = user, f"The question moved to {question.event}"
        claim.save()

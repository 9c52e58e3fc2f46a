"""Giving a claim the question that it answers."""

from django.core.exceptions import ValidationError
from django.db import transaction

from claims.choices import ActKind
from claims.curation.acts import act
from claims.curation.reviewing import after_change, coded
from claims.models import Claim


@transaction.atomic
def ask(claim, question, user):
    """Say which question a claim answers that answers none yet; answers with the `Act`.

    Raises ValidationError where it answers one meanwhile, or where the question is another event's.
    """
    claim = (
        Claim.objects.select_for_update(of=("self",)).select_related("question", "speaker", "outlet").get(pk=claim.pk)
    )
    if claim.question_id:
        raise ValidationError(f"It answers a question meanwhile: {claim.question}.")
    if claim.event_id != question.event_id:
        raise ValidationError("The question belongs to another event: change the event in the claim's form.")
    before, claim.question = coded(claim), question
    claim.full_clean()
    words = f"given its question, {question.short}: “{claim}”"
    with act(ActKind.RECORDED, user, words) as doing:
        doing.save(claim)
        after_change(claim, before, user, "It was given its question", doing)
    return doing.stored

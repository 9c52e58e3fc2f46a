"""Double coding: a document is given to two people who record its claims without seeing each other's.

Whatever way a coder records a claim, `join` (or `coding_for`, for whoever sets the fields themselves) makes it a blind
claim of the coding. What becomes of the claims when both are done: `claims.curation.settling`.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from claims.models import Coding

CODERS = 2
ELSEWHERE = (
    "You code this document without seeing another’s work, so nothing is added here to a claim that others see. "
    "Record it as a new claim: settling the two codings brings them together."
)


def coding_for(user, document):
    """The coding of this document, not settled yet, that was given to this person; or None."""
    return Coding.objects.unsettled().filter(document=document, coder=user.pk).first()


def join(claim, user, documents):
    """Make a claim that is about to be saved, attributed anew to these documents, part of its coder's coding.

    Sets `coding`, `blind` and the author, and says whether it did; what others see already stays as it is and is
    refused: ValidationError.
    """
    codings = list(Coding.objects.unsettled().filter(document__in=documents, coder=user.pk))
    if not codings or {coding.pk for coding in codings} == {claim.coding_id}:
        return False
    if len(codings) > 1 or claim.coding_id:
        raise ValidationError("You code these documents separately: record a claim for each of them.")
    if claim.pk and (claim.author_id != user.pk or claim.attributions.exists()):
        raise ValidationError(ELSEWHERE)
    claim.coding, claim.blind, claim.author = codings[0], True, user
    return True


@transaction.atomic
def give(document, coders, user):
    """Give a document to two people; answers with their codings. Raises ValidationError where that makes no sense."""
    coders = list(dict.fromkeys(coders))
    if len(coders) != CODERS:
        raise ValidationError("Choose two different people.")
    for person in coders:
        if not (person.is_active and person.has_perm("claims.add_claim")):
            raise ValidationError(f"{person} may not record claims.")
    if _of(document):
        raise ValidationError("This document was given to two people already.")
    return [_save(Coding(document=document, coder=person, given_by=user), user) for person in coders]


@transaction.atomic
def take_back(document, user):
    """Take a document back from its coders, as long as nothing is recorded in either coding."""
    codings = _of(document)
    if any(coding.claims.exists() or coding.is_done for coding in codings):
        raise ValidationError("It cannot be taken back: a coder has begun.")
    for coding in codings:
        coding._history_user = user
        coding.delete()


@transaction.atomic
def say_done(document, user, coder=None):
    """The coder says that all is recorded; or `user` says so for a `coder` who will not. Twice changes nothing."""
    coding = _own(document, coder or user)
    if not coding.is_done:
        coding.done_at = timezone.now()
        _save(coding, user)
    return coding


@transaction.atomic
def reopen(document, user):
    """The coder goes on, as long as the other is not done: from then on both see everything."""
    coding = _own(document, user)
    if both_done(_of(document)):
        raise ValidationError("The other coder is done, too: both codings are being settled.")
    if coding.is_done:
        coding.done_at = None
        _save(coding, user)
    return coding


def both_done(codings):
    """Whether there are two codings, and both are done: only then may anybody see one beside the other."""
    return len(codings) == CODERS and all(coding.is_done for coding in codings)


def _of(document):
    """The codings of a document; whoever else changes them waits."""
    return list(Coding.objects.select_for_update(of=("self",)).filter(document=document).order_by("pk"))


def _own(document, user):
    found = [coding for coding in _of(document) if coding.coder_id == user.pk]
    if not found:
        raise PermissionDenied
    return found[0]


def _save(coding, user):
    coding._history_user = user
    coding.save()
    return coding

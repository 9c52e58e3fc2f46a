"""What a person decides about stored records: whether a relation holds, and where a claim stands in review.

Each decision is one row of history with who, when and why. Called by the admin and by views; neither decides itself.
"""

from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from claims.choices import ClaimStatus, RelationKind, RelationState
from claims.curation import recheck
from claims.models import Relation

REASON_KEPT = 100  # characters of a reason that fit into the history's column
DECISIONS = (RelationState.CONFIRMED, RelationState.REJECTED)
REVIEWED = (ClaimStatus.ACCEPTED, ClaimStatus.RETURNED, ClaimStatus.DROPPED)


class DecidedMeanwhile(Exception):
    """Another person decided a relation after it was read. `stored` is the relation as it now is."""

    def __init__(self, stored):
        self.stored = stored
        who = stored.decided_by or "Somebody"
        super().__init__(f"{who} has {stored.state} it meanwhile: {stored.reason or 'no reason given'}")


def mark(relation):
    """What a judgement says, as a short mark that a form carries: another mark later means that it has changed."""
    said = [relation.first_id, relation.second_id, relation.state, relation.kind, relation.basis, relation.reason]
    return sha256(repr([*said, relation.decided_at]).encode()).hexdigest()[:16]


@transaction.atomic
def decide(relation, state, reason, user, *, kind=None, basis=None):
    """Confirm or reject a relation, and say why; answers with the relation as stored.

    `state` is *confirmed* or *rejected*. A rejection needs a reason; a confirmation without one keeps the reason that
    was suggested. `kind` and `basis` replace what stood there; only a contradiction keeps a basis. Raises
    ValidationError where a rule is broken, DecidedMeanwhile where the relation was decided after it was read.
    """
    _check_unchanged(relation)
    relation.state, relation.kind = state, kind or relation.kind
    relation.reason = reason.strip() or relation.reason
    relation.basis = _basis(relation, basis)
    if state not in DECISIONS:
        raise ValidationError({"state": "A decision confirms or rejects."})
    if state == RelationState.REJECTED and not reason.strip():
        raise ValidationError({"reason": "Say why it is rejected: it will never be suggested again."})
    relation.decided_by, relation.decided_at = user, timezone.now()
    relation.full_clean(exclude=["key"])  # made of its two claims, in clean()
    relation._history_user, relation._change_reason = user, relation.reason[:REASON_KEPT]
    relation.save()
    return relation


def _check_unchanged(relation):
    if relation.pk is None:
        return
    stored = Relation.objects.select_for_update(of=("self",)).select_related("decided_by").get(pk=relation.pk)
    if stored.decided_at != relation.decided_at:
        raise DecidedMeanwhile(stored)


def _basis(relation, basis):
    if relation.kind != RelationKind.CONTRADICTS:
        return ""
    return relation.basis if basis is None else basis


@transaction.atomic
def set_status(claims, status, user, reason=""):
    """Move claims to a status, each with its own entry in the history; answers with how many were moved.

    Whoever accepts, returns or drops a claim becomes its reviewer.
    """
    moved = [claim for claim in claims if claim.status != status]
    for claim in moved:
        claim.status = status
        claim.reviewer = user if status in REVIEWED else claim.reviewer
        claim._history_user, claim._change_reason = user, reason[:REASON_KEPT] or None
        claim.save()
    recheck({claim.question_id for claim in moved})
    return len(moved)


@transaction.atomic
def follow_event(question, user):
    """After a question was moved to another event, its claims follow; each keeps that in its history."""
    for claim in question.claims.exclude(event=question.event_id).select_related("question"):
        claim._history_user, claim._change_reason = user, f"The question moved to {question.event}"[:REASON_KEPT]
        claim.save()

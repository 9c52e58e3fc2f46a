"""What a person decides about a relation: whether it holds, as which kind, and why. Called by the admin and by views.

Each decision is one row of history with who, when and why.
"""

from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from claims.choices import RelationKind, RelationState
from claims.models import Relation

DECISIONS = (RelationState.CONFIRMED, RelationState.REJECTED)


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
    relation._history_user, relation._change_reason = user, relation.reason
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

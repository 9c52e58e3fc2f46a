"""What a person decides about relations: whether one holds, as which kind, and why. Called by the admin and by views.

Each decision is one row of history with who, when and why; one or many are one act, which can be undone.
"""

from hashlib import sha256

from django.core.exceptions import ValidationError
from django.utils import timezone

from claims.choices import ActKind, RelationKind, RelationState
from claims.comparisons.judgements import BASES
from claims.curation.acts import act
from claims.models import Relation

DECISIONS = (RelationState.CONFIRMED, RelationState.REJECTED)
MOST_AT_ONCE = 200
FOR_KIND = {  # what each kind says, where nobody says more
    RelationKind.CONTRADICTS: "The two claims cannot both hold.",
    RelationKind.CORROBORATES: "Both say the same, each from its own knowledge.",
    RelationKind.REPEATS: "Both say the same, and one has it from the other or both have it from one source.",
    RelationKind.UPDATES: "It gives a newer state of the same matter.",
    RelationKind.WITHDRAWS: "It takes back what the other claim says.",
}


class DecidedMeanwhile(Exception):
    """Another person decided a relation after it was read. `stored` is the relation as it now is."""

    def __init__(self, stored):
        self.stored = stored
        who = stored.decided_by or "Somebody"
        decided = stored.state in DECISIONS
        super().__init__(
            f"{who} has {stored.state} it meanwhile: {stored.reason or 'no reason given'}"
            if decided
            else "It was changed meanwhile."
        )


def mark(relation):
    """What a judgement says, as a short mark that a form carries: another mark later means that it has changed."""
    said = [relation.first_id, relation.second_id, relation.state, relation.kind, relation.basis, relation.reason]
    return sha256(repr([*said, relation.reasons, relation.decided_at]).encode()).hexdigest()[:16]


def as_shown(relation):
    """What a person saw of one of many relations when asked to decide them: its number and its mark."""
    return f"{relation.pk}.{mark(relation)}"


def decide(relation, state, reason, user, *, kind=None, basis=None):
    """Decide one relation as an act of its own; answers with the `Act`. See `judge`."""
    with act(ActKind.JUDGED, user, _words(relation, state, kind or relation.kind), reason.strip()) as doing:
        judge(doing, relation, state, reason, kind=kind, basis=basis)
    return doing.stored


def decide_all(relations, shown, state, reason, user):
    """Decide many relations as one act: (the `Act`, or None if nothing was decided; [(relation, why it was left)]).

    `shown` holds what the person saw of each (`as_shown`); one that has changed since is left as it is.
    """
    relations, left = list(relations), []
    words = f"{len(relations)} relations {RelationState(state).label}"
    with act(ActKind.JUDGED, user, words, reason.strip()) as doing:
        for relation in relations:
            try:
                if as_shown(relation) not in shown:
                    raise DecidedMeanwhile(relation)
                judge(doing, relation, state, reason)
            except DecidedMeanwhile as problem:
                left.append((relation, str(problem)))
            except ValidationError as problem:
                left.append((relation, "; ".join(problem.messages)))
        doing.words = f"{_pairs(len(relations) - len(left))} {RelationState(state).label}"
    return doing.stored, left


def judge(doing, relation, state, reason, *, kind=None, basis=None):
    """Confirm or reject a relation, and say why, as part of an act (`doing`, a `Journal`).

    `state` is *confirmed* or *rejected*. A rejection needs a reason; a confirmation without one keeps the `proposal`:
    a reason is always stored. `kind` and `basis` replace what stood there; only a contradiction keeps a basis.
    Raises ValidationError where a rule is broken, DecidedMeanwhile where the relation was decided after it was read.
    """
    _check_unchanged(relation)
    relation.kind = kind or relation.kind
    relation.basis = _basis(relation, basis)
    relation.reason = reason.strip() or proposal(relation)
    relation.state = state
    if state not in DECISIONS:
        raise ValidationError({"state": "A decision confirms or rejects."})
    if state == RelationState.REJECTED and not reason.strip():
        raise ValidationError({"reason": "Say why it is rejected: it will never be suggested again."})
    relation.decided_by, relation.decided_at = doing.user, timezone.now()
    known = ["first", "second", "decided_by"] if relation.pk else []  # of a stored relation these hold already
    relation.full_clean(exclude=["key", *known], validate_unique=not known)  # its key is made of its two claims
    doing.save(relation, relation.reason)


def proposal(relation):
    """What a confirmation is stored with where a person gives no reason: the one there, unless it speaks against."""
    stands = "" if relation.state == RelationState.REJECTED else relation.reason
    return stands or BASES.get(relation.basis) or FOR_KIND[relation.kind]


def _check_unchanged(relation):
    if relation.pk is None:
        return
    held = Relation.objects.select_for_update(of=("self",)).select_related("decided_by")
    stored = held.filter(pk=relation.pk).first()
    if stored is None:
        raise ValidationError("It is gone: one of its claims was deleted meanwhile.")
    if stored.decided_at != relation.decided_at:
        raise DecidedMeanwhile(stored)


def _basis(relation, basis):
    if relation.kind != RelationKind.CONTRADICTS:
        return ""
    return relation.basis if basis is None else basis


def _words(relation, state, kind):
    first, second = relation.first.voice, relation.second.voice
    decided = RelationState(state).label if state in DECISIONS else state
    return f"{first} {RelationKind(kind).label} {second}: {decided}"


def _pairs(count):
    return "One pair" if count == 1 else f"{count} pairs"

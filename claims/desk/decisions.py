"""The decisions that one key or button stores, each with a reason that holds where a person writes none.

The sentence that the rules give speaks for a contradiction. Whoever decides otherwise writes a reason, or takes a ready
one: it says in plain words what the decision means. A reason is always stored.
"""

from dataclasses import dataclass

from claims.choices import ActKind, RelationKind, RelationState
from claims.comparisons.judgements import DIRECTED, KINDS
from claims.curation.judging import FOR_KIND, proposal
from claims.models import Act, Relation

AGAINST = (
    "They speak of different people, things or places.",
    "They speak of different times.",
    "Both can hold: one includes the other, or leaves room for it.",
    "They differ in wording or translation only.",
    "One of them is coded otherwise than its words say.",
)
KEYS = {kind: str(number) for number, kind in enumerate(list(RelationKind)[1:], 1)} | {RelationKind.CONTRADICTS: "5"}
RECENT = 5
OFFERED = 300  # characters: longer reasons are hardly meant for another pair, and fit into no address
LOOKED_AT = 60  # last decisions, among which the recent reasons are


@dataclass(frozen=True)
class Move:
    """One decision: what its button sends and says, the key that presses it, and what it stores.

    `acts` is the key of the claim that acts; `reason` is stored where the person wrote none.
    """

    name: str
    label: str
    key: str
    state: str
    kind: str
    acts: str
    reason: str = ""


@dataclass(frozen=True)
class Choice:
    """A kind of relation that one may choose instead: one move, or two where one must say which claim acts."""

    key: str
    label: str
    moves: list[Move]

    @property
    def is_directed(self):
        return len(self.moves) > 1


def confirmation(relation):
    label = f"Confirm {KINDS[relation.kind].sign}"
    return Move("confirm", label, "c", RelationState.CONFIRMED, relation.kind, relation.first.key, proposal(relation))


def rejections(relation, last=""):
    """The ready reasons against a relation by number, and the person's last one; `reject` takes what was written."""
    ready = [_against(relation, f"reject-{at}", str(at), words) for at, words in enumerate(AGAINST, 1)]
    again = [_against(relation, "reject-again", "x", last)] if last else []
    return [*again, *ready]


def written_rejection(relation):
    return _against(relation, "reject", "0", "")


def other_kinds(relation):
    """A `Choice` for each kind but the one that a confirmation would keep; a directed kind may be turned round."""
    kinds = [kind for kind in KEYS if kind != relation.kind or kind in DIRECTED]
    return [Choice(KEYS[kind], f"{KINDS[kind].sign} {kind.label}", _as_kind(relation, kind)) for kind in kinds]


def all_moves(relation, last=""):
    """{name: Move} of everything that may be decided about a relation."""
    moves = [confirmation(relation), *rejections(relation, last), written_rejection(relation)]
    return {move.name: move for move in (*moves, *(move for one in other_kinds(relation) for move in one.moves))}


def recent_reasons(user):
    """The last few reasons that a person wrote for decisions, the newest first. One query."""
    acts = Act.objects.filter(by=user, kind=ActKind.JUDGED, undone_at=None).exclude(reason__in=["", *AGAINST])
    latest = dict.fromkeys(acts.values_list("reason", flat=True)[:LOOKED_AT])
    return [reason for reason in latest if len(reason) <= OFFERED][:RECENT]


def last_rejection(user):
    """The reason with which a person rejected a relation last; empty if never. One query."""
    rejected = Relation.objects.filter(decided_by=user, state=RelationState.REJECTED).order_by("-decided_at", "key")
    return rejected.values_list("reason", flat=True).first() or ""


def _against(relation, name, key, reason):
    return Move(name, reason, key, RelationState.REJECTED, relation.kind, relation.first.key, reason)


def _as_kind(relation, kind):
    if kind not in DIRECTED:
        return [_confirmed(kind.value, kind, kind.label, KEYS[kind], relation.first)]
    ends = ((relation.first, relation.second), (relation.second, relation.first))
    said = [f"{_named(acting, other)} {kind.label} {_named(other, acting)}" for acting, other in ends]
    return [
        _confirmed(f"{kind}-{at}", kind, label, str(at), acting)
        for at, (label, (acting, _)) in enumerate(zip(said, ends, strict=True), 1)
    ]


def _confirmed(name, kind, label, key, acting):
    return Move(name, label, key, RelationState.CONFIRMED, kind, acting.key, FOR_KIND[kind])


def _named(claim, other):
    """A claim by its voice, and by what it says where both are one voice's."""
    return str(claim.voice) if claim.voice != other.voice else f"“{claim.answer_text or claim.statement[:60]}”"

"""Contradictions put together as disputes: one for each two accounts of a question, however many pairs of claims.

A relation whose claims do not stand in two accounts of one question stands on its own: a voice that reversed itself,
claims related across questions, claims that are not coded yet.

The questions are found and counted in the database; only those of one page are compared.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, F, Max, Min, Q

from claims.choices import Basis, RelationState
from claims.comparisons.accounts import AttributedClaim, attributed
from claims.comparisons.questions import Account, compare_questions
from claims.models import Claim, Event, Question, Relation

WEIGHT = (RelationState.CONFIRMED, RelationState.SUGGESTED, RelationState.REJECTED)
BY_EVENT = (
    ("first__event__started_on", True),
    ("first__event__key", False),
    ("first__question__position", False),
    ("first__question__key", False),
)
ACCOUNTS_SHOWN = 4  # pairs of accounts of a question that a list shows
SHOWN = 4  # pairs of claims of a question that are listed on their own; the others are counted
NEEDED = ("key", "kind", "basis", "reason", "state", "suggested_by")
NEEDED += tuple(f"{end}__{name}" for end in ("first", "second") for name in ("key", "event", "question"))


@dataclass(frozen=True)
class Dispute:
    """Two ends that contradict each other, and the relations that say so, the leading one first.

    The ends are two accounts, the one of lower number first; or (`apart`) two single claims.
    """

    first: Account | AttributedClaim
    second: Account | AttributedClaim
    relations: tuple[Relation, ...]
    apart: bool = False

    @property
    def leading(self) -> Relation:
        return self.relations[0]

    @property
    def state(self) -> str:
        """Confirmed if a person confirmed one pair of claims; rejected if all pairs are."""
        return self.leading.state

    @cached_property
    def tally(self) -> list[tuple[str, int]]:
        """How many pairs of claims are in which state, as words and numbers."""
        states = [relation.state for relation in self.relations]
        return [(state.label, states.count(state)) for state in WEIGHT if state in states]

    @cached_property
    def other_bases(self) -> list[str]:
        """On which other grounds pairs of these accounts contradict each other than the leading one."""
        found = {relation.basis for relation in self.relations} - {self.leading.basis, ""}
        return [basis.label for basis in Basis if basis in found]

    @property
    def is_one_voice(self) -> bool:
        return self.apart and self.first.claim.voice == self.second.claim.voice

    @property
    def is_across(self) -> bool:
        """Whether its claims answer different questions."""
        return self.leading.first.question_id != self.leading.second.question_id


@dataclass(frozen=True)
class DisputedQuestion:
    """A question (None: claims that are not coded yet) with its disputes; `pairs` counts their relations."""

    event: Event
    question: Question | None
    disputes: tuple[Dispute, ...]
    apart: tuple[Dispute, ...]
    pairs: int

    @property
    def lines(self) -> tuple[Dispute, ...]:
        return self.disputes[:ACCOUNTS_SHOWN] + self.apart[:SHOWN]

    @property
    def more_disputes(self) -> int:
        """Pairs of accounts that are not among `lines`; the question's own page has them."""
        return len(self.disputes[ACCOUNTS_SHOWN:])

    @property
    def left_out(self) -> int:
        return len(self.apart[SHOWN:])


def disputed_questions(relations, sorts=()):
    """The questions of some contradictions: rows of `question`, `event` (primary keys) and `pairs`, for pagination.

    A relation counts for its first claim's question. `sorts` are orders of `RelationFilterSet`, as (expression,
    descending); a question stands where the first of its relations would. Without them the newest event comes first.
    """
    groups = relations.order_by().values(question=F("first__question"), event=F("first__event"))
    ranks = [_rank(*sort) for sort in sorts or BY_EVENT]
    ranked = groups.annotate(pairs=Count("pk"), **{f"rank_{at}": value for at, (value, _) in enumerate(ranks)})
    orders = [_order(f"rank_{at}", descending) for at, (_, descending) in enumerate(ranks)]
    return ranked.order_by(*orders, "event", F("question").asc(nulls_last=True))


def _rank(expression, descending):
    return (Max if descending else Min)(expression), descending


def _order(name, descending):
    return F(name).desc(nulls_last=True) if descending else F(name).asc(nulls_last=True)


def disputes_of(groups, relations, claims):
    """The `DisputedQuestion` of each row of a page of `disputed_questions`, from the same relations.

    `claims` are those that the reader may see. A fixed number of queries.
    """
    groups = list(groups)
    pks = [group["question"] for group in groups if group["question"]]
    compared = {found.question.pk: found for found in compare_questions(Question.objects.filter(pk__in=pks), claims)}
    found = _by_group(groups, pks, relations)
    loaded = [relation for group in found.values() for relation in group]
    ends = _ends(compared.values(), loaded, claims)
    for relation in loaded:
        relation.first, relation.second = ends[relation.first.key].claim, ends[relation.second.key].claim
    events = Event.objects.in_bulk({group["event"] for group in groups})
    return [_disputed(group, events, compared.get(group["question"]), found, ends) for group in groups]


def _by_group(groups, pks, relations):
    """{(question pk, event pk): its relations, the weightiest first}."""
    uncoded = [group["event"] for group in groups if not group["question"]]
    here = Claim.objects.filter(Q(question__in=pks) | Q(question=None, event__in=uncoded)).order_by()
    found = defaultdict(list)
    for relation in (
        relations.order_by().filter(first__in=here.values("pk")).select_related("first", "second").only(*NEEDED)
    ):
        found[relation.first.question_id, relation.first.event_id].append(relation)
    return {group: sorted(rows, key=_by_weight) for group, rows in found.items()}


def _by_weight(relation):
    return WEIGHT.index(relation.state), relation.key


def _ends(compared, relations, claims):
    """{claim key: `AttributedClaim`} for every claim that the relations name."""
    ends = {account.key: account for found in compared for account in found.claims}
    keys = {claim.pk: claim.key for relation in relations for claim in (relation.first, relation.second)}
    missing = [pk for pk, key in keys.items() if key not in ends]
    return ends | {account.key: account for account in attributed(claims.filter(pk__in=missing).order_by("pk"))}


def _disputed(group, events, compared, found, ends):
    relations = found.get((group["question"], group["event"]), [])
    between, apart = _sorted_out(relations, compared)
    return DisputedQuestion(
        events[group["event"]],
        compared and compared.question,
        tuple(
            Dispute(compared.account(first), compared.account(second), tuple(pairs))
            for (first, second), pairs in sorted(between.items())
        ),
        tuple(Dispute(ends[r.first.key], ends[r.second.key], (r,), apart=True) for r in apart),
        group["pairs"],
    )


def _sorted_out(relations, compared):
    """({numbers of two accounts: the relations between their claims}, the relations that stand on their own)."""
    between, apart = defaultdict(list), []
    for relation in relations:
        numbers = accounts_between(relation, compared)
        if numbers and numbers[0] != numbers[1]:
            between[tuple(sorted(numbers))].append(relation)
        else:
            apart.append(relation)
    return between, apart


def accounts_between(relation, compared):
    """The numbers of the accounts that the first and second claim stand in; None if one of them stands in none."""
    if compared is None or relation.first.question_id != relation.second.question_id:
        return None
    numbers = compared.number_of(relation.first.key), compared.number_of(relation.second.key)
    return None if None in numbers else numbers

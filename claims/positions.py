"""Where the accounts of one question stand: positions, what stands apart from them, and where they part.

Every claim on a question lands in exactly one place, the first that fits:

- **withdrawals**: the claims that take something back;
- **superseded**: replaced by a claim of the same voice that is later and agrees with it, contradicts it or differs from
  it, or that updates it by a rule or by a person's relation (then also undated). A withdrawal replaces its voice's
  claims, but not those made after it. A collective replaces its own claims only where a person says so;
- **evading**: declines, noncommittal;
- **uncoded**: no answer of the question's kind;
- **unranked**: accounts in free text, which no rule compares. Those that a person related to one another, as agreeing
  or contradicting, do take positions;
- a **position**: claims that stand together, of what remains, each voice's latest claims.

Positions of figures and dates: the claims are taken by upper end (no end last), lower end (no end first), key; each
joins the first position whose every member it agrees with, so that *at least 70* cannot hold 75 and 80 together.
Positions of choices: one per answer and stance, whatever people judged of single pairs; the denial of every answer is
one of its own (*none of these*), except on a yes/no question, where it is the denial of the answer. Figures in a unit
that does not convert into the question's form positions of their own.

Positions are numbered by independent origins (see `claims.origins`), then voices, both more first, then the earliest
day of saying (unknown last), then the alphabetically first key of their members. The members of a position stand in
order of documents (more first), day of saying (unknown last), key; the first is the leading one and names it.

Pure: records in, records out, the same whatever the order of the claims. A position's number says who reports it, not
whether it is true; counting origins is not voting.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import chain, combinations, product

from claims.agreement import decision, is_reversal, judge, reported_differently, weigh
from claims.choices import AnswerKind, Stance, Verdict
from claims.facts import (
    ClaimFacts,
    Comparison,
    Finding,
    QuestionFacts,
    RelationFacts,
    chosen,
    days,
    is_later,
    is_typed,
    one_voice,
)
from claims.origins import count_origins
from claims.quantities import Dimension, Interval, Quantity, dimension, in_numbers, in_words, interval, unit_word
from claims.reasons import answer_in_words

APART = (Verdict.CONTRADICTS, Verdict.DIFFERS, Verdict.UPDATES)
SEVERITY = (*APART, Verdict.COMPATIBLE, Verdict.AGREES, Verdict.EVADES, Verdict.INCOMPARABLE)


@dataclass(frozen=True, slots=True)
class Carried:
    """A claim with what carries it: the keys of its origins and documents, and whether some origin is unknown."""

    facts: ClaimFacts
    origins: frozenset[str] = frozenset()
    unknown_origin: bool = False
    documents: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        return self.facts.key


@dataclass(frozen=True, slots=True)
class Position:
    """Claims that stand together, the leading one first, with the counts of their independent origins and voices."""

    number: int
    name: str
    stance: str
    members: tuple[Carried, ...]
    origins: int
    voices: int

    @property
    def leading(self) -> Carried:
        return self.members[0]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(member.key for member in self.members)


@dataclass(frozen=True, slots=True)
class ClaimPair:
    """Two claims of a question and what they are to each other; of a voice's own two, the earlier first if known."""

    first: ClaimFacts
    second: ClaimFacts
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class PositionPair:
    """Two positions, what they are to each other, and the keys of the two claims that show it best."""

    first: Position
    second: Position
    comparison: Comparison
    claims: tuple[str, str]


class Judgements:
    """What the claims of one question are to each other, each pair weighed once; a person's relation goes first."""

    def __init__(self, question: QuestionFacts, relations: Iterable[RelationFacts] = ()):
        self.question = question
        self._relations = {frozenset((relation.first, relation.second)): relation for relation in relations}
        self._found: dict[tuple[str, str], Finding] = {}

    def relation(self, a: ClaimFacts, b: ClaimFacts) -> RelationFacts | None:
        return self._relations.get(frozenset((a.key, b.key))) if self._relations else None

    def is_decided(self, a: ClaimFacts, b: ClaimFacts) -> bool:
        """Whether a person confirmed or rejected a relation of the two."""
        return decision(self.relation(a, b)) is not None

    def finding(self, a: ClaimFacts, b: ClaimFacts) -> Finding:
        """The verdict on two claims, without its sentence."""
        pair = (a.key, b.key) if a.key <= b.key else (b.key, a.key)
        if pair not in self._found:
            self._found[pair] = weigh(a, b, self.question, self.relation(a, b))
        return self._found[pair]

    def by_rule(self, a: ClaimFacts, b: ClaimFacts) -> Finding:
        """What the rules alone say."""
        return weigh(a, b, self.question) if self.is_decided(a, b) else self.finding(a, b)

    def comparison(self, a: ClaimFacts, b: ClaimFacts) -> Comparison:
        """The verdict on two claims, with its sentence."""
        return judge(a, b, self.question, self.relation(a, b))


@dataclass(frozen=True, slots=True)
class Standing:
    """Every claim of a question in its one place, and where voices part from themselves."""

    question: QuestionFacts
    positions: tuple[Position, ...]
    withdrawals: tuple[Carried, ...]
    superseded: tuple[Carried, ...]
    evading: tuple[Carried, ...]
    uncoded: tuple[Carried, ...]
    unranked: tuple[Carried, ...]
    reversals: tuple[ClaimPair, ...]
    reported_differently: tuple[ClaimPair, ...]
    judgements: Judgements = field(repr=False, compare=False)

    @property
    def latest(self) -> list[Carried]:
        """The claims that take part in positions, in the order of these."""
        return [member for position in self.positions for member in position.members]

    @property
    def voices(self) -> set[str]:
        """Every voice with a claim on the question, whatever its place."""
        apart = chain(self.withdrawals, self.superseded, self.evading, self.uncoded, self.unranked)
        return {claim.facts.voice for claim in chain(self.latest, apart)}

    def number_of(self, key: str) -> int | None:
        """The number of the position that a claim is in, None for one that stands apart."""
        return next((position.number for position in self.positions if key in position.keys), None)


def stand(carried: Iterable[Carried], question: QuestionFacts, relations: Iterable[RelationFacts] = ()) -> Standing:
    """Put the claims of one question in their places. `relations` may hold any, also of other questions' claims."""
    judgements = Judgements(question, relations)
    claims = sorted(carried, key=_by_day)
    own_pairs = list(_pairs_of_a_voice(claims))
    replaced = {_replaced(a.facts, b.facts, judgements) for a, b in own_pairs}
    places: dict[str, list[Carried]] = defaultdict(list)
    for claim in claims:
        places[_place(claim.facts, question, replaced)].append(claim)
    if question.answer_kind == AnswerKind.TEXT:
        places["latest"], places["unranked"] = _related(places["latest"], judgements)
    apart = ("withdrawals", "superseded", "evading", "uncoded", "unranked")
    return Standing(
        question,
        _numbered(_grouped(places["latest"], judgements), question),
        reversals=tuple(_parted(own_pairs, judgements, is_reversal)),
        reported_differently=tuple(_parted(own_pairs, judgements, reported_differently)),
        judgements=judgements,
        **{place: tuple(places[place]) for place in apart},
    )


def _by_day(claim: Carried) -> tuple[date, str]:
    return claim.facts.said_on or date.max, claim.key


def _pairs_of_a_voice(claims: list[Carried]) -> Iterator[tuple[Carried, Carried]]:
    voices: dict[str, list[Carried]] = defaultdict(list)
    for claim in claims:
        voices[claim.facts.voice].append(claim)
    for own in voices.values():
        yield from combinations(own, 2)


def _replaced(a: ClaimFacts, b: ClaimFacts, judgements: Judgements) -> str:
    """The key of the one of a voice's two claims that the other replaces; empty if both stay."""
    found = judgements.finding(a, b)
    if not one_voice(a, b) and not judgements.is_decided(a, b):
        return ""
    if found.verdict == Verdict.UPDATES:
        return b.key if found.acts == a.key else a.key
    if not one_voice(a, b) or found.verdict not in (Verdict.AGREES, Verdict.CONTRADICTS, Verdict.DIFFERS):
        return ""
    return b.key if is_later(a, b) else a.key if is_later(b, a) else ""


def _place(facts: ClaimFacts, question: QuestionFacts, replaced: set[str]) -> str:
    if facts.stance == Stance.WITHDRAWS:
        return "withdrawals"
    if facts.key in replaced:
        return "superseded"
    if facts.stance in (Stance.DECLINES, Stance.NONCOMMITTAL):
        return "evading"
    return "latest" if question.answer_kind == AnswerKind.TEXT or is_typed(facts, question) else "uncoded"


def _related(claims: list[Carried], judgements: Judgements) -> tuple[list[Carried], list[Carried]]:
    """Accounts in free text that a person related to one another, and the others."""
    related: set[str] = set()
    for a, b in combinations(claims, 2):
        if judgements.finding(a.facts, b.facts).verdict in (Verdict.AGREES, Verdict.CONTRADICTS):
            related |= {a.key, b.key}
    return [claim for claim in claims if claim.key in related], [claim for claim in claims if claim.key not in related]


def _parted(
    pairs: list[tuple[Carried, Carried]], judgements: Judgements, parts: Callable[..., bool]
) -> Iterator[ClaimPair]:
    for a, b in pairs:
        found = judgements.finding(a.facts, b.facts)
        if parts(a.facts, b.facts, found, same_document=bool(a.documents & b.documents)):
            first, second = (b, a) if is_later(a.facts, b.facts) else (a, b)
            yield ClaimPair(first.facts, second.facts, judgements.comparison(a.facts, b.facts))


# Positions.


def _grouped(claims: list[Carried], judgements: Judgements) -> list[list[Carried]]:
    question = judgements.question
    if question.answer_kind == AnswerKind.CHOICE:
        answers: dict[tuple[str, str], list[Carried]] = defaultdict(list)
        for claim in claims:
            answers[claim.facts.stance, chosen(claim.facts, question)].append(claim)
        return list(answers.values())
    groups: list[list[Carried]] = []
    for claim in sorted(claims, key=lambda claim: _by_ends(claim.facts, question)):
        home = next((group for group in groups if _fits(claim, group, judgements)), None)
        groups.append([claim]) if home is None else home.append(claim)
    return groups


def _fits(claim: Carried, group: list[Carried], judgements: Judgements) -> bool:
    return all(judgements.finding(claim.facts, member.facts).verdict == Verdict.AGREES for member in group)


def _by_ends(facts: ClaimFacts, question: QuestionFacts) -> tuple[object, ...]:
    """Sorts by upper end (no end last), lower end (no end first), key."""
    if question.answer_kind == AnswerKind.QUANTITY:
        ends = interval_of(facts, question)
        return ends.high is None, ends.high or Decimal(0), ends.high_open, *lower_end(ends), facts.key
    if question.answer_kind == AnswerKind.DATE:
        return *reversed(days(facts)), facts.key
    return (facts.key,)


def lower_end(ends: Interval) -> tuple[bool, Decimal, bool]:
    """Sorts by lower end, no end first."""
    return ends.low is not None, ends.low or Decimal(0), ends.low_open


def interval_of(facts: ClaimFacts, question: QuestionFacts) -> Interval:
    """A claim's figure in the question's unit, in its own where that does not convert."""
    return interval(facts.quantity, question.unit) or interval(facts.quantity, facts.quantity.unit)


def _numbered(groups: list[list[Carried]], question: QuestionFacts) -> tuple[Position, ...]:
    drafts = sorted((_position(group, question) for group in groups), key=_by_support)
    return tuple(replace(draft, number=number) for number, draft in enumerate(drafts, 1))


def _position(group: list[Carried], question: QuestionFacts) -> Position:
    members = tuple(sorted(group, key=_by_weight))
    known = set().union(*(member.origins for member in members))
    unknown = {None} if any(member.unknown_origin for member in members) else set()
    leading = members[0].facts
    voices = len({member.facts.voice for member in members})
    return Position(0, _title(leading, question), leading.stance, members, count_origins(known | unknown), voices)


def _by_weight(claim: Carried) -> tuple[int, date, str]:
    return -len(claim.documents), *_by_day(claim)


def _by_support(position: Position) -> tuple[int, int, date, str]:
    earliest = min(member.facts.said_on or date.max for member in position.members)
    return -position.origins, -position.voices, earliest, min(position.keys)


def _title(facts: ClaimFacts, question: QuestionFacts) -> str:
    """What a position is called after its leading claim: *more than 70*, *not “Ukrainians”*, *none of these*."""
    if question.answer_kind == AnswerKind.TEXT:
        return facts.statement or facts.voice_name
    words = chosen(facts, question) if question.answer_kind == AnswerKind.CHOICE else _words(facts, question)
    if facts.stance != Stance.DENIES:
        return words
    return f"not {words}" if words else "none of these"


def _words(facts: ClaimFacts, question: QuestionFacts) -> str:
    if question.answer_kind == AnswerKind.DATE:
        return answer_in_words(facts)
    figure = in_told_unit(facts.quantity, question)
    return in_numbers(figure) if facts.stance == Stance.DENIES else in_words(figure)


def in_told_unit(quantity: Quantity, question: QuestionFacts) -> Quantity:
    """A figure with its unit if that tells something: miles and kilometres do, the people a question counts do not."""
    unit = quantity.unit.strip() or question.unit
    told = isinstance(dimension(unit), Dimension) or unit_word(unit) != unit_word(question.unit)
    return replace(quantity, unit=unit if told else "")


def position_pairs(standing: Standing) -> tuple[PositionPair, ...]:
    """Each two positions, with the verdict that parts them most and the reason of the first claims that show it."""
    return tuple(_position_pair(*pair, standing.judgements) for pair in combinations(standing.positions, 2))


def _position_pair(first: Position, second: Position, judgements: Judgements) -> PositionPair:
    shown: dict[Verdict, tuple[ClaimFacts, ClaimFacts]] = {}
    for one, other in product(first.members, second.members):
        verdict = judgements.finding(one.facts, other.facts).verdict
        shown.setdefault(verdict, (one.facts, other.facts))
        if verdict == SEVERITY[0]:
            break
    a, b = shown[min(shown, key=SEVERITY.index)]
    return PositionPair(first, second, judgements.comparison(a, b), (a.key, b.key))

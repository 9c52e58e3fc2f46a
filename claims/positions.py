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
from typing import Any

from claims.agreement import (
    ClaimFacts,
    Comparison,
    Finding,
    QuestionFacts,
    RelationFacts,
    answer_in_words,
    chosen,
    days,
    decision,
    is_later,
    is_reversal,
    is_typed,
    judge,
    one_voice,
    reported_differently,
    weigh,
)
from claims.choices import AnswerKind, Headline, Qualifier, Stance, Verdict
from claims.origins import count_origins
from claims.quantities import Dimension, Interval, Quantity, dimension, in_words, interval, unit_word

MANY_VOICES = 30  # above it, suggestions are made per pair of positions, not per pair of voices
SEVERITY = (
    Verdict.CONTRADICTS,
    Verdict.DIFFERS,
    Verdict.UPDATES,
    Verdict.COMPATIBLE,
    Verdict.AGREES,
    Verdict.EVADES,
    Verdict.INCOMPARABLE,
)


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


@dataclass(frozen=True, slots=True)
class HeadlineFigure:
    """What sums a question up: words, their interval in the question's unit, the keys of the claims they are from."""

    words: str
    interval: Interval
    claims: tuple[str, ...]


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
    return Standing(
        question,
        _numbered(_grouped(places["latest"], judgements), question),
        tuple(places["withdrawals"]),
        tuple(places["superseded"]),
        tuple(places["evading"]),
        tuple(places["uncoded"]),
        tuple(places["unranked"]),
        tuple(_parted(own_pairs, judgements, is_reversal)),
        tuple(_parted(own_pairs, judgements, reported_differently)),
        judgements,
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


def _by_ends(facts: ClaimFacts, question: QuestionFacts) -> tuple[Any, ...]:
    """Sorts by upper end (no end last), lower end (no end first), key."""
    if question.answer_kind == AnswerKind.QUANTITY:
        ends = _interval(facts, question)
        return ends.high is None, ends.high or Decimal(0), ends.high_open, *_lower_end(ends), facts.key
    if question.answer_kind == AnswerKind.DATE:
        return *reversed(days(facts)), facts.key
    return (facts.key,)


def _interval(facts: ClaimFacts, question: QuestionFacts) -> Interval:
    """In the question's unit, in its own where that does not convert."""
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
    return _figure(facts.quantity, question)


def _figure(quantity: Quantity, question: QuestionFacts) -> str:
    """A figure with its unit if that tells something: miles and kilometres do, the people a question counts do not."""
    unit = quantity.unit.strip() or question.unit
    told = isinstance(dimension(unit), Dimension) or unit_word(unit) != unit_word(question.unit)
    return in_words(replace(quantity, unit=unit if told else ""))


def position_pairs(standing: Standing) -> tuple[PositionPair, ...]:
    """Each two positions, with the verdict that parts them most and the reason of the first claims that show it."""
    return tuple(_position_pair(*pair, standing.judgements) for pair in combinations(standing.positions, 2))


def _position_pair(first: Position, second: Position, judgements: Judgements) -> PositionPair:
    shown: dict[Verdict, tuple[ClaimFacts, ClaimFacts]] = {}
    for a, b in product(first.members, second.members):
        verdict = judgements.finding(a.facts, b.facts).verdict
        shown.setdefault(verdict, (a.facts, b.facts))
        if verdict == SEVERITY[0]:
            break
    one, other = shown[min(shown, key=SEVERITY.index)]
    return PositionPair(first, second, judgements.comparison(one, other), (one.key, other.key))


# The headline of a question that asks for a figure.


def headline(standing: Standing) -> HeadlineFigure | None:
    """What the latest claims say together, by the question's rule; None where none of them asserts a figure.

    `range` runs from the lowest end of any figure to the highest; `latest` does the same for those claims that no
    other is later than (the dated ones, if any is dated). Denials assert no figure; figures of another dimension than
    the question's are left out.
    """
    question = standing.question
    claims = _asserting(standing)
    if question.headline == Headline.LATEST:
        claims = _most_recent(claims)
    if not claims:
        return None
    lowest = min(claims, key=lambda facts: _lower_end(_interval(facts, question)))
    highest = max(claims, key=lambda facts: _upper_end(_interval(facts, question)))
    return _range(lowest, highest, question)


def _asserting(standing: Standing) -> list[ClaimFacts]:
    """The latest claims that assert a figure of the question's dimension; without one, that of the first position."""
    question = standing.question
    if question.answer_kind != AnswerKind.QUANTITY or not standing.positions:
        return []
    unit = question.unit or standing.positions[0].leading.facts.quantity.unit
    claims = sorted((member.facts for member in standing.latest), key=lambda facts: facts.key)
    return [
        facts
        for facts in claims
        if facts.stance == Stance.ASSERTS and dimension(facts.quantity.unit or unit) == dimension(unit)
    ]


def _most_recent(claims: list[ClaimFacts]) -> list[ClaimFacts]:
    recent = [facts for facts in claims if not any(is_later(other, facts) for other in claims)]
    dated = [facts for facts in recent if facts.as_of or facts.said_on or facts.said_until]
    return dated or recent


def _range(lowest: ClaimFacts, highest: ClaimFacts, question: QuestionFacts) -> HeadlineFigure:
    low, high = _interval(lowest, question), _interval(highest, question)
    whole = Interval(low.low, high.high, low.low_open, high.high_open)
    for facts in (lowest, highest):
        if _interval(facts, question) == whole:
            return HeadlineFigure(_figure(facts.quantity, question), whole, (facts.key,))
    least, most = _amount(lowest.quantity, "amount"), _amount(highest.quantity, "amount_high")
    words = f"{_figure(least, question)} to {_figure(most, question)}"
    return HeadlineFigure(words, whole, (lowest.key, highest.key))


def _amount(quantity: Quantity, end: str) -> Quantity:
    """The figure, or the one end of a *between* that a range needs."""
    if quantity.qualifier != Qualifier.BETWEEN:
        return quantity
    return Quantity(getattr(quantity, end), unit=quantity.unit)


def _lower_end(ends: Interval) -> tuple[Any, ...]:
    return ends.low is not None, ends.low or Decimal(0), ends.low_open


def _upper_end(ends: Interval) -> tuple[Any, ...]:
    """No end last; of several without one, the one that starts highest last: it says most about the upper end."""
    return ends.high is None, ends.high or Decimal(0), not ends.high_open, *_lower_end(ends)


# Suggested relations.


def to_suggest(standing: Standing) -> tuple[ClaimPair, ...]:
    """The contradictions to suggest to a person, by the rules alone, in the order of their keys.

    Every two contradicting claims among the latest ones of two voices; on a question of more than `MANY_VOICES`, for
    each two positions only the most carried, then earliest claims that contradict; and every reversal. Left out is what
    a person has confirmed or rejected. What is merely suggested stays in, so that whoever stores suggestions can tell
    which of them still hold.
    """
    judgements = standing.judgements
    pairs = _parted_positions(standing) if len(standing.voices) > MANY_VOICES else _parted_voices(standing)
    reversals = ((pair.first, pair.second) for pair in standing.reversals)
    undecided = (pair for pair in chain(pairs, reversals) if not judgements.is_decided(*pair))
    ordered = (sorted(pair, key=lambda facts: facts.key) for pair in undecided)
    suggested = (ClaimPair(a, b, judgements.comparison(a, b)) for a, b in ordered)
    return tuple(sorted(suggested, key=lambda pair: (pair.first.key, pair.second.key)))


def _parted_voices(standing: Standing) -> Iterator[tuple[ClaimFacts, ClaimFacts]]:
    for a, b in combinations(standing.latest, 2):
        if _part(a.facts, b.facts, standing.judgements):
            yield a.facts, b.facts


def _parted_positions(standing: Standing) -> Iterator[tuple[ClaimFacts, ClaimFacts]]:
    for first, second in combinations(standing.positions, 2):
        pairs = ((a.facts, b.facts) for a, b in product(first.members, second.members))
        shown = next((pair for pair in pairs if _part(*pair, standing.judgements)), None)
        if shown:
            yield shown


def _part(a: ClaimFacts, b: ClaimFacts, judgements: Judgements) -> bool:
    """Whether two voices contradict by the rules; a pair that a person rejected still stands for its positions."""
    return a.voice != b.voice and judgements.by_rule(a, b).verdict == Verdict.CONTRADICTS

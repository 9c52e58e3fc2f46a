"""The headline of a question that asks for a figure: what its latest claims say together, by the question's rule.

Pure: a standing in, a record out. A headline sums up what is said; it picks no winner.
"""

from dataclasses import dataclass
from decimal import Decimal

from claims.choices import AnswerKind, Headline, Qualifier, Stance
from claims.facts import ClaimFacts, QuestionFacts, is_later
from claims.positions import Standing, in_told_unit, interval_of, lower_end
from claims.quantities import Interval, Quantity, dimension, in_numbers, in_words


@dataclass(frozen=True, slots=True)
class HeadlineFigure:
    """What sums a question up: words, their interval in the question's unit, the keys of the claims they are from."""

    words: str
    interval: Interval
    claims: tuple[str, ...]


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
    lowest = min(claims, key=lambda facts: lower_end(interval_of(facts, question)))
    highest = max(claims, key=lambda facts: _upper_end(interval_of(facts, question)))
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
    low, high = interval_of(lowest, question), interval_of(highest, question)
    whole = Interval(low.low, high.high, low.low_open, high.high_open)
    for facts in (lowest, highest):
        if interval_of(facts, question) == whole:
            return HeadlineFigure(in_words(in_told_unit(facts.quantity, question)), whole, (facts.key,))
    least, most = _amount(lowest.quantity, "amount"), _amount(highest.quantity, "amount_high")
    words = " to ".join(in_numbers(in_told_unit(end, question)) for end in (least, most))
    return HeadlineFigure(words, whole, (lowest.key, highest.key))


def _amount(quantity: Quantity, end: str) -> Quantity:
    """The figure, or the one end of a *between* that a range needs."""
    if quantity.qualifier != Qualifier.BETWEEN:
        return quantity
    return Quantity(getattr(quantity, end), unit=quantity.unit)


def _upper_end(ends: Interval) -> tuple[bool, Decimal, bool, bool, Decimal, bool]:
    """No end last; of several without one, the one that starts highest last: it says most about the upper end."""
    return ends.high is None, ends.high or Decimal(0), not ends.high_open, *lower_end(ends)

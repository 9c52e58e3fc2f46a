"""Figures on one scale: comparison records in, places on a drawing out. No HTML, no query.

Every x is a per cent of the drawn column and every y a pixel, so that nothing is ever scaled and type keeps its size.
`templates/claims/charts/` draw the shapes. A chart is a column of a table: the words stand in the same row.

Range plot. A closed bound is a filled mark, an open one a hollow mark, an infinite end an arrow that is never drawn at
a number; *about* is a pale bar with a mark at the stated figure; a claim without a figure a dotted line. The axis
begins at zero, unless all figures lie far from it; it becomes logarithmic when the largest bound is fifty times the
smallest above zero, and then zero lives in a gutter of its own. Days are drawn the same way, counted from the beginning
of the calendar.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, floor, log10

from claims.choices import AnswerKind, Qualifier, Stance
from claims.quantities import Interval, Quantity, interval, stated

LEFT, RIGHT = 3.0, 92.0  # the drawn part; what is left over holds arrow heads and the last label
GUTTER = 15.0  # on a log axis: where zero lives, before the first decade
ARROW = 97.0  # where the line of an open upper end stops, before its head
LOG_FROM = 50  # times the smallest bound above zero
TICKS = 4  # about so many
DAY_STEPS = (1, 2, 7, 14, 30, 91, 182, 365, 730, 1826, 3652, 18262)


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from `low` to `high`; `zero`: a log axis has a zero among its values; `days`: the values are days."""

    low: float
    high: float
    log: bool = False
    zero: bool = False
    days: bool = False

    def x(self, value: float) -> float:
        """The place of a value, in per cent of the column."""
        if not self.log:
            return LEFT + (RIGHT - LEFT) * (value - self.low) / (self.high - self.low)
        if value <= 0:
            return LEFT
        start = GUTTER if self.zero else LEFT
        return start + (RIGHT - start) * (log10(value) - log10(self.low)) / (log10(self.high) - log10(self.low))

    def ticks(self) -> list[float]:
        return self._decades() if self.log else self._steps()

    def _decades(self) -> list[float]:
        first, last = floor(log10(self.low)), floor(log10(self.high))
        every = max(1, ceil((last - first) / (2 * TICKS)))
        return ([0.0] if self.zero else []) + [10.0**n for n in range(first, last + 1, every)]

    def _steps(self) -> list[float]:
        wanted = (self.high - self.low) / TICKS
        step = next((step for step in DAY_STEPS if step >= wanted), DAY_STEPS[-1]) if self.days else nice(wanted)
        first, last = ceil(self.low / step - 1e-9), floor(self.high / step + 1e-9)
        return [n * step for n in range(first, last + 1)]

    def label(self, value: float) -> str:
        return f"{date.fromordinal(round(value)):%-d %b %Y}" if self.days else label(value)


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str
    is_zero: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at a bound; hollow where the bound itself is excluded."""

    x: float
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """What one row draws: a bar between two places (soft: approximate), its marks, arrows where it is open."""

    start: float
    end: float
    soft: bool = False
    dotted: bool = False
    arrow_left: bool = False
    arrow_right: bool = False
    marks: tuple[Mark, ...] = ()

    @property
    def has_bar(self) -> bool:
        return self.end > self.start and not self.dotted


@dataclass(frozen=True, slots=True)
class Gap:
    """The stretch that neither of two accounts allows."""

    start: float
    end: float

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Figure:
    """A claim's figure, ready to be drawn: its interval, and for an approximate one what was stated."""

    interval: Interval
    stated: float | None = None
    soft: bool = False


@dataclass(frozen=True)
class RangePlot:
    """The scale and, in the order given, one shape for each figure (None: no figure)."""

    axis: Axis | None
    ticks: tuple[Tick, ...]
    shapes: tuple[Shape, ...]


def figure_of(quantity: Quantity | None, unit: str) -> Figure | None:
    """How a quantity is drawn in the question's unit; None where there is no figure or it does not convert."""
    if quantity is None or quantity.amount is None:
        return None
    found = interval(quantity, unit)
    if found is None:
        return None
    converted = bool(quantity.unit and unit and quantity.unit != unit)
    about = quantity.qualifier == Qualifier.ABOUT or (converted and quantity.qualifier == Qualifier.EXACTLY)
    low, _ = stated(quantity, unit)
    return Figure(found, float(low) if about else None, soft=about or converted)


def days_of(claim) -> Figure | None:
    """How a claimed date or range of dates is drawn."""
    if claim.date_from is None:
        return None
    days = (claim.date_from, claim.date_to or claim.date_from)
    return Figure(Interval(*(Decimal(day.toordinal()) for day in days)))


def range_plot(figures: Sequence[Figure | None], days: bool = False) -> RangePlot:
    """Draw figures on one scale. Without any figure there is no axis, and every row is dotted."""
    drawn = [figure.interval for figure in figures if figure]
    axis = (days_axis(drawn) if days else axis_for(drawn)) if drawn else None
    ticks = tuple(Tick(axis.x(value), axis.label(value), value == 0) for value in axis.ticks()) if axis else ()
    return RangePlot(axis, ticks, tuple(_shape(figure, axis) for figure in figures))


def axis_for(intervals: Iterable[Interval]) -> Axis:
    """The scale on which all these intervals can be read."""
    intervals = list(intervals)
    bounds = [float(bound) for each in intervals for bound in (each.low, each.high) if bound is not None]
    positive, top = [bound for bound in bounds if bound > 0], max(bounds)
    if min(bounds) >= 0 and positive and top / min(positive) >= LOG_FROM:
        return Axis(10.0 ** floor(log10(min(positive))), top * 1.6, log=True, zero=0 in bounds)
    spare = 1.35 if any(each.high is None for each in intervals) else 1.1
    low = _foot(bounds)
    high = low + (top - low) * spare if top > low else low + 1
    return Axis(low, high)


def days_axis(intervals: Iterable[Interval]) -> Axis:
    """The scale for days: from a little before the first to a little after the last."""
    bounds = [float(bound) for each in intervals for bound in (each.low, each.high) if bound is not None]
    spare = max(1.0, (max(bounds) - min(bounds)) * 0.1)
    first, last = float(date.min.toordinal()), float(date.max.toordinal())
    return Axis(max(first, min(bounds) - spare), min(last, max(bounds) + spare), days=True)


def _foot(bounds: list[float]) -> float:
    """Where a linear axis begins: at zero, below zero, or just below figures that all lie far above it."""
    lowest, highest = min(bounds), max(bounds)
    if lowest < 0:
        step = nice((highest - lowest or -lowest) / 2)
        return floor(lowest / step) * step
    if lowest <= 20 or lowest <= 0.5 * highest:
        return 0.0
    spread = max(highest - lowest, highest * 0.1)
    step = nice(spread / 2)
    return max(0.0, floor((lowest - spread) / step) * step)


def nice(raw: float) -> float:
    """A step rounded up to 1, 2, 2.5 or 5 times a power of ten."""
    power = 10.0 ** floor(log10(raw))
    return next(times * power for times in (1, 2, 2.5, 5, 10) if times * power >= raw * 0.999)


def label(value: float) -> str:
    """A tick's number: thousands apart, no needless decimals."""
    if value and abs(value) < 1:
        return f"{value:g}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def gap_between(axis: Axis | None, first: Sequence[Figure | None], second: Sequence[Figure | None]) -> Gap | None:
    """The stretch between two accounts all of whose figures lie apart; None where they touch or are unknown."""
    if axis is None or not all(first) or not all(second):
        return None
    for lower, upper in ((first, second), (second, first)):
        ends = [figure.interval.high for figure in lower if figure]
        starts = [figure.interval.low for figure in upper if figure]
        if None not in ends and None not in starts and ends and starts and max(ends) < min(starts):
            return Gap(axis.x(float(max(ends))), axis.x(float(min(starts))))
    return None


def _shape(figure: Figure | None, axis: Axis | None) -> Shape:
    if figure is None or axis is None:
        return Shape(LEFT, ARROW, dotted=True)
    found = figure.interval
    start = LEFT - 2 if found.low is None else axis.x(float(found.low))
    end = ARROW if found.high is None else axis.x(float(found.high))
    return Shape(
        start,
        end,
        soft=figure.soft,
        arrow_left=found.low is None,
        arrow_right=found.high is None,
        marks=tuple(_marks(figure, axis)),
    )


def _marks(figure: Figure, axis: Axis) -> Iterable[Mark]:
    found = figure.interval
    if figure.soft:
        if figure.stated is not None:
            yield Mark(axis.x(figure.stated))
        return
    if found.low is not None:
        yield Mark(axis.x(float(found.low)), found.low_open)
    if found.high is not None and found.high != found.low:
        yield Mark(axis.x(float(found.high)), found.high_open)


DRAWN = {
    AnswerKind.QUANTITY.value: lambda claim, question: figure_of(claim.quantity, question.unit),
    AnswerKind.DATE.value: lambda claim, question: days_of(claim),
}


@dataclass(frozen=True)
class FigureRow:
    """A line of the figure table: a claim, how many others say the same from the same origins, and its shape."""

    account: object  # Account
    claim: object  # AttributedClaim
    others: int
    shape: Shape


@dataclass(frozen=True)
class FigureTable:
    """The figures of a question, account by account, on one scale."""

    unit: str
    plot: RangePlot
    groups: tuple[tuple[FigureRow, ...], ...]
    hidden: int
    gap: Gap | None


def figure_table(compared, most=8, accounts=None) -> FigureTable | None:
    """The figure table of a compared question, with at most so many rows an account; None if fewer than two are drawn.

    `accounts` limits how many accounts have rows; all of them if it is empty.

    A denied figure is no figure of that voice: its row is dotted.
    """
    question = compared.question
    if question.answer_kind not in DRAWN:
        return None
    folded = [(account, _folded(account, question)) for account in compared.accounts]
    shown = [(account, rows[:most]) for account, rows in folded[:accounts]]
    figures = [figure for _, rows in shown for _, figure, _ in rows]
    if len(list(filter(None, figures))) < 2:
        return None
    plot, at, groups = range_plot(figures, days=question.answer_kind == AnswerKind.DATE), 0, []
    for account, rows in shown:
        shapes = plot.shapes[at : at + len(rows)]
        groups.append(tuple(FigureRow(account, c, n, shape) for (c, _, n), shape in zip(rows, shapes, strict=True)))
        at += len(rows)
    hidden = sum(len(rows) for _, rows in folded) - len(figures)
    sides = [[figure for _, figure, _ in rows] for _, rows in folded]
    gap = gap_between(plot.axis, *sides) if len(sides) == 2 else None
    return FigureTable(question.unit, plot, tuple(groups), hidden, gap)


def _folded(account, question):
    """[(claim, figure, how many more claims give the same figure from the same origins)] of an account."""
    found = {}
    for claim in account.claims:
        figure = DRAWN[question.answer_kind](claim.claim, question) if claim.claim.stance == Stance.ASSERTS else None
        key = (figure, tuple(claim.origin_names), claim.has_unknown_origin) if figure else claim.key
        found.setdefault(key, (figure, []))[1].append(claim)
    return [(claims[0], figure, len(claims) - 1) for figure, claims in found.values()]

"""Charts as data: where each figure is drawn, whatever the spread."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.charts.ranges import GUTTER, LEFT, RIGHT, axis_for, days_of, figure_of, gap_between, label, nice, range_plot
from claims.models import Claim
from claims.quantities import Interval, Quantity


def figure(amount, qualifier="exactly", high=None, unit=""):
    amounts = Decimal(amount), None if high is None else Decimal(high)
    return figure_of(Quantity(*amounts, qualifier, unit), "people" if not unit else "km")


def test_an_exact_figure_is_one_filled_mark():
    (shape,) = range_plot([figure(70)]).shapes
    assert [mark.hollow for mark in shape.marks] == [False]
    assert not shape.has_bar and not shape.arrow_left and not shape.arrow_right


@pytest.mark.parametrize(
    ("qualifier", "hollow", "left", "right"),
    [
        ("more_than", True, False, True),
        ("at_least", False, False, True),
        ("at_most", False, True, False),
        ("fewer_than", True, True, False),
    ],
)
def test_an_open_end_is_an_arrow_and_an_excluded_bound_is_hollow(qualifier, hollow, left, right):
    (shape,) = range_plot([figure(70, qualifier)]).shapes
    assert [mark.hollow for mark in shape.marks] == [hollow]
    assert (shape.arrow_left, shape.arrow_right) == (left, right)
    assert shape.has_bar


def test_between_is_a_bar_with_two_filled_marks():
    (shape,) = range_plot([figure(13, "between", 46)]).shapes
    assert [mark.hollow for mark in shape.marks] == [False, False] and shape.has_bar


def test_about_is_soft_with_one_mark_at_the_stated_figure():
    plot = range_plot([figure(100, "about")])
    (shape,) = plot.shapes
    assert shape.soft and shape.start < shape.marks[0].x < shape.end
    assert shape.marks[0].x == pytest.approx(plot.axis.x(100))


def test_a_converted_figure_is_soft():
    (shape,) = range_plot([figure(25, unit="mi")]).shapes
    assert shape.soft and shape.has_bar


def test_a_claim_without_a_figure_is_dotted():
    plot = range_plot([figure(70), None])
    assert plot.shapes[1].dotted and not plot.shapes[1].has_bar


def test_without_any_figure_there_is_no_axis():
    plot = range_plot([None, None])
    assert plot.axis is None and not plot.ticks and all(shape.dotted for shape in plot.shapes)


def test_a_wide_spread_is_logarithmic_and_zero_gets_a_gutter():
    plot = range_plot([figure(0), figure(10), figure(400_000)])
    assert plot.axis.log and plot.axis.zero
    assert plot.shapes[0].marks[0].x == LEFT
    assert plot.shapes[1].marks[0].x >= GUTTER


def test_figures_far_from_zero_do_not_begin_there():
    assert axis_for([Interval(Decimal(1000), Decimal(1000)), Interval(Decimal(1010), Decimal(1010))]).low > 0


def test_negative_figures_are_drawn():
    plot = range_plot([figure(-10), figure(5)])
    assert LEFT <= plot.shapes[0].marks[0].x < plot.shapes[1].marks[0].x <= RIGHT


@pytest.mark.parametrize("amount", [0, 1, 155, 999_999_999_999])
def test_one_value_alone_is_readable(amount):
    plot = range_plot([figure(amount)])
    assert LEFT <= plot.shapes[0].marks[0].x <= RIGHT and len(plot.ticks) >= 2


def test_the_gap_lies_between_two_accounts_that_share_no_figure():
    low, high = [figure(0)], [figure(70, "more_than"), figure(80)]
    axis = range_plot(low + high).axis
    gap = gap_between(axis, high, low)
    assert (gap.start, gap.end) == (pytest.approx(axis.x(0)), pytest.approx(axis.x(70)))
    assert gap_between(axis, low, [figure(0, "at_least")]) is None
    assert gap_between(axis, low, [None]) is None


@pytest.mark.parametrize(("raw", "step"), [(0.9, 1), (1.1, 2), (2.2, 2.5), (3, 5), (7, 10), (700, 1000)])
def test_steps_are_round(raw, step):
    assert nice(raw) == pytest.approx(step)


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (1500, "1,500"), (2.5, "2.5"), (0.25, "0.25")])
def test_ticks_are_labelled_plainly(value, text):
    assert label(value) == text


amounts = st.decimals(min_value=0, max_value=10**12, places=3, allow_nan=False, allow_infinity=False)


@given(st.lists(amounts, min_size=1, max_size=40))
def test_any_figures_stay_on_the_drawing_in_their_order(values):
    plot = range_plot([figure(value) for value in values])
    places = [shape.marks[0].x for shape in plot.shapes]
    assert all(LEFT - 0.01 <= x <= RIGHT + 0.01 for x in places)
    ranked = [x for _, x in sorted(zip(values, places, strict=True))]
    assert all(a <= b + 1e-6 for a, b in pairwise(ranked))
    assert len(plot.ticks) <= 12


def day(text):
    return days_of(Claim(date_from=date.fromisoformat(text)))


def test_days_are_drawn_on_a_scale_of_days():
    plot = range_plot([day("2023-05-22"), day("2023-05-24")], days=True)
    assert plot.shapes[0].marks[0].x < plot.shapes[1].marks[0].x
    assert "22 May 2023" in [tick.label for tick in plot.ticks]


def test_a_range_of_days_is_a_bar():
    (shape,) = range_plot([days_of(Claim(date_from=date(2023, 5, 22), date_to=date(2023, 5, 24)))], days=True).shapes
    assert shape.has_bar and len(shape.marks) == 2


@pytest.mark.parametrize("texts", [("0001-01-01", "9999-12-31"), ("2023-05-22",), ("1999-12-31", "2030-01-01")])
def test_any_days_have_ticks_within_the_calendar(texts):
    plot = range_plot([day(text) for text in texts], days=True)
    assert 1 <= len(plot.ticks) <= 300 and all(LEFT - 0.01 <= shape.marks[0].x <= RIGHT + 0.01 for shape in plot.shapes)


def test_a_claim_without_a_date_is_dotted():
    assert days_of(Claim()) is None

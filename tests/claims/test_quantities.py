"""Figures: the numbers they allow, in which unit, in words, and read from words."""

from decimal import Decimal as D
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.choices import Qualifier
from claims.quantities import UNITS, Interval, Quantity, common_unit, dimension, in_words, interval, read_words, stated

BOUNDED = ("exactly", "about", "between")
UPWARD = ("at_least", "more_than")


def figure(amount, qualifier="exactly", unit="", high=None):
    return Quantity(D(amount), None if high is None else D(high), qualifier, unit)


def ends(low, high, low_open=False, high_open=False):
    return Interval(None if low is None else D(low), None if high is None else D(high), low_open, high_open)


INTERVALS = [
    ("exactly is one number", figure(70), ends(70, 70)),
    ("not a single is zero and nothing else", figure(0), ends(0, 0)),
    ("about is ten per cent either way", figure(100, "about"), ends(90, 110)),
    ("about nothing is nothing", figure(0, "about"), ends(0, 0)),
    ("about below zero still lies around the amount", figure(-100, "about"), ends(-110, -90)),
    ("at least includes its amount and has no upper end", figure(25, "at_least"), ends(25, None, False, True)),
    ("more than excludes its amount", figure(70, "more_than"), ends(70, None, True, True)),
    ("at most has no lower end, not even zero", figure(70, "at_most"), ends(None, 70, True, False)),
    ("fewer than excludes its amount", figure(10, "fewer_than"), ends(None, 10, True, True)),
    ("between includes both amounts", figure(13, "between", high=46), ends(13, 46)),
]


@pytest.mark.parametrize(("quantity", "expected"), [row[1:] for row in INTERVALS], ids=[row[0] for row in INTERVALS])
def test_a_qualifier_says_which_numbers_a_figure_allows(quantity, expected):
    assert interval(quantity, "people") == expected


def test_a_figure_without_an_amount_allows_nothing_in_particular():
    assert interval(Quantity(None), "people") is None
    assert stated(Quantity(None), "people") is None
    assert in_words(Quantity(None)) == ""


CONVERTED = [
    ("a converted figure counts as about", figure(25, unit="mi"), "km", ends("36.21024", "44.25696")),
    ("an about gets no second margin", figure(25, "about", "mi"), "km", ends("36.21024", "44.25696")),
    ("a converted between is softened outwards", figure(1, "between", "km", 2), "m", ends(900, 2200)),
    ("a converted lower bound is softened downwards", figure(10, "at_least", "km"), "m", ends(9000, None, False, True)),
    ("a softened open end stays open", figure(10, "more_than", "km"), "m", ends(9000, None, True, True)),
    ("a converted upper bound is softened upwards", figure(10, "at_most", "km"), "m", ends(None, 11000, True, False)),
    ("fewer than stays open, too", figure(10, "fewer_than", "km"), "m", ends(None, 11000, True, True)),
    ("the question's own unit converts nothing", figure(25, unit="km"), "km", ends(25, 25)),
    ("an empty unit is the question's", figure(25), "km", ends(25, 25)),
    ("a unit is a word, however it is spelt", figure(25, unit=" KM "), "km", ends(25, 25)),
    ("where the question names no unit, a figure keeps its own", figure(25, unit="mi"), "", ends(25, 25)),
]


@pytest.mark.parametrize(
    ("quantity", "unit", "expected"), [row[1:] for row in CONVERTED], ids=[r[0] for r in CONVERTED]
)
def test_lengths_convert_and_nothing_else_does(quantity, unit, expected):
    assert interval(quantity, unit) == expected


@pytest.mark.parametrize(
    ("own", "other"), [("families", "people"), ("ha", "m"), ("t", "km"), ("kg", "t"), ("miles", "km"), ("length", "km")]
)
def test_units_of_different_dimensions_have_no_common_interval(own, other):
    assert dimension(own) != dimension(other)
    assert interval(figure(1, unit=own), other) is None
    assert stated(figure(1, unit=own), other) is None
    assert common_unit(own, other, "") is None


def test_the_factors_are_exact():
    assert {unit: row.factor for unit, row in UNITS.items()} == {
        "km": D(1000),
        "m": D(1),
        "mi": D("1609.344"),
        "ha": D(10000),
        "t": D(1000),
    }


COMMON = [
    ("the question's unit, if both convert into it", ("km", "mi", "m"), "m"),
    ("the question's unit, if neither names one", ("", "", "people"), "people"),
    ("their own, if the question counts something else", ("families", "families", "people"), "families"),
    ("none, if one is the question's and the other is not", ("", "families", "people"), None),
    ("their own, if the question names none", ("people", "People", ""), "people"),
]


@pytest.mark.parametrize(("units", "expected"), [row[1:] for row in COMMON], ids=[row[0] for row in COMMON])
def test_two_figures_compare_in(units, expected):
    first, second, question = units
    assert common_unit(first, second, question) == expected
    assert common_unit(second, first, question) == expected


def test_stated_amounts_leave_the_qualifier_out():
    assert stated(figure(70, "more_than"), "") == (70, 70)
    assert stated(figure(13, "between", high=46), "") == (13, 46)
    assert stated(figure(25, unit="mi"), "km") == (D("40.2336"), D("40.2336"))


def test_bounds_have_no_more_digits_than_both_databases_store():
    found = interval(figure("999999999999.999", "about"), "")
    assert (found.low, found.high) == (D("899999999999.999"), D("1100000000000.00"))
    assert len(interval(figure("12345678.912", unit="m"), "mi").high.as_tuple().digits) <= 15


WORDED = [
    (figure(70, "more_than"), "more than 70"),
    (figure(13, "between", high=46), "between 13 and 46"),
    (figure(25, "about", "mi"), "about 25 mi"),
    (figure(125000, "more_than"), "more than 125,000"),
    (figure("70.000"), "70"),
    (figure("1.50", "at_most"), "at most 1.5"),
    (figure(25, "at_least", "people"), "at least 25 people"),
    (figure(10, "fewer_than"), "fewer than 10"),
    (figure(0), "none"),
    (figure("0.000"), "none"),
    (figure(0, unit="km"), "0 km"),
    (figure(0, "at_least"), "at least 0"),
    (figure("1E+3"), "1,000"),
]


@pytest.mark.parametrize(("quantity", "words"), WORDED, ids=[row[1] for row in WORDED])
def test_a_figure_can_be_said(quantity, words):
    assert in_words(quantity) == words


READ = [
    ("more than 70", figure(70, "more_than")),
    ("over 125,000", figure(125000, "more_than")),
    ("over 125 000 soldiers", figure(125000, "more_than")),
    ("at least 25", figure(25, "at_least")),
    ("70 or more", figure(70, "at_least")),
    ("no fewer than two", figure(2, "at_least")),
    ("not a single", figure(0)),
    ("not a single soldier", figure(0)),
    ("none", figure(0)),
    ("zero", figure(0)),
    ("a dozen", figure(12)),
    ("over a dozen", figure(12, "more_than")),
    ("two dozen vehicles", figure(24)),
    ("half a dozen", figure(6)),
    ("dozens", figure(24, "between", high=99)),
    ("dozens of raiders", figure(24, "between", high=99)),
    ("hundreds", figure(200, "between", high=999)),
    ("thousands", figure(2000, "between", high=9999)),
    ("tens of thousands", figure(20000, "between", high=99999)),
    ("Tens of thousands of people", figure(20000, "between", high=99999)),
    ("about 100", figure(100, "about")),
    ("some thirty", figure(30, "about")),
    ("between 13 and 46", figure(13, "between", high=46)),
    ("between one hundred and two hundred", figure(100, "between", high=200)),
    ("between two hundred and fifty and three hundred", figure(250, "between", high=300)),
    ("from 13 to 46", figure(13, "between", high=46)),
    ("15-20", figure(15, "between", high=20)),
    ("15–20 miles", figure(15, "between", "mi", 20)),
    ("two or three", figure(2, "between", high=3)),
    ("2 to 3 million", figure(2000000, "between", high=3000000)),
    ("up to 30", figure(30, "at_most")),
    ("no more than 30", figure(30, "at_most")),
    ("fewer than 10", figure(10, "fewer_than")),
    ("155", figure(155)),
    ("155 Chinese citizens", figure(155)),
    ("two", figure(2)),
    ("twenty-five", figure(25)),
    ("two hundred and fifty", figure(250)),
    ("a hundred", figure(100)),
    ("1.5 million", figure(1500000)),
    ("just 25 kilometers", figure(25, unit="km")),
    ("25 miles", figure(25, unit="mi")),
    ("25 m", figure(25, unit="m")),
    ("3 hectares", figure(3, unit="ha")),
    ("40 tonnes of grain", figure(40, unit="t")),
    ("“more than 70”", figure(70, "more_than")),
]


@pytest.mark.parametrize(("text", "quantity"), READ, ids=[row[0] for row in READ])
def test_a_figure_can_be_read(text, quantity):
    assert read_words(text) == quantity


UNREADABLE = [
    "",
    "several",
    "many",
    "numerous",
    "several dozen",
    "hundreds of thousands",
    "millions",
    "no casualties",
    "no figure",
    "none reported",
    "25 percent",
    "25%",
    "125.000",
    "1,5",
    "two and a half",
    "one-third",
    "two of three",
    "70, then 80",
    "2023-05-24",
    "5m people",
    "1.5k",
    "25 square miles",
    "25 tons",
    "-5",
    "20-15",
    "between 46 and 13",
    "1,000,000,000,000",
    "0.12345",
    "a",
    "hundred",
    "the raiders",
    "one " * 100,
]


@pytest.mark.parametrize("text", UNREADABLE, ids=[text[:30] or "nothing" for text in UNREADABLE])
def test_what_could_be_misread_is_left_to_a_person(text):
    assert read_words(text) is None


AMOUNTS = st.decimals(0, 999999, places=2)
FEW = st.integers(0, 3).map(D)  # so that ends coincide


@st.composite
def quantities(draw, units=("",), amounts=AMOUNTS):
    low, high = sorted((draw(amounts), draw(amounts)))
    qualifier = draw(st.sampled_from(Qualifier.values))
    return Quantity(low, high if qualifier == "between" else None, qualifier, draw(st.sampled_from(units)))


def holds(found, number):
    above = found.low is None or number > found.low or (number == found.low and not found.low_open)
    below = found.high is None or number < found.high or (number == found.high and not found.high_open)
    return above and below


def probes(*intervals):
    """Enough numbers to tell intervals apart: their ends, one between each two, one beyond them."""
    found = sorted({end for row in intervals for end in (row.low, row.high) if end is not None})
    return [found[0] - 1, *found, *((a + b) / 2 for a, b in pairwise(found)), found[-1] + 1]


@given(quantities(("", "km", "mi")))
def test_an_interval_holds_what_was_stated_and_infinite_ends_are_open(quantity):
    found, (low, high) = interval(quantity, "km"), stated(quantity, "km")
    assert (found.low is None) <= found.low_open and (found.high is None) <= found.high_open
    assert found.bounded == (quantity.qualifier in BOUNDED)
    assert (found.low is None or found.low <= low) and (found.high is None or found.high >= high)
    assert (found.high is None) == (quantity.qualifier in UPWARD)


@given(quantities(amounts=FEW), quantities(amounts=FEW))
def test_intervals_meet_if_and_only_if_a_number_fits_both(a, b):
    one, two = interval(a, ""), interval(b, "")
    shared = any(holds(one, number) and holds(two, number) for number in probes(one, two))
    assert one.meets(two) == two.meets(one) == shared


WITHIN = [
    ("fewer than lies within at most", figure(7, "fewer_than"), figure(7, "at_most"), True),
    ("at most does not lie within fewer than", figure(7, "at_most"), figure(7, "fewer_than"), False),
    ("more than lies within at least", figure(7, "more_than"), figure(7, "at_least"), True),
    ("at least does not lie within more than", figure(7, "at_least"), figure(7, "more_than"), False),
    ("no bounded figure holds an open one", figure(7, "more_than"), figure(1, "between", high=9), False),
]


@pytest.mark.parametrize(("one", "two", "expected"), [row[1:] for row in WITHIN], ids=[row[0] for row in WITHIN])
def test_ends_decide_what_lies_within(one, two, expected):
    assert interval(one, "").within(interval(two, "")) is expected


@given(quantities(amounts=FEW), quantities(amounts=FEW))
def test_an_interval_lies_within_another_if_and_only_if_all_its_numbers_do(a, b):
    one, two = interval(a, ""), interval(b, "")
    assert one.within(two) == all(holds(two, number) for number in probes(one, two) if holds(one, number))


@given(quantities(("km", "mi", "m")), st.sampled_from(["km", "mi", "m"]))
def test_a_conversion_there_and_back_gives_the_same_amount(quantity, unit):
    there = stated(quantity, unit)
    back = stated(Quantity(there[0], unit=unit), quantity.unit)[0]
    assert abs(back - quantity.amount) <= quantity.amount * D("1E-14")


@given(quantities(("", "km", "mi", "ha", "t", "m")))
def test_what_is_said_is_read_again(quantity):
    if quantity.amount != quantity.amount_high:
        assert read_words(in_words(quantity)) == quantity


@given(st.text(max_size=60))
def test_any_text_can_be_tried(text):
    found = read_words(text)
    assert found is None or found.amount is not None

"""Krippendorff's alpha: his own worked examples, another program's results, and where it is not defined."""

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.reliability.alpha import alike, alpha

# Krippendorff (2011), section A: two observers, ten units, two values.
BINARY = [(0, 1), (1, 1), (0, 1), (0, 0), (0, 0), (0, 1), (0, 0), (0, 0), (1, 0), (0, 0)]
# Section B: two observers, twelve units, five values.
NOMINAL = list(zip("aabbdcccedda", "babbbccceddd", strict=True))
# Section C: four observers, twelve units, some values missing (0).
MISSING = [
    (1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3),
    (0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0),
]


def units_of(observers):
    return [tuple(value or None for value in unit) for unit in zip(*observers, strict=True)]


@pytest.mark.parametrize(
    ("units", "published"), [(BINARY, 0.095), (NOMINAL, 0.692), (units_of(MISSING), 0.743)], ids="ABC"
)
def test_the_published_examples(units, published):
    assert round(alpha(units), 3) == published


def test_full_agreement_is_one_and_steady_disagreement_below_zero():
    assert alpha([("a", "a"), ("b", "b")]) == 1
    assert alpha([("a", "b"), ("b", "a")]) < 0


@pytest.mark.parametrize("units", [[], [("a", None)], [("a", "a"), ("a", "a")], [(None, None)], [("a",)]])
def test_without_variation_it_is_not_defined(units):
    assert alpha(units) is None


def test_a_unit_with_one_value_tells_nothing():
    assert alpha([*NOMINAL, ("z", None)]) == alpha(NOMINAL)
    assert alike([("a", "a"), ("a", "b"), ("a", None)]) == (1, 2)


values = st.one_of(st.none(), st.integers(0, 4))


@given(st.integers(2, 4).flatmap(lambda n: st.lists(st.tuples(*[values] * n), min_size=1, max_size=40)))
def test_another_program_says_the_same(units):
    found = alpha(units)
    pairable = [[value for value in unit if value is not None] for unit in units]
    told = {value for unit in pairable if len(unit) > 1 for value in unit}
    if len(told) < 2:
        assert found is None
        return
    data = np.array([[np.nan if value is None else value for value in row] for row in zip(*units, strict=True)])
    theirs = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
    assert found == pytest.approx(theirs)


@given(st.lists(st.tuples(values, values), min_size=1, max_size=30))
def test_who_is_who_makes_no_difference(units):
    assert alpha(units) == alpha([(right, left) for left, right in units])

"""Which items stand in two sequences in the same order."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.lib.alignment import Budget, matched, rising

ITEMS = st.lists(st.sampled_from("abcdefgh"), max_size=40)


def kept(one, other, **options):
    return "".join(one[i] for i, _ in matched(one, other, **options))


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("", "", ""),
        ("abc", "", ""),
        ("abc", "abc", "abc"),
        ("abcd", "abxd", "abd"),
        ("abc", "xyz", ""),
        ("abcabc", "abc", "abc"),
        ("xaby", "zabw", "ab"),
        ("ab ba ab", "ba ab ba", "ab ba"),
    ],
)
def test_the_longest_common_run_is_kept(one, other, found):
    assert kept(one, other) == found


@given(ITEMS, ITEMS)
def test_pairs_are_equal_and_rise_in_both(one, other):
    found = matched(one, other)
    assert all(one[i] == other[j] for i, j in found)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(found))


@given(ITEMS)
def test_a_sequence_matches_itself(items):
    assert matched(items, items) == [(at, at) for at in range(len(items))]


@given(st.lists(st.integers(0, 50)))
def test_a_longest_rising_run_rises(values):
    run = [values[at] for at in rising(values)]
    assert all(low < high for low, high in pairwise(run))
    assert len(run) >= min(1, len(values))


def test_without_a_budget_only_what_begins_and_ends_alike_is_found():
    assert kept("axbxc", "aybyc", budget=Budget(0)) == "ac"


def test_a_budget_pays_what_it_has():
    budget = Budget(5)
    assert (budget.pays(3), budget.pays(3), budget.pays(2), budget.left) == (True, False, True, 0)

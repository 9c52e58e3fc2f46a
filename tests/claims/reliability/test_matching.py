"""Pairing two lists by the greatest total weight: held against every possible pairing."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.reliability.matching import LARGEST, best_pairs

weights = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(0, 9), max_size=14)


def best_total(weights):
    """The greatest total of all pairings of five with five."""
    orders = permutations(range(5))
    return max(sum(weights.get((left, right), 0) for left, right in enumerate(order)) for order in orders)


@given(weights)
def test_no_other_pairing_weighs_more(weights):
    found = best_pairs(weights)
    assert sum(weights[pair] for pair in found) == best_total(weights)
    assert len({left for left, _ in found}) == len({right for _, right in found}) == len(found)
    assert all(weights[pair] > 0 for pair in found)


def test_the_heaviest_pair_may_have_to_give_way():
    assert best_pairs({(0, 0): 9, (0, 1): 8, (1, 0): 8}) == [(0, 1), (1, 0)]


def test_nothing_is_paired_without_weight():
    assert best_pairs({}) == [] and best_pairs({(0, 0): 0}) == []


@pytest.mark.parametrize("size", [LARGEST, LARGEST + 40])
def test_many_on_the_same_words_are_paired_all_the_same(size):
    found = best_pairs({(i, j): 1.0 + (i == j) for i in range(size) for j in range(size)})
    assert found == [(number, number) for number in range(size)]

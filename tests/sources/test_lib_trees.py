"""Roots of a forest, computed in one pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.lib.trees import roots
from sources.models import Document
from tests.factories import make_document


def test_each_node_knows_its_root():
    assert roots({"peskov": "kremlin", "kremlin": "russia", "russia": None, "kyiv": None}) == {
        "peskov": "russia",
        "kremlin": "russia",
        "russia": "russia",
        "kyiv": "kyiv",
    }


def test_a_parent_that_is_not_listed_is_a_root():
    assert roots({1: 2})[1] == 2


@pytest.mark.parametrize("parents", [{1: 1}, {1: 2, 2: 1}, {0: 1, 1: 2, 2: 3, 3: 1}])
def test_a_circle_is_refused(parents):
    with pytest.raises(ValueError) as refusal:
        roots(parents)
    assert set(refusal.value.args[0]) == set(parents) - {0}


@given(st.lists(st.integers(0, 30), max_size=30))
def test_the_root_is_where_the_climb_ends(choices):
    parents = {0: None} | {node: choice % node for node, choice in enumerate(choices, 1)}  # each below an earlier one
    assert set(roots(parents).values()) <= {0}
    assert set(roots(parents)) == set(parents)


def test_a_long_chain_is_no_trouble():
    assert roots({node: node + 1 for node in range(20_000)})[0] == 20_000


def test_stored_roots_can_be_computed_anew(db):
    first = make_document()
    copies = [make_document(republishes=first)]
    copies.append(make_document(republishes=copies[0]))
    Document._base_manager.update(original=None)
    Document.store_roots()
    assert set(Document.objects.values_list("original", flat=True)) == {first.pk}


def test_moving_a_large_family_takes_a_query_per_generation(db, django_assert_max_num_queries):
    first, other = make_document(), make_document()
    for _ in range(20):
        make_document(republishes=first)
    first.republishes = other
    with django_assert_max_num_queries(10):
        first.save()
    assert Document.objects.filter(original=other).count() == 22

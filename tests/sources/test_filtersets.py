"""Narrowing the lists of outlets and documents."""

from datetime import date

import pytest
from django.http import QueryDict

from sources.filtersets import DocumentFilterSet, OutletFilterSet
from sources.models import Document, Outlet
from tests import factories as make


@pytest.fixture
def herald(db):
    herald = make.make_outlet("Herald", country="GB")
    make.make_document(herald, key="old", title="A raid", published_on=date(2023, 5, 23))
    make.make_document(herald, key="new", title="A truce", published_on=date(2025, 4, 20), byline="Ann Other")
    make.make_document(make.make_outlet("Courier"), key="undated", title="Undated", published_on=None)
    return herald


def documents(query):
    filterset = DocumentFilterSet(QueryDict(query), Document.objects.all())
    assert filterset.is_valid(), filterset.problems
    return [document.key for document in filterset.filtered()]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["new", "old", "undated"]),
        ("sort=published_on", ["old", "new", "undated"]),
        ("sort=outlet,title", ["undated", "old", "new"]),
        ("outlet=herald", ["new", "old"]),
        ("since=2023-05-24", ["new"]),
        ("until=2023-05-24", ["old"]),
        ("q=ann", ["new"]),
        ("q=courier", ["undated"]),
    ],
)
def test_documents_are_narrowed(herald, query, expected):
    assert documents(query) == expected


def test_outlets_are_found_by_name(herald):
    filterset = OutletFilterSet(QueryDict("q=hera"), Outlet.objects.all())
    assert [outlet.slug for outlet in filterset.filtered()] == ["herald"]


def test_an_unknown_outlet_gives_no_documents(herald):
    filterset = DocumentFilterSet(QueryDict("outlet=harald"), Document.objects.all())
    assert filterset.problems == ["outlet: There is no outlet “harald”."]
    assert not filterset.filtered()

"""Records whose names are like one another."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Speaker
from claims.suggestions.names import similar, twins
from sources.models import Outlet, OutletAlias
from tests.factories import make_alias, make_outlet, make_speaker

pytestmark = pytest.mark.django_db


def test_the_most_alike_come_first_each_record_once():
    best, near = make_speaker("Вячеслав Гладков"), make_speaker("Vyacheslav Glazkov")
    make_alias(best, "Viacheslav Gladkow")
    make_speaker("Nina Orlova")
    found = similar(Speaker, "Vyacheslav Gladkov")
    assert [(one.record, one.words, one.score > 90) for one in found] == [
        (best, "Вячеслав Гладков", True),
        (near, "Vyacheslav Glazkov", True),
    ]


def test_outlets_are_found_by_their_aliases_and_records_can_be_left_out():
    outlet = make_outlet("Harbour Post")
    OutletAlias.objects.create(outlet=outlet, name="Гавань")
    assert [(one.record, one.why) for one in similar(Outlet, "Gavan")] == [(outlet, "same in Latin letters")]
    assert similar(Outlet, "Gavan", exclude=[outlet.pk]) == []


@pytest.mark.parametrize("words", ["", "?", "\x00", "x" * 10_000])
def test_odd_words_are_like_nothing(words):
    make_speaker("Nina Orlova")
    assert similar(Speaker, words) == []


def test_three_queries_and_as_many_records_as_asked_for():
    for number in range(30):
        make_speaker("Nina Orlova", slug=f"orlova-{number}")
    with CaptureQueriesContext(connection) as queries:
        assert len(similar(Speaker, "Nina Orlowa")) == 5
    assert len(queries) == 3


def test_likely_duplicates_are_found_in_the_whole_table():
    one, other = make_speaker("Vyacheslav Gladkov"), make_speaker("Wjatscheslaw Gladkow")
    make_alias(one, "Gladkov")
    make_alias(one, "Gladkow")
    make_speaker("Nina Orlova")
    (pair,) = twins(Speaker)
    assert (pair.first, pair.second, pair.why) == (one, other, "same sounds, spelt in another way")
    assert (pair.first_words, pair.second_words) == ("Vyacheslav Gladkov", "Wjatscheslaw Gladkow")


def test_a_crowd_of_one_name_costs_no_square():
    for number in range(60):
        make_speaker("Nina Orlova", slug=f"orlova-{number}")
    with CaptureQueriesContext(connection) as queries:
        assert len(twins(Speaker, most=7)) == 7
    assert len(queries) == 3

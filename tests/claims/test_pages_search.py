"""Search: one box over names, events, questions, statements, quotes and texts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.search import snippet, terms_of
from tests.factories import (
    make_alias,
    make_attribution,
    make_claim,
    make_document,
    make_event,
    make_outlet,
    make_question,
    make_snapshot,
    make_speaker,
    make_user,
)


@pytest.fixture
def found(client, db, settings):
    settings.PUBLIC_PAGES = True
    return lambda query: client.get("/search/", {"q": query}).text


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("  boats  lost ", ["boats", "lost"]),
        ('"more than 70" boats', ["more than 70", "boats"]),
        ("“at least 70", ["at least 70"]),
        ('""', []),
        ("a\0b", ["ab"]),
        ("x " * 50, ["x"] * 8),
    ],
)
def test_a_query_is_words_and_phrases(query, terms):
    assert terms_of(query) == terms


def test_a_snippet_keeps_the_words_of_the_text():
    assert snippet("The ROWING boats.", ["rowing"]).words == "ROWING"
    assert snippet("Nothing here.", ["rowing"]) is None


def test_a_speaker_is_found_under_every_name(found):
    make_alias(make_speaker("Anna Ash"), "Анна Аш")
    assert "/speakers/anna-ash/" in found("Аш")


def test_outlets_events_and_questions_are_found(found):
    make_outlet("Coast Gazette")
    make_question(make_event("Flood at Estmark"), label="Boats lost at Estmark")
    assert "/outlets/coast-gazette/" in found("gazette")
    page = found("estmark")
    assert "Flood at Estmark" in page
    assert "Boats lost at Estmark?" in page


def test_claims_are_found_by_statement_quote_and_voice_together(found):
    claim = make_claim(make_question(), make_speaker("Anna Ash"), statement="Boats were lost.")
    make_attribution(claim, make_snapshot(text="She said twenty rowing boats."), "twenty rowing boats")
    for query in ["boats ash", "rowing", '"were lost"']:
        assert claim.get_absolute_url() in found(query)
    assert claim.get_absolute_url() not in found('"lost were"')


def test_a_quote_leads_to_its_place(found):
    attribution = make_attribution(make_claim(), make_snapshot(text="Twenty rowing boats."), "Twenty rowing")
    assert attribution.get_absolute_url() in found("rowing")


def test_a_text_is_found_with_what_stands_around_it(found):
    make_snapshot(make_document(title="Flood"), "The water took the <b>rowing</b> boats away.")
    page = found("rowing")
    assert "<mark>rowing</mark>" in page
    assert "&lt;b&gt;" in page


def test_nothing_found_offers_each_word_alone(found):
    page = found("nothing whatever")
    assert "Nothing on record has all these words." in page
    assert '?q=whatever"' in page


def test_an_empty_box_asks_what_is_looked_for(found):
    assert "What are you looking for?" in found("")


@pytest.mark.parametrize("query", ["<script>alert(1)</script>", "%", "_", "\\", "'", "\0", "(", "🚣", "x" * 5000])
def test_no_query_breaks_the_page(found, query):
    page = found(query)
    assert "<script" not in page


def test_signs_of_patterns_are_plain_characters(found):
    make_speaker("Anna Ash")
    assert "/speakers/anna-ash/" not in found("A%h")


def test_visitors_find_accepted_claims_only(found, client):
    claim = make_claim(make_question(), statement="Unheard of.", status="draft")
    make_attribution(claim)
    assert claim.key not in found("Unheard")
    client.force_login(make_user())
    assert claim.key in found("Unheard")


def test_the_number_of_queries_does_not_grow(found):
    def add(number):
        make_alias(make_speaker(f"Boat {number}"), "Boatman")
        make_question(make_event(f"Boats {number}"), label=f"Boats {number}")
        make_attribution(make_claim(statement="Boats."), make_snapshot(text=f"Boat {number}"), "Boat")
        make_outlet(f"Boat News {number}")

    add(1)
    with CaptureQueriesContext(connection) as few:
        found("boat")
    for number in range(2, 23):
        add(number)
    with CaptureQueriesContext(connection) as many:
        found("boat")
    assert len(many) == len(few)

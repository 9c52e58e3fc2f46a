"""Search: one box over names, events, questions, statements, quotes and texts."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from claims.search.index import rebuild
from tests.claims.search.world import make_world
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
    return lambda query, **filters: client.get("/search/", {"q": query, **filters}).text


@pytest.fixture
def world(db):
    make_world()


def counts(page):
    """{heading: count} of the groups of a page."""
    groups = re.findall(r'<h2 class="h3"[^>]*>(\w+) <span[^>]*>([\d,+]+)</span>', page)
    return {name.lower(): count for name, count in groups}


def test_hits_stand_in_groups_with_their_counts(found, world):
    assert counts(found("drones")) == {"events": "1", "questions": "1", "claims": "1", "quotes": "1", "documents": "1"}
    assert counts(found("gladkow")) == {"speakers": "1", "claims": "1", "quotes": "1", "documents": "1"}


def test_each_hit_leads_to_its_record_with_the_words_marked(found, world):
    page = found("gladkov drones")
    claim = Claim.objects.get(key="most")
    assert claim.get_absolute_url() in page
    assert "<mark>Gladkov</mark>" in page and "<mark>drones</mark>" in page
    assert claim.attributions.get().get_absolute_url() in page
    assert "/documents/night/?snapshot=" in page
    assert "/outlets/coast-gazette/" in found("gazette")
    assert "/questions/shot/" in found("shot")
    assert "Estmark" in found("estmark")


def test_a_hit_shows_where_its_words_are(found, world):
    assert "<mark>Governor</mark> of the coast" in found("governor")
    assert '<span class="muted">owner:</span>' in found("press")
    assert re.search(r"answer:</span> <bdi><mark>20</mark>", found("20"))


def test_a_claim_found_by_what_was_asked_says_so(found):
    claim = make_claim(make_question(label="Raiders killed", text="How many of the boats?"), statement="None were.")
    rebuild()
    page = found("boats")
    assert claim.get_absolute_url() in page
    assert "asked:</span> <bdi>How many of the <mark>boats</mark>?" in page


def test_a_quote_that_is_cut_says_so(found):
    text = "Twenty boats were lost, " + "and many oars " * 60
    make_attribution(make_claim(), make_snapshot(text=text), text.strip())
    rebuild()
    assert re.search(r"<q><bdi>Twenty <mark>boats</mark>[^<]* …</bdi></q>", found("boats"))


def test_what_a_text_holds_is_escaped(found, world):
    page = found('"not a single boat"')
    assert "&lt;b&gt;“<mark>Not a single boat</mark>”&lt;/b&gt;" in page


def test_renditions_other_than_full_are_marked(found):
    attribution = make_attribution(
        make_claim(), make_snapshot(text="Twenty boats.", rendition="digest"), "Twenty boats"
    )
    rebuild()
    page = found("boats")
    assert page.count(" · digest in the curators&#x27; words</span>") == 2
    assert attribution.get_absolute_url() in page


def test_another_spelling_is_told_and_can_be_left_out(found, world):
    page = found("Gladkow drones")
    assert "is a name of" in page and "<em><bdi>Gladkov</bdi></em> is searched too" in page
    assert "?q=%22Gladkow%22+drones" in page
    assert "is a name of" not in found('"Gladkow" drones')


def test_one_kind_is_shown_alone_and_in_pages(found):
    for number in range(30):
        make_speaker(f"Boat {number:02}")
    make_outlet("Boat News")
    rebuild()
    page = found("boat")
    assert page.count('class="voice"') == 7 and "?q=boat&amp;kind=speaker" in page
    page = found("boat", kind="speaker")
    assert page.count('class="voice"') == 25 and "page=2" in page and "/outlets/boat-news/" not in page
    page = found("boat", kind="speaker", page="2")
    assert page.count('class="voice"') == 5 and "page=1" in page
    assert found("boat", kind="speaker", page="99").count('class="voice"') == 5


def test_results_can_be_narrowed_by_what_they_have_in_common(found, world):
    page = found("drones")
    event = Claim.objects.get(key="most").event.key
    for link in [f"event={event}", "outlet=coast-gazette", "since=2023-01-01&amp;until=2023-12-31", "kind=claim"]:
        assert link in page
    assert re.search(r'<bdi>Drones over Estmark</bdi> <span class="n">4</span>', page)
    assert counts(found("drones", outlet="coast-gazette")) == {"claims": "1", "quotes": "1", "documents": "1"}
    assert "Search without filters" in found("drones", since="2024-01-01")


@pytest.mark.parametrize(
    "filters", [{"event": "nowhere"}, {"kind": "x"}, {"since": "May"}, {"colour": "red"}, {"outlet": "a\0b"}]
)
def test_a_filter_that_is_not_understood_is_told_and_nothing_shown(found, world, filters):
    page = found("drones", **filters)
    assert "Nothing is shown until it is corrected." in page
    assert counts(page) == {}


def test_nothing_found_offers_each_word_alone(found, world):
    page = found("nothing whatever")
    assert "Nothing on record has all these words." in page
    assert '?q=whatever"' in page


def test_nothing_found_offers_names_that_are_near(found, world):
    page = found("Gladkof")
    assert "Close to it:" in page and "/speakers/vyacheslav-gladkov/" in page


def test_an_empty_box_asks_what_is_looked_for(found, world):
    assert "What are you looking for?" in found("")
    assert "Which words must be there?" in found("-boats")


def test_a_query_that_is_cut_or_not_closed_says_so(found, world):
    assert "only its first words were searched for" in found("drones " + "x" * 400)
    assert "A quotation mark is not closed." in found('"air defence')


HOSTILE = ["<script>alert(1)</script>", "%", "_", "\\", "'", "\0", "(", "🚣", "x" * 10_000, '"', "NEAR(", "title:", "*"]
HOSTILE += ["\u202edrones", "drones OR", "a AND (b", '-"', "- - -", "{q} : x", "drones\ud7ff", "&amp;", "\r\n\t"]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_no_query_breaks_the_page(found, world, client, query):
    assert client.get("/search/", {"q": query}).status_code == 200
    assert "<script" not in found(query)


def test_a_query_given_twice_is_an_answer_too(client, found, world):
    assert client.get("/search/?q=drones&q=boats").status_code == 200


def test_visitors_find_accepted_claims_only(found, client, world):
    page = found("zebras")
    assert counts(page) == {} and "draft" not in page
    assert counts(found("nobody")) == {"questions": "1", "documents": "1"}
    client.force_login(make_user())
    assert counts(found("zebras")) == {"claims": "1"}
    assert counts(found("nobody"))["quotes"] == "1"


def test_counts_beside_names_are_of_what_may_be_seen(found, client, world):
    make_claim(None, Claim.objects.get(key="most").speaker, event=make_event(), status="draft")
    assert "1 claim<" in found("gladkov", kind="speaker")
    client.force_login(make_user())
    assert "2 claims<" in found("gladkov", kind="speaker")


def test_without_a_login_a_closed_site_finds_nothing(client, world, settings):
    settings.PUBLIC_PAGES = False
    assert client.get("/search/?q=drones").status_code == 302


@pytest.mark.parametrize("filters", [{}, {"kind": "claim"}, {"since": "2023-01-01"}])
def test_the_number_of_queries_does_not_grow(found, filters):
    def add(number):
        speaker = make_speaker(f"Boat {number}")
        make_alias(speaker, f"Boatman {number}")
        question = make_question(make_event(f"Boats {number}"), label=f"Boat {number}")
        document = make_document(make_outlet(f"Boat News {number}"), title="Boat")
        make_attribution(make_claim(question, speaker, statement="A boat."), make_snapshot(document, "A boat"), "boat")

    def asked():
        rebuild()
        with CaptureQueriesContext(connection) as queries:
            page = found("boat*", **filters)
        assert counts(page)
        return len(queries)

    for number in range(2):
        add(number)
    few = asked()
    for number in range(2, 22):
        add(number)
    assert asked() == few

"""The event page and the question page."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.curation.rechecking import recheck
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def open_pages(settings):
    settings.PUBLIC_PAGES = True


@pytest.fixture
def raid():
    """One question with two accounts that contradict each other, and a document each."""
    event = make.make_event("Raid", key="raid")
    question = make.make_question(event, "Raiders killed", key="killed")
    ministry = make.make_claim(question, make.make_speaker("Ministry"), amount=70, qualifier="more_than")
    legion = make.make_claim(question, make.make_speaker("Legion"), amount=0)
    snapshot = make.make_snapshot(rendition="digest")
    make.make_attribution(ministry, snapshot, cue="said")
    make.make_wording(event, snapshot, "raiders")
    make.make_attribution(legion)
    recheck({question.pk})
    return question


def text_of(client, url):
    return client.get(url).content.decode()


def test_an_event_page_shows_both_accounts_and_the_seam(client, raid):
    page = text_of(client, "/events/raid/")
    assert "Accounts contradict each other" in page
    assert "more than 70" in page and "≠ number" in page
    assert "Ministry" in page and "Legion" in page


@pytest.mark.parametrize("part", ["glance", "questions", "singles", "coverage", "wording", "cues", "documents"])
def test_each_part_has_a_page_of_its_own(client, raid, part):
    assert client.get(f"/events/raid/{part}/").status_code == 200


@pytest.mark.parametrize("url", ["/events/raid/nothing/", "/events/raid/glance/?page=9", "/events/raid/glance/?page=x"])
def test_a_part_or_page_that_is_not_there_is_not_found(client, raid, url):
    assert client.get(url).status_code == 404


def test_wordings_stand_under_their_subject(client, raid):
    page = text_of(client, "/events/raid/")
    assert "the raiders" in page and "<bdi>raiders</bdi>" in page


def test_a_quote_leads_to_its_words_and_is_marked_if_not_the_full_text(client, raid):
    place = raid.claims.get(speaker__name="Ministry").attributions.get()
    page = text_of(client, "/events/raid/")
    assert place.get_absolute_url() in page
    assert '<span class="tag">digest</span>' in page


def test_a_question_page_gives_every_pair_with_its_reason(client, raid):
    page = text_of(client, "/questions/killed/")
    assert "no number fits both" in page


def test_anonymous_visitors_see_accepted_claims_only(client, raid):
    draft = make.make_claim(raid, make.make_speaker("Whisperer"), amount=12, status="draft")
    assert draft.voice.name not in text_of(client, "/events/raid/")
    client.force_login(make.make_user())
    assert draft.voice.name in text_of(client, "/events/raid/")


def test_nobody_sees_dropped_claims(client, raid):
    dropped = make.make_claim(raid, make.make_speaker("Whisperer"), amount=12, status="dropped")
    client.force_login(make.make_user())
    assert dropped.voice.name not in text_of(client, "/events/raid/")


@pytest.mark.parametrize("kind", ["choice", "text", "date", "quantity"])
def test_a_question_of_any_kind_has_a_page(client, kind):
    question = make.make_question(answer_kind=kind, key="any")
    for _ in range(2):
        make.make_claim(question)
    assert client.get("/questions/any/").status_code == 200
    assert client.get(question.event.get_absolute_url()).status_code == 200


def test_an_event_without_questions_says_so(client):
    make.make_event(key="quiet")
    assert "No question yet" in text_of(client, "/events/quiet/")


def test_a_question_without_claims_says_so(client):
    make.make_question(key="open")
    assert "No claim answers this question yet" in text_of(client, "/questions/open/")


@pytest.mark.parametrize("url", ["/events/nowhere/", "/questions/nowhere/", "/events/%00/"])
def test_unknown_keys_are_not_found(client, url):
    assert client.get(url).status_code == 404


def test_names_and_statements_are_shown_not_run(client, raid):
    make.make_claim(raid, make.make_speaker("<script>alert(1)</script>"), statement="<img onerror=x>", amount=5)
    page = text_of(client, "/events/raid/")
    assert "<script>alert" not in page and "<img onerror" not in page


def queries(client, url):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize("url", ["/events/raid/", "/questions/killed/"])
def test_the_number_of_queries_does_not_grow(client, raid, url):
    at_two = queries(client, url)
    for number in range(20):
        claim = make.make_claim(raid, make.make_speaker(), amount=number, said_on=date(2023, 5, 24))
        attribution = make.make_attribution(claim)
        make.make_relay(attribution, make.make_outlet())
        make.make_question(raid.event)
    make.make_reading(attribution.snapshot.document, raid.event)
    recheck({raid.pk})
    assert queries(client, url) == at_two


def test_a_filter_narrows_every_part_of_an_event(client, raid):
    page = text_of(client, "/events/raid/?speaker=legion")
    assert "Legion" in page and "Ministry" not in page.split('id="glance"')[1]
    assert "comparison.csv?speaker=legion" in page


def test_a_filter_narrows_the_file_alike(client, raid):
    url = "/events/raid/comparison.csv"
    whole = b"".join(client.get(url).streaming_content).decode().splitlines()
    part = b"".join(client.get(f"{url}?speaker=legion").streaming_content).decode().splitlines()
    assert len(whole) == 3 and len(part) == 2 and "Legion" in part[1]


def test_only_own_voices_can_be_compared(client, raid):
    make.make_claim(raid, make.make_outlet("The Herald"), amount=5)
    page = text_of(client, "/events/raid/?own_voice=true").split('id="glance"')[1]
    assert "The Herald" in page and "Ministry" not in page


@pytest.mark.parametrize("query", ["speaker=nobody", "since=yesterday", "speker=legion"])
def test_a_filter_that_is_not_understood_compares_nothing(client, raid, query):
    page = text_of(client, f"/events/raid/?{query}")
    assert "Nothing is compared until it is corrected" in page and "Legion" not in page.split('role="alert"')[1]
    assert client.get(f"/events/raid/comparison.csv?{query}").status_code == 400


def test_a_filter_narrows_a_question_too(client, raid):
    page = text_of(client, "/questions/killed/?speaker=legion").split('id="killed"')[1]
    assert "Legion" in page and "Ministry" not in page
    assert "Nothing is compared" in text_of(client, "/questions/killed/?speaker=nobody")


def test_a_question_shows_when_each_thing_was_said(client, raid):
    make.make_claim(raid, make.make_speaker("Governor"), amount=12, said_on=date(2023, 5, 23))
    assert "Statements in time" in text_of(client, "/questions/killed/")

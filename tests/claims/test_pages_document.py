"""The page of a document: its text with every claim and wording in place, and where that text comes from."""

import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sources.models import Credit
from tests.factories import (
    make_attribution,
    make_choice,
    make_claim,
    make_document,
    make_event,
    make_outlet,
    make_reading,
    make_relation,
    make_relay,
    make_snapshot,
    make_speaker,
    make_user,
    make_wording,
)

pytestmark = pytest.mark.django_db
TEXT = "The mayor said that more than 70 rowing boats were lost.\n\nA 🚣 rower spoke of “pirates” & <b>thieves</b>.\n"


@pytest.fixture(autouse=True)
def _public(settings):
    settings.PUBLIC_PAGES = True


@pytest.fixture
def snapshot():
    document = make_document(make_outlet("Coast Gazette"), title="Boats lost", language="en")
    return make_snapshot(document, TEXT, rendition="digest", captured_from="boats.txt")


def words_of(page, key):
    """The text of the element whose id is `key`."""
    inner = re.search(rf'<(mark|span)[^>]* id="{key}"[^>]*>(.*?)</\1>', page, re.S).group(2)
    return re.sub(r"<[^>]+>", "", re.sub(r"<sup>.*?</sup>", "", inner))


def test_an_attribution_leads_to_its_highlighted_words(client, snapshot):
    attribution = make_attribution(make_claim(), snapshot, "more than 70", cue="said")
    path, _, anchor = attribution.get_absolute_url().partition("#")
    page = client.get(path).text
    assert anchor == attribution.key
    assert words_of(page, anchor) == "more than 70"


def test_a_wording_leads_to_its_words(client, snapshot):
    wording = make_wording(make_event(), snapshot, "pirates")
    page = client.get(wording.get_absolute_url().partition("#")[0]).text
    assert words_of(page, wording.key) == "pirates"


def test_marks_overlap_without_losing_words(client, snapshot):
    long = make_attribution(make_claim(), snapshot, "more than 70 rowing")
    short = make_attribution(make_claim(), snapshot, "rowing boats")
    page = client.get("/documents/" + snapshot.document.key + "/").text
    assert f'id="{long.key}"' in page
    assert f'id="{short.key}"' in page
    text = re.sub(r"<[^>]+>", "", re.sub(r"<sup>.*?</sup>", "", page.split('data-start="0"')[1].split("</p>")[0]))
    assert "more than 70 rowing boats were lost." in text


def test_the_claims_stand_beside_their_paragraph(client, snapshot):
    question = make_choice(answers=["the mayor", "nobody"], label="Who counted")
    claim = make_claim(question, make_speaker("Anna Ash"), "the mayor", statement="The mayor counted the boats.")
    attribution = make_attribution(claim, snapshot, "rower", cue="spoke of", manner="direct")
    make_relay(attribution, make_outlet("River Wire"), inferred=True)
    second = client.get("/documents/" + snapshot.document.key + "/").text.split('aria-label="Paragraph 2"')[1]
    for words in ["Anna Ash", "The mayor counted the boats.", "Who counted", "spoke of", "River Wire", "(inferred)"]:
        assert words in second


def test_a_dispute_is_named_beside_the_claim(client, snapshot):
    question = make_choice(answers=["one", "two"], exclusive=True)
    one, two = make_claim(question, answer="one"), make_claim(question, answer="two")
    make_attribution(one, snapshot, "rower")
    relation = make_relation(one, two, basis="rival_account", state="suggested")
    page = client.get("/documents/" + snapshot.document.key + "/").text
    assert relation.get_absolute_url() in page
    assert "≠ rival account" in page


def test_markup_in_a_text_is_shown_and_never_runs(client):
    hostile = '<script>alert(1)</script>\n"><img src=x onerror=alert(2)>\n\u202ereversed'
    document = make_document(title="<script>alert(3)</script>", byline="</title><script>", url="https://example.org/a")
    snapshot = make_snapshot(document, hostile, captured_from="javascript:alert(4)", note="<b>note</b>")
    make_attribution(make_claim(statement="<i>x</i>"), snapshot, "<script>alert(1)</script>", cue='"><script>')
    make_wording(make_event(), snapshot, "onerror", subject='" onclick="alert(5)')
    page = client.get(f"/documents/{document.key}/").text
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert 'href="javascript' not in page
    assert ' onclick="' not in page


def test_an_address_that_is_no_web_page_makes_no_link(client):
    document = make_document(url="javascript:alert(1)")
    assert "javascript:" not in client.get(f"/documents/{document.key}/").text


def test_the_rendition_is_stated(client, snapshot):
    page = client.get(f"/documents/{snapshot.document.key}/").text
    assert "A digest in the curators’ words" in page


def test_another_snapshot_is_chosen_by_its_hash(client, snapshot):
    newer = make_snapshot(snapshot.document, "Quite another text.", captured_at=datetime(2026, 2, 1, tzinfo=UTC))
    path = f"/documents/{snapshot.document.key}/"
    assert "Quite another text." in client.get(path).text
    older = client.get(f"{path}?snapshot={snapshot.sha256[:12]}").text
    assert "rowing boats" in older
    assert f"?snapshot={newer.sha256[:12]}" in older
    assert snapshot.sha256 in older


@pytest.mark.parametrize("prefix", ["ffffffffffff", "zz", "<script>", "%00"])
def test_an_unknown_snapshot_is_not_found(client, snapshot, prefix):
    assert client.get(f"/documents/{snapshot.document.key}/?snapshot={prefix}").status_code == 404


def test_an_unknown_document_is_not_found(client):
    assert client.get("/documents/nothing/").status_code == 404


def test_a_document_without_text_names_its_copies(client):
    original = make_document(title="The first print")
    copy = make_document(title="The copy", republishes=original)
    make_snapshot(copy)
    page = client.get(f"/documents/{original.key}/").text
    assert "No text of this document was captured." in page
    assert "The copy" in page
    assert "The first print" in client.get(f"/documents/{copy.key}/").text


def test_readings_credits_and_evidence_are_shown(client, snapshot):
    reader = make_user("m.ash")
    make_reading(snapshot.document, make_event("Flood"), reader)
    Credit.objects.create(document=snapshot.document, outlet=make_outlet("River Wire"))
    path = f"/documents/{snapshot.document.key}/"
    page = client.get(path).text
    assert "Flood" in page
    assert "River Wire" in page
    assert "boats.txt" in page
    assert "m.ash" not in page
    client.force_login(reader)
    assert "m.ash" in client.get(path).text


def test_visitors_find_only_accepted_claims_in_the_text(client, snapshot):
    draft = make_attribution(make_claim(status="draft"), snapshot, "rower")
    path = f"/documents/{snapshot.document.key}/"
    assert draft.key not in client.get(path).text
    client.force_login(make_user())
    assert draft.key in client.get(path).text


def test_the_number_of_queries_does_not_grow_with_the_claims(client, snapshot):
    def add(number):
        question = make_choice(answers=["one", "two"], exclusive=True)
        one, two = make_claim(question, answer="one"), make_claim(question, answer="two", said_on=date(2023, 5, 1))
        make_relay(make_attribution(one, snapshot, "rower"), make_outlet())
        make_wording(question.event, snapshot, "boats", speaker=make_speaker())
        make_reading(snapshot.document, question.event)
        make_relation(one, two, basis="rival_account")
        make_snapshot(make_document(republishes=snapshot.document))

    path = f"/documents/{snapshot.document.key}/"
    add(0)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for number in range(1, 22):
        add(number)
    with CaptureQueriesContext(connection) as many:
        client.get(path)
    assert len(many) == len(few)

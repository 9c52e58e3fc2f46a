"""The first page: how much there is, where accounts part, and what waits for a person."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_attribution,
    make_claim,
    make_document,
    make_event,
    make_question,
    make_reading,
    make_relation,
    make_speaker,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _public(settings):
    settings.PUBLIC_PAGES = True


def make_dispute(number=1):
    question = make_question(make_event(f"Flood {number}"), label=f"Boats lost {number}", unit="boats")
    day = date(2023, 5, number)
    first = make_claim(
        question, make_speaker(f"Mayor {number}"), amount=70, said_on=day, statement=f"Seventy {number}."
    )
    second = make_claim(question, make_speaker(f"Miller {number}"), amount=3, said_on=day)
    make_relation(first, second, state="suggested")
    make_relation(first, make_claim(question, first.speaker, amount=90), reason=f"Changed {number}.")


def test_an_empty_site_says_so(client):
    assert "Nothing is recorded yet." in client.get("/").text


def test_contested_questions_stand_first_with_their_accounts(client):
    make_dispute(1)
    make_dispute(2)
    page = client.get("/").text
    assert "2 questions are contested." in page
    assert page.index("Boats lost 2") < page.index("Boats lost 1")
    assert "Miller 2" in page
    assert "verdict is-confirmed" in page


def test_the_counts_are_of_what_the_reader_may_see(client):
    make_claim(make_question(), status="draft", statement="A draft.")
    page = client.get("/").text
    assert "0 claims" in page
    assert "A draft." not in page
    client.force_login(make_user())
    assert "1 claim<" in client.get("/").text


def test_what_waits_is_counted_and_leads_to_its_list(client):
    make_dispute()
    make_claim(make_question(), status="draft")
    make_claim(make_question(), status="in_review")
    loose = make_claim(event=make_event(), statement="Not coded.")
    make_document(title="Nobody read this")
    read = make_document(title="Somebody read this")
    make_reading(read, loose.event)
    client.force_login(make_user())
    page = client.get("/").text
    for path in [
        "/contradictions/?state=suggested",
        "/claims/?status=in_review",
        "/claims/?status=draft",
        "/claims/?coded=no",
        "/documents/?read=no",
    ]:
        assert f'href="{path}"' in page
    assert "Not coded." in client.get("/claims/?coded=no").text
    assert "1 claim<" in client.get("/claims/?coded=no").text
    documents = client.get("/documents/?read=no").text
    assert "Nobody read this" in documents
    assert "Somebody read this" not in documents


def test_visitors_see_no_queue(client):
    make_dispute()
    assert "Waiting for a person" not in client.get("/").text


def test_voices_that_changed_their_account_are_named(client):
    make_dispute()
    page = client.get("/").text
    assert "Changed 1." in page


def test_the_number_of_queries_does_not_grow(client):
    client.force_login(make_user())
    make_dispute(1)
    make_attribution(make_claim())
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    for number in range(2, 23):
        make_dispute(number)
        make_attribution(make_claim())
    with CaptureQueriesContext(connection) as many:
        client.get("/")
    assert len(many) == len(few)

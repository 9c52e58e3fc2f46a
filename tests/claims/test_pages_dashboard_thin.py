"""Where coverage is thin, on the first page: one outlet, one origin, one side, or nobody who read it."""

import html
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.comparisons import thin
from tests.factories import (
    make_attribution,
    make_claim,
    make_document,
    make_event,
    make_outlet,
    make_question,
    make_reading,
    make_snapshot,
    make_speaker,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _public(settings):
    settings.PUBLIC_PAGES = True


@pytest.fixture
def event():
    return make_event("Flood")


def told(question, *documents, voice=None, **fields):
    claim = make_claim(question, voice, **({"amount": 3} | fields))
    for document in documents or [make_document()]:
        make_attribution(claim, make_snapshot(document))
    return claim


def told_and_read(question, *documents, **fields):
    for document in documents:
        if not document.readings.exists():
            make_reading(document, question.event)
    return told(question, *documents, **fields)


def shown(client):
    page = client.get("/").text
    part = page.split("Where coverage is thin")[1].split("</ul>")[0] if "Where coverage is thin" in page else ""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", part)).split())


def test_a_contested_question_told_by_one_outlet_alone_is_thin(client, event):
    question, document = make_question(event, "Boats lost"), make_document(make_outlet("Gazette"))
    told_and_read(question, document, amount=3)
    told_and_read(question, document, amount=70)
    assert "Boats lost contested told by Gazette alone" in shown(client)
    assert question.get_absolute_url() in client.get("/").text


def test_an_account_of_several_documents_and_one_origin_is_thin(client, event):
    question, original = make_question(event, "Boats lost"), make_document()
    copies = [make_document(republishes=original) for _ in range(2)]
    told_and_read(question, original, *copies, amount=3)
    told_and_read(question, make_document(), amount=70)
    assert "Boats lost contested 3: 3 documents, one origin" in shown(client)


def test_one_account_of_one_side_is_thin(client, event):
    ministry = make_speaker("Ministry")
    question = make_question(event, "Boats lost")
    for voice in (ministry, make_speaker(affiliation=ministry)):
        told_and_read(question, make_document(), voice=voice)
    assert "Boats lost one account only, by Ministry" in shown(client)


def test_what_several_outlets_tell_of_several_sides_is_not_thin(client, event):
    question = make_question(event, "Boats lost")
    for amount in (3, 70):
        told_and_read(question, make_document(), amount=amount)
    told_and_read(make_question(event, "Houses lost"), make_document(), amount=1)
    told_and_read(event.questions.last(), make_document(), amount=1)
    assert shown(client) == ""


def test_documents_that_nobody_read_for_an_event_are_counted(client, event):
    told(make_question(event), make_document())
    read = make_document()
    told(make_question(event), read)
    make_reading(read, make_event("Fire"))
    assert "2 documents not read for Flood" in shown(client)
    assert f"/events/{event.key}/coverage/" in client.get("/").text
    make_reading(read, event)
    assert "1 document not read for Flood : what it leaves out is not known" in shown(client)


def test_contested_ones_come_first_then_what_most_documents_tell(client, event):
    told_and_read(make_question(event, "Nets lost"), make_document(), voice=make_speaker("Anna"))
    told_and_read(make_question(event, "Houses lost"), make_document(), make_document(), voice=make_speaker("Anna"))
    contested, document = make_question(event, "Boats lost"), make_document()
    told_and_read(contested, document, amount=3)
    told_and_read(contested, document, amount=70)
    found = shown(client)
    assert found.index("Boats lost") < found.index("Houses lost") < found.index("Nets lost")


def test_only_the_newest_events_are_looked_at(client, monkeypatch):
    monkeypatch.setattr(thin, "EVENTS", 1)
    for year in (2021, 2023):
        event = make_event(f"Flood {year}", started_on=date(year, 1, 1), ended_on=None)
        told(make_question(event, f"Boats of {year}"))
    found = shown(client)
    assert "Boats of 2023" in found
    assert "2021" not in found


def test_a_busy_question_is_not_compared(client, event, monkeypatch):
    monkeypatch.setattr(thin, "BUSY", 1)
    document = make_document()
    question = make_question(event, "Boats lost")
    told_and_read(question, document)
    told_and_read(question, document)
    assert shown(client) == ""


def test_visitors_learn_of_accepted_claims_only(client, event):
    told(make_question(event, "Boats lost"), status="draft")
    assert shown(client) == ""
    client.force_login(make_user())
    assert "Boats lost" in shown(client)


def test_the_number_of_queries_does_not_grow(client):
    def add(number):
        question = make_question(make_event(f"Flood {number}"))
        document = make_document()
        for amount in (3, 70):
            told(question, document, amount=amount)
        told(make_question(question.event))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get("/")
        return [query["sql"][:150] for query in captured]

    add(1)
    few = queries()
    for number in range(2, 23):
        add(number)
    assert len(queries()) == len(few)

"""What a document leaves out: questions on its events that others report and it does not."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.comparisons import gaps
from claims.comparisons.gaps import copies_of, left_out
from claims.models import Claim
from tests.factories import (
    make_attribution,
    make_claim,
    make_document,
    make_event,
    make_outlet,
    make_question,
    make_reading,
    make_snapshot,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _public(settings):
    settings.PUBLIC_PAGES = True


@pytest.fixture
def event():
    return make_event("Flood")


@pytest.fixture
def document(event):
    """A document that was read for the event, and reports one question of it."""
    document = make_document(make_outlet("Gazette"))
    told(make_question(event, "Boats lost"), document)
    make_reading(document, event)
    return document


def told(question, *documents, **fields):
    """A claim that these documents print; without any, another document."""
    claim = make_claim(question, **({"amount": 3} | fields))
    for document in documents or [make_document()]:
        make_attribution(claim, make_snapshot(document))
    return claim


def absent(client, document):
    page = client.get(document.get_absolute_url()).text
    section = page.split('id="absent"')[1].split("</section>")[0] if 'id="absent"' in page else ""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", section)).split())


def test_questions_that_only_others_report_are_named_with_outlets_and_accounts(client, document, event):
    question = make_question(event, "Houses lost")
    told(question, make_document(), make_document(), amount=12)
    told(question, amount=40)
    told(make_question(event, "Bridges lost"), amount=1)
    found = absent(client, document)
    assert "Houses lost? 3 A 12 B 40 contested" in found
    assert found.index("Houses lost") < found.index("Bridges lost? 1 1")
    assert "Boats lost" not in found


def test_each_leads_to_its_question_and_to_the_documents(client, document, event):
    question = make_question(event, "Houses lost")
    told(question)
    page = client.get(document.get_absolute_url()).text
    assert f'href="{question.get_absolute_url()}"' in page
    assert f'href="/documents/?question={question.key}"' in page


def test_a_document_that_was_not_read_leaves_nothing_out(client, event):
    document = make_document()
    told(make_question(event, "Boats lost"), document)
    told(make_question(event, "Houses lost"))
    found = absent(client, document)
    assert "Flood" in found
    assert "Not read for this event" in found
    assert "Houses lost" not in found


def test_a_document_that_was_read_and_has_nothing_leaves_all_out(client, event):
    document = make_document()
    make_reading(document, event)
    told(make_question(event, "Houses lost"))
    assert "Houses lost" in absent(client, document)


def test_a_document_that_reports_everything_is_told_so(client, document):
    assert "Nothing: it reports every question that others report." in absent(client, document)


def test_a_document_of_no_event_has_no_such_part(client):
    assert absent(client, make_document()) == ""


def test_what_a_copy_prints_counts_for_its_original(client, document, event):
    copy = make_document(republishes=make_document(republishes=document))
    told(make_question(event, "Houses lost"), copy)
    assert "Nothing" in absent(client, document)
    make_reading(copy, event)
    assert "Boats lost" in absent(client, copy)


def test_a_question_that_nobody_answers_straight_is_named_all_the_same(client, document, event):
    told(make_question(event, "Houses lost"), amount=None, stance="declines")
    assert "none: no claim takes a position" in absent(client, document)


def test_visitors_learn_of_accepted_claims_only(client, document, event):
    told(make_question(event, "Houses lost"), status="draft")
    assert "Houses lost" not in absent(client, document)
    client.force_login(make_user())
    assert "Houses lost" in absent(client, document)


def test_other_events_are_left_alone(client, document):
    told(make_question(make_event("Fire"), "Houses lost"))
    assert "Houses lost" not in absent(client, document)


def test_very_many_gaps_are_counted_and_busy_questions_not_compared(document, event, monkeypatch):
    monkeypatch.setattr(gaps, "QUESTIONS", 2)
    monkeypatch.setattr(gaps, "BUSY", 1)
    busy = make_question(event, "Houses lost")
    told(busy)
    told(busy)
    for number in range(3):
        told(make_question(event, f"Bridges lost {number}"))
    (found,) = left_out(document, Claim.objects.all())
    assert (len(found.gaps), found.hidden) == (2, 2)
    assert [gap.compared is None for gap in found.gaps] == [True, False]


def test_copies_of_copies_are_found(document):
    copy = make_document(republishes=document)
    second = make_document(republishes=copy)
    make_document(republishes=make_document())
    assert copies_of(document) == {copy.pk, second.pk}
    assert copies_of(second) == set()


def test_the_number_of_queries_does_not_grow(client, document, event):
    def add(number):
        told(make_question(event, f"Houses {number}"))
        told(make_question(event, f"Walls {number}"), document)
        other = make_event(f"Fire {number}")
        make_reading(document, other)
        told(make_question(other), amount=7)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(document.get_absolute_url())
        return [query["sql"][:150] for query in captured]

    add(0)
    few = queries()
    for number in range(1, 21):
        add(number)
    assert len(queries()) == len(few)

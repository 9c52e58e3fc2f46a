"""An event compared: its questions in order, what is contested, and the documents and origins behind it."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.comparisons.events import compare_event
from claims.models import Claim
from tests.factories import (
    make_attribution,
    make_claim,
    make_document,
    make_event,
    make_outlet,
    make_question,
    make_snapshot,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event()


def compared(event, claims=None):
    return compare_event(event, Claim.objects.all() if claims is None else claims)


def keys(questions):
    return [found.question.key for found in questions]


def test_questions_stand_in_the_events_order(event):
    second, first = make_question(event, position=2), make_question(event, position=1)
    make_question(make_event())
    assert keys(compared(event).questions) == [first.key, second.key]


def test_questions_are_contested_one_sided_or_unanswered(event):
    contested, one_sided, evaded, empty = (make_question(event, position=at) for at in range(4))
    for amount in (5, 50):
        make_claim(contested, amount=amount)
    make_claim(one_sided, amount=5)
    make_claim(evaded, stance="declines")
    found = compared(event)
    assert keys(found.contested) == [contested.key]
    assert keys(found.one_sided) == [one_sided.key]
    assert keys(found.unanswered) == [evaded.key, empty.key]


def test_claims_without_a_question_are_of_the_event(event):
    coded, uncoded = make_claim(make_question(event), amount=5), make_claim(event=event)
    found = compared(event)
    assert [account.key for account in found.uncoded] == [uncoded.key]
    assert {account.key for account in found.accounts} == {coded.key, uncoded.key}


def test_documents_come_once_the_newest_first(event):
    old = make_snapshot(make_document(published_on=date(2023, 5, 1)))
    new = make_snapshot(make_document(published_on=date(2023, 5, 9)))
    undated = make_snapshot(make_document(published_on=None))
    for snapshot in (old, new, undated, new):
        make_attribution(make_claim(make_question(event), amount=5), snapshot)
    assert compared(event).documents == [new.document, old.document, undated.document]


def test_origins_are_counted_over_all_questions(event):
    outlet = make_outlet("Herald")
    for _ in range(2):
        make_attribution(make_claim(make_question(event), amount=5), make_snapshot(make_document(outlet)))
    assert compared(event).origins == {"outlet:herald": "Herald"}


def test_visitors_compare_accepted_claims_only(event):
    question = make_question(event)
    make_claim(question, amount=5)
    make_claim(question, amount=50, status="in_review")
    make_claim(event=event, status="draft")
    found = compared(event, Claim.objects.visible_to(AnonymousUser()))
    assert (len(found.accounts), found.contested) == (1, [])


def test_parts_that_nobody_asks_for_cost_nothing(event):
    make_claim(make_question(event), amount=5)
    with CaptureQueriesContext(connection) as captured:
        compared(event)
    assert len(captured) == 0


def test_the_queries_do_not_grow_with_the_questions(event):
    def add(count):
        for _ in range(count):
            make_attribution(make_claim(make_question(event), amount=5))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            found = compared(event)
            assert found.coverage.cells and found.documents and found.origins
            assert found.wording is not None
        return len(captured)

    add(2)
    few = queries()
    add(20)
    assert queries() == few

"""Coverage: who reports a question, who leaves it out, and of whom it is not known."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.comparisons.coverage import Coverage
from claims.comparisons.events import compare_event
from claims.models import Claim
from tests.factories import (
    make_attribution,
    make_claim,
    make_document,
    make_event,
    make_outlet,
    make_question,
    make_reading,
    make_relay,
    make_snapshot,
    make_speaker,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event()


@pytest.fixture
def question(event):
    return make_question(event)


def cell(outlet, question, claims=None):
    table = compare_event(question.event, Claim.objects.all() if claims is None else claims).coverage
    return table.cell(outlet, question)


def coverage(outlet, question):
    return cell(outlet, question).coverage


def print_in(claim, document):
    return make_attribution(claim, make_snapshot(document))


def test_an_outlet_that_prints_a_claim_reports_the_question(question):
    outlet = make_outlet()
    for number, day in enumerate((9, 2)):
        claim = make_claim(question, amount=number * 50)
        print_in(claim, make_document(outlet, published_on=date(2023, 5, day)))
    found = cell(outlet, question)
    assert (found.coverage, found.positions, found.documents) == (Coverage.REPORTED, (1, 2), 2)
    assert found.first_published == date(2023, 5, 2)


def test_a_question_is_reported_by_an_evasion_too(question):
    outlet = make_outlet()
    print_in(make_claim(question, stance="declines"), make_document(outlet))
    assert (coverage(outlet, question), cell(outlet, question).positions) == (Coverage.REPORTED, ())


def test_what_a_copy_prints_is_reported_by_all_that_it_copies(question):
    first = make_document(make_outlet("First"))
    second = make_document(make_outlet("Second"), republishes=first)
    third = make_document(make_outlet("Third"), republishes=second)
    unrelated = make_document(make_outlet("Fourth"), republishes=first)
    print_in(make_claim(question, amount=5), third)
    assert {coverage(document.outlet, question) for document in (first, second, third)} == {Coverage.REPORTED}
    assert coverage(unrelated.outlet, question) == Coverage.NO_DOCUMENT


def test_an_original_counts_from_its_own_publication_not_from_its_copy(question):
    original = make_document(published_on=date(2024, 1, 8))
    copy = make_document(republishes=original, published_on=date(2024, 1, 9))
    print_in(make_claim(question, amount=5), copy)
    assert cell(original.outlet, question).first_published == date(2024, 1, 8)
    assert cell(copy.outlet, question).first_published == date(2024, 1, 9)


def test_what_the_original_prints_is_not_reported_by_its_copies(question):
    original = make_document()
    copy = make_document(republishes=original)
    print_in(make_claim(question, amount=5), original)
    assert coverage(copy.outlet, question) == Coverage.NO_DOCUMENT


def test_absent_is_only_what_was_read_in_every_document_for_the_event(event, question):
    outlet, other = make_outlet(), make_question(event)
    first, second = make_document(outlet), make_document(outlet)
    for document in (first, second):
        print_in(make_claim(other, amount=5), document)
    assert coverage(outlet, question) == Coverage.UNREAD
    make_reading(first, event)
    assert coverage(outlet, question) == Coverage.UNREAD
    make_reading(second, event)
    assert coverage(outlet, question) == Coverage.ABSENT
    assert coverage(outlet, other) == Coverage.REPORTED


def test_a_document_that_was_read_alone_makes_all_questions_absent(event, question):
    document = make_document()
    make_reading(document, event)
    assert coverage(document.outlet, question) == Coverage.ABSENT


def test_a_document_of_a_claim_that_is_not_coded_is_for_the_event(event, question):
    document = make_document()
    print_in(make_claim(event=event), document)
    assert coverage(document.outlet, question) == Coverage.UNREAD


def test_readings_and_documents_of_other_events_say_nothing(question):
    document = make_document()
    make_reading(document, make_event())
    print_in(make_claim(make_question(), amount=5), document)
    assert coverage(document.outlet, question) == Coverage.NO_DOCUMENT


def test_an_outlet_without_a_document_here_is_heard_through_others(question):
    wire, paper = make_outlet("Wire"), make_outlet("Paper")
    claim = make_claim(question, amount=5)
    make_relay(print_in(claim, make_document()), wire)
    quoted = make_claim(question, paper, amount=50)
    print_in(quoted, make_document())
    assert (coverage(wire, question), coverage(paper, question)) == (Coverage.RELAYED, Coverage.RELAYED)
    assert cell(wire, question).positions == (
        compare_event(question.event, Claim.objects.all()).questions[0].number_of(claim.key),
    )


def test_an_outlet_with_documents_elsewhere_only_is_heard_too(question):
    wire = make_outlet("Wire")
    make_document(wire)
    make_relay(print_in(make_claim(question, amount=5), make_document()), wire)
    assert coverage(wire, question) == Coverage.RELAYED


def test_an_outlet_that_was_read_and_is_silent_is_absent_though_others_quote_it(event, question):
    wire = make_outlet("Wire")
    make_reading(make_document(wire), event)
    make_relay(print_in(make_claim(question, amount=5), make_document()), wire)
    assert coverage(wire, question) == Coverage.ABSENT


def test_an_outlet_without_any_document_is_not_in_the_table_unless_heard(event, question):
    silent = make_outlet()
    assert cell(silent, question) is None
    other, wire = make_question(event), make_outlet()
    make_relay(print_in(make_claim(other, amount=5), make_document()), wire)
    assert cell(wire, question) is None
    table = compare_event(event, Claim.objects.all()).coverage
    assert table.relayed_outlets == (wire,)


def test_visitors_are_told_what_accepted_claims_show(event, question):
    document = make_document()
    print_in(make_claim(question, amount=5, status="draft"), document)
    accepted = Claim.objects.visible_to(AnonymousUser())
    assert cell(document.outlet, question, accepted).coverage == Coverage.NO_DOCUMENT
    print_in(make_claim(make_question(event), amount=5), document)
    assert cell(document.outlet, question, accepted).coverage == Coverage.UNREAD


def test_the_queries_do_not_grow_with_questions_and_outlets(event):
    def add(count):
        for _ in range(count):
            original = make_document()
            copy = make_document(republishes=make_document(republishes=original))
            make_relay(print_in(make_claim(make_question(event), amount=5), copy), make_speaker())
            make_reading(copy, event)

    def queries():
        found = compare_event(event, Claim.objects.all())
        assert found.questions
        with CaptureQueriesContext(connection) as captured:
            assert found.coverage.cells
        return len(captured)

    add(2)
    few = queries()
    add(20)
    assert queries() == few == 4

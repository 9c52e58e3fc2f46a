"""Wording: what each calls the same subject, and which cues introduce whom."""

import pytest
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
    make_speaker,
    make_wording,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event()


def rows(event):
    return compare_event(event, Claim.objects.all()).wording


def text(words, outlet="Herald", **fields):
    return make_snapshot(make_document(make_outlet(outlet), **fields), words)


def test_a_wording_without_a_voice_is_the_documents_own(event):
    make_wording(event, text("Partisans came."), "Partisans")
    (row,) = rows(event)
    assert (row.subject, row.wording, row.outlet, row.speaker) == ("the raiders", "Partisans", "Herald", "Herald")
    assert (row.own_voice, row.uses, row.documents) == (True, 1, 1)


def test_in_a_copy_the_own_voice_is_the_originals(event):
    original = make_document(make_outlet("Wire"))
    make_wording(event, text("Partisans came.", republishes=original), "Partisans")
    (row,) = rows(event)
    assert (row.outlet, row.speaker, row.own_voice) == ("Herald", "Wire", True)


def test_a_speakers_word_is_not_the_papers(event):
    make_wording(event, text("Terrorists, she said."), "Terrorists", speaker=make_speaker("Anna"))
    (row,) = rows(event)
    assert (row.outlet, row.speaker, row.own_voice) == ("Herald", "Anna", False)


def test_a_word_quoted_from_another_outlet_is_that_outlets_voice(event):
    make_wording(event, text("Rebels, says Wire."), "Rebels", outlet=make_outlet("Wire"))
    assert [(row.outlet, row.speaker) for row in rows(event)] == [("Herald", "Wire")]


def test_the_same_words_by_the_same_voice_are_counted_together(event):
    herald = make_outlet("Herald")
    first = make_snapshot(make_document(herald), "Armed  men, armed men and ARMED\nMEN.")
    second = make_snapshot(make_document(herald), "armed men again")
    for snapshot, words in [(first, "Armed  men"), (first, "armed men"), (first, "ARMED\nMEN"), (second, "armed men")]:
        make_wording(event, snapshot, words)
    (row,) = rows(event)
    assert (row.wording.casefold(), row.uses, row.documents, len(row.places)) == ("armed men", 4, 2, 4)


def test_the_same_words_of_different_voices_or_outlets_stand_apart(event):
    for outlet in ("Herald", "Daily"):
        snapshot = text("rebels and rebels", outlet)
        make_wording(event, snapshot, "rebels")
    make_wording(event, snapshot, "rebels", subject="the others")
    assert [(row.subject, row.outlet) for row in rows(event)] == [
        ("the others", "Daily"),
        ("the raiders", "Daily"),
        ("the raiders", "Herald"),
    ]


def test_cues_follow_with_whom_they_introduce(event):
    question = make_question(event)
    claim = make_claim(question, make_speaker("Anna"), amount=70)
    make_wording(event, text("Rebels came."), "Rebels")
    for outlet, cue in [("Daily", "insisted"), ("Post", "said"), ("Times", "")]:
        make_attribution(claim, text("more than 70 came", outlet), cue=cue)
    found = [(row.subject, row.wording, row.outlet, row.speaker, row.own_voice) for row in rows(event)]
    assert found[0][0] == "the raiders"
    assert found[1:] == [("(cue)", "insisted", "Daily", "Anna", False), ("(cue)", "said", "Post", "Anna", False)]


def test_the_cue_of_an_own_voice_is_own_voice(event):
    paper = make_outlet("Post")
    make_attribution(
        make_claim(make_question(event), paper, amount=70),
        make_snapshot(make_document(paper), "reportedly more than 70"),
        cue="reportedly",
    )
    (row,) = rows(event)
    assert (row.subject, row.speaker, row.own_voice) == ("(cue)", "Post", True)


def test_cues_of_claims_that_are_not_coded_count_too(event):
    make_attribution(make_claim(event=event), cue="said")
    assert [row.subject for row in rows(event)] == ["(cue)"]


def test_other_events_and_claims_set_aside_say_nothing(event):
    make_wording(make_event(), text("Rebels came."), "Rebels")
    make_attribution(make_claim(make_question(event), amount=70, status="dropped"), cue="said")
    assert rows(event) == []


def test_rows_lead_to_the_places(event):
    wording = make_wording(event, text("Rebels came."), "Rebels")
    assert rows(event)[0].link == wording.get_absolute_url()


def test_the_queries_do_not_grow_with_the_wordings(event):
    def add(count):
        for number in range(count):
            make_wording(event, text(f"Rebels {number} came."), "Rebels", speaker=make_speaker())
            make_attribution(make_claim(make_question(event), amount=70), cue="said")

    def queries():
        found = compare_event(event, Claim.objects.all())
        assert found.accounts
        with CaptureQueriesContext(connection) as captured:
            assert found.wording
        return len(captured)

    add(2)
    few = queries()
    add(20)
    assert queries() == few == 1

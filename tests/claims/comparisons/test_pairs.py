"""Outlet against outlet: same, partly, opposed, different; and own voices that contradict each other."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.comparisons.pairs import Match, outlet_pairs, question_matches
from claims.comparisons.questions import compare_questions
from claims.models import Claim, Question
from tests.factories import (
    make_attribution,
    make_choice,
    make_claim,
    make_document,
    make_event,
    make_outlet,
    make_question,
    make_relation,
    make_snapshot,
    make_speaker,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ash():
    return make_outlet("Ash")


@pytest.fixture
def birch():
    return make_outlet("Birch")


def compared():
    return compare_questions(Question.objects.all(), Claim.objects.all())


def carry(claim, *outlets):
    for outlet in outlets:
        make_attribution(claim, make_snapshot(make_document(outlet)))
    return claim


def verdicts(first, second):
    return [(found.verdict, found.first, found.second) for found in question_matches(compared(), first, second)]


def the_pair():
    (pair,) = outlet_pairs(compared())
    return pair


def test_the_same_positions_are_the_same_whoever_the_voices_are(ash, birch):
    question = make_question()
    carry(make_claim(question, amount=5), ash)
    carry(make_claim(question, amount=5), birch)
    assert verdicts(ash, birch) == [(Match.SAME, (1,), (1,))]


def test_some_positions_in_common_are_partly_the_same_also_if_others_contradict(ash, birch):
    question = make_question()
    carry(make_claim(question, amount=5), ash, birch)
    carry(make_claim(question, amount=50), birch)
    assert verdicts(ash, birch) == [(Match.PARTLY, (1,), (1, 2))]
    assert verdicts(birch, ash) == [(Match.PARTLY, (1, 2), (1,))]


def test_none_in_common_that_contradict_are_opposed(ash, birch):
    question = make_choice(answers=["rain", "dam"], exclusive=True)
    carry(make_claim(question, answer="rain"), ash)
    carry(make_claim(question, answer="dam"), birch)
    assert verdicts(ash, birch)[0][0] == Match.OPPOSED


def test_none_in_common_that_can_hold_together_are_different(ash, birch):
    question = make_choice(answers=["bread", "tents"])
    carry(make_claim(question, answer="bread"), ash)
    carry(make_claim(question, answer="tents"), birch)
    assert verdicts(ash, birch)[0][0] == Match.DIFFERENT


def test_a_person_who_rejects_the_contradiction_makes_opposed_different(ash, birch):
    question = make_question()
    one, two = make_claim(question, amount=5), make_claim(question, amount=50)
    carry(one, ash)
    carry(two, birch)
    assert verdicts(ash, birch)[0][0] == Match.OPPOSED
    make_relation(one, two, state="rejected")
    assert verdicts(ash, birch)[0][0] == Match.DIFFERENT


def test_evasions_and_superseded_claims_hold_no_position(ash, birch):
    question, voice = make_question(), make_speaker()
    carry(make_claim(question, voice, amount=5, said_on=date(2023, 5, 1)), ash)
    carry(make_claim(question, voice, amount=6, said_on=date(2023, 5, 9)), birch)
    other = make_question()
    carry(make_claim(other, amount=5), ash)
    carry(make_claim(other, stance="declines"), birch)
    assert verdicts(ash, birch) == []
    assert outlet_pairs(compared()) == []


def test_what_a_copy_carries_counts_for_the_outlet_of_its_original(ash, birch):
    question = make_question()
    original = make_document(ash)
    copy = make_document(make_outlet("Mirror"), republishes=original)
    copy_of_copy = make_document(make_outlet("Echo"), republishes=copy)
    claim = make_claim(question, amount=5)
    make_attribution(claim, make_snapshot(copy_of_copy))
    carry(claim, birch)
    pair = the_pair()
    assert (pair.first, pair.second, pair.shared_questions) == (ash, birch, 1)


def test_a_pair_counts_events_questions_and_verdicts(ash, birch):
    event = make_event()
    for _ in range(2):
        carry(make_claim(make_question(event), amount=5), ash, birch)
    question = make_question()
    carry(make_claim(question, amount=5), birch)
    carry(make_claim(question, amount=50), ash)
    carry(make_claim(make_question(), amount=5), ash)
    pair = the_pair()
    assert (pair.first, pair.second) == (ash, birch)
    assert (pair.shared_events, pair.shared_questions) == (2, 3)
    counts = [pair.count(verdict) for verdict in (Match.SAME, Match.PARTLY, Match.OPPOSED, Match.DIFFERENT)]
    assert counts == [2, 0, 1, 0]


def test_pairs_stand_by_name_whatever_the_order_of_the_questions(birch, ash):
    elm = make_outlet("Elm")
    claim = make_claim(make_question(), amount=5)
    carry(claim, elm, birch, ash)
    names = [(pair.first.name, pair.second.name) for pair in outlet_pairs(iter(compared()))]
    assert names == [("Ash", "Birch"), ("Ash", "Elm"), ("Birch", "Elm")]


def test_only_claims_in_their_own_voices_are_own_voice_contradictions(ash, birch):
    question = make_question()
    carry(make_claim(question, ash, amount=5), ash)
    carry(make_claim(question, amount=70), ash)
    carry(make_claim(question, birch, amount=50), birch)
    assert the_pair().own_voice_contradictions == 1


def test_own_voices_that_agree_contradict_nothing(ash, birch):
    question = make_question()
    for outlet in (ash, birch):
        carry(make_claim(question, outlet, amount=5), outlet)
    assert the_pair().own_voice_contradictions == 0


def test_a_voice_against_itself_is_no_contradiction_of_two_outlets(ash, birch):
    question = make_question()
    claim = carry(make_claim(question, amount=5), ash, birch)
    for amount, day in ((8, 1), (80, 9)):
        carry(make_claim(claim.question, ash, amount=amount, said_on=date(2023, 5, day)), ash)
    assert the_pair().own_voice_contradictions == 0


def test_pairs_ask_nothing_beyond_the_comparison(ash, birch):
    for _ in range(3):
        carry(make_claim(make_question(), amount=5), ash, birch)
    questions = compared()
    with CaptureQueriesContext(connection) as captured:
        assert outlet_pairs(questions)
        assert list(question_matches(questions, ash, birch))
    assert len(captured) == 0

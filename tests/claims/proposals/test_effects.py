"""What saving a claim would do on its question."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from claims.proposals.effects import BUSY, Effect, effect_of
from tests.factories import make_analyst, make_choice, make_claim, make_question, make_speaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def killed():
    return make_question(label="Raiders killed")


def fresh(question, voice=None, **fields):
    return Claim(question=question, event=question.event, speaker=voice or make_speaker("Pavlo Marek"), **fields)


def test_it_tells_with_whom_a_figure_agrees_and_whom_it_contradicts(killed):
    make_claim(killed, make_speaker("Citadel"), amount=70, qualifier="at_least")
    make_claim(killed, make_speaker("Rangers"), amount=0)
    effect = effect_of(fresh(killed, amount=70, qualifier="more_than"))
    assert effect.sentence == (
        "Saved on Raiders killed, it would agree with Citadel (at least 70 people) and be ≠ number to Rangers (none)."
    )


def test_many_of_a_kind_are_counted(killed):
    for number in range(5):
        make_claim(killed, make_speaker(f"Voice {number}"), amount=7)
    assert "and 2 more" in effect_of(fresh(killed, amount=9)).sentence


def test_evasions_and_updates_tell_who_acts():
    question = make_question(label="Dead", accumulates=True)
    make_claim(question, make_speaker("Early"), amount=5, said_on=date(2023, 5, 1))
    make_claim(question, make_speaker("Silent"), stance="declines")
    sentence = effect_of(fresh(question, amount=9, said_on=date(2023, 5, 3))).sentence
    assert sentence == "Saved on Dead, it would update Early (5 people) and be evaded by Silent."
    assert "evade Early (5 people)" in effect_of(fresh(question, stance="declines")).sentence


def test_what_a_voice_itself_replaced_does_not_count(killed):
    voice = make_speaker("Citadel")
    make_claim(killed, voice, amount=50, said_on=date(2023, 5, 1))
    make_claim(killed, voice, amount=70, said_on=date(2023, 5, 2))
    assert (
        effect_of(fresh(killed, amount=70)).sentence
        == "Saved on Raiders killed, it would agree with Citadel (70 people)."
    )


def test_nothing_is_told_without_a_question_of_a_blind_claim_or_of_nobody(killed):
    other = make_claim(killed, amount=70)
    make_claim(killed, amount=70, blind=True, author=make_analyst())
    make_claim(killed, amount=70, status="dropped")
    assert effect_of(Claim(event=killed.event, speaker=other.speaker)) == Effect()
    assert effect_of(Claim(question=killed, event=killed.event, amount=70)) == Effect()
    assert effect_of(fresh(killed, amount=70, blind=True)) == Effect()
    assert len(effect_of(fresh(killed, amount=70, qualifier="exactly")).beside) == 1
    assert not effect_of(other)


def test_choices_part_by_answers():
    question = make_choice(answers=["Own", "Hired"], exclusive=True, label="Who they were")
    make_claim(question, make_speaker("Citadel"), answer="Hired")
    effect = effect_of(fresh(question, answer=question.answers.get(label="Own")))
    assert effect.sentence == "Saved on Who they were, it would be ≠ rival account to Citadel (Hired)."


def test_three_queries_at_most_and_none_more_on_a_busy_question(killed):
    claim, counts = fresh(killed, amount=70), []
    for more in (2, 20):
        for _ in range(more):
            make_claim(killed, amount=70)
        with CaptureQueriesContext(connection) as queries:
            effect_of(claim)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 3


def test_a_busy_question_is_not_weighed(killed, monkeypatch):
    monkeypatch.setattr("claims.proposals.effects.BUSY", 2)
    for _ in range(3):
        make_claim(killed, amount=70)
    effect = effect_of(fresh(killed, amount=70))
    assert effect.many
    assert effect.sentence.startswith("More than 2 claims")
    assert BUSY == 200

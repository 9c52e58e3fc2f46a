"""`manage.py find_contradictions`: what is suggested, what is left alone, and what is taken back."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.choices import ClaimStatus
from claims.disagreements import MANY_VOICES
from claims.models import Claim, Relation
from claims.models.relations import relation_key
from tests.factories import (
    make_attribution,
    make_choice,
    make_claim,
    make_event,
    make_outlet,
    make_question,
    make_relation,
    make_snapshot,
    make_speaker,
    make_user,
)

pytestmark = pytest.mark.django_db


def find(capsys=None, **options):
    call_command("find_contradictions", **options)
    return capsys.readouterr().out.strip() if capsys else None


def suggested():
    return set(Relation.objects.values_list("key", flat=True))


def pair(first, second):
    return relation_key(first.key, second.key)


@pytest.fixture
def question():
    return make_question(unit="boats")


def test_each_pair_of_contradicting_voices_is_suggested_once(question, capsys):
    many, more, none = (make_claim(question, amount=amount) for amount in (70, 70, 0))
    assert find(capsys) == "2 suggested, 0 changed, 0 taken back."
    assert suggested() == {pair(many, none), pair(more, none)}


def test_a_suggestion_carries_its_basis_reason_and_author(question):
    make_claim(question, make_speaker("Anna"), amount=70, hedge="likely")
    make_claim(question, make_speaker("Ben"), amount=0)
    find()
    relation = Relation.objects.get()
    assert (relation.kind, relation.basis, relation.state) == ("contradicts", "number", "suggested")
    assert relation.suggested_by == "find_contradictions"
    assert (relation.decided_by, relation.decided_at) == (None, None)
    for words in ("Anna", "Ben", "70", "likely"):
        assert words in relation.reason


def test_denials_and_rival_accounts_are_suggested_with_their_basis():
    rivals = make_choice(answers=["ash", "birch"], exclusive=True)
    for answer in ("ash", "birch"):
        make_claim(rivals, answer=answer)
    yes_no = make_choice()
    make_claim(yes_no, answer="yes")
    make_claim(yes_no, stance="denies")
    find()
    assert sorted(Relation.objects.values_list("basis", flat=True)) == ["denial", "rival_account"]


def test_running_it_again_changes_nothing(question, capsys):
    make_claim(question, amount=70)
    make_claim(question, amount=0)
    find(capsys)
    before = list(Relation.objects.values())
    assert find(capsys) == "0 suggested, 0 changed, 0 taken back."
    assert list(Relation.objects.values()) == before


def test_nothing_is_written_into_the_history_until_a_person_decides(question):
    many, none = make_claim(question, amount=70), make_claim(question, amount=0)
    find()
    none.scope, none.amount = "its own", 1
    none.save()
    find()
    many.delete()
    find()
    assert Relation.history.exclude(history_type="-").count() == 0


def test_a_suggestion_follows_its_claims(question, capsys):
    make_claim(question, amount=70)
    none = make_claim(question, amount=0)
    find(capsys)
    none.amount = 3
    none.save()
    assert find(capsys) == "0 suggested, 1 changed, 0 taken back."
    assert "3 boats" in Relation.objects.get().reason


def test_a_suggestion_that_no_longer_holds_is_taken_back(question, capsys):
    make_claim(question, amount=70)
    other = make_claim(question, amount=0)
    find(capsys)
    other.amount = 70
    other.save()
    assert find(capsys) == "0 suggested, 0 changed, 1 taken back."
    assert not Relation.objects.exists()


@pytest.mark.parametrize("status", [ClaimStatus.RETURNED, ClaimStatus.DROPPED])
def test_what_was_set_aside_is_not_compared(question, status):
    make_claim(question, amount=70)
    other = make_claim(question, amount=0)
    find()
    other.status = status
    other.save()
    find()
    assert not Relation.objects.exists()


def test_drafts_are_compared_too(question):
    make_claim(question, amount=70, status="draft")
    make_claim(question, amount=0, status="in_review")
    find()
    assert Relation.objects.count() == 1


@pytest.mark.parametrize("state", ["confirmed", "rejected"])
def test_what_a_person_decided_stays_whatever_the_claims_become(question, state, capsys):
    make_claim(question, amount=70)
    other = make_claim(question, amount=0)
    find(capsys)
    relation = Relation.objects.get()
    relation.state, relation.reason, relation.decided_by = state, "So it is.", make_user()
    relation.save()
    for amount in (70, 5):
        other.amount = amount
        other.save()
        assert find(capsys) == "0 suggested, 0 changed, 0 taken back."
    relation.refresh_from_db()
    assert (relation.state, relation.reason) == (state, "So it is.")


@pytest.mark.parametrize("kind", ["contradicts", "corroborates", "updates"])
def test_a_pair_that_a_person_related_is_not_suggested_again(question, kind, capsys):
    one, two = make_claim(question, amount=70), make_claim(question, amount=0)
    make_relation(one, two, kind)
    assert find(capsys) == "0 suggested, 0 changed, 0 taken back."
    assert Relation.objects.get().kind == kind


def test_another_programs_suggestion_is_left_alone(question, capsys):
    one, two = make_claim(question, amount=70), make_claim(question, amount=70)
    make_relation(one, two, state="suggested", suggested_by="somebody_else", basis="wording")
    assert find(capsys) == "0 suggested, 0 changed, 0 taken back."
    assert Relation.objects.get().suggested_by == "somebody_else"


def test_only_the_latest_claims_of_a_voice_are_set_against_others(question):
    voice = make_speaker()
    make_claim(question, voice, amount=70, said_on=date(2023, 5, 1))
    now = make_claim(question, voice, amount=72, said_on=date(2023, 5, 9))
    other = make_claim(question, amount=0)
    find()
    assert pair(now, other) in suggested()
    assert Relation.objects.count() == 2  # and the voice against itself


def test_a_reversal_is_suggested(question):
    paper = make_outlet()
    one = make_claim(question, paper, amount=25, said_on=date(2023, 1, 1))
    two = make_claim(question, paper, amount=60, said_on=date(2023, 3, 1))
    find()
    assert suggested() == {pair(one, two)}


def test_a_voice_that_two_documents_report_differently_has_not_reversed_itself(question):
    voice, day = make_speaker(), date(2023, 5, 1)
    for amount in (25, 60):
        make_attribution(make_claim(question, voice, amount=amount, said_on=day), make_snapshot())
    find()
    assert not Relation.objects.exists()


def test_many_voices_are_compared_position_by_position(question):
    for number in range(MANY_VOICES + 2):
        make_claim(question, amount=70 if number % 2 else 0)
    carried = Claim.objects.filter(amount=70).last()
    for _ in range(2):
        make_attribution(carried)
    find()
    assert Relation.objects.count() == 1
    assert carried.key in Relation.objects.get().key


def test_thirty_voices_are_still_compared_pair_by_pair(question):
    for number in range(MANY_VOICES):
        make_claim(question, amount=70 if number % 2 else 0)
    find()
    assert Relation.objects.count() == (MANY_VOICES // 2) ** 2


def test_suggestions_of_pairs_give_way_when_the_voices_become_many(question):
    for number in range(MANY_VOICES):
        make_claim(question, amount=70 if number % 2 else 0)
    find()
    confirmed = Relation.objects.order_by("key").last()
    confirmed.state = "confirmed"
    confirmed.save()
    make_claim(question, amount=70)
    find()
    assert Relation.objects.filter(state="confirmed").count() == 1
    assert Relation.objects.filter(state="suggested").count() <= 1


def test_one_event_alone_can_be_searched():
    here, there = make_event("Here"), make_event("There")
    for event in (here, there):
        question = make_question(event)
        make_claim(question, amount=70)
        make_claim(question, amount=0)
    find(event=here.key)
    assert Relation.objects.get().first.event == here


def test_an_unknown_event_is_refused():
    with pytest.raises(CommandError, match="There is no event 'nowhere'"):
        find(event="nowhere")


def test_claims_without_a_question_or_an_answer_are_passed_over(question):
    make_claim(event=question.event)
    make_claim(question)
    make_claim(question, amount=5)
    find()
    assert not Relation.objects.exists()


def test_the_queries_do_not_grow_with_questions_and_claims():
    def add(questions, claims):
        for _ in range(questions):
            question = make_question()
            for number in range(claims):
                make_attribution(make_claim(question, amount=70 if number % 2 else 0))

    def queries():
        Relation._base_manager.all()._raw_delete("default")
        with CaptureQueriesContext(connection) as captured:
            find()
        return [query["sql"][:120] for query in captured]

    add(2, 2)
    few = queries()
    add(20, 4)
    assert len(queries()) == len(few)

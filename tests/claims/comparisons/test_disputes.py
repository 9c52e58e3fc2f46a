"""Contradictions put together as disputes: by question in the database, by pair of accounts for one page."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from claims.comparisons.disputes import disputed_questions, disputes_of
from claims.curation.rechecking import recheck
from claims.models import Claim, Relation
from tests.factories import (
    make_attribution,
    make_choice,
    make_claim,
    make_event,
    make_outlet,
    make_question,
    make_relation,
)

pytestmark = pytest.mark.django_db


def contradictions():
    return Relation.objects.contradictions()


def disputes(relations=None):
    relations = contradictions() if relations is None else relations
    return disputes_of(disputed_questions(relations), relations, Claim.objects.all())


def quarrel(question=None, amounts=(70, 70, 3)):
    question = question or make_question()
    claims = [make_claim(question, amount=amount) for amount in amounts]
    recheck({question.pk})
    return claims


def test_a_question_is_counted_with_its_pairs():
    one, two = quarrel()[0].question, quarrel(amounts=(1, 9))[0].question
    make_relation(make_claim(make_question()), make_claim(make_question()), "repeats")
    rows = {row["question"]: row["pairs"] for row in disputed_questions(contradictions())}
    assert rows == {one.pk: 2, two.pk: 1}
    assert disputed_questions(contradictions()).count() == 2


def test_the_newest_event_comes_first_and_its_questions_in_their_order():
    old = make_event(started_on=date(2023, 1, 1), ended_on=None)
    new = make_event(started_on=date(2024, 1, 1), ended_on=None)
    undated = make_event(started_on=None, ended_on=None)
    questions = [make_question(event, position=at) for event, at in [(old, 1), (undated, 1), (new, 2), (new, 1)]]
    for question in questions:
        quarrel(question)
    found = [row["question"] for row in disputed_questions(contradictions())]
    assert found == [questions[at].pk for at in (3, 2, 0, 1)]


def test_another_order_puts_a_question_where_its_first_relation_would_stand():
    one, two = quarrel()[0].question, quarrel()[0].question
    for question, day in [(one, 5), (two, 3)]:
        claim = Claim.objects.filter(question=question).first()
        claim.said_on = date(2023, 5, day)
        claim.save()
    by_day = disputed_questions(contradictions(), [("first__said_on", False)])
    assert [row["question"] for row in by_day] == [two.pk, one.pk]
    backwards = disputed_questions(contradictions(), [(F("first__said_on"), True)])
    assert [row["question"] for row in backwards] == [one.pk, two.pk]


def test_the_pairs_of_two_accounts_are_one_dispute():
    claims = quarrel(amounts=(70, 70, 70, 3, 3))
    (found,) = disputes()
    (dispute,) = found.disputes
    assert (dispute.first.letter, dispute.second.letter, len(dispute.relations)) == ("A", "B", 6)
    assert (dispute.tally, found.pairs, found.apart) == ([("suggested", 6)], 6, ())
    assert found.question == claims[0].question


def test_three_accounts_make_three_disputes():
    question = make_choice(answers=["ash", "birch", "cedar"], exclusive=True)
    for answer in ("ash", "birch", "cedar"):
        make_claim(question, answer=answer)
    recheck({question.pk})
    (found,) = disputes()
    assert [(d.first.number, d.second.number) for d in found.disputes] == [(1, 2), (1, 3), (2, 3)]


def test_a_confirmed_pair_leads_and_a_rejected_one_never_before_others():
    quarrel(amounts=(70, 70, 70, 3))
    first, second, third = Relation.objects.order_by("key")
    for relation, state in [(first, "rejected"), (third, "confirmed")]:
        relation.state = state
        relation.save()
    dispute = disputes()[0].disputes[0]
    assert [relation.pk for relation in dispute.relations] == [third.pk, second.pk, first.pk]
    assert (dispute.state, dispute.leading.pk) == ("confirmed", third.pk)
    assert dispute.tally == [("confirmed", 1), ("suggested", 1), ("rejected", 1)]


def test_only_the_relations_asked_for_are_counted():
    quarrel(amounts=(70, 70, 3))
    relation = Relation.objects.first()
    relation.state = "confirmed"
    relation.save()
    (found,) = disputes(contradictions().undecided())
    assert (found.pairs, found.disputes[0].state) == (1, "suggested")


def test_other_grounds_of_the_same_accounts_are_named():
    quarrel(amounts=(70, 70, 3))
    for relation, basis in zip(Relation.objects.order_by("key"), ["number", "wording"], strict=True):
        relation.basis, relation.state = basis, "confirmed"
        relation.save()
    dispute = disputes()[0].disputes[0]
    assert dispute.other_bases == ["wording"]


def test_a_reversal_stands_apart():
    question, paper = make_question(), make_outlet()
    for amount, day in ((25, 1), (60, 9)):
        make_claim(question, paper, amount=amount, said_on=date(2023, 5, day))
    recheck({question.pk})
    (found,) = disputes()
    (apart,) = found.apart
    assert (found.disputes, apart.is_one_voice, apart.is_across) == ((), True, False)


def test_claims_of_one_account_that_a_person_sets_against_each_other_stand_apart():
    question = make_choice(answers=["ash"])
    make_relation(make_claim(question, answer="ash"), make_claim(question, answer="ash"), basis="wording")
    (found,) = disputes()
    assert (found.disputes, len(found.apart)) == ((), 1)


def test_a_relation_across_questions_stands_under_its_first_claims_question():
    one, two = make_claim(make_question(), amount=1), make_claim(make_question(), amount=2)
    make_relation(one, two, basis="inference")
    (found,) = disputes()
    assert found.question == one.question
    assert (found.apart[0].is_across, found.apart[0].second.claim) == (True, two)


def test_claims_that_are_not_coded_stand_under_their_event():
    event = make_event()
    make_relation(make_claim(event=event), make_claim(event=event), basis="wording")
    (found,) = disputes()
    assert (found.question, found.event, len(found.apart)) == (None, event, 1)


def test_the_queries_do_not_grow_with_questions_and_relations():
    def add(count):
        for number in range(count):
            for claim in quarrel(amounts=(70, 70, 3)):
                make_attribution(claim)
            make_relation(make_claim(make_question(), amount=number), make_claim(event=make_event()), basis="wording")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            for found in disputes():
                for dispute in (*found.disputes, *found.apart):
                    assert str(dispute.leading.first.voice), dispute.is_one_voice
        return len(captured)

    add(2)
    few = queries()
    add(20)
    assert queries() == few

"""What follows a change: suggestions of the questions concerned, and bounds in a question's unit."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.curation.questions import question_changed
from claims.curation.rechecking import recheck
from claims.models import Claim, Relation
from claims.suggestions import contradictions
from tests.factories import make_choice, make_claim, make_question, make_relation, make_speaker, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def question():
    return make_question(unit="km")


@pytest.fixture
def pair(question):
    """Two claims that contradict each other, with the suggestion that says so."""
    claims = make_claim(question, amount=25), make_claim(question, amount=60)
    recheck({question.pk})
    return claims


def moved(claim, question):
    before = claim.question_id
    claim.question, claim.answer = question, None
    claim.save()
    return recheck({before, claim.question_id})


def test_it_tells_what_it_did(question):
    one, _ = make_claim(question, amount=25), make_claim(question, amount=60)
    tally = recheck({question.pk, None})
    assert (tally.written, tally.changed, tally.taken_back) == (1, 0, 0)
    one.delete()
    assert recheck([question.pk]).taken_back == 0  # the relation went with its claim
    assert not Relation.objects.exists()


def test_nothing_to_check_asks_nothing():
    with CaptureQueriesContext(connection) as captured:
        recheck({None})
    assert [query["sql"] for query in captured if "SELECT" in query["sql"]] == []


def test_other_questions_are_left_alone(pair):
    other = make_question()
    make_claim(other, amount=1)
    make_claim(other, amount=9)
    assert recheck(set()).written == 0
    assert Relation.objects.count() == 1


def test_a_claim_that_moves_away_leaves_no_suggestion_behind(pair):
    one, two = pair
    other = make_question(one.event, unit="km")
    third = make_claim(other, amount=60)
    moved(one, other)
    assert {frozenset((r.first, r.second)) for r in Relation.objects.all()} == {frozenset((one, third))}
    moved(two, other)
    assert Relation.objects.count() == 2


def test_a_claim_that_is_no_longer_coded_leaves_no_suggestion_behind(pair):
    moved(pair[0], None)
    assert not Relation.objects.exists()


def test_a_decision_stays_when_a_claim_moves_away(pair):
    relation = Relation.objects.get()
    relation.state, relation.decided_by = "rejected", make_user()
    relation.save()
    one, two = pair
    other = make_question(one.event, unit="km")
    moved(one, other)
    moved(two, other)
    assert Relation.objects.get().state == "rejected"


def test_a_persons_relation_across_questions_is_not_taken_back(question):
    one, two = make_claim(question, amount=25), make_claim(make_question(), amount=3)
    make_relation(one, two, basis="inference", state="suggested")
    recheck({one.question_id, two.question_id})
    assert Relation.objects.count() == 1


def test_a_rejected_suggestion_is_never_offered_again(pair):
    relation = Relation.objects.get()
    relation.state, relation.reason = "rejected", "Other roads."
    relation.save()
    assert recheck({pair[0].question_id}).written == 0
    assert Relation.objects.get().reason == "Other roads."


@pytest.mark.parametrize("amount", [60, 30])
def test_a_decision_that_is_made_meanwhile_is_kept(pair, monkeypatch, amount):
    """Between reading suggestions and writing them, a person may decide one."""
    read = contradictions._relations

    def decided_meanwhile(pks):
        found = read(pks)
        relation = Relation.objects.get()
        relation.state, relation.reason = "confirmed", "I saw it."
        relation.save()
        return found

    monkeypatch.setattr(contradictions, "_relations", decided_meanwhile)
    pair[0].amount = amount  # 60: no longer a contradiction; 30: one for another reason
    pair[0].save()
    recheck({pair[0].question_id})
    assert Relation.objects.get().reason == "I saw it."


def test_a_question_that_changes_its_rules_changes_its_suggestions():
    question = make_choice(answers=["ash", "birch"])
    make_claim(question, answer="ash")
    make_claim(question, answer="birch")
    assert question_changed(question).written == 0
    question.exclusive = True
    question.save()
    assert question_changed(question).written == 1
    question.exclusive = False
    question.save()
    assert question_changed(question).taken_back == 1


def test_a_question_that_changes_its_unit_gets_new_bounds_without_history(question):
    claim = make_claim(question, amount=25, unit="mi")
    assert claim.low == Decimal("36.21024")
    question.unit = "m"
    question.save()
    question_changed(question)
    claim.refresh_from_db()
    assert claim.low == Decimal("36210.24")
    assert claim.history.count() == 1


def test_bounds_that_stay_the_same_are_not_written(question):
    make_claim(question, amount=25, unit="mi")
    question.text = "How far, again?"
    question.save()
    with CaptureQueriesContext(connection) as captured:
        question_changed(question)
    assert [query for query in captured if query["sql"].startswith("UPDATE")] == []


def test_suggestions_obey_the_units_of_a_changed_question():
    question = make_question(unit="people")
    make_claim(question, amount=25, unit="km")
    make_claim(question, make_speaker(), amount=60)
    assert question_changed(question).written == 0
    question.unit = "km"
    question.save()
    assert question_changed(question).written == 1
    assert Claim.objects.get(amount=60).low == 60

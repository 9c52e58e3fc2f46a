"""Deciding relations, one or many, as acts that can be undone; what is rejected is not offered again."""

import pytest
from django.core.exceptions import ValidationError

from claims.choices import ActKind
from claims.curation.acts import act, undo
from claims.curation.judging import as_shown, decide, decide_all
from claims.curation.rechecking import recheck
from claims.models import Act, Claim, Relation
from tests.factories import make_claim, make_question, make_relation, make_speaker, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return make_user("ibarra")


def suggestions(*amounts):
    """The suggested contradictions between figures on one question, in the order of their keys."""
    question = make_question()
    for at, amount in enumerate(amounts, 1):
        make_claim(question, make_speaker(f"Speaker {at}"), amount=amount, key=f"claim-{at}")
    recheck({question.pk})
    return list(Relation.objects.all())


def test_a_decision_is_one_act_that_says_what_was_decided(user):
    (relation,) = suggestions(70, 3)
    stored = decide(relation, "confirmed", "", user)
    assert (stored.kind, stored.words) == (ActKind.JUDGED, "Speaker 1 contradicts Speaker 2: confirmed")
    relation.refresh_from_db()
    assert relation.reason and relation.history.first().history_change_reason == relation.reason


def test_undone_it_is_the_suggestion_that_it_was(user):
    (relation,) = suggestions(70, 3)
    reason = relation.reason
    undo(decide(relation, "rejected", "They count other people.", user), user)
    relation.refresh_from_db()
    assert (relation.state, relation.reason, relation.decided_by) == ("suggested", reason, None)
    assert [entry.state for entry in relation.history.all()] == ["suggested", "rejected", "suggested"]


def test_an_undone_decision_leaves_the_pair_to_the_rules(user):
    (relation,) = suggestions(70, 3)
    stored = decide(relation, "confirmed", "", user)
    claim = Claim.objects.get(key="claim-1")
    claim.amount = 3
    claim.save()  # nothing follows: as if a program had written it
    undo(stored, user)
    assert not Relation.objects.exists()


def test_a_relation_that_a_person_made_is_unmade(user):
    one, two = make_claim(), make_claim()
    stored = decide(Relation(first=one, second=two, kind="repeats"), "confirmed", "Copied.", user)
    assert Relation.objects.get().decided_by == user
    undo(stored, user)
    assert not Relation.objects.exists()


def test_a_change_after_the_decision_stands_in_the_way_of_undoing(user):
    (relation,) = suggestions(70, 3)
    stored = decide(relation, "confirmed", "", user)
    decide(Relation.objects.get(), "rejected", "Not so.", make_user("osei"))
    with pytest.raises(ValidationError, match="osei changed the relation"):
        undo(stored, user)


def test_many_are_decided_as_one_act_and_undone_as_one(user):
    relations = suggestions(70, 3, 30)
    stored, left = decide_all(relations, [as_shown(one) for one in relations], "rejected", "Other people.", user)
    assert (left, stored.words, Act.objects.count()) == ([], "3 pairs rejected", 1)
    assert set(Relation.objects.values_list("state", "reason")) == {("rejected", "Other people.")}
    undo(stored, user)
    assert set(Relation.objects.values_list("state", flat=True)) == {"suggested"}


def test_of_many_those_judged_meanwhile_are_left_and_said(user):
    relations = suggestions(70, 3, 30)
    shown = [as_shown(one) for one in relations]
    decide(Relation.objects.get(pk=relations[1].pk), "rejected", "Not so.", make_user("osei"))
    fresh = list(Relation.objects.select_related("decided_by"))
    stored, left = decide_all(fresh, shown, "confirmed", "", user)
    assert [(one.pk, why) for one, why in left] == [(relations[1].pk, "osei has rejected it meanwhile: Not so.")]
    assert stored.words == "2 pairs confirmed" and len(stored.steps) == 2


def test_where_all_were_judged_meanwhile_there_is_no_act(user):
    relations = suggestions(70, 3)
    stored, left = decide_all(relations, ["1.made-up"], "confirmed", "", user)
    assert stored is None and len(left) == 1 and not Act.objects.exists()


@pytest.mark.parametrize("amounts", [(70, 3), tuple(range(0, 320, 10))])  # two voices, and more than thirty
def test_a_rejected_pair_is_never_offered_again(user, amounts):
    relations = suggestions(*amounts)
    rejected = relations[0]
    question = rejected.first.question_id
    decide(rejected, "rejected", "They count other people.", user)
    assert recheck({question}).written == 0
    with act(ActKind.REVIEWED, user, "Reworded") as doing:  # a change that it does not rest on
        claim = Claim.objects.get(pk=rejected.first_id)
        claim.note = "Checked."
        doing.save(claim)
    rejected.refresh_from_db()
    assert rejected.state == "rejected" and Relation.objects.count() == len(relations)


def test_a_rejection_without_a_reason_leaves_nothing(user):
    relation = make_relation(make_claim(), make_claim(), state="suggested", reason="No number fits both.")
    with pytest.raises(ValidationError, match="Say why"):
        decide(relation, "rejected", " ", user)
    assert not Act.objects.exists() and Relation.objects.get().state == "suggested"


def test_a_relation_that_is_gone_is_said_to_be(user):
    (relation,) = suggestions(70, 3)
    gone = Relation.objects.get()
    relation.delete()
    with pytest.raises(ValidationError, match="It is gone"):
        decide(gone, "confirmed", "", user)


def test_what_spoke_against_a_relation_is_no_reason_to_confirm_it(user):
    (relation,) = suggestions(70, 3)
    decide(relation, "rejected", "They count other people.", user)
    decide(Relation.objects.get(), "confirmed", "", user)
    assert Relation.objects.get().reason == "No figure fits both claims."

"""Relations are confirmed and rejected by a person, with a reason, one or many at once."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.urls import reverse

from claims.curation.judging import DecidedMeanwhile, decide
from claims.curation.rechecking import recheck
from claims.models import Relation
from tests.adminforms import errors_of, form_data, save
from tests.factories import (
    make_analyst,
    make_attribution,
    make_claim,
    make_question,
    make_relation,
    make_snapshot,
    make_user,
)

LIST = "/admin/claims/relation/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(client):
    client.force_login(make_analyst())
    return client


def make_suggestions(amounts=(70, 3, 5)):
    """Suggested contradictions between claims of these amounts, one per pair."""
    question = make_question()
    for amount in amounts:
        make_claim(question, amount=amount)
    recheck({question.pk})
    return list(Relation.objects.all())


def change(relation):
    return reverse("admin:claims_relation_change", args=[relation.pk])


def messages(response):
    return [str(message) for message in response.context["messages"]]


def test_a_relation_that_a_person_makes_is_confirmed_by_that_person(analyst):
    first, second = make_claim(amount=70), make_claim(amount=3)
    typed = {"first": first.pk, "second": second.pk, "kind": "contradicts", "basis": "wording", "reason": "They part."}
    save(analyst, "/admin/claims/relation/add/", **typed)
    relation = Relation.objects.get()
    assert (relation.state, relation.decided_by.username, relation.suggested_by) == ("confirmed", "analyst", "")
    assert relation.decided_at and relation.history.get().history_user.username == "analyst"


def test_the_rules_of_relations_are_said_at_their_fields(analyst):
    first, second = make_claim(amount=70), make_claim(amount=3)
    url, typed = "/admin/claims/relation/add/", {"first": first.pk, "kind": "contradicts"}
    assert "not related to itself" in errors_of(save(analyst, url, **typed, second=first.pk))["second"][0]
    odd = typed | {"second": second.pk, "kind": "updates", "basis": "number"}
    assert "Only a contradiction has one" in errors_of(save(analyst, url, **odd))["basis"][0]
    make_relation(second, first)
    response = save(analyst, url, **typed, second=second.pk)
    assert "already related" in " ".join(response.context["adminform"].form.non_field_errors())
    assert Relation.objects.count() == 1


def test_a_suggestion_can_be_confirmed_or_rejected_but_not_just_saved(analyst):
    relation = make_suggestions((70, 3))[0]
    make_attribution(relation.first, make_snapshot())
    page = analyst.get(change(relation)).content.decode()
    assert 'name="_confirm"' in page and 'name="_reject"' in page and 'name="_save"' not in page
    assert relation.first.statement in page and relation.second.statement in page and "more than 70" in page
    response = save(analyst, change(relation), kind="repeats", basis="")
    assert "confirmed or rejected" in response.context["adminform"].form.non_field_errors()[0]
    assert not {"state", "decided_by", "suggested_by", "first"} & set(form_data(analyst, change(relation)))


def test_confirming_keeps_the_suggested_reason_if_no_other_is_given(analyst):
    relation = make_suggestions((70, 3))[0]
    reason = relation.reason
    response = save(analyst, change(relation), _confirm="Confirm")
    relation.refresh_from_db()
    assert (relation.state, relation.decided_by.username, relation.reason) == ("confirmed", "analyst", reason)
    assert relation.suggested_by == "find_contradictions"
    assert "The relation is confirmed." in messages(response)


def test_the_reason_of_a_suggestion_is_no_reason_to_reject_it(analyst):
    relation = make_suggestions((70, 3))[0]
    response = save(analyst, change(relation), _reject="Reject")
    assert "Say why" in errors_of(response)["reason"][0]
    relation.refresh_from_db()
    assert relation.state == "suggested"


def test_rejecting_needs_a_reason(analyst):
    relation = make_suggestions((70, 3))[0]
    response = save(analyst, change(relation), reason=" ", _reject="Reject")
    assert "Say why" in errors_of(response)["reason"][0]
    save(analyst, change(relation), reason="One counts prisoners, too.", _reject="Reject")
    relation.refresh_from_db()
    assert (relation.state, relation.reason) == ("rejected", "One counts prisoners, too.")
    assert relation.history.first().history_change_reason == "One counts prisoners, too."
    recheck({relation.first.question_id})
    assert Relation.objects.get().state == "rejected"


def test_a_suggestion_may_be_confirmed_as_another_kind_the_other_way_round(analyst):
    relation = make_suggestions((70, 3))[0]
    first, second = relation.first, relation.second
    save(analyst, change(relation), kind="updates", basis="", turn_round="on", _confirm="Confirm")
    relation.refresh_from_db()
    assert (relation.kind, relation.first, relation.second) == ("updates", second, first)


def test_a_decided_relation_can_be_reworded_or_decided_otherwise(analyst):
    relation = make_suggestions((70, 3))[0]
    save(analyst, change(relation), _confirm="Confirm")
    save(analyst, change(relation), reason="Better said.")
    relation.refresh_from_db()
    assert (relation.state, relation.reason) == ("confirmed", "Better said.")
    first = relation.decided_at
    save(analyst, change(relation), basis="wording")
    relation.refresh_from_db()
    assert (relation.state, relation.basis, relation.decided_at > first) == ("confirmed", "wording", True)
    save(analyst, change(relation), reason="Not so.", _reject="Reject")
    relation.refresh_from_db()
    assert (relation.state, relation.history.count()) == ("rejected", 5)


def test_many_are_decided_after_one_question_for_the_reason(analyst):
    relations = make_suggestions()
    chosen = {"action": "reject", "_selected_action": [relation.pk for relation in relations[:2]]}
    asked = analyst.post(LIST, chosen)
    assert asked.status_code == 200 and len(asked.context["relations"]) == 2
    assert set(Relation.objects.values_list("state", flat=True)) == {"suggested"}
    shown = [relation.as_shown for relation in asked.context["relations"]]
    again = analyst.post(LIST, chosen | {"decide": "yes", "shown": shown, "reason": ""})
    assert "Say why" in str(again.context["form"].errors)
    done = analyst.post(LIST, chosen | {"decide": "yes", "shown": shown, "reason": "Not the same."}, follow=True)
    assert "2 relations are now rejected." in messages(done)
    found = Relation.objects.filter(state="rejected", reason="Not the same.", decided_by__username="analyst")
    assert found.count() == 2


def test_many_are_confirmed_each_with_its_own_reason_unless_one_is_given(analyst):
    relations = make_suggestions()
    reasons = {relation.pk: relation.reason for relation in relations}
    chosen = {"action": "confirm", "_selected_action": list(reasons)}
    shown = [relation.as_shown for relation in analyst.post(LIST, chosen).context["relations"]]
    analyst.post(LIST, chosen | {"decide": "yes", "shown": shown, "reason": ""})
    assert {relation.pk: relation.reason for relation in Relation.objects.filter(state="confirmed")} == reasons


def test_what_another_person_decided_meanwhile_is_left_as_it_is(analyst):
    relation = make_suggestions((70, 3))[0]
    chosen = {"action": "confirm", "_selected_action": [relation.pk]}
    shown = [each.as_shown for each in analyst.post(LIST, chosen).context["relations"]]
    decide(relation, "rejected", "Not so.", make_user("other"))
    done = analyst.post(LIST, chosen | {"decide": "yes", "shown": shown, "reason": "So."}, follow=True)
    relation.refresh_from_db()
    assert (relation.state, relation.reason) == ("rejected", "Not so.")
    assert any("other has rejected it meanwhile: Not so." in message for message in messages(done))


def test_who_may_only_view_decides_nothing(client):
    user = make_user(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(user)
    relation = make_suggestions((70, 3))[0]
    page = client.get(change(relation))
    assert page.status_code == 200 and b"_confirm" not in page.content
    assert client.post(change(relation), {"_confirm": "Confirm"}).status_code == 403
    client.post(LIST, {"action": "confirm", "_selected_action": [relation.pk], "decide": "yes", "reason": "x"})
    relation.refresh_from_db()
    assert relation.state == "suggested"


def test_a_decision_is_checked_wherever_it_is_made():
    relation, user = make_suggestions((70, 3))[0], make_user()
    with pytest.raises(ValidationError, match="confirms or rejects"):
        decide(relation, "suggested", "x", user)
    with pytest.raises(ValidationError, match="Say why"):
        decide(Relation.objects.get(), "rejected", "  ", user)
    stale = Relation.objects.get()
    decide(Relation.objects.get(), "confirmed", "So.", user, kind="repeats")
    stored = Relation.objects.get()
    assert (stored.kind, stored.basis) == ("repeats", "")
    with pytest.raises(DecidedMeanwhile):
        decide(stale, "rejected", "Not so.", user)
    assert Relation.objects.get().history.count() == 2  # as suggested, and as decided

"""Review in the admin: what a claim's form offers to whom, when it asks why, and what the list moves or refuses."""

import pytest
from django.urls import reverse

from claims.models import Act, Claim
from tests.adminforms import errors_of, form_data, save
from tests.factories import (
    make_attribution,
    make_claim,
    make_person,
    make_relay,
    make_snapshot,
    make_speaker,
    make_user,
)

LIST = "/admin/claims/claim/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def lind(client):
    person = make_person("analyst", "lind")
    client.force_login(person)
    return person


@pytest.fixture
def osei(client):
    person = make_person("reviewer", "osei")
    client.force_login(person)
    return person


def change(record):
    return reverse(f"admin:claims_{record._meta.model_name}_change", args=[record.pk])


def claim_of(author=None, status="in_review", **fields):
    claim = make_claim(amount=70, status=status, author=author or make_user(), **fields)
    make_attribution(claim)
    return claim


def offered(client, claim):
    form = client.get(change(claim)).context["adminform"].form
    return {value for value, _ in form.fields["status"].widget.choices}


def stored(claim):
    claim.refresh_from_db()
    return claim.status, claim.reviewer and claim.reviewer.username


def messages(response):
    return " ".join(str(message) for message in response.context["messages"])


# The form


def test_the_form_offers_only_what_is_open(client, lind):
    assert offered(client, claim_of(lind, "draft")) == {"draft", "in_review", "dropped"}
    assert offered(client, claim_of(status="in_review")) == {"in_review"}
    assert offered(client, claim_of(status="accepted")) == {"accepted"}
    client.force_login(make_person("reviewer"))
    assert offered(client, claim_of()) == {"in_review", "draft", "accepted", "returned", "dropped"}


def test_what_is_sent_all_the_same_is_refused_with_the_reason(client, lind):
    claim = claim_of(lind)
    response = save(client, change(claim), status="accepted")
    assert errors_of(response)["status"] == ["Reviewers accept and return claims."]
    response = save(client, "/admin/claims/claim/add/", statement="x", status="accepted")
    assert "It is a draft" in errors_of(response)["status"][0]
    assert stored(claim) == ("in_review", None)


def test_author_and_reviewer_are_not_typed(client, lind, django_user_model):
    claim = claim_of(make_user("sato"), "draft")
    form = client.get(change(claim)).context["adminform"].form
    assert not {"author", "reviewer"} & set(form.fields)
    save(client, change(claim), author=lind.pk, reviewer=lind.pk, note="Read.")
    claim.refresh_from_db()
    assert (claim.author.username, claim.reviewer) == ("sato", None)


def test_a_reviewer_accepts_in_the_form_what_has_evidence(client, osei):
    claim, bare, mine = claim_of(), make_claim(amount=70, status="in_review"), claim_of(osei)
    save(client, change(claim), status="accepted")
    assert stored(claim) == ("accepted", "osei")
    assert "No document attributes it" in errors_of(save(client, change(bare), status="accepted"))["status"][0]
    assert "You are its author" in errors_of(save(client, change(mine), status="accepted"))["status"][0]


def test_returning_in_the_form_needs_a_reason(client, osei):
    claim = claim_of()
    response = save(client, change(claim), status="returned", change_reason="")
    assert "Say what should change" in errors_of(response)["change_reason"][0]
    save(client, change(claim), status="returned", change_reason="Two answers in one.")
    assert stored(claim) == ("returned", "osei")


def test_what_was_accepted_is_changed_with_a_reason_and_reviewed_again(client, lind):
    claim = claim_of(status="accepted")
    response = save(client, change(claim), amount="80", change_reason="")
    assert "Say why" in errors_of(response)["change_reason"][0]
    assert "in review again" in messages(save(client, change(claim), amount="80", change_reason="Recounted."))
    assert stored(claim) == ("in_review", None)
    assert {row.history_change_reason for row in claim.history.all()[:2]} == {"Recounted."}


def test_a_figure_read_off_its_words_is_a_change_too(client, lind):
    claim = make_claim(quantity_text="more than 70", status="accepted")
    response = save(client, change(claim), note="Typo.", change_reason="")
    assert "Say why" in errors_of(response)["change_reason"][0]


def test_a_reviewers_change_keeps_it_accepted(client, osei):
    claim = claim_of(status="accepted")
    save(client, change(claim), amount="80", change_reason="Recounted.")
    assert stored(claim) == ("accepted", "osei")


def test_a_typo_in_a_note_needs_no_reason(client, lind):
    claim = claim_of(status="accepted")
    save(client, change(claim), note="Mended.", credibility="2", change_reason="")
    claim.refresh_from_db()
    assert (claim.status, claim.note) == ("accepted", "Mended.")


@pytest.mark.parametrize("part", ["attributions-0-cue", "attributions-0-relays-0-speaker", "attributions-0-DELETE"])
def test_evidence_in_the_form_is_part_of_it(client, lind, part):
    claim = claim_of(status="accepted")
    value = {"cue": "said", "aker": make_speaker().pk, "LETE": "on"}[part[-4:] if part[-3:] != "cue" else "cue"]
    response = save(client, change(claim), **{part: value}, change_reason="")
    assert "Say why" in errors_of(response)["change_reason"][0]
    save(client, change(claim), **{part: value}, change_reason="Misread.")
    assert stored(claim) == ("in_review", None)


# Evidence on pages of its own


def test_the_page_of_an_attribution_keeps_to_it(client, lind):
    claim = claim_of(status="accepted")
    place = claim.attributions.get()
    response = save(client, change(place), cue="said", change_reason="")
    assert "Say why" in errors_of(response)["change_reason"][0]
    save(client, change(place), cue="said", change_reason="Overlooked.")
    assert stored(claim) == ("in_review", None)


def test_an_attribution_that_moves_to_another_claim_concerns_both(client, lind):
    claim, other = claim_of(status="accepted"), claim_of(status="accepted")
    save(client, change(claim.attributions.get()), claim=other.pk, change_reason="The other one is meant.")
    assert (stored(claim)[0], stored(other)[0]) == ("in_review", "in_review")


def test_a_relay_on_its_page_keeps_to_it(client, lind):
    claim = claim_of(status="accepted")
    relay = make_relay(claim.attributions.get(), make_speaker())
    assert "change_reason" in errors_of(save(client, change(relay), cue="told", change_reason=""))
    save(client, change(relay), cue="told")
    assert stored(claim) == ("in_review", None)


def test_what_is_added_or_deleted_there_sends_the_claim_back(client, lind):
    claim = claim_of(status="accepted")
    new = {"claim": claim.pk, "snapshot": make_snapshot().pk, "exact": "more than 70"}
    save(client, "/admin/claims/attribution/add/", **new, change_reason="")
    assert stored(claim) == ("in_review", None)
    assert claim.history.first().history_change_reason == "Its attribution was added"
    claim = claim_of(status="accepted")
    client.post(reverse("admin:claims_attribution_delete", args=[claim.attributions.get().pk]), {"post": "yes"})
    assert stored(claim) == ("in_review", None)


# The list


def chosen(action, *claims, **more):
    return {"action": action, "_selected_action": [claim.pk for claim in claims]} | more


def test_many_are_accepted_at_once_and_what_is_refused_says_why(client, osei):
    good, mine, done = [claim_of(), claim_of()], claim_of(osei), claim_of(status="accepted")
    said = messages(client.post(LIST, chosen("accept", *good, mine, done), follow=True))
    assert "2 of 4 claims accepted." in said
    assert "You are its author" in said and "Somebody accepted it already" in said
    assert {stored(claim) for claim in good} == {("accepted", "osei")}
    assert Act.objects.get().words == "accepted 2 claims"


def test_analysts_send_but_do_not_accept(client, lind):
    claim = claim_of(lind, "draft")
    names = {value for value, _ in client.get(LIST).context["action_form"].fields["action"].choices}
    assert {"send_to_review", "drop"} <= names and not {"accept", "give_back"} & names
    client.post(LIST, chosen("accept", claim))
    assert stored(claim)[0] == "draft"
    client.post(LIST, chosen("send_to_review", claim))
    assert stored(claim)[0] == "in_review"


@pytest.mark.parametrize(("action", "status"), [("give_back", "returned"), ("drop", "dropped")])
def test_returning_and_dropping_ask_for_a_comment(client, osei, action, status):
    claims = [claim_of(), claim_of()]
    asked = client.post(LIST, chosen(action, *claims))
    marks = [mark for _, mark in asked.context["claims"]]
    refused = client.post(LIST, chosen(action, *claims, seen=marks, decide="yes", comment=" "))
    assert "Say what should change" in refused.content.decode()
    claims[0].statement = "Another."
    claims[0].save()
    sent = chosen(action, *claims, seen=marks, decide="yes", comment="Two answers <b>in one</b>.")
    said = messages(client.post(LIST, sent, follow=True))
    assert f"1 of 2 claims {status}" in said and "changed it after you opened it" in said
    assert (stored(claims[0])[0], stored(claims[1])) == ("in_review", (status, "osei"))
    assert claims[1].history.first().history_change_reason == "Two answers <b>in one</b>."


def test_made_up_marks_move_nothing(client, osei):
    claim = claim_of()
    for mark in ("x", f"{claim.pk}:", "9" * 30 + ":1", ":", f"{claim.pk}:1-1-1\0"):
        client.post(LIST, chosen("give_back", claim, seen=[mark], decide="yes", comment="No."))
    assert stored(claim)[0] == "in_review"
    assert Claim.objects.count() == 1


def test_a_comment_with_a_nul_is_asked_for_again(client, osei):
    claim = claim_of()
    response = client.post(LIST, chosen("give_back", claim, decide="yes", comment="a\0b"))
    assert response.context["form"].errors and stored(claim)[0] == "in_review"


def test_the_form_of_an_unchanged_claim_may_be_sent_again(client, lind):
    claim = claim_of(status="accepted")
    client.post(change(claim), form_data(client, change(claim), change_reason="") | {"_save": "Save"})
    assert claim.history.count() == 1

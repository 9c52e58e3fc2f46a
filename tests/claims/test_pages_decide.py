"""Deciding on the page of a judgement: who may, what is refused, and what nobody overwrites unawares."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from claims.curation.judging import decide
from claims.models import Relation
from tests.factories import make_analyst, make_claim, make_question, make_relation, make_speaker, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _public(settings):
    settings.PUBLIC_PAGES = True


@pytest.fixture
def relation():
    question = make_question(label="Boats lost", unit="boats")
    mina, guild = make_speaker("Mina"), make_speaker("Guild")
    one, two = make_claim(question, mina, amount=70), make_claim(question, guild, amount=0)
    return make_relation(one, two, state="suggested", suggested_by="find_contradictions", reason="No number fits both.")


@pytest.fixture
def judge():
    """A person who may decide, but is no staff."""
    user = make_user("ana")
    user.user_permissions.add(Permission.objects.get(codename="change_relation"))
    return user


def form_of(page):
    """What a browser would send of the form as it is shown, without a button."""
    form = page.split('id="judge"')[1].split("</form>")[0]
    sent = dict(re.findall(r'<input type="hidden" name="(seen)" value="([^"]*)"', form))
    for name, options in re.findall(r'<select name="(\w+)"(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options) or re.search(
            r'<option value="([^"]*)"', options
        )
        sent[name] = chosen.group(1)
    return sent | {"reason": re.search(r"<textarea[^>]*>\s*(.*?)</textarea>", form, re.S).group(1)}


def send(client, relation, opened=None, **fields):
    """Open the page, fill the form in and press a button; `opened` is a form that was opened before."""
    page = relation.get_absolute_url()
    sent = (opened or form_of(client.get(page).text)) | fields
    return client.post(f"{page}decide/", sent, follow=True)


def test_a_suggestion_is_confirmed_with_its_own_reason(client, relation, judge):
    client.force_login(judge)
    response = send(client, relation, state="confirmed")
    assert response.redirect_chain == [(relation.get_absolute_url(), 302)]
    assert "Confirmed: contradicts." in response.text
    assert "Mina says 70" in response.text
    relation.refresh_from_db()
    assert (relation.state, relation.decided_by, relation.basis) == ("confirmed", judge, "number")
    assert relation.reason == "No number fits both."
    assert relation.history.latest().history_user == judge


def test_it_is_rejected_with_a_reason_and_kept(client, relation, judge):
    client.force_login(judge)
    page = send(client, relation, state="rejected", reason="They count other boats.", kind="updates").text
    assert "Rejected: contradicts." in page
    assert "They count other boats." in page
    relation.refresh_from_db()
    assert (relation.state, relation.kind, relation.basis) == ("rejected", "contradicts", "number")


def test_kind_and_basis_are_changed_with_a_reason(client, relation, judge):
    client.force_login(judge)
    send(client, relation, state="confirmed", basis="wording", reason="They mean other boats.")
    relation.refresh_from_db()
    assert (relation.kind, relation.basis) == ("contradicts", "wording")
    page = send(client, relation, state="confirmed", kind="repeats", reason="It is the same list.").text
    relation.refresh_from_db()
    assert (relation.kind, relation.basis, relation.state) == ("repeats", "", "confirmed")
    assert "<strong>Changed</strong> as repeats by <bdi>ana</bdi>" in page


def test_the_claim_that_acts_stands_first(client, relation, judge):
    client.force_login(judge)
    one, two = relation.first, relation.second
    send(client, relation, state="confirmed", kind="updates", acts=two.key, reason="The guild counted again.")
    relation.refresh_from_db()
    assert (relation.kind, relation.first, relation.second) == ("updates", two, one)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"state": "rejected"}, "Say why it is rejected"),
        ({"state": "rejected", "reason": " \n"}, "Say why it is rejected"),
        ({"state": "confirmed", "basis": "denial"}, "another kind or basis"),
        ({"state": "confirmed", "kind": "updates"}, "another kind or basis"),
        ({}, "Press one of the buttons"),
        ({"state": "suggested", "reason": "x"}, "Select a valid choice"),
        ({"state": "confirmed", "kind": "quarrels"}, "Select a valid choice"),
        ({"state": "confirmed", "acts": "another-claim"}, "Select a valid choice"),
        ({"state": "confirmed", "reason": "x" * 2001}, "at most 2000 characters"),
        ({"state": "confirmed", "reason": "a\0b"}, "Null characters"),
        ({"state": "confirmed", "seen": ""}, "Open the page again"),
    ],
)
def test_what_cannot_be_stored_is_said_and_what_was_written_is_kept(client, relation, judge, sent, words):
    client.force_login(judge)
    response = send(client, relation, **({"reason": ""} | sent))
    assert response.status_code == 400
    assert "Nothing was stored" in response.text
    assert words in response.text
    shown = form_of(response.text)
    assert shown["reason"].strip() == sent.get("reason", "").strip().replace("\0", "�") or "\0" in sent["reason"]
    assert shown["basis"] == sent.get("basis", "number")
    relation.refresh_from_db()
    assert relation.state == "suggested"
    assert relation.history.count() == 1


def test_the_same_decision_twice_is_not_stored_twice(client, relation, judge):
    client.force_login(judge)
    send(client, relation, state="confirmed")
    response = send(client, relation, state="confirmed")
    assert "It is confirmed already, just so." in response.text
    assert relation.history.filter(state="confirmed").count() == 1


def test_a_decision_made_meanwhile_is_shown_beside_ones_own(client, relation, judge):
    client.force_login(judge)
    opened = form_of(client.get(relation.get_absolute_url()).text)
    decide(Relation.objects.get(), "rejected", "They count other boats.", make_user("ben"))
    response = send(client, relation, opened, state="confirmed", kind="updates", reason="A later count.")
    assert response.status_code == 409
    problem = re.sub(r"<[^>]+>", " ", response.text.split('class="problem"')[1].split("</div>")[0])
    problem = " ".join(problem.split())
    assert "ben has decided it meanwhile" in problem
    assert re.search(r"Decision rejected, .* confirmed Kind contradicts, number updates: Mina acts", problem)
    assert "Reason They count other boats. A later count." in problem
    relation.refresh_from_db()
    assert (relation.state, relation.decided_by.username) == ("rejected", "ben")
    again = form_of(response.text)
    assert (again["kind"], again["reason"].strip()) == ("updates", "A later count.")
    send(client, relation, again, state="confirmed")
    relation.refresh_from_db()
    assert (relation.state, relation.decided_by) == ("confirmed", judge)


def test_a_rejection_that_came_too_late_shows_what_it_was_of(client, relation, judge):
    client.force_login(judge)
    opened = form_of(client.get(relation.get_absolute_url()).text)
    decide(Relation.objects.get(), "confirmed", "A later count.", make_user("ben"), kind="updates")
    page = send(client, relation, opened, state="rejected", reason="Other boats.").text
    problem = " ".join(re.sub(r"<[^>]+>", " ", page.split('class="problem"')[1].split("</div>")[0]).split())
    assert "Kind updates: Mina acts contradicts, number" in problem
    assert "Reason A later count. Other boats." in problem


def test_a_suggestion_that_the_rules_changed_meanwhile_is_not_decided_unseen(client, relation, judge):
    client.force_login(judge)
    opened = form_of(client.get(relation.get_absolute_url()).text)
    relation.basis = "denial"
    relation.save()
    response = send(client, relation, opened, state="confirmed")
    assert response.status_code == 409
    assert "It has changed meanwhile" in response.text
    relation.refresh_from_db()
    assert relation.state == "suggested"


def test_only_who_may_decide_finds_the_form(client, relation, judge):
    page = relation.get_absolute_url()
    assert 'id="judge"' not in client.get(page).text
    client.force_login(make_user("reader"))
    assert 'id="judge"' not in client.get(page).text
    client.force_login(judge)
    assert 'id="judge"' in client.get(page).text
    edit = reverse("admin:claims_relation_change", args=[relation.pk])
    assert edit not in client.get(page).text
    client.force_login(make_analyst())
    assert edit in client.get(page).text


def test_readers_without_permission_are_refused(client, relation):
    client.force_login(make_user("reader"))
    response = client.post(f"{relation.get_absolute_url()}decide/", {"state": "confirmed"})
    assert response.status_code == 403
    relation.refresh_from_db()
    assert relation.state == "suggested"


@pytest.mark.parametrize("public", [True, False])
def test_visitors_are_asked_for_a_login_that_leads_back_to_the_page(client, relation, settings, public):
    settings.PUBLIC_PAGES = public
    page = relation.get_absolute_url()
    response = client.post(f"{page}decide/", {"state": "confirmed"})
    assert (response.status_code, response["Location"]) == (302, f"/login/?next={page}")


def test_it_takes_a_post_with_a_token_only(relation, judge):
    client = Client(enforce_csrf_checks=True)
    client.force_login(judge)
    path = f"{relation.get_absolute_url()}decide/"
    assert client.get(path).status_code == 405
    assert client.post(path, {"state": "confirmed"}).status_code == 403
    relation.refresh_from_db()
    assert relation.state == "suggested"


def test_an_unknown_pair_is_not_found(client, judge):
    client.force_login(judge)
    assert client.post("/contradictions/nobody..nothing/decide/", {"state": "confirmed"}).status_code == 404


def test_markup_in_reasons_and_names_is_shown_as_text(client, judge):
    voice = make_speaker("<script>alert(1)</script>")
    one, two = make_claim(make_question(), voice, amount=1), make_claim(make_question(), amount=2)
    client.force_login(judge)
    page = send(client, make_relation(one, two), state="rejected", reason="</textarea><script>").text
    assert "<script" not in page

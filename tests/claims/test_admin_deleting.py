"""Deleting says first what goes with a record, asks why, and keeps who and why for all that went."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import Attribution, Claim, Relation, Relay
from tests.factories import (
    make_alias,
    make_analyst,
    make_attribution,
    make_choice,
    make_claim,
    make_document,
    make_event,
    make_person,
    make_question,
    make_reading,
    make_relation,
    make_relay,
    make_snapshot,
    make_speaker,
    make_user,
)

CLAIMS = "/admin/claims/claim/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(client):
    client.force_login(make_analyst())
    return client


def deletion(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_delete", args=[record.pk])


def page_of(client, record):
    return client.get(deletion(record)).content.decode()


def send(client, record, **data):
    return client.post(deletion(record), {"post": "yes", "seen": "", "reason": "Recorded twice"} | data, follow=True)


def claim_with_everything(state="confirmed"):
    claim = make_claim(make_question(), amount=3, status="draft")
    make_relay(make_attribution(claim, cue="said"), make_speaker())
    make_relation(claim, make_claim(), state=state, reason="Two figures.")
    return claim


def test_all_that_goes_with_a_claim_is_told_with_links(analyst):
    claim = claim_with_everything()
    page = page_of(analyst, claim)
    for told in ("1 attribution<", "1 relay<", "1 relation<", "Judgement", "1 confirmed"):
        assert told in page or told.lower() in page
    assert reverse("admin:claims_attribution_change", args=[claim.attributions.get().pk]) in page


def test_what_people_decided_goes_only_with_a_reason(analyst):
    claim = claim_with_everything("rejected")
    assert "may then be suggested again" in page_of(analyst, claim)
    response = send(analyst, claim, reason="  ")
    assert "say why first" in response.content.decode() and Claim.objects.filter(pk=claim.pk).exists()
    send(analyst, claim)
    assert not Claim.objects.filter(pk=claim.pk).exists()


@pytest.mark.parametrize("model", [Claim, Attribution, Relay, Relation])
def test_who_and_why_stand_in_the_history_of_all_that_went(analyst, model):
    send(analyst, claim_with_everything())
    entry = model.history.filter(history_type="-").get()
    assert (entry.history_user.username, entry.history_change_reason) == ("analyst", "Recorded twice")


def test_a_draft_that_nothing_hangs_on_needs_no_reason(analyst):
    claim = make_claim(status="draft")
    assert "Nothing else goes with it" in page_of(analyst, claim)
    send(analyst, claim, reason="")
    assert not Claim.objects.exists()


def test_an_accepted_claim_needs_a_reason(analyst):
    claim = make_claim()
    assert "An accepted claim leaves the reading pages" in page_of(analyst, claim)
    send(analyst, claim, reason="")
    assert Claim.objects.exists()


def test_a_suggestion_goes_without_a_word(analyst):
    claim = claim_with_everything("suggested")
    assert "judgement" not in page_of(analyst, claim).lower().replace("judgements</a>", "")


@pytest.mark.parametrize("make", ["document", "event", "speaker", "question"])
def test_every_record_says_what_goes_with_it(analyst, make):
    document, event = make_document(), make_event()
    make_reading(document, event)
    speaker = make_speaker()
    make_alias(speaker, "Another name")
    question = make_choice(event, answers=["yes", "no"])
    record, told = {
        "document": (document, "1 reading<"),
        "event": (make_reading(make_document(), make_event()).event, "1 reading<"),
        "speaker": (speaker, "1 speaker alias<"),
        "question": (question, "2 answers<"),
    }[make]
    assert told in page_of(analyst, record)


def test_what_rests_on_a_part_is_protected(analyst):
    question = make_choice(answers=["yes"])
    claim = make_claim(question, answer="yes")
    other = make_question()
    Claim._base_manager.filter(pk=claim.pk).update(question=other)
    page = page_of(analyst, question)
    assert "Nothing was deleted" in page and "1 claim (answer)" in page


def test_what_was_changed_after_the_page_was_shown_is_not_deleted(analyst):
    claim = make_claim(status="draft")
    seen = analyst.get(deletion(claim)).context["seen"]
    claim.note, claim._history_user = "Needed after all.", make_user("lind")
    claim.save()
    response = send(analyst, claim, seen=seen)
    assert "ind saved this record" in response.content.decode() and Claim.objects.exists()
    send(analyst, claim, seen=analyst.get(deletion(claim)).context["seen"])
    assert not Claim.objects.exists()


def test_several_are_deleted_alike(analyst):
    claims = [claim_with_everything(), make_claim(status="draft")]
    chosen = {"action": "delete_selected", "_selected_action": [claim.pk for claim in claims]}
    page = analyst.post(CLAIMS, chosen).content.decode()
    for told in ("Delete 2 claims?", "1 attribution<", "1 relay<", "1 confirmed"):
        assert told in page
    kept = analyst.post(CLAIMS, chosen | {"post": "yes"})
    assert "Delete 2 claims?" in kept.content.decode() and "say why first" in kept.content.decode()
    analyst.post(CLAIMS, chosen | {"post": "yes", "reason": "A test"})
    assert not Claim.objects.filter(pk__in=[claim.pk for claim in claims]).exists()
    reasons = Claim.history.filter(history_type="-").values_list("history_change_reason", flat=True)
    assert list(reasons) == ["A test", "A test"]


def test_whoever_may_not_delete_what_goes_along_is_told(client):
    editor = make_person("analyst")  # deletes attributions, but no claims
    client.force_login(editor)
    claim = claim_with_everything()
    assert client.get(deletion(claim)).status_code == 403
    assert client.get(deletion(claim.attributions.get())).status_code == 200


def test_the_pages_of_people_are_the_stock_ones(analyst):
    person = make_user("leaving")
    assert "leaving" in page_of(analyst, person) and "Nothing else goes" not in page_of(analyst, person)


def test_telling_takes_a_fixed_number_of_queries(analyst):
    def asked(rows):
        claim, snapshot = make_claim(make_question(), amount=3), make_snapshot(text="one " * 60)
        for number in range(rows):
            make_relation(claim, make_claim(), state="confirmed")
            make_relay(make_attribution(claim, snapshot, "one " * (number + 1)), make_speaker())
        with CaptureQueriesContext(connection) as found:
            page_of(analyst, claim)
        return len(found)

    assert asked(4) == asked(22)

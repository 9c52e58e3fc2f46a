"""The admin's own forms re-open judgements too, and say what goes with a deleted claim."""

import pytest
from django.urls import reverse

from claims.curation.judging import decide
from claims.models import Attribution, Relation
from tests.adminforms import save
from tests.factories import make_analyst, make_attribution, make_claim, make_question, make_relation, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(client):
    client.force_login(make_analyst())
    return client


@pytest.fixture
def judged():
    """A confirmed judgement on words."""
    question = make_question()
    relation = make_relation(make_claim(question, amount=70), make_claim(question, amount=3), state="suggested")
    make_attribution(relation.first)
    decide(relation, "confirmed", "They mean other words.", make_user("osei"), basis="wording")
    return relation


def change(record):
    return reverse(f"admin:claims_{record._meta.model_name}_change", args=[record.pk])


def test_a_saved_claim_reopens_and_says_so(analyst, judged):
    response = save(analyst, change(judged.first), amount="80", quantity_text="")
    judged.refresh_from_db()
    assert judged.is_reopened and "analyst changed" in judged.reasons
    assert "Asked again, for what it rested on was changed" in response.text


def test_a_note_reopens_nothing(analyst, judged):
    save(analyst, change(judged.first), note="Seen.")
    judged.refresh_from_db()
    assert judged.state == "confirmed"


@pytest.mark.parametrize("way", ["inline", "own page"])
def test_a_changed_quote_reopens(analyst, judged, way):
    quote = judged.first.attributions.get()
    words = {"exact": "70 raiders", "start": "", "end": "", "prefix": "", "suffix": ""}
    if way == "inline":
        save(analyst, change(judged.first), **{f"attributions-0-{name}": value for name, value in words.items()})
    else:
        save(analyst, change(quote), **words)
    assert Attribution.objects.get().exact == "70 raiders"
    judged.refresh_from_db()
    assert "quote from “more than 70” to “70 raiders”" in judged.reasons


@pytest.mark.parametrize("way", ["one", "many"])
def test_a_deleted_quote_reopens(analyst, judged, way):
    quote = judged.first.attributions.get()
    if way == "one":
        analyst.post(reverse("admin:claims_attribution_delete", args=[quote.pk]), {"post": "yes"})
    else:
        chosen = {"action": "delete_selected", "_selected_action": [quote.pk], "post": "yes"}
        analyst.post(reverse("admin:claims_attribution_changelist"), chosen)
    judged.refresh_from_db()
    assert "quote from “more than 70” to none" in judged.reasons


def test_deleting_a_claim_says_first_that_judgements_go_with_it(analyst, judged):
    page = analyst.get(reverse("admin:claims_claim_delete", args=[judged.first_id])).text
    assert "A judgement that a person made goes with it: 1 " in page
    analyst.post(reverse("admin:claims_claim_delete", args=[judged.first_id]), {"post": "yes", "reason": "Twice."})
    assert not Relation.objects.filter(pk=judged.pk).exists()
    assert Relation.history.filter(id=judged.pk).latest().history_type == "-"


def test_deleting_a_claim_that_nobody_judged_says_nothing_of_judgements(analyst):
    claim = make_claim()
    make_relation(claim, make_claim(), state="suggested", suggested_by="find_contradictions")
    assert "judgement" not in analyst.get(reverse("admin:claims_claim_delete", args=[claim.pk])).text


def test_a_claim_is_related_to_another_from_its_form(analyst, judged):
    page = analyst.get(change(judged.first)).text
    address = f"{reverse('admin:claims_relation_add')}?first={judged.first.key}"
    assert f'href="{address}"' in page
    other = make_claim()
    save(analyst, address, second=other.pk, kind="repeats", basis="", reason="Copied.")
    assert Relation.objects.get(second=other).decided_by.username == "analyst"

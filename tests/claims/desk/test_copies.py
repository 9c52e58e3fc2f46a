"""Likely copies are judged by a person, one key each; each decision can be undone, and nothing counts before."""

import csv
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.curation.copying import effects
from claims.models import Act
from sources.models import Credit, Resemblance
from tests.factories import (
    make_attribution,
    make_claim,
    make_document,
    make_outlet,
    make_person,
    make_relay,
    make_snapshot,
)

PAGE = "/admin/copies/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def osei(client):
    person = make_person("analyst", "osei")
    client.force_login(person)
    return person


def make_pair(copy=None, original=None, share="0.9", **fields):
    original = original or make_document(make_outlet(), published_on=date(2024, 1, 8))
    copy = copy or make_document(make_outlet(), published_on=date(2024, 1, 9))
    return Resemblance.objects.create(copy=copy, original=original, share=share, share_of_original="0.8", **fields)


@pytest.fixture
def pair():
    gazette, mirror = make_outlet("Gazette"), make_outlet("Mirror")
    return make_pair(
        make_document(mirror, published_on=date(2024, 1, 9)), make_document(gazette, published_on=date(2024, 1, 8))
    )


def judge(client, pair, do, **sent):
    return client.post(PAGE, {"pair": pair.pk, "copy": pair.copy_id, "do": do} | sent)


def undo(client, response):
    done = response["Location"].rpartition("done=")[2]
    client.post(f"/admin/undo/{done}/", {"next": PAGE})


def origins(client, claim):
    rows = csv.DictReader(client.get("/claims.csv").getvalue().decode().splitlines())
    return next(row["origins"] for row in rows if row["key"] == claim.key)


def state(pair):
    stored = Resemblance.objects.select_related("copy").get(pk=pair.pk)
    return stored.state, stored.copy.republishes_id


def test_the_most_alike_come_first_with_what_confirming_changes(client, osei, pair):
    alike = make_pair(share="0.99")
    context = client.get(PAGE).context
    assert context["pair"] == alike and list(context["rows"]) == [alike, pair]
    page = client.get(f"{PAGE}?pair={pair.pk}").content.decode()
    for words in [
        "Does <bdi>Mirror</bdi> copy <bdi>Gazette</bdi>?",
        "90 %",
        "80 %",
        "came 1 day later",
        "No count changes",
    ]:
        assert words in page


def test_effects_count_claims_whose_origin_is_the_document(pair):
    copy, original = make_snapshot(pair.copy), make_snapshot(pair.original)
    both, through, only, own = make_claim(), make_claim(), make_claim(), make_claim(voice=pair.copy.outlet)
    for claim in (both, through, own):
        make_attribution(claim, original)
    for claim in (both, through, only, own):
        attribution = make_attribution(claim, copy)
        if claim == through:
            make_relay(attribution, make_outlet("Reuters"))
    assert effects([pair]) == {pair.pk: (1, 1)}


def test_confirming_makes_it_a_republication_and_can_be_undone(client, osei, pair):
    response = judge(client, pair, "confirm", reason="The last line names it.")
    assert state(pair) == ("confirmed", pair.original_id)
    assert pair.copy.history.first().history_change_reason == "The last line names it."
    undo(client, response)
    assert state(pair) == ("suggested", None)
    pair.copy.refresh_from_db()
    assert pair.copy.original == pair.copy
    judge(client, pair, "confirm")
    assert state(pair) == ("confirmed", pair.original_id)


def test_origins_are_counted_once_as_soon_as_it_is_confirmed_and_twice_if_that_is_undone(client, osei, pair):
    claim = make_claim()
    for document in (pair.copy, pair.original):
        make_attribution(claim, make_snapshot(document))
    assert effects([pair]) == {pair.pk: (1, 0)} and origins(client, claim) == "2"
    response = judge(client, pair, "confirm")
    assert origins(client, claim) == "1"
    undo(client, response)
    assert origins(client, claim) == "2"


def test_rejecting_goes_on_to_the_next_and_can_be_taken_back(client, osei, pair):
    second = make_pair(share="0.5")
    response = judge(client, pair, "reject")
    assert f"pair={second.pk}" in response["Location"] and state(pair) == ("rejected", None)
    undo(client, response)
    assert state(pair) == ("suggested", None)
    judge(client, pair, "reject")
    judge(client, pair, "again")
    assert state(pair) == ("suggested", None)


def test_only_a_part_stays_two_documents_and_may_be_a_credit(client, osei, pair):
    response = judge(client, pair, "part", credit="on")
    assert state(pair) == ("rejected", None) and "Only a part" in Resemblance.objects.get().reason
    assert [credit.outlet.name for credit in pair.copy.credits.all()] == ["Gazette"]
    undo(client, response)
    assert not Credit.objects.exists() and state(pair) == ("suggested", None)


def test_turning_round_keeps_it_to_be_judged(client, osei, pair):
    response = judge(client, pair, "turn")
    turned = Resemblance.objects.get()
    assert (turned.copy, turned.original, turned.state) == (pair.original, pair.copy, "suggested")
    assert (str(turned.share), str(turned.share_of_original)) == ("0.800", "0.900")
    assert judge(client, pair, "confirm").status_code == 400  # as it was shown before
    undo(client, response)
    assert Resemblance.objects.get().copy == pair.copy


def test_what_is_settled_otherwise_is_not_asked(client, osei, pair):
    third = make_pair(original=pair.original, share="0.7")
    cousins = make_pair(third.copy, pair.copy, share="0.6")
    judge(client, pair, "confirm")
    judge(client, third, "confirm")
    context = client.get(PAGE, {"pair": cousins.pk}).context
    assert cousins not in context["rows"] and context["pair"] is None


def test_a_decision_of_another_and_a_rule_that_forbids_it_are_told(client, osei, pair):
    make_pair(share="0.1")
    pair.copy.republishes = make_document()
    pair.copy.save()
    response = judge(client, pair, "confirm", reason="It says so.")
    assert response.status_code == 400 and "republishes" in response.text and "It says so." in response.text
    judge(client, pair, "reject")
    assert "osei has rejected it meanwhile" in judge(client, pair, "confirm").text


@pytest.mark.parametrize(
    "sent",
    [{}, {"do": "confirm"}, {"do": "burn"}, {"pair": "9" * 40}, {"pair": "a\0"}, {"reason": "x" * 3000}, {"copy": "x"}],
)
def test_clumsy_and_hostile_forms_change_nothing(client, osei, pair, sent):
    data = {"pair": pair.pk, "copy": pair.copy_id, "do": "reject"} | sent if len(sent) and "do" not in sent else sent
    assert client.post(PAGE, data).status_code == 400
    assert client.get(PAGE, {"pair": sent.get("pair", "²")}).status_code == 200
    assert state(pair) == ("suggested", None) and not Act.objects.exists()


def test_nothing_to_judge_says_so(client, osei):
    assert "No likely copy waits" in client.get(PAGE).text


def test_readers_may_not(client, pair):
    client.force_login(make_person("reader"))
    assert client.get(PAGE).status_code in {302, 403}
    assert judge(client, pair, "confirm").status_code in {302, 403}
    assert state(pair) == ("suggested", None)


def test_as_many_queries_for_few_as_for_many(client, osei):
    def queries(count):
        for _ in range(count):
            made = make_pair()
            make_attribution(make_claim(), make_snapshot(made.copy))
            judge(client, make_pair(), "reject")
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(PAGE).status_code == 200
        return len(found)

    client.get(PAGE)
    assert queries(2) == queries(20)

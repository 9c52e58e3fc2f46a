"""The files of one event: comparison, coverage, wording."""

import pytest

from claims.models import Claim
from tests import factories as make
from tests.claims.exports.world import World, read, row


@pytest.fixture
def world(db, settings):
    settings.SITE_URL = "https://claims.example"
    return World()


def compared(key):
    return row("comparison", key, "event=raid", column="claim_key")


def test_a_claim_stands_in_its_position_beside_what_it_contradicts(world):
    many, none = compared("many"), compared("none")
    assert (many["position"], many["contradicts"]) == ("1", "none")
    assert (none["position"], none["contradicts"]) == ("2", "many")
    assert many["url"] == "https://claims.example/claims/many/"


def test_the_earliest_attribution_stands_with_its_claim(world):
    many = compared("many")
    assert [many[name] for name in ("document", "published_on", "cue", "manner", "relays", "quote")] == [
        "Raid",
        "2023-05-24",
        "told",
        "indirect",
        "Wire",
        "more than 70 raiders were dead",
    ]


def test_a_claim_without_evidence_or_question_is_listed_last(world):
    make.make_claim(None, world.legion, event=world.raid, key="bare")
    rows = read("comparison", "event=raid")
    assert [found["claim_key"] for found in rows] == ["distance", "many", "none", "bare"]
    assert [rows[-1][name] for name in ("position", "question", "document", "quote", "contradicts")] == [""] * 5


def test_what_acts_names_what_it_acts_on(world):
    make.make_claim(world.killed, world.russia, key="silent", stance="declines")
    assert compared("silent")["evades"] == "many; none"
    assert compared("silent")["position"] == ""
    assert compared("many")["evades"] == ""


def test_agreeing_and_differing_claims_are_named(world):
    make.make_claim(world.killed, key="more", amount=80, qualifier="more_than")
    make.make_claim(world.killed, key="alike", amount=70, qualifier="more_than")
    assert compared("many")["agrees_with"] == "alike"
    assert compared("many")["differs_from"] == "more"


def test_coverage_names_each_outlet_with_a_document(world):
    silent = make.make_outlet("Silent")
    make.make_reading(make.make_document(silent), world.raid)
    make.make_document(make.make_outlet("Elsewhere"))
    found = {row["outlet"]: row for row in read("coverage", "event=raid") if row["question_key"] == "killed"}
    assert {outlet: row["coverage"] for outlet, row in found.items()} == {
        "Elsewhere": "no document",
        "Herald": "reported",
        "Mirror": "reported",
        "Silent": "absent",
        "Wire": "relayed",
    }
    assert [found["Mirror"][name] for name in ("positions", "documents", "first_published")] == [
        "1; 2",
        "1",
        "2023-05-25",
    ]


def test_wording_names_who_calls_whom_what_then_cues(world):
    make.make_wording(world.raid, world.text, "raiders")
    rows = read("wording", "event=raid")
    assert [(row["subject"], row["wording"], row["speaker"], row["own_voice"]) for row in rows] == [
        ("the raiders", "raiders", "Herald", "true"),
        ("(cue)", "told", "Ada Orlova", "false"),
    ]
    assert [(row["event_key"], row["uses"], row["documents"]) for row in rows] == [("raid", "1", "1")] * 2


def test_visitors_get_nothing_of_drafts(world):
    make.make_claim(world.killed, key="draft", status="draft", amount=70, qualifier="more_than")
    rows = read("comparison", "event=raid", claims=Claim.objects.accepted())
    assert "draft" not in [row["claim_key"] for row in rows]
    assert "draft" not in "".join(row["agrees_with"] for row in rows)

"""claims.csv: what a claim's row says."""

import pytest

from claims.models import Claim
from tests import factories as make
from tests.claims.exports.world import World, read, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db, settings):
    settings.SITE_URL = "https://claims.example"
    return World()


def test_a_row_says_who_said_what(world):
    found = row("claims", "many")
    assert found["url"] == "https://claims.example/claims/many/"
    assert (found["event_key"], found["event"]) == ("raid", "Raid")
    assert (found["question_key"], found["question"]) == ("killed", "How many raiders were killed?")
    assert (found["speaker_key"], found["speaker"], found["side"]) == ("ada-orlova", "Ada Orlova", "Russia")
    assert (found["own_voice"], found["stance"], found["status"]) == ("false", "asserts", "accepted")
    assert (found["said_on"], found["said_until"], found["as_of"]) == ("2023-05-23", "", "")
    assert (found["hedge"], found["note"], found["author"], found["reviewer"]) == (
        "reportedly",
        "Counted by her.",
        "ann",
        "",
    )


def test_figures_are_intervals_in_the_question_s_unit(world):
    many, distance = row("claims", "many"), row("claims", "distance")
    assert [many[name] for name in ("answer", "quantity_text", "low", "high", "unit")] == [
        "more than 70",
        "more than 70",
        "70",
        "",
        "people",
    ]
    assert [distance[name] for name in ("answer", "low", "high", "unit")] == [
        "about 25 mi",
        "36.21024",
        "44.25696",
        "km",
    ]


@pytest.mark.parametrize(
    ("fields", "unit"), [({"amount": 3, "unit": "families"}, "families"), ({"stance": "declines"}, "")]
)
def test_a_unit_that_does_not_convert_stays_the_claim_s_own(world, fields, unit):
    make.make_claim(world.killed, key="other", **fields)
    assert row("claims", "other")["unit"] == unit


def test_answers_are_in_words_whatever_their_kind(world):
    choice = make.make_choice(world.raid, ["Raiders"], key="who")
    make.make_claim(choice, key="chosen", answer="Raiders")
    when = make.make_question(world.raid, answer_kind="date", key="when")
    make.make_claim(when, key="dated", date_from="2023-05-22", date_to="2023-05-23")
    assert row("claims", "chosen")["answer"] == "Raiders"
    assert row("claims", "dated")["answer"] == "2023-05-22 to 2023-05-23"


def test_evidence_is_added_up(world):
    found = row("claims", "many")
    assert [found[name] for name in ("first_published", "outlets", "documents", "origins", "origin_names")] == [
        "2023-05-24",
        "Herald; Mirror",
        "2",
        "1",
        "Wire",
    ]


def test_own_voice_names_the_outlet(world):
    found = row("claims", "distance")
    assert [found[name] for name in ("own_voice", "speaker_key", "speaker", "side")] == [
        "true",
        "herald",
        "Herald",
        "Herald",
    ]


def test_an_unknown_origin_counts_as_one_and_is_named_so(world):
    hearsay = make.make_claim(world.killed, key="hearsay")
    credited = make.make_document(make.make_outlet("Courier"))
    credited.credits.create(outlet=world.wire)
    make.make_attribution(hearsay, make.make_snapshot(credited))
    assert [row("claims", "hearsay")[name] for name in ("origins", "origin_names")] == ["1", "unknown"]


def test_a_claim_without_evidence_or_question_has_a_row_too(world):
    make.make_claim(None, world.legion, event=world.raid, key="bare")
    found = row("claims", "bare")
    assert [found[name] for name in ("question_key", "outlets", "documents", "origins", "origin_names", "low")] == [
        "",
        "",
        "0",
        "0",
        "",
        "",
    ]


def test_text_that_a_spreadsheet_would_run_is_made_harmless(world):
    make.make_claim(world.killed, key="sly", statement='=HYPERLINK("x")', amount=-5)
    found = row("claims", "sly")
    assert (found["statement"], found["low"]) == ('\'=HYPERLINK("x")', "-5")


def test_rows_are_those_of_the_filters_in_their_order(world):
    assert [found["key"] for found in read("claims", "event=raid&sort=-key")] == ["none", "many", "distance"]
    assert [found["key"] for found in read("claims", "outlet=mirror&sort=key")] == ["many", "none"]


def test_visitors_get_accepted_claims_only(world):
    make.make_claim(world.killed, key="draft", status="draft")
    assert "draft" in [found["key"] for found in read("claims")]
    assert "draft" not in [found["key"] for found in read("claims", claims=Claim.objects.accepted())]

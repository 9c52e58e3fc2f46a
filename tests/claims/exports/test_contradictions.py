"""contradictions.csv: both sides of a pair, and what stands between them."""

from datetime import UTC, datetime

import pytest

from claims.models import Claim
from tests import factories as make
from tests.claims.exports.world import World, read, row


@pytest.fixture
def world(db, settings):
    settings.SITE_URL = "https://claims.example"
    return World()


def test_a_row_says_what_contradicts_what(world):
    found = row("contradictions", "many..none")
    assert found["url"] == "https://claims.example/contradictions/many..none/"
    assert [found[name] for name in ("kind", "basis", "state", "reason", "between", "question_key")] == [
        "contradicts",
        "number",
        "suggested",
        "Over 70 cannot be 0.",
        "sides",
        "killed",
    ]
    assert (found["decided_by"], found["decided_at"]) == ("", "")


def test_each_side_has_its_claim_and_earliest_quote(world):
    found = row("contradictions", "many..none")
    first = {name: found[f"first_{name}"] for name in ("claim_key", "speaker", "side", "answer", "outlets", "origins")}
    assert first == {
        "claim_key": "many",
        "speaker": "Ada Orlova",
        "side": "Russia",
        "answer": "more than 70",
        "outlets": "Herald; Mirror",
        "origins": "1",
    }
    assert (found["first_quote"], found["first_rendition"]) == ("more than 70 raiders were dead", "full")
    assert (found["second_quote"], found["second_rendition"]) == ("“none died”", "machine_translation")


def test_a_side_without_evidence_has_no_quote(world):
    bare = make.make_claim(world.killed, world.legion, key="bare", amount=9)
    make.make_relation(world.none, bare)
    found = row("contradictions", "bare..none")
    assert (found["second_quote"], found["second_rendition"], found["second_origins"]) == ("", "", "0")


def test_a_decision_is_named(world):
    other = make.make_claim(world.killed, world.russia, key="other", amount=1)
    make.make_relation(world.many, other, decided_by=world.analyst, decided_at=datetime(2026, 1, 2, 3, 4, tzinfo=UTC))
    found = row("contradictions", "many..other")
    assert (found["decided_by"], found["decided_at"], found["between"]) == (
        "ann",
        "2026-01-02T03:04:00Z",
        "within a side",
    )


def test_one_voice_against_itself_is_a_reversal(world):
    later = make.make_claim(world.killed, world.orlova, key="later", amount=3)
    make.make_relation(world.many, later)
    assert row("contradictions", "later..many")["between"] == "reversal"


def test_a_question_is_the_first_claim_s(world):
    make.make_relation(world.distance, world.none, basis="inference")
    assert row("contradictions", "distance..none")["question_key"] == "far"


def pair(world, one_outlet, other_outlet, **first):
    """Two contradicting claims, each printed by one document; says whether an outlet prints both."""
    claims = [make.make_claim(world.killed, amount=amount) for amount in (1, 2)]
    for claim, document in zip(claims, (one_outlet, other_outlet), strict=True):
        make.make_attribution(claim, make.make_snapshot(document))
    relation = make.make_relation(*claims)
    return row("contradictions", relation.key)["same_outlet"]


def test_outlets_that_print_both_are_marked(world):
    document = make.make_document
    assert pair(world, document(world.herald), document(world.herald)) == "true"
    assert pair(world, document(world.herald), document(world.mirror)) == "false"


def test_copies_are_followed_to_what_they_copy(world):
    middle = make.make_document(make.make_outlet("Middle"), republishes=world.story)
    last = make.make_document(make.make_outlet("Last"), republishes=middle)
    assert pair(world, last, make.make_document(world.herald)) == "true"
    assert pair(world, last, make.make_document(middle.outlet)) == "true"
    assert pair(world, last, world.copy) == "true"
    assert pair(world, last, make.make_document(world.wire)) == "false"


def test_one_own_voice_counts_as_one_outlet(world):
    claims = [make.make_claim(world.far, world.herald, amount=amount, key=f"own-{amount}") for amount in (1, 9)]
    make.make_relation(*claims)
    assert row("contradictions", "own-1..own-9")["same_outlet"] == "true"


def test_only_contradictions_have_rows(world):
    other = make.make_claim(world.killed, key="same", amount=0)
    make.make_relation(world.none, other, kind="corroborates")
    assert [found["key"] for found in read("contradictions")] == ["many..none"]


def test_visitors_see_a_contradiction_only_if_both_claims_are_accepted(world):
    draft = make.make_claim(world.killed, key="draft", status="draft", amount=1)
    make.make_relation(draft, world.none)
    assert [found["key"] for found in read("contradictions", "sort=key")] == ["draft..none", "many..none"]
    assert [found["key"] for found in read("contradictions", claims=Claim.objects.accepted())] == ["many..none"]

"""attributions.csv: each place in a document where a claim is printed."""

import pytest

from claims.models import Claim
from tests import factories as make
from tests.claims.exports.world import TEXT, World, read, row


@pytest.fixture
def world(db, settings):
    settings.SITE_URL = "https://claims.example"
    return World()


def test_a_row_leads_to_the_words(world):
    found = row("attributions", "many-1")
    assert found["url"] == f"https://claims.example/documents/story/?snapshot={world.text.sha256[:12]}#many-1"
    assert TEXT[int(found["start"]) : int(found["end"])] == found["quote"] == "more than 70 raiders were dead"
    assert found["snapshot_sha256"] == world.text.sha256


def test_a_row_says_who_prints_what_and_how(world):
    found = row("attributions", "none-1")
    names = ("claim_key", "speaker", "document_key", "document", "outlet", "published_on", "cue", "manner", "anchor")
    assert [found[name] for name in names] == [
        "none",
        "Legion",
        "copy",
        "Raid again",
        "Mirror",
        "2023-05-25",
        "",
        "direct",
        "anchored",
    ]
    assert found["rendition"] == "machine_translation"


def test_relays_stand_in_order_and_the_first_is_the_origin(world):
    attribution = make.make_attribution(world.none, world.text, "none died", key="relayed")
    make.make_relay(attribution, world.russia, position=2)
    make.make_relay(attribution, world.wire, position=1)
    found = row("attributions", "relayed")
    assert (found["relays"], found["origin"]) == ("Wire; Russia", "Wire")


def test_origins_are_the_original_s_outlet_the_own_voice_or_unknown(world):
    assert row("attributions", "none-1")["origin"] == "Herald"
    assert row("attributions", "distance-1")["origin"] == "Herald"
    credited = make.make_document(make.make_outlet())
    credited.credits.create(outlet=world.wire)
    make.make_attribution(world.none, make.make_snapshot(credited), key="credited")
    assert row("attributions", "credited")["origin"] == "unknown"


def test_quotes_that_a_spreadsheet_would_run_are_made_harmless(world):
    assert row("attributions", "distance-1")["quote"] == "'=SUM(1)"


def test_visitors_see_no_words_of_drafts(world):
    draft = make.make_claim(world.killed, key="draft", status="draft")
    make.make_attribution(draft, world.text, "70", key="secret")
    assert "secret" in [found["key"] for found in read("attributions")]
    assert "secret" not in [found["key"] for found in read("attributions", claims=Claim.objects.accepted())]

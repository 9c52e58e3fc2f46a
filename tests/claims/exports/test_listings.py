"""documents.csv, outlets.csv, speakers.csv, events.csv: their columns and what rests on each record."""

from datetime import date, time

import pytest

from claims.comparisons.accounts import attributed
from claims.models import Claim
from claims.origins import count_origins
from tests import factories as make
from tests.claims.exports.world import World, read, row


@pytest.fixture
def world(db, settings):
    settings.SITE_URL = "https://claims.example"
    return World()


def counts(found):
    return [int(found[name]) for name in ("claims", "attributions", "origins")]


def test_documents_say_what_they_copy_and_credit(world):
    world.copy.credits.create(outlet=world.wire)
    world.copy.credits.create(outlet=make.make_outlet("AP"))
    found = row("documents", "copy")
    assert found["url"] == "https://claims.example/documents/copy/"
    assert [found[name] for name in ("outlet", "republishes", "credits", "source_url")] == [
        "mirror",
        "story",
        "ap; wire",
        "",
    ]
    assert row("documents", "story")["source_url"] == "https://herald.example/1"


def test_times_are_those_of_the_data_package(world):
    make.make_document(world.herald, key="timed", published_on=date(2023, 1, 2), published_time=time(4, 5))
    assert row("documents", "timed")["published_time"] == "04:05:00Z"


def test_outlets_and_speakers_are_keyed_by_slug(world):
    outlet, speaker = row("outlets", "wire"), row("speakers", "ada-orlova")
    assert (outlet["url"], outlet["slug"], outlet["kind"]) == ("https://claims.example/outlets/wire/", "wire", "agency")
    assert (speaker["affiliation"], speaker["wikidata"]) == ("russia", "Q42")


def test_events_name_their_place_and_parent(world):
    make.make_event("War", key="war", latitude="50.5", longitude="36.600000")
    part = make.make_event("Part", key="part", parent=world.raid)
    assert row("events", part.key)["parent"] == "raid"
    assert [row("events", "war")[name] for name in ("latitude", "longitude")] == ["50.5", "36.6"]


def test_what_rests_on_a_record_is_counted(world):
    assert counts(row("documents", "story")) == [2, 2, 2]
    assert counts(row("documents", "copy")) == [2, 2, 2]
    assert counts(row("outlets", "herald")) == [2, 2, 2]
    assert counts(row("outlets", "wire")) == [0, 0, 0]
    assert counts(row("speakers", "ada-orlova")) == [1, 2, 1]
    assert counts(row("events", "raid")) == [3, 4, 2]


def test_an_outlet_s_own_claim_counts_once_wherever_it_is_printed(world):
    make.make_attribution(world.distance, world.copied, "SUM", key="quoted")
    make.make_claim(world.far, world.wire, key="unprinted", amount=1)
    assert counts(row("outlets", "herald")) == [2, 2, 2]
    assert counts(row("outlets", "mirror")) == [3, 3, 2]
    assert counts(row("outlets", "wire")) == [1, 0, 0]


def test_counts_are_those_of_the_filtered_claims(world):
    for found in read("outlets"):
        assert int(found["claims"]) == len(read("claims", f"outlet={found['key']}"))
        assert int(found["attributions"]) == len(read("attributions", f"outlet={found['key']}"))
    for found in read("documents"):
        assert int(found["claims"]) == len(read("claims", f"document={found['key']}"))


def test_origins_are_counted_as_on_the_pages(world):
    crowd = make.make_speaker("Crowd", collective=True)
    credited = make.make_document(make.make_outlet("Courier"))
    credited.credits.create(outlet=world.wire)
    copied = make.make_document(make.make_outlet("Copier"), republishes=credited)
    chorus = make.make_outlet("Chorus", collective=True)
    own = make.make_claim(world.far, chorus, amount=4)
    for claim, document, hops in [
        (world.none, credited, []),
        (world.none, copied, []),
        (world.none, credited, [world.russia, world.wire]),
        (world.none, copied, [crowd]),
        (own, copied, [world.wire]),
        (world.many, make.make_document(chorus), []),
    ]:
        attribution = make.make_attribution(claim, make.make_snapshot(document))
        for hop in hops:
            make.make_relay(attribution, hop)
    places = [place for account in attributed(Claim.objects.all()) for place in account.places]
    assert int(row("events", "raid")["origins"]) == count_origins(place.origin for place in places)
    for found in read("documents"):
        mine = [place.origin for place in places if place.document.key == found["key"]]
        assert int(found["origins"]) == count_origins(mine)


def test_visitors_count_accepted_claims_only(world):
    world.many.status = "draft"
    world.many.save()
    (event,) = read("events", claims=Claim.objects.accepted())
    assert counts(event) == [2, 2, 1]

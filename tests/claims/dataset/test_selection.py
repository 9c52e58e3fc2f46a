"""A package of one event: what it rests on travels with it, and nothing else does."""

import csv

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.curation.rechecking import recheck
from claims.dataset.load import load
from claims.dataset.selection import OneEvent, with_ancestors
from claims.dataset.write import export
from claims.models import Claim, Event, Question
from sources.models import Document
from tests import factories as make
from tests.claims.dataset.packages import content, told
from tests.claims.dataset.test_round_trip import empty_everything, everything

pytestmark = pytest.mark.django_db
PRINTED = "Officials said that more than 70 were killed, and called the raiders partisans. The other town was quiet."


def world():
    """An event with its evidence, and another event in the same documents; answers with the first."""
    war = make.make_event("War")
    raid = make.make_event("Raid", key="raid", parent=war)
    other = make.make_event("Other", key="other")
    agency, paper, credited = (make.make_outlet(name) for name in ("Agency", "Paper", "Credited"))
    original = make.make_document(agency, key="original")
    make.make_snapshot(original, "The wire as it was sent.")
    original.credits.create(outlet=credited)
    snapshot = make.make_snapshot(make.make_document(paper, key="copy", republishes=original), PRINTED)
    state = make.make_speaker("State")
    minister = make.make_speaker("Minister", affiliation=make.make_speaker("Ministry", affiliation=state))
    minister.aliases.create(name="The Minister")
    killed = make.make_question(raid, "Killed", key="killed")
    one = make.make_claim(killed, minister, amount=70, qualifier="more_than", key="one")
    make.make_relay(make.make_attribution(one, snapshot), make.make_speaker("Aide"))
    draft = make.make_claim(killed, make.make_speaker("Legion"), amount=0, key="draft", status="draft")
    hidden = make.make_snapshot(make.make_document(make.make_outlet("Hidden"), key="hidden"), "None, none at all.")
    make.make_attribution(draft, hidden, "None")
    make.make_wording(raid, snapshot, "partisans", speaker=make.make_speaker("Witness"))
    make.make_reading(make.make_document(make.make_outlet("Read"), key="read"), raid, make.make_user("yvonne"))
    elsewhere = make.make_claim(make.make_question(other), make.make_speaker("Stranger"), amount=1, key="elsewhere")
    make.make_attribution(elsewhere, snapshot, "quiet")
    make.make_relation(one, elsewhere)
    recheck({killed.pk})
    return raid


def column(folder, file, name):
    with (folder / f"{file}.csv").open(newline="") as opened:
        return [row[name] for row in csv.DictReader(opened)]


def test_a_package_of_one_event_loads_into_an_empty_database_and_exports_to_the_same_bytes(settings, tmp_path):
    everything(settings, tmp_path)
    world()
    for event in list(Event.objects.all()):
        export(tmp_path / event.key / "one", selection=OneEvent(event, Claim.objects.all()))
    keys = [event.key for event in Event.objects.all()]
    for key in keys:
        empty_everything()
        assert told(load(tmp_path / key / "one")) == []
        export(tmp_path / key / "two")
        assert content(tmp_path / key / "one") == content(tmp_path / key / "two")


def test_what_the_event_rests_on_is_in_it_and_nothing_else(tmp_path):
    export(tmp_path, selection=OneEvent(world(), Claim.objects.compared()))
    assert column(tmp_path, "events", "key") == ["raid", "war-2023"]
    assert column(tmp_path, "claims", "key") == ["draft", "one"]
    assert column(tmp_path, "relations", "first") == ["draft"]
    assert column(tmp_path, "documents", "key") == ["copy", "hidden", "original", "read"]
    assert column(tmp_path, "documents", "credits") == ["", "", "credited", ""]
    assert column(tmp_path, "outlets", "slug") == ["agency", "credited", "hidden", "paper", "read"]
    assert column(tmp_path, "speakers", "slug") == ["aide", "legion", "minister", "ministry", "state", "witness"]
    assert column(tmp_path, "speaker_aliases", "name") == ["The Minister"]
    assert column(tmp_path, "snapshots", "document") == ["copy", "hidden"]
    assert len(list((tmp_path / "texts").iterdir())) == 2


def test_a_package_for_visitors_holds_accepted_claims_and_does_not_say_who_read(tmp_path):
    selection = OneEvent(world(), Claim.objects.accepted(), public=True)
    export(tmp_path, selection=selection)
    assert column(tmp_path, "claims", "key") == ["one"]
    assert column(tmp_path, "attributions", "claim") == ["one"]
    assert column(tmp_path, "relations", "first") == []
    assert column(tmp_path, "documents", "key") == ["copy", "original", "read"]
    assert column(tmp_path, "speakers", "slug") == ["aide", "minister", "ministry", "state", "witness"]
    assert column(tmp_path, "readings", "reader") == ["reader-1"]
    assert not any(b"yvonne" in data for data in content(tmp_path).values())


def test_readers_keep_their_order_whatever_their_number(tmp_path):
    event = make.make_event(key="read-often")
    document = make.make_document()
    for number in range(11):
        make.make_reading(document, event, make.make_user(f"person-{number:02}"))
    export(tmp_path, selection=OneEvent(event, Claim.objects.all(), public=True))
    assert column(tmp_path, "readings", "reader") == [f"reader-{number:02}" for number in range(1, 12)]


def test_original_bytes_stay_behind_in_a_package_for_visitors(settings, tmp_path):
    everything(settings, tmp_path)
    event = Event.objects.latest("pk")
    for document in Document.objects.all():
        make.make_reading(document, event, make.make_user())
    export(tmp_path / "inside", selection=OneEvent(event, Claim.objects.all()))
    export(tmp_path / "outside", selection=OneEvent(event, Claim.objects.all(), public=True))
    assert any(column(tmp_path / "inside", "snapshots", "original"))
    assert not any(column(tmp_path / "outside", "snapshots", "original"))
    assert not (tmp_path / "outside" / "originals").exists()


def test_chains_are_followed_to_their_end_even_in_a_circle():
    assert with_ancestors({1}, {1: 2, 2: 3, 3: None, 9: 1}) == {1, 2, 3}
    assert with_ancestors({1}, {1: 2, 2: 1}) == {1, 2}
    assert with_ancestors(set(), {1: 2}) == set()


def test_the_number_of_queries_does_not_grow_with_the_event(tmp_path):
    def queries(folder):
        with CaptureQueriesContext(connection) as found:
            export(folder, selection=OneEvent(event, Claim.objects.all()))
        return len(found)

    event = world()
    few = queries(tmp_path / "few")
    for number in range(20):
        question = make.make_question(event, f"Another {number}")
        claim = make.make_claim(question, make.make_speaker(affiliation=make.make_speaker()), amount=1)
        make.make_relay(make.make_attribution(claim), make.make_outlet())
    assert Question.objects.filter(event=event).count() == 21
    assert queries(tmp_path / "many") == few

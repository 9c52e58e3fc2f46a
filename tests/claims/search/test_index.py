"""The index follows what is added, changed and deleted."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from claims.choices import Findable
from claims.models import Answer, Attribution, Claim, Event, Question, SearchEntry, Speaker, SpeakerAlias
from claims.search import index
from claims.search.contents import pieces
from claims.search.index import bring_up_to_date, rebuild, refresh, touched
from sources.models import Document, Outlet, OutletAlias, Snapshot
from tests.claims.search.world import finds, kinds, make_world
from tests.factories import make_alias, make_choice, make_claim, make_document, make_outlet, make_snapshot, make_speaker


@pytest.fixture
def world(db):
    make_world()


def entries():
    """The whole index, in an order of its own."""
    fields = ("kind", "object_id", "part", "start", "claim_id", "document_id", "snapshot_id", "title", "words")
    return sorted(SearchEntry.objects.values_list(*fields), key=str)


def in_step():
    """Whether the index is as a rebuild would make it, and finds the same."""
    now, found = entries(), finds("drones")
    rebuild()
    return now == entries() and found == finds("drones")


RENAMED = [
    (Speaker, "name", "Renamed", "speaker claim quote"),
    (Outlet, "name", "Renamed", "outlet document"),
    (Event, "title", "Renamed", "event"),
    (Question, "label", "Renamed", "question claim"),
    (Question, "text", "Renamed?", "question claim"),
    (Claim, "statement", "Renamed.", "claim"),
    (Attribution, "cue", "renamed", "quote"),
    (Document, "title", "Renamed", "document"),
]


@pytest.mark.parametrize(
    ("model", "field", "value", "found"), RENAMED, ids=[f"{m.__name__}.{f}" for m, f, *_ in RENAMED]
)
def test_a_change_is_found_wherever_the_words_stand(world, model, field, value, found):
    record = model.objects.filter(key="most").first() if model is Claim else model.objects.order_by("pk").first()
    setattr(record, field, value)
    record.save()
    assert kinds('"renamed"') == ""
    refresh(model, [record.pk])
    assert kinds('"renamed"') == found
    assert in_step()


def test_words_that_were_replaced_are_no_longer_found(world):
    claim = Claim.objects.get(key="most")
    claim.statement = "Something else."
    claim.save()
    refresh(Claim, [claim.pk])
    assert Findable.CLAIM not in finds('"air defence"')


def test_aliases_answers_and_texts_are_found_with_what_they_belong_to(world):
    alias = make_alias(Speaker.objects.get(), "Added")
    refresh(SpeakerAlias, [alias.pk])
    assert "speaker" in kinds("added").split()
    alias = OutletAlias.objects.create(outlet=Outlet.objects.get(), name="Attached")
    refresh(OutletAlias, [alias.pk])
    assert "outlet" in kinds("attached").split()
    answer = Answer.objects.create(question=Question.objects.get(key="hurt"), label="Appended")
    refresh(Answer, [answer.pk])
    assert kinds("appended") == "question"
    snapshot = make_snapshot(Document.objects.get(), "Another text, appended.")
    refresh(Snapshot, [snapshot.pk])
    assert kinds("appended") == "question document"
    assert in_step()


def test_a_record_that_is_added_is_found(world):
    claim = make_claim(statement="Appended.")
    refresh(Claim, [claim.pk])
    assert finds("appended") == {Findable.CLAIM: [claim.pk]}


def test_what_is_deleted_leaves_the_index(world):
    claim = Claim.objects.get(key="most")
    gone = touched(Claim, [claim.pk])
    assert {kind: len(pks) for kind, pks in gone.items()} == {Findable.CLAIM: 1, Findable.QUOTE: 1}
    claim.delete()
    bring_up_to_date(gone)
    assert not SearchEntry.objects.filter(kind__in=["claim", "quote"], title__contains="gladkov").exists()
    gone = touched(Speaker, [Speaker.objects.get().pk])
    Speaker.objects.get().delete()
    bring_up_to_date(gone)
    assert kinds("vyacheslav") == ""
    assert in_step()


def test_an_alias_that_is_deleted_leaves_the_index(world):
    alias = SpeakerAlias.objects.get(name="Gladkow")
    gone = touched(SpeakerAlias, [alias.pk])
    alias.delete()
    bring_up_to_date(gone)
    assert kinds("gladkow") == ""


def test_a_text_that_grows_shorter_leaves_no_piece_behind(world, monkeypatch):
    monkeypatch.setattr("claims.search.contents.PIECE", 40)
    document = Document.objects.get()
    refresh(Document, [document.pk])
    assert SearchEntry.objects.filter(kind="document").count() > 3
    monkeypatch.undo()
    refresh(Document, [document.pk])
    assert SearchEntry.objects.filter(kind="document").count() == 1
    assert in_step()


def test_without_a_new_name_only_the_record_itself_is_indexed(world):
    speaker = Speaker.objects.get().pk
    assert set(touched(Speaker, [speaker], renamed=False)) == {Findable.SPEAKER}
    assert set(touched(Speaker, [speaker])) == {Findable.SPEAKER, Findable.CLAIM, Findable.QUOTE}


def test_models_that_are_not_searched_touch_nothing(world):
    assert touched(SearchEntry, [1]) == {}


def test_many_records_are_indexed_in_batches(world, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(index, "BATCH", 10)
    speakers = [make_speaker(f"Member {number}").pk for number in range(35)]
    with django_assert_max_num_queries(30):
        refresh(Speaker, speakers)
    assert len(finds("member")[Findable.SPEAKER]) == 35


def test_a_rebuild_indexes_everything_and_nothing_twice(world):
    before = entries()
    SearchEntry.objects.filter(kind="claim").delete()
    SearchEntry.objects.filter(kind="speaker").update(title="other words")
    out = StringIO()
    call_command("rebuild_search", stdout=out)
    assert entries() == before
    assert "1 speakers, 1 outlets, 1 events, 2 questions, 2 claims, 2 quotes, 1 documents" in out.getvalue()
    assert kinds("other words") == ""


def test_a_rebuild_of_an_empty_database_is_empty(db):
    assert sum(rebuild().values()) == 0
    assert kinds("anything") == ""


def test_pieces_of_a_text_end_where_words_do():
    text = "word " * 20_000
    found = list(pieces(text))
    assert "".join(piece for _, piece in found) == text
    assert all(text[start:].startswith(piece) for start, piece in found)
    assert all(piece.endswith(" ") for _, piece in found[:-1])
    assert [start for start, _ in pieces("x" * 70_000)] == [0, 30_000, 60_000]
    assert list(pieces("")) == [(0, "")]


def test_documents_without_a_text_and_answers_in_use_are_indexed(db):
    make_document(make_outlet("Gazette"), title="Untold", byline="Ann Ash")
    make_claim(make_choice(answers=["volunteers"]), answer="volunteers")
    rebuild()
    assert kinds('"ann ash" untold gazette') == "document"
    assert kinds("volunteers") == "question claim"


@pytest.mark.django_db(transaction=True)
def test_the_index_can_be_taken_away_and_made_again():
    make_world()
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    MigrationExecutor(connection).migrate([("claims", "0005_keys_fit_into_addresses")])
    assert "claims_searchentry" not in connection.introspection.table_names()
    MigrationExecutor(connection).migrate(leaves)
    rebuild()
    assert kinds("gladkow") == "speaker claim quote document"

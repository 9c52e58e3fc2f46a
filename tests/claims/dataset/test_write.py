"""What an export writes, and where it refuses to."""

import csv
import hashlib
import io
import json
from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.dataset import write
from claims.dataset.load import load
from claims.dataset.package import TABLES
from claims.dataset.target import CannotExport
from claims.dataset.write import export
from claims.models import Claim
from sources.models import Outlet, Snapshot
from tests import factories as make
from tests.claims.dataset.packages import DIGEST, TEXT, change, content, make_package, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(tmp_path):
    assert told(load(make_package(tmp_path / "package"))) == []


def rows(folder, file):
    return list(csv.DictReader(io.StringIO((folder / f"{file}.csv").read_text(), newline="")))


def test_all_files_are_written_with_their_columns_even_without_rows(tmp_path):
    export(tmp_path / "out")
    always = [table for table in TABLES if not table.optional]
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {*(table.file for table in always), "datapackage.json"}
    for table in always:
        assert (tmp_path / "out" / table.file).read_text() == ",".join(table.names) + "\n"


def test_columns_are_those_of_the_format():
    columns = {table.name: " ".join(table.names) for table in TABLES}
    assert columns == {
        "outlets": "slug name kind collective country language homepage owner reliability reliability_note "
        "monitored_since",
        "outlet_aliases": "outlet name",
        "documents": "key outlet title byline kind url published_on published_time language dateline republishes "
        "credits note",
        "snapshots": "document sha256 captured_at captured_from media_type rendition extractor note original",
        "speakers": "slug name kind collective affiliation description wikidata",
        "speaker_aliases": "speaker name",
        "events": "key title started_on ended_on place latitude longitude summary parent",
        "questions": "key event text label scope answer_kind unit accumulates exclusive headline position",
        "answers": "question label position",
        "claims": "key event question speaker outlet role stance statement answer amount amount_high qualifier unit "
        "quantity_text date_from date_to hedge scope evidence said_on said_until as_of credibility credibility_note "
        "note status author reviewer",
        "attributions": "key claim document snapshot start end exact prefix suffix cue manner anchor",
        "relays": "attribution position outlet speaker cue inferred",
        "relations": "first second kind basis reason state suggested_by reasons decided_by decided_at",
        "readings": "document event reader read_on",
        "wordings": "key event subject document snapshot start end exact prefix suffix speaker outlet",
        "codings": "document coder given_by given_at done_at settled_at claims blind",
    }


def test_cells_have_one_form(stored, tmp_path):
    export(tmp_path / "out")
    claim = rows(tmp_path / "out", "claims")[1]
    assert (claim["key"], claim["amount"], claim["said_on"], claim["answer"]) == (
        "killed-ministry",
        "70",
        "2023-05-23",
        "",
    )
    event = rows(tmp_path / "out", "events")[0]
    assert (event["latitude"], event["longitude"]) == ("50.5", "36.25")
    story = rows(tmp_path / "out", "documents")[1]
    assert (story["key"], story["published_time"], story["credits"]) == ("story", "10:30:00Z", "wire")
    assert rows(tmp_path / "out", "questions")[0]["accumulates"] == "false"
    assert rows(tmp_path / "out", "snapshots")[0]["captured_at"] == "2023-05-24T11:00:00Z"
    assert (tmp_path / "out" / "texts" / f"{DIGEST}.txt").read_bytes() == TEXT.encode()


def test_line_ends_are_plain_and_there_is_no_byte_order_mark(stored, tmp_path):
    make.make_outlet("Carriage\rreturn", reliability_note="one\r\ntwo")
    export(tmp_path / "out")
    data = (tmp_path / "out" / "outlets.csv").read_bytes()
    assert data.startswith(b"slug,")
    assert data.endswith(b"\n")
    assert b'"Carriage\rreturn"' in data
    assert b'"one\r\ntwo"' in data


def test_rows_stand_in_code_point_order_children_by_parent_then_position(tmp_path):
    outlet = make.make_outlet("Outlet", slug="b")
    for slug in ("a-b", "B", "a_b", "ab", "Z", "a1"):
        make.make_outlet(slug, slug=slug)
    for name in ("éclair", "Zebra", "apple", "_x", "ÿ", "🚁", "ﬀ"):
        outlet.aliases.create(name=name)
    question = make.make_question(answer_kind="choice", key="q")
    for position, label in ((10, "ten"), (2, "two"), (2, "b")):
        question.answers.create(label=label, position=position)
    export(tmp_path / "out")
    assert [row["slug"] for row in rows(tmp_path / "out", "outlets")] == ["B", "Z", "a-b", "a1", "a_b", "ab", "b"]
    names = [row["name"] for row in rows(tmp_path / "out", "outlet_aliases")]
    assert names == sorted(names)
    assert [row["label"] for row in rows(tmp_path / "out", "answers")] == ["b", "two", "ten"]


def test_numbers_are_written_in_full_without_trailing_zeros(tmp_path):
    question = make.make_question()
    for amount in ("100", "0.500", "-1000000", "0.001", "0"):
        make.make_claim(question, amount=amount)
    export(tmp_path / "out")
    assert {row["amount"] for row in rows(tmp_path / "out", "claims")} == {"100", "0.5", "-1000000", "0.001", "0"}


def test_text_that_a_spreadsheet_would_run_is_guarded(tmp_path):
    make.make_outlet("=1+1", slug="one", owner="'-x")
    export(tmp_path / "out")
    (row,) = rows(tmp_path / "out", "outlets")
    assert (row["name"], row["owner"]) == ("'=1+1", "''-x")


def test_a_text_of_two_documents_is_written_once(tmp_path):
    for _ in range(2):
        make.make_snapshot(text="The same text.")
    export(tmp_path / "out")
    assert len(list((tmp_path / "out" / "texts").iterdir())) == 1
    assert len(rows(tmp_path / "out", "snapshots")) == 2


def test_original_bytes_are_written_under_their_hash(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    snapshot = Snapshot(document=make.make_document(), text="T", captured_at=datetime(2026, 1, 1, tzinfo=UTC))
    snapshot.original.save("page.html", ContentFile(b"<p>bytes"), save=False)
    snapshot.save()
    report = export(tmp_path / "out")
    (row,) = rows(tmp_path / "out", "snapshots")
    assert (tmp_path / "out" / "originals" / row["original"]).read_bytes() == b"<p>bytes"
    assert report.notes == []
    (tmp_path / "media" / "originals" / "page.html").unlink()
    report = export(tmp_path / "again")
    assert rows(tmp_path / "again", "snapshots")[0]["original"] == ""
    assert report.notes == ["the original bytes originals/page.html are lost: no such file in the media folder"]


# The folder


def test_a_folder_with_something_else_in_it_is_refused_and_left_as_it_was(stored, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(CannotExport, match="is not empty and holds no data package"):
        export(tmp_path / "mine")
    assert content(tmp_path / "mine") == {"letter.txt": b"dear"}
    with pytest.raises(CannotExport, match="is a file"):
        export(tmp_path / "mine" / "letter.txt")


def test_somebody_elses_data_package_is_refused(stored, tmp_path):
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "datapackage.json").write_text('{"name": "rainfall", "resources": []}')
    with pytest.raises(CannotExport, match="holds no data package"):
        export(tmp_path / "theirs")


def test_a_package_is_replaced_and_its_stale_texts_go(stored, tmp_path):
    make.make_snapshot(text="Soon gone.")
    export(tmp_path / "out")
    assert len(list((tmp_path / "out" / "texts").iterdir())) == 2
    Snapshot.objects.filter(text="Soon gone.").delete()
    export(tmp_path / "out")
    assert [path.name for path in (tmp_path / "out" / "texts").iterdir()] == [f"{DIGEST}.txt"]
    export(tmp_path / "fresh")
    assert content(tmp_path / "out") == content(tmp_path / "fresh")


def test_files_that_a_person_put_into_a_package_stay(stored, tmp_path):
    out = tmp_path / "out"
    export(out)
    (out / "README.md").write_text("mine")
    (out / "texts" / "draft.txt").write_text("mine")
    (out / "texts" / f"{'0' * 64}.txt").write_text("mine")
    report = export(out)
    assert report.notes == [
        "README.md is not part of the package; left alone",
        f"texts/{'0' * 64}.txt is not part of the package; left alone",
        "texts/draft.txt is not part of the package; left alone",
    ]
    assert (out / "README.md").read_text() == "mine"


def test_changes_made_by_hand_are_not_overwritten(stored, tmp_path):
    out = tmp_path / "out"
    export(out)
    change(out, "claims", "Nobody was killed.", "No one was killed.")
    before = content(out)
    with pytest.raises(CannotExport, match="changed since they were exported, or made by hand: claims"):
        export(out)
    assert content(out) == before
    export(out, replace=True)
    export(tmp_path / "fresh")
    assert content(out) == content(tmp_path / "fresh")


def test_a_text_changed_by_hand_is_not_overwritten(stored, tmp_path):
    out = tmp_path / "out"
    export(out)
    (out / "texts" / f"{DIGEST}.txt").write_text("mine")
    before = content(out)
    with pytest.raises(CannotExport, match="changed by hand: texts/"):
        export(out)
    assert content(out) == before


def test_a_package_made_by_hand_is_overwritten_only_if_one_says_so(tmp_path):
    package = make_package(tmp_path / "package")
    load(package)
    before = content(package)
    with pytest.raises(CannotExport, match="changed since they were exported, or made by hand: outlets"):
        export(package)
    assert content(package) == before
    export(package, replace=True)
    export(tmp_path / "fresh")
    assert content(package) == content(tmp_path / "fresh")


def test_an_export_that_fails_leaves_the_folder_as_it_was(stored, tmp_path, monkeypatch):
    export(tmp_path / "out")
    before = content(tmp_path / "out")
    make.make_outlet("New")
    monkeypatch.setattr(write, "description", lambda written: 1 / 0)
    for folder in ("out", "new"):
        with pytest.raises(ZeroDivisionError):
            export(tmp_path / folder)
    assert content(tmp_path / "out") == before
    assert not (tmp_path / "new").exists()


def test_a_folder_that_cannot_be_made_is_told(stored, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotExport, match="cannot be written"):
        export(tmp_path / "file" / "out")


def test_queries_do_not_grow_with_rows(stored, tmp_path):
    with CaptureQueriesContext(
        connection,
    ) as few:
        export(tmp_path / "few")
    for number in range(20):
        make.make_claim(voice=make.make_speaker())
        make.make_attribution(Claim.objects.first(), make.make_snapshot(text=f"more than 70 {number}"))
        Outlet.objects.first().credited_in.create(document=make.make_document())
    with CaptureQueriesContext(connection) as many:
        export(tmp_path / "many")
    assert len(few) == len(many)


def test_the_description_names_every_file_by_size_and_hash(stored, tmp_path):
    export(tmp_path / "out")
    described = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    for resource in described["resources"]:
        data = (tmp_path / "out" / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"

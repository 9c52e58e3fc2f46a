"""Documents come in from files: each on its own, nothing twice, nothing lost, and what was guessed is marked so."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from claims.models import Act, SearchEntry
from sources.importing import batches
from sources.importing.batches import Bringing
from sources.importing.files import files_in
from sources.importing.keeping import hash_of, kept
from sources.models import Arrival, Batch, Document, Guess, Outlet, Snapshot
from tests.factories import make_attribution, make_claim, make_document, make_outlet
from tests.sources.ingest.files import BODY, OTHER, packed, page

pytestmark = pytest.mark.django_db
ARTICLE = f"Rockets fall on a border town\n\nAnn Lee\n27 March 2024\n\n{BODY}\n\nWith Herald, AP"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "b.html").write_bytes(page('<link rel="canonical" href="https://herald.example/b">'))
    (tmp_path / "c.txt").write_bytes(b"")
    (tmp_path / ".hidden").write_text(BODY)
    return tmp_path


def run(*args, **options):
    said = StringIO()
    try:
        call_command("import_documents", *map(str, args), stdout=said, **options)
    except CommandError as problem:
        said.write(f"[{problem.returncode}] {problem}")
    return said.getvalue()


def outcomes():
    return dict(Arrival.objects.values_list("name", "outcome"))


def test_each_file_succeeds_or_fails_on_its_own(folder):
    said = run(folder)
    assert "2 new document, 1 cannot be read" in said and "[1] Some files" in said
    assert f"✕ {folder}/c.txt: Empty." in said
    assert Document.objects.count() == Snapshot.objects.count() == 2
    assert Batch.objects.get().finished_at


def test_what_is_read_off_is_a_guess_and_original_bytes_are_kept(folder):
    run(folder / "a.txt", outlet=make_outlet("Gazette").slug)
    document = Document.objects.get()
    assert (document.title, document.byline, str(document.published_on)) == (
        "Rockets fall on a border town",
        "Ann Lee",
        "2024-03-27",
    )
    guesses = {guess.field: (guess.value, guess.where) for guess in Guess.objects.filter(confirmed_at=None)}
    assert guesses["byline"] == ("Ann Lee", "line 3") and guesses["credits"] == ("AP", "line 8")
    assert "outlet" not in guesses and not document.credits.exists()
    snapshot = document.snapshots.get()
    assert kept(snapshot.original.name.rsplit("/", 1)[1]) == ARTICLE.encode()
    assert SearchEntry.objects.filter(kind="document", object_id=document.pk).exists()


def test_the_same_again_is_here_already(folder):
    run(folder)
    (folder / "copy.txt").write_text(ARTICLE)
    (folder / "spaced.txt").write_text(f"\n\n{ARTICLE}\n")
    said = run(folder, "--report", folder / "r.csv")
    assert "4 already here" in said and Document.objects.count() == 2
    assert "The same bytes as" in said and "letter for letter" in said
    assert (folder / "r.csv").read_text().count("here") >= 4


def test_another_text_at_the_same_address_is_a_new_snapshot(folder):
    run(folder)
    (folder / "b.html").write_bytes(page('<link rel="canonical" href="https://herald.example/b">', f"<p>{OTHER}</p>"))
    assert "1 new snapshot" in run(folder)
    assert Document.objects.get(url="https://herald.example/b").snapshots.count() == 2


def test_evidence_follows_its_words_into_the_new_text_and_the_history_says_why(folder):
    run(folder)
    document = Document.objects.get(url="https://herald.example/b")
    text = document.snapshots.get().text
    kept, gone = (make_attribution(make_claim(), document.snapshots.get(), words) for words in (text[:60], text[-50:]))
    changed = f"<p>It rained on the day of the fair, and few people came.</p><p>{BODY}</p>"
    (folder / "b.html").write_bytes(page('<link rel="canonical" href="https://herald.example/b">', changed))
    run(folder)
    kept.refresh_from_db()
    gone.refresh_from_db()
    newest = document.snapshots.last()
    assert (kept.anchor, kept.snapshot) == ("anchored", newest) and newest.text[kept.start : kept.end] == kept.exact
    assert gone.anchor == "lost" and gone.snapshot == document.snapshots.first()
    entry = gone.history.first()
    assert (entry.history_user, "not found" in entry.history_change_reason) == (None, True)
    assert not Act.objects.exists()


def test_another_text_under_the_same_title_of_the_same_day_is_a_new_snapshot(folder):
    gazette = make_outlet("Gazette")
    known = make_document(gazette, title="Rockets fall on a Border Town", published_on="2024-03-27")
    run(folder / "a.txt", outlet="Gazette")
    assert Snapshot.objects.get().document == known and not Guess.objects.exists()


def test_a_dry_run_stores_nothing(folder):
    assert "Would be: 2 new document, 1 cannot be read" in run(folder, "--dry-run")
    assert not Document.objects.exists() and not Batch.objects.exists() and not Outlet.objects.exists()


def test_an_interrupted_import_goes_on_where_it_stopped(folder, monkeypatch):
    rows = [{"text": f"{BODY} {number}"} for number in range(4)]
    (folder / "d.jsonl").write_text("\n".join(map(json.dumps, rows)))
    taken, real = [], batches.save

    def stopping(*args, **options):
        taken.append(args)
        if len(taken) == 4:
            raise KeyboardInterrupt
        return real(*args, **options)

    monkeypatch.setattr(batches, "save", stopping)
    with pytest.raises(KeyboardInterrupt):
        run(folder)
    monkeypatch.setattr(batches, "save", real)
    assert Document.objects.count() == 3
    said = run(folder)
    assert "a.txt" not in said and "3 new document" in said
    assert Document.objects.count() == 6 and Batch.objects.get().arrivals.count() == 7
    assert "6 already here" not in said


def test_archives_bring_their_files_and_refuse_some(tmp_path):
    (tmp_path / "a.zip").write_bytes(packed({"x/a.txt": ARTICLE.encode(), "../evil.txt": b"x", "b.zip": packed({})}))
    run(tmp_path)
    assert sorted(outcomes().values()) == ["document", "unreadable", "unreadable"]


def test_an_outlet_is_found_by_name_alias_or_address_and_made_if_it_names_itself(folder):
    herald = make_outlet("Herald", homepage="https://www.herald.example/")
    run(folder)
    assert Document.objects.get(url="https://herald.example/b").outlet == herald
    assert Document.objects.exclude(outlet=herald).get().outlet.name == "Unidentified 1"


def test_an_unknown_outlet_stops_before_anything_is_read(folder):
    assert "No single outlet is called “Nobody”" in run(folder, outlet="Nobody")
    assert not Batch.objects.exists()


def test_what_is_too_long_is_cut_and_the_others_go_on(folder):
    long = page('<meta property="og:site_name" content="' + "x" * 300 + '">', f"<p>{OTHER}</p>")
    (folder / "a0.html").write_bytes(long)
    make_document(url="https://herald.example/b")
    said = run(folder)
    assert "2 new document" in said and "1 new snapshot" in said


def test_bytes_are_known_by_their_hash_alone(folder):
    found = list(Bringing().bring("test", files_in([folder / "a.txt"])))
    assert found[0].sha256 == hash_of(ARTICLE.encode())
    assert next(iter(Bringing().bring("again", files_in([folder / "a.txt"])))).outcome == "here"

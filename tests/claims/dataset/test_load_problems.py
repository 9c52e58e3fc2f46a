"""Every bad row is told: file, first line of the row, column, value and why; and nothing of the package is kept."""

import zipfile

import pytest
from django.contrib.auth import get_user_model

from claims.dataset.load import load
from claims.dataset.package import TABLES
from claims.models import Claim
from sources.models import Outlet
from tests import factories as make
from tests.claims.dataset.packages import DIGEST, FILES, TEXT, change, make_package, told

pytestmark = pytest.mark.django_db
OTHER = "0" * 64
LONG = "x" * 300


@pytest.fixture
def package(tmp_path):
    return make_package(tmp_path / "package")


def nothing_is_stored():
    return not any(table.model._base_manager.exists() for table in TABLES) and not get_user_model().objects.exists()


CELLS = [  # file, what stands there, what is put there, where and why
    ("outlets", "wire,The Wire", ",The Wire", "outlets.csv line 3, column slug: empty — cannot be empty"),
    ("outlets", "wire,The Wire", "the wire,The Wire", 'outlets.csv line 3, column slug: "the wire" — A key is made'),
    ("outlets", "wire,The Wire", "wire,", "outlets.csv line 3, column name: empty — cannot be empty"),
    ("outlets", "The Wire", LONG, "at most 200 characters (it has 300)"),
    ("outlets", "agency", "wire", 'outlets.csv line 3, column kind: "wire" — choose one of newspaper, agency'),
    ("outlets", "GB", "gb", 'outlets.csv line 2, column country: "gb" — '),
    ("outlets", "wire,The Wire", "gazette,The Wire", 'column slug: "gazette" — stands already in line 2; one row per'),
    ("outlet_aliases", "wire,Wire", "wyre,Wire",
     'column outlet: "wyre" — no outlet has this slug, neither in the pack'),
    ("outlet_aliases", "wire,Wire\n", "wire,Wire\nwire,Wire\n",
     'line 3, column outlet, name: "wire / Wire" — stands alr'),
    ("documents", "https://gazette.example/story", "javascript:alert(1)",
     'column url: "javascript:alert(1)" — Enter a val'),
    ("documents", "2023-05-24,10", "24.05.2023,10", 'column published_on: "24.05.2023" — write the date as 2023-05-24'),
    ("documents", "2023-05-24,10", ",10", 'column published_time: "10:30:00Z" — give published_on too'),
    ("documents", ",story,", ",copy,", 'line 3, column republishes: "copy" — a document cannot republish itself'),
    ("documents", ",,wire", ",copy,wire", "leads back to the same record: "),
    ("documents", ",,wire", ",nothing,wire", 'column republishes: "nothing" — no document has this key, neither'),
    ("documents", ",,wire", ",,wire; nobody", 'column credits: "wire; nobody" — no outlet has this slug “nobody”'),
    ("snapshots", DIGEST, OTHER, f"there is no file texts/{OTHER}.txt"),
    ("snapshots", DIGEST, "../../../etc/passwd", 'column sha256: "../../../etc/passwd" — a SHA-256 is 64 hexadecimal'),
    ("snapshots", DIGEST, "", "without a SHA-256 the text is texts/story.txt, but there is no such file"),
    ("snapshots", "11:00:00Z", "11:00:00", 'column captured_at: "2023-05-24T11:00:00" — says no time zone'),
    ("snapshots", "full", "whole", 'column rendition: "whole" — choose one of full'),
    ("speakers", "state,The State,government,", "state,The State,government,ministry", "leads back to the same record"),
    ("speakers", "legion,The Legion,armed_group,", "legion,The Legion,armed_group,legion",
     "cannot be affiliated to itself"),
    ("events", "2022-02-24,,", "2022-02-24,2022-02-23,", 'column ended_on: "2022-02-23" — not before started_on'),
    ("events", "50.5,36.25", "50.5,", 'column latitude, longitude: "50.5 / " — both or neither'),
    ("events", "50.5,36.25", "90.5,36.25", 'column latitude: "90.5" — '),
    ("events", "50.5", "50.5000001", "at most 6 digits after the point; nothing is rounded"),
    ("events", ",,,,,\nraid", ",,,,,raid\nraid", "leads back to the same record"),
    ("questions", "killed,raid,", "killed,nowhere,", 'column event: "nowhere" — no event has this key'),
    ("questions", "false,false,range", "FALSE,false,range",
     'column accumulates: "FALSE" — write false in small letters'),
    ("questions", "range,1", "range,one", 'column position: "one" — write a whole number from 0'),
    ("answers", "who,volunteers", "who,soldiers", 'line 3, column question, label: "who / soldiers" — stands already'),
    ("claims", "killed,ministry,,", "killed,ministry,wire,", "name exactly one, the speaker or the outlet (own voice)"),
    ("claims", "killed,ministry,,", "killed,,,", 'line 2, column speaker, outlet: " / " — name exactly one'),
    ("claims", "raid,killed,ministry", "war,killed,ministry",
     'column event, question: "war / killed" — the question bel'),
    ("claims", "raid,killed,ministry", ",,ministry",
     "column event: empty — a claim without a question needs its event"),
    ("claims", "asserts,More", "states,More", 'column stance: "states" — choose one of asserts, denies'),
    ("claims", "More than 70 were killed.", "", "column statement: empty — cannot be empty"),
    ("claims", ",volunteers,", ",pirates,", "no such answer; it has: soldiers; volunteers"),
    ("claims", ",,70,", ",volunteers,70,", "the question has no answers; list them in answers.csv"),
    ("claims", "who,,gazette", ",,gazette", 'column answer: "volunteers" — an answer needs its question'),
    ("claims", ",volunteers,,", ",volunteers,3,exactly", "a claim has one answer, in one of these forms"),
    ("claims", ",70,more_than,", ",70,,", 'column amount, qualifier: "70 / " — give both or neither'),
    ("claims", ",70,more_than,", ",,more_than,", 'column amount, qualifier: " / more_than" — give both or neither'),
    ("claims", ",70,more_than,", ",70,between,", "line 2, column amount_high: needed with “between”, and only there"),
    ("claims", ",70,", ',"12,5",', 'claims.csv line 2, column amount: "12,5" — write 12.5 with a point'),
    ("claims", ",70,", ",1234567890123,", "at most 12 digits before the point"),
    ("claims", ",70,", ",0.0001,", "at most 3 digits after the point; nothing is rounded"),
    ("claims", "accepted,ann", "accepted,a nn", 'column author: "a nn" — '),
    ("claims", "accepted,ann", "final,ann", 'column status: "final" — choose one of draft'),
    ("attributions", "killed-ministry,story", "nothing,story", 'column claim: "nothing" — no claim has this key'),
    ("attributions", ",story,", ",,", "column document: empty — cannot be empty"),
    ("attributions", ",story,", ",copy,", f'column snapshot: "{DIGEST}" — the document has no snapshot with this SHA'),
    ("attributions", DIGEST, OTHER, "the document has no snapshot with this SHA-256"),
    ("attributions", "23,55,", "24,56,",
     "the text has “ore than 70 raiders were killed.” from 24 to 56; these words st"),
    ("attributions", "23,55,", "23,23,", 'column end: "23" — it comes after start'),
    ("attributions", "23,55,", "23,5500,", f"the text ends at {len(TEXT)}, before 5500"),
    ("attributions", "23,55,", "23,,", 'column start, end: "23 / " — give both or neither'),
    ("attributions", "more than 70 raiders were killed", "", "column exact: empty — cannot be empty"),
    ("attributions", "killed-legion-1,", "killed-ministry-1,",
     'column key: "killed-ministry-1" — stands already in line 2'),
    ("relays", ",1,wire,,", ",1,wire,state,",
     'column outlet, speaker: "wire / state" — a relay is exactly one of them'),
    ("relays", ",1,wire,,", ",1,,,", "a relay is exactly one of them"),
    ("relays", ",1,wire,,", ",1,gazette,,", 'column outlet: "gazette" — the document\'s own outlet is never a relay'),
    ("relays", ",2,,state", ",1,,state", 'line 3, column attribution, position: "killed-ministry-1 / 1" — stands alr'),
    ("relations", "killed-ministry,killed-legion", "killed-legion,killed-legion", "a claim is not related to itself"),
    ("relations", "contradicts,number", "updates,number", 'column basis: "number" — only a contradiction has one'),
    ("relations", "confirmed", "suggested", "nobody has decided a suggestion yet"),
    ("relations", "number", "figures", 'column basis: "figures" — choose one of number'),
    ("readings", "ann,2023", ",2023", "readings.csv line 2, column reader: empty — cannot be empty"),
    ("wordings", "ministry,", "ministry,wire", "at most one of them uses these words"),
    ("wordings", "the raiders", "", "column subject: empty — cannot be empty"),
    ("wordings", "36,43", "36,44",
     'wordings.csv line 2, column exact: "raiders" — the text has “raiders ” from 36 to 44'),
    ("speakers", "state,The", "st\0ate,The", r'column slug: "st\u0000ate" — holds a NUL character; remove it'),
    ("claims", "killed,ministry", "killed,mini\0stry", r'column speaker: "mini\u0000stry" — holds a NUL character'),
    ("readings", "ann,2023", "a\0nn,2023", r'column reader: "a\u0000nn" — holds a NUL character'),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "why"), CELLS)
def test_a_bad_cell_is_told_and_nothing_is_kept(package, file, old, new, why):
    report = load(change(package, file, old, new))
    first = told(report)[0]  # rows that name what is missing now may follow
    assert first.startswith(f"{file}.csv line ")
    assert why in first
    assert nothing_is_stored()


FILES_AS_A_WHOLE = [
    (
        "claims",
        "said_on",
        "said on",
        "claims.csv line 1, column said on: claims.csv has no such column; did you mean said_on?",
    ),
    ("claims", "said_on", "stance", "claims.csv line 1, column stance: this name heads 2 columns"),
    ("claims", "key,", "id,", "claims.csv line 1, column key: the file lacks this column"),
    ("claims", ",accepted,ann\n", ",accepted\n", "claims.csv line 2: has 13 cells, the header names 14 columns"),
    (
        "claims",
        ",accepted,ann\n",
        ",accepted,ann,more\n",
        "claims.csv line 2: has 15 cells, the header names 14 columns",
    ),
    ("claims", "More than", '"More than', "a quotation mark that opens a cell in this row is never closed"),
    (
        "claims",
        "More than 70 were",
        '"More" than 70 were',
        "a quotation mark stands inside a quoted cell; write it twice",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "why"), FILES_AS_A_WHOLE)
def test_a_file_that_is_not_as_described_is_told(package, file, old, new, why):
    report = load(change(package, file, old, new))
    assert any(why in line for line in told(report)), told(report)
    assert nothing_is_stored()


def test_rows_that_name_what_an_unreadable_file_holds_are_not_told_too(package):
    change(package, "claims", "said_on", "said on")
    change(package, "snapshots", "captured_at", "captured")
    change(package, "answers", "label", "answer")
    assert len(told(load(package))) == 4  # two wrong names; another, and the column that is missing for it


def test_every_bad_row_is_told_not_only_the_first(package):
    change(package, "claims", ",70,", ',"12,5",')
    change(package, "claims", "2023-05-23", "23.05.2023")
    change(package, "claims", "asserts,Nobody", "assert,Nobody")
    change(package, "relays", ",wire,", ",gazette,")
    change(package, "events", "war,The war", "war,")
    assert [line.split(": ")[0] for line in told(load(package))] == [
        "events.csv line 2, column title",
        "claims.csv line 2, column amount",
        "claims.csv line 2, column said_on",
        "claims.csv line 3, column stance",
        "relays.csv line 2, column outlet",
    ]


def test_the_first_line_of_a_row_is_told_though_cells_run_over_lines(package):
    change(package, "claims", "More than 70 were killed.", '"More\nthan\r\n70 ""were""\nkilled."')
    change(package, "claims", "asserts,Nobody", "assert,Nobody")
    (line,) = told(load(package))
    assert line.startswith("claims.csv line 6, column stance")


def test_a_row_with_a_bad_cell_still_counts_as_there(package):
    change(package, "speakers", "ministry,The Ministry,organisation", "ministry,The Ministry,office")
    change(package, "documents", "2023-05-24,10", "yesterday,10")
    assert len(told(load(package))) == 2


def test_text_that_is_not_utf_8_is_told_with_its_line(package):
    path = package / "claims.csv"
    path.write_bytes(path.read_bytes().replace(b"Nobody was", "Niemand wär".encode("latin-1")))
    assert "claims.csv line 3: " in told(load(package))[0]
    assert "is not UTF-8; save the file as UTF-8" in told(load(package))[0]
    path.write_bytes("key,event\n".encode("utf-16"))
    assert "claims.csv: is UTF-16; save it as UTF-8 (in a spreadsheet: CSV UTF-8)" in told(load(package))


def test_a_nul_byte_is_told_with_its_cell(package):
    change(package, "claims", "Nobody was", "No\0body was")
    (line,) = told(load(package))
    assert line == r'claims.csv line 3, column statement: "No\u0000body was killed." — holds a NUL character; remove it'


@pytest.mark.parametrize(("mark", "name"), [(";", "“;”"), ("\t", "a tab")])
def test_another_delimiter_is_told(package, mark, name):
    (package / "outlets.csv").write_text(FILES["outlets"].replace(",", mark))
    assert any("outlets.csv line 1: " in line and f"separated by {name}" in line for line in told(load(package)))


def test_an_empty_file_is_told(package):
    (package / "readings.csv").write_text("")
    assert told(load(package)) == ["readings.csv: is empty; the first line names the columns"]


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("claims", "key,url,event_key,event,question_key,question,speaker_key,speaker,role,own_voice,side,stance"),
        ("attributions", "key,url,claim_key,speaker,document_key,document,outlet,published_on,cue"),
        ("documents", "key,url,outlet,title,claims,attributions,origins"),
        ("comparison", "event_key,question_key,question,position,claim_key,url,contradicts,differs_from"),
        ("coverage", "event_key,question_key,question,outlet,coverage,positions,documents,first_published"),
        ("wording", "event_key,subject,wording,outlet,speaker,own_voice,uses,documents"),
        ("outlet-pairs", "outlet_a,outlet_b,shared_events"),
    ],
)
def test_a_report_is_told_apart_from_a_package(package, name, header):
    (package / f"{name}.csv").write_text(header + "\n")
    report = load(package)
    assert any(line.startswith(f"{name}.csv") and "this is a report" in line for line in told(report)), told(report)
    assert nothing_is_stored()


def test_a_report_alone_is_told_apart_too(tmp_path):
    (tmp_path / "contradictions.csv").write_text("key,url,kind,between,first_claim_key\n")
    assert "this is a report" in told(load(tmp_path / "contradictions.csv"))[0]
    assert "contradictions.csv is a contradictions report" in told(load(tmp_path))[0]


def test_a_folder_that_is_none_is_told(tmp_path):
    assert "there is no such folder" in told(load(tmp_path / "nowhere"))[0]
    (tmp_path / "file.csv").write_text("key\n")
    assert "is a file; give the folder" in told(load(tmp_path / "file.csv"))[0]
    with zipfile.ZipFile(tmp_path / "package.zip", "w") as archive:
        archive.writestr("claims.csv", "key\n")
    assert "is a zip archive; unpack it" in told(load(tmp_path / "package.zip"))[0]
    (tmp_path / "empty").mkdir()
    assert "holds no file of a data package" in told(load(tmp_path / "empty"))[0]


@pytest.mark.parametrize("name", ["Claims.csv", "claim.csv", "claims.xlsx", "notes.csv"])
def test_a_table_that_is_no_file_of_a_package_is_told(package, name):
    (package / name).write_text("key\n")
    assert any(line.startswith(f"{name}: is no file of a data package") for line in told(load(package)))


def test_a_description_that_is_none_is_told(package):
    (package / "datapackage.json").write_text("{")
    assert told(load(package))[0].startswith("datapackage.json: is not a description of a data package")


def test_a_text_that_is_not_the_one_is_told(package):
    path = package / "texts" / f"{DIGEST}.txt"
    path.write_text(TEXT + " More.")
    assert "a changed text is another snapshot" in told(load(package))[0]
    path.write_bytes(b"caf\xe9")
    assert "is not UTF-8; save it as UTF-8 (line 1)" in told(load(package))[0]


def test_a_text_of_a_document_cannot_be_empty_or_hold_nul(package):
    change(package, "snapshots", DIGEST, "")
    for name in ("attributions", "wordings", "relays"):
        (package / f"{name}.csv").unlink()
    (package / "texts" / "story.txt").write_text("")
    assert "texts/story.txt: is empty" in told(load(package))[0]
    (package / "texts" / "story.txt").write_text("a\0b")
    assert "texts/story.txt: holds a NUL character" in told(load(package))[0]


def test_no_file_outside_the_package_is_read(package, tmp_path):
    (tmp_path / "secret").write_text("a secret")
    change(package, "snapshots", DIGEST, "")
    (package / "texts" / "story.txt").symlink_to(tmp_path / "secret")
    assert any("leads out of the package" in line for line in told(load(package)))
    change(package, "documents", "story,gazette", "../../secret,gazette")
    assert nothing_is_stored()


def test_a_bad_package_leaves_what_was_there(package):
    make.make_outlet("Kept", slug="gazette")
    load(change(package, "claims", "asserts,Nobody", "assert,Nobody"))
    assert Outlet.objects.get().name == "Kept"
    assert Outlet.history.count() == 1


def test_a_question_that_moves_away_from_the_answers_of_its_claims_is_told(package):
    load(package)
    (package / "claims.csv").write_text("key,question\nwho-gazette,killed\n")
    assert "its answer belongs to the question before" in told(load(package))[0]
    assert Claim.objects.get(key="who-gazette").question.key == "who"


def test_a_stored_relay_that_would_name_the_documents_own_outlet_is_told(package):
    load(package)
    (package / "documents.csv").write_text("key,outlet\nstory,wire\n")
    (package / "relays.csv").unlink()
    (line,) = told(load(package))
    assert line.startswith('documents.csv line 2, column outlet: "wire" — the document\'s own outlet is never a relay')


def test_what_only_the_database_refuses_is_told_in_words(package, monkeypatch):
    monkeypatch.setattr("claims.dataset.rows.Loader.judge", lambda self, rows: None)
    change(package, "claims", ",70,more_than,", ",70,,")
    (line,) = told(load(package))
    assert "the database refuses the package: " in line
    assert nothing_is_stored()


def test_a_new_row_needs_the_columns_that_cannot_be_empty(tmp_path):
    package = make_package(tmp_path / "p", {"outlets": "slug\nnew\n", "claims": "key,note\nc,a note\n"}, {})
    assert [line.split(": ", 1)[0] for line in told(load(package))] == [
        "outlets.csv line 2, column name",
        "claims.csv line 2, column statement",
        "claims.csv line 2, column event",
        "claims.csv line 2, column speaker, outlet",
    ]

"""What a good package does to the database."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model

from claims.dataset.load import load
from claims.dataset.package import TABLES
from claims.models import Answer, Attribution, Claim, Event, Question, Reading, Relation, Relay, Speaker
from sources.models import Credit, Document, Outlet, Snapshot
from tests import factories as make
from tests.claims.dataset.packages import DIGEST, FILES, TEXT, change, make_package, told

pytestmark = pytest.mark.django_db
ALWAYS = [table for table in TABLES if not table.optional]
TRACKED = [table.model for table in ALWAYS if hasattr(table.model, "history")] + [Credit]


@pytest.fixture
def package(tmp_path):
    return make_package(tmp_path / "package")


@pytest.fixture
def loaded(package):
    report = load(package)
    assert told(report) == []
    return package


def history():
    return {model: model.history.count() for model in TRACKED}


def changes(report):
    """{file: (new, changed)} of the files that brought something."""
    return {file: (found.new, found.changed) for file, found in report.counts.items() if found.new or found.changed}


def test_every_row_becomes_a_record(package):
    report = load(package)
    assert {file: found.new for file, found in report.counts.items()} == {
        f"{name}.csv": len(text.strip().splitlines()) - 1 for name, text in FILES.items()
    }
    for table in ALWAYS:
        assert table.model.objects.count() == report.counts[table.file].new or table.name == "relations"


def test_values_arrive_as_they_were_written(loaded):
    claim = Claim.objects.get(key="killed-ministry")
    assert (claim.event.key, claim.question.key, claim.speaker.slug) == ("raid", "killed", "ministry")
    assert (claim.amount, claim.qualifier, claim.said_on) == (Decimal(70), "more_than", date(2023, 5, 23))
    assert (claim.low, claim.low_open, claim.high, claim.high_open) == (Decimal(70), True, None, True)
    assert claim.author.username == "ann"
    assert Claim.objects.get(key="who-gazette").answer.label == "volunteers"
    document = Document.objects.get(key="story")
    assert [credit.outlet.slug for credit in document.credits.all()] == ["wire"]
    assert document.snapshots.get().text == TEXT
    relation = Relation.objects.get(key="killed-legion..killed-ministry")
    assert (relation.first.key, relation.second.key) == ("killed-ministry", "killed-legion")
    assert [str(relay) for relay in Attribution.objects.get(key="killed-ministry-1").relays.all()] == [
        "The Wire",
        "The State",
    ]


def test_roots_and_context_are_derived(loaded):
    assert Document.objects.get(key="copy").original.key == "story"
    assert Document.objects.get(key="story").original.key == "story"
    assert Speaker.objects.get(slug="ministry").side.slug == "state"
    assert Speaker.objects.get(slug="legion").side.slug == "legion"
    attribution = Attribution.objects.get(key="killed-ministry-1")
    assert attribution.prefix == TEXT[:23]
    assert attribution.suffix == TEXT[55:85]


def test_unknown_people_become_users_who_cannot_log_in(package):
    make.make_user("bob")
    report = load(package)
    assert report.people == ["ann"]
    ann = get_user_model().objects.get(username="ann")
    assert not ann.is_active
    assert not ann.has_usable_password()
    assert get_user_model().objects.get(username="bob").is_active


def test_each_new_record_has_one_line_of_history(package):
    user = make.make_user("loader")
    load(package, user=user)
    for model in TRACKED:
        rows = model.history.exclude(history_change_reason=None)
        assert rows.count() == model.objects.exclude(pk__in=[]).count() or model is Relation, model
        assert {(row.history_type, row.history_user, row.history_change_reason) for row in rows} == {
            ("+", user, "loaded from package")
        }
    claim = Claim.objects.get(key="killed-ministry")
    assert claim.history.get().statement == claim.statement
    assert claim.history.get().speaker_id == claim.speaker_id


def test_a_second_load_changes_nothing_and_writes_no_history(loaded):
    before, updated = history(), set(Claim.objects.values_list("key", "updated_at"))
    report = load(loaded)
    assert told(report) == []
    assert changes(report) == {}
    assert report.counts["claims.csv"].unchanged == 3
    assert history() == before
    assert set(Claim.objects.values_list("key", "updated_at")) == updated


def test_a_changed_cell_changes_one_record_and_leaves_its_trace(loaded):
    before = history()
    change(loaded, "claims", "More than 70 were killed.", "The ministry counts more than 70 dead.")
    report = load(loaded)
    assert changes(report) == {"claims.csv": (0, 1)}
    claim = Claim.objects.get(key="killed-ministry")
    assert claim.statement == "The ministry counts more than 70 dead."
    assert [row.history_type for row in claim.history.order_by("-history_id")] == ["~", "+"]
    assert history() == before | {Claim: before[Claim] + 1}


def test_bounds_follow_a_changed_amount(loaded):
    change(loaded, "claims", ",70,more_than,", ",80,at_most,")
    load(loaded)
    claim = Claim.objects.get(key="killed-ministry")
    assert (claim.low, claim.high, claim.high_open) == (None, Decimal(80), False)


def test_a_dry_run_says_what_would_change_and_changes_nothing(package):
    report = load(package, dry_run=True)
    assert report.counts["claims.csv"].new == 3
    assert report.people == ["ann", "bob"]
    assert not Claim.objects.exists()
    assert not get_user_model().objects.exists()
    assert not any(history().values())


def test_a_missing_file_leaves_what_is_there(loaded):
    for name in FILES:
        if name != "claims":
            (loaded / f"{name}.csv").unlink()
    change(loaded, "claims", "Nobody was killed.", "No one was killed.")
    assert changes(load(loaded)) == {"claims.csv": (0, 1)}
    assert Relay.objects.count() == 2


def test_a_missing_column_leaves_what_is_there_and_an_empty_cell_clears_it(loaded):
    Claim.objects.get(key="killed-ministry").history.all()
    (loaded / "claims.csv").write_text("key,said_on,hedge\nkilled-ministry,,likely\n")
    assert told(load(loaded)) == []
    claim = Claim.objects.get(key="killed-ministry")
    assert (claim.said_on, claim.hedge) == (None, "likely")
    assert (claim.amount, claim.speaker.slug, claim.status) == (Decimal(70), "ministry", "accepted")
    (loaded / "claims.csv").write_text("key,hedge\nkilled-ministry,\n")
    load(loaded)
    assert Claim.objects.get(key="killed-ministry").hedge == ""


def test_nothing_is_deleted(loaded):
    (loaded / "relays.csv").write_text("attribution,position,outlet\nkilled-ministry-1,1,wire\n")
    (loaded / "answers.csv").write_text("question,label\nwho,soldiers\n")
    load(loaded)
    assert Relay.objects.count() == 2
    assert Answer.objects.count() == 2


def test_a_new_row_takes_the_defaults_of_missing_and_empty_cells(tmp_path):
    files = {"outlets": "slug,name,kind\none,One,\n", "events": "key,title\ne,E\n"}
    files["claims"] = "key,event,outlet,statement\nc,e,one,It is so.\n"
    files["questions"] = "key,event,text,headline,accumulates,position\nq,e,How many?,,,\n"
    package = make_package(tmp_path / "p", files, {})
    assert told(load(package)) == []
    assert Outlet.objects.get().kind == "unknown"
    assert (Claim.objects.get().stance, Claim.objects.get().status) == ("asserts", "draft")
    question = Question.objects.get()
    assert (question.headline, question.accumulates, question.position) == ("range", False, 0)
    assert changes(load(package)) == {}


def test_a_word_that_cannot_be_empty_is_not_emptied(loaded):
    (loaded / "claims.csv").write_text("key,stance\nkilled-ministry,denies\n")
    load(loaded)
    (loaded / "claims.csv").write_text("key,stance\nkilled-ministry,\n")
    (told_once,) = told(load(loaded))
    assert told_once.startswith("claims.csv line 2, column stance: empty — cannot be emptied; write one of asserts")


def test_the_day_of_a_reading_may_be_left_empty(loaded):
    (loaded / "readings.csv").write_text("document,event,reader,read_on\nstory,raid,ann,\ncopy,raid,ann,\n")
    assert changes(load(loaded)) == {"readings.csv": (1, 0)}
    assert Reading.objects.get(document__key="story").read_on == date(2023, 6, 1)
    assert changes(load(loaded)) == {}


def test_the_event_of_a_claim_is_its_questions(loaded):
    (loaded / "claims.csv").write_text("key,event,question,speaker,statement\nnew,,killed,state,It is so.\n")
    assert told(load(loaded)) == []
    assert Claim.objects.get(key="new").event.key == "raid"


def test_references_may_go_to_what_only_the_database_has(loaded):
    make.make_speaker("Newcomer")
    (loaded / "speakers.csv").unlink()
    change(loaded, "claims", "killed,legion", "killed,newcomer")
    assert told(load(loaded)) == []
    assert Claim.objects.get(key="killed-legion").speaker.name == "Newcomer"


def test_a_parent_may_stand_further_down(tmp_path):
    files = {
        "speakers": "slug,name,affiliation\na,A,b\nb,B,c\nc,C,\n",
        "outlets": "slug,name\no,O\n",
        "documents": "key,outlet,title,republishes\nd1,o,One,d2\nd2,o,Two,\n",
        "events": "key,title,parent\ne1,E1,e2\ne2,E2,\n",
    }
    assert told(load(make_package(tmp_path / "p", files, {}))) == []
    assert Speaker.objects.get(slug="a").side.slug == "c"
    assert Document.objects.get(key="d1").original.key == "d2"
    assert Event.objects.get(key="e1").parent.key == "e2"


def test_descendants_outside_the_package_follow_their_root(loaded):
    (loaded / "speakers.csv").write_text("slug,name,affiliation\nworld,World,\nstate,The State,world\n")
    assert told(load(loaded)) == []
    assert Speaker.objects.get(slug="ministry").side.slug == "world"


def test_credits_are_what_their_cell_says(loaded):
    change(loaded, "documents", "story,gazette", "story,gazette")
    change(loaded, "documents", ",,wire\n", ",,channel; wire\n")
    assert changes(load(loaded)) == {"documents.csv": (0, 1)}
    credited = Document.objects.get(key="story").credits
    assert set(credited.values_list("outlet__slug", flat=True)) == {"wire", "channel"}
    change(loaded, "documents", ",,channel; wire\n", ",,\n")
    assert changes(load(loaded)) == {"documents.csv": (0, 1)}
    assert not credited.exists()
    assert sorted(Credit.history.values_list("history_type", flat=True)) == ["+", "+", "-", "-"]
    assert changes(load(loaded)) == {}


def test_a_relation_keeps_which_claim_acts_and_is_one_whichever_way_round(loaded):
    (loaded / "relations.csv").write_text("first,second,kind,basis\nkilled-legion,killed-ministry,updates,\n")
    assert changes(load(loaded)) == {"relations.csv": (0, 1)}
    relation = Relation.objects.get()
    assert (relation.first.key, relation.kind, relation.reason) == (
        "killed-legion",
        "updates",
        "Seventy is not nobody.",
    )


def test_stored_claims_follow_their_question_to_another_unit_and_event(loaded):
    for name in ("claims", "attributions", "relations", "relays", "wordings", "readings"):
        (loaded / f"{name}.csv").unlink()
    change(loaded, "questions", "killed,raid,How", "killed,war,How")
    change(loaded, "questions", "quantity,people", "quantity,km")
    Claim.objects.filter(key="killed-ministry").get().save()
    report = load(loaded)
    assert told(report) == []
    assert report.notes == ["2 claims followed their question to another event"]
    claim = Claim.objects.get(key="killed-ministry")
    assert claim.event.key == "war"
    assert claim.history.first().event_id == claim.event_id


def test_suggestions_are_derived_from_what_was_loaded(tmp_path):
    files = {name: text for name, text in FILES.items() if name != "relations"}
    package = make_package(tmp_path / "p", files)
    load(package)
    suggested = Relation.objects.get()
    assert (suggested.state, suggested.suggested_by, suggested.basis) == ("suggested", "find_contradictions", "number")
    assert not Relation.history.exists()
    change(package, "claims", ",70,more_than", ",0,exactly")
    load(package)
    assert not Relation.objects.exists()


def test_suggestions_follow_the_rules_of_a_question(tmp_path):
    files = {name: text for name, text in FILES.items() if name != "relations"}
    files["claims"] += "who-legion,raid,who,legion,,asserts,They were soldiers.,soldiers,,,,,draft,ann\n"
    package = make_package(tmp_path / "p", files)
    load(package)
    assert Relation.objects.filter(basis="rival_account").count() == 1
    change(package, "questions", "choice,,false,true", "choice,,false,false")
    assert told(load(package)) == []
    assert not Relation.objects.filter(basis="rival_account").exists()


def test_a_snapshot_without_hash_takes_the_text_named_after_its_document(tmp_path):
    files = {"outlets": "slug,name\no,O\n", "documents": "key,outlet,title\nd,o,D\n"}
    files["snapshots"] = "document,captured_at\nd,2024-01-01T00:00:00Z\n"
    package = make_package(tmp_path / "p", files, {"d": "Cafe\u0301\r\nnext\rline"})
    assert told(load(package)) == []
    assert Snapshot.objects.get().text == "Café\nnext\nline"
    assert changes(load(package)) == {}


def test_a_post_without_title_and_a_text_captured_nobody_knows_when_are_taken(tmp_path):
    files = {"outlets": "slug,name\no,O\n", "documents": "key,outlet,title\nd,o,\ne,o,\n"}
    files["snapshots"] = "document,rendition,captured_at\nd,full,\n"
    package = make_package(tmp_path / "p", files, {"d": "A text."})
    assert told(load(package)) == []
    captured = Snapshot.objects.get().captured_at
    make_package(package, {"snapshots": "document,rendition\ne,full\n"}, {"e": "Another text."})
    assert told(load(package)) == []
    assert Snapshot.objects.get(document__key="d").captured_at == captured
    assert Snapshot.objects.get(document__key="e").captured_at >= captured
    assert changes(load(package)) == {}


def test_what_is_said_about_a_snapshot_may_change_but_not_its_text(loaded):
    (loaded / "snapshots.csv").write_text(f"document,sha256,note\nstory,{DIGEST},a note\n")
    (loaded / "texts" / f"{DIGEST}.txt").unlink()
    assert changes(load(loaded)) == {"snapshots.csv": (0, 1)}
    snapshot = Snapshot.objects.get()
    assert (snapshot.note, snapshot.text, snapshot.sha256) == ("a note", TEXT, DIGEST)


def test_a_byte_order_mark_is_accepted(loaded):
    path = loaded / "claims.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    text = loaded / "texts" / f"{DIGEST}.txt"
    text.write_bytes(b"\xef\xbb\xbf" + text.read_bytes().replace(b"\n", b"\r\n"))
    assert told(load(loaded)) == []


def test_windows_line_ends_empty_rows_and_trailing_commas_are_accepted(loaded):
    path = loaded / "outlet_aliases.csv"
    path.write_text("outlet,name,,\r\n,,,\r\nwire,Wire,,\r\n\r\n", newline="")
    report = load(loaded)
    assert told(report) == []
    assert report.counts["outlet_aliases.csv"].unchanged == 1


def test_text_that_looks_like_a_formula_arrives_without_its_guard(loaded):
    change(loaded, "outlet_aliases", "wire,Wire", "wire,'@wire")
    load(loaded)
    assert Outlet.objects.get(slug="wire").aliases.filter(name="@wire").exists()


def test_a_cell_of_many_lines_arrives_whole(loaded):
    long = "word " * 60_000
    (loaded / "claims.csv").write_text(f'key,note\nkilled-ministry,"one\r\ntwo\rthree\n{long}"\n', newline="")
    assert told(load(loaded)) == []
    assert Claim.objects.get(key="killed-ministry").note == f"one\r\ntwo\rthree\n{long}"


def test_other_files_are_left_alone_and_named(loaded):
    (loaded / "NOTES.md").write_text("mine")
    (loaded / ".hidden").write_text("mine")
    assert load(loaded).notes == ["NOTES.md is not part of a data package; left alone"]


def test_attributions_may_trade_places(loaded):
    (loaded / "attributions.csv").write_text(
        f"key,claim,document,snapshot,start,end,exact\n"
        f"killed-ministry-1,killed-ministry,story,{DIGEST},36,43,raiders\n"
        f"killed-ministry-2,killed-ministry,story,{DIGEST},23,55,more than 70 raiders were killed\n"
    )
    assert told(load(loaded)) == []
    assert Attribution.objects.count() == 3
    change(loaded, "attributions", "ministry-1,", "ministry-x,")
    change(loaded, "attributions", "ministry-2,", "ministry-1,")
    change(loaded, "attributions", "ministry-x,", "ministry-2,")
    assert changes(load(loaded)) == {"attributions.csv": (0, 2)}
    assert Attribution.objects.get(key="killed-ministry-2").exact == "raiders"


def test_original_bytes_arrive_in_the_media_folder(loaded, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    data = b"%PDF \x00\xff"
    digest = "a" * 64
    (loaded / "originals").mkdir()
    (loaded / "originals" / digest).write_bytes(data)
    (loaded / "snapshots.csv").write_text(f"document,sha256,original\nstory,{DIGEST},{digest}\n")
    (wrong,) = told(load(loaded))
    assert f"the bytes of originals/{digest} have the SHA-256 " in wrong
    digest = wrong.rsplit(" ", 1)[1]
    (loaded / "originals" / digest).write_bytes(data)
    (loaded / "snapshots.csv").write_text(f"document,sha256,original\nstory,{DIGEST},{digest}\n")
    assert told(load(loaded, dry_run=True)) == []
    assert not (tmp_path / "media").exists()
    load(loaded)
    assert Snapshot.objects.get().original.read() == data
    assert (tmp_path / "media" / "originals" / digest).read_bytes() == data
    assert changes(load(loaded)) == {}

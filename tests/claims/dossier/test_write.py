"""A dossier as it lies in its folder: whole without a network, checkable, loadable, the same each time."""

import csv
import shutil
import subprocess
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.dataset.load import load
from claims.dataset.write import export
from claims.dossier import pages as drawn
from claims.dossier.names import file_name
from claims.dossier.sums import entries
from claims.dossier.write import write_dossier
from claims.models import Claim, Event
from tests import factories as make
from tests.claims.dataset.packages import content, told
from tests.claims.dataset.test_round_trip import empty_everything
from tests.claims.dossier.test_names import ANYWHERE
from tests.claims.dossier.world import AT, HOSTILE, lost_links, pages, raid, recipe

pytestmark = pytest.mark.django_db
REPORTS = ["attributions", "claims", "comparison", "contradictions", "coverage", "documents", "wording"]


@pytest.fixture
def folder(tmp_path):
    write_dossier(recipe(raid()), tmp_path / "raid")
    return tmp_path / "raid"


def rows(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_it_holds_pages_reports_texts_data_and_sums(folder):
    top = {path.name for path in folder.iterdir()}
    assert top >= {"index.html", "README.txt", "SHA256SUMS", "css", "data", "documents", "questions", "texts"}
    assert top >= {f"{name}.csv" for name in REPORTS}
    assert top >= {"sources.html", "guide.html", "codebook.html", "uncoded.html"}
    assert (folder / "data" / "datapackage.json").is_file()


def test_every_link_leads_to_a_place_in_the_folder(folder):
    assert list(lost_links(folder)) == []
    assert sum(len(page.links) for page in pages(folder).values()) > 200


def test_pages_need_no_network_and_run_nothing(folder):
    for name, page in pages(folder).items():
        assert not {"script", "img", "iframe", "form", "object", "embed", "base", "button"} & set(page.elements), name
        assert not {attribute for attribute in page.attributes if attribute.startswith("on")} | (
            {"src", "srcset", "style", "action"} & page.attributes
        ), name
        assert "http-equiv" in page.attributes
        assert "127.0.0.1" not in page.text or name == "index.html"
    assert "url(http" not in (folder / "css" / "bootstrap.min.css").read_text()
    assert "url(" not in (folder / "css" / "site.css").read_text()


def test_names_of_places_are_unique_in_each_page(folder):
    for name, page in pages(folder).items():
        assert len(page.ids) == len(set(page.ids)), name


def test_hostile_texts_are_words(folder):
    index = pages(folder)["index.html"]
    assert HOSTILE in index.words
    assert "<script>alert" not in index.text
    assert HOSTILE in (folder / "README.txt").read_text()


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="needs sha256sum")
def test_sha256sum_verifies_all_files(folder):
    checked = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=True)
    assert len(checked.stdout.splitlines()) == len(entries(folder)) - 1
    (folder / "index.html").write_text("changed")
    assert subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, check=False).returncode


def test_each_quote_leads_to_its_highlighted_words(folder):
    found = pages(folder)
    links = [link.removeprefix("../") for link in found[f"questions/{file_name('Killed')}.html"].links]
    story, older = sorted(name for name in found if name.startswith("documents/story."))[::-1]
    if "more than 60" in found[story].words:
        story, older = older, story
    assert f"{story}#printed-1" in links
    assert f"{older}#printed-older" in links
    assert "documents/copy.html#printed-copy" in links
    assert "printed-1" in found[story].ids
    assert "printed-older" in found[older].ids
    assert "wording-1" in found[story].ids
    assert '<mark id="printed-2">nobody was killed' in found[story].text


def test_every_question_account_and_contradiction_stands_on_the_first_page(folder):
    page = pages(folder)["index.html"]
    for words in ("Killed?", "Who", "Unanswered", "more than 70", "none", "number", HOSTILE, "declines", "partisans"):
        assert words in page.words, words


def test_the_reports_are_those_of_the_site(folder, client):
    client.force_login(make.make_user())
    for name in ("comparison", "coverage", "wording"):
        answer = client.get(f"/events/raid/{name}.csv")
        assert b"".join(answer.streaming_content) == (folder / f"{name}.csv").read_bytes()
    for name in ("claims", "contradictions", "attributions", "documents"):
        answer = client.get(f"/{name}.csv?event=raid")
        assert b"".join(answer.streaming_content) == (folder / f"{name}.csv").read_bytes()


def test_the_cover_says_when_and_from_what_it_was_made(folder):
    words = " ".join(pages(folder)["index.html"].words.split())
    assert "made 22 November 2026, 14:05 UTC" in words
    assert "http://127.0.0.1:8000/events/raid/" in words
    assert "5 accepted, 1 draft" in words
    assert "claims that are not accepted yet, too" in words
    assert "1 confirmed" in words


def test_a_visitor_s_dossier_holds_accepted_claims_only(tmp_path):
    folder = tmp_path / "raid"
    write_dossier(recipe(raid(), public=True), folder)
    assert list(lost_links(folder)) == []
    for path, data in content(folder).items():
        assert b"killed-draft" not in data, path
        assert b"Witness" not in data, path
        assert b"yvonne" not in data, path
    words = " ".join(pages(folder)["index.html"].words.split())
    assert "It holds accepted claims only" in words
    assert "5 accepted" in words
    assert "draft" not in words


def test_the_data_package_loads_into_an_empty_database_and_exports_again(folder, tmp_path):
    empty_everything()
    assert told(load(folder / "data")) == []
    export(tmp_path / "again")
    assert content(tmp_path / "again") == content(folder / "data")


def test_a_visitor_s_data_package_loads_and_exports_again_too(tmp_path):
    write_dossier(recipe(raid(), public=True), tmp_path / "raid")
    empty_everything()
    assert told(load(tmp_path / "raid" / "data")) == []
    export(tmp_path / "again")
    assert content(tmp_path / "again") == content(tmp_path / "raid" / "data")


def test_the_dossier_of_loaded_data_is_the_same(folder, tmp_path):
    empty_everything()
    load(folder / "data")
    write_dossier(recipe(Event.objects.get(key="raid")), tmp_path / "again")
    one, two = content(folder), content(tmp_path / "again")
    differing = {name for name in one if one[name] != two.get(name)}
    assert differing <= {"claims.csv", "SHA256SUMS", "index.html"}  # when a claim was last stored is in claims.csv


def test_two_dossiers_of_one_state_differ_in_the_time_stamp_only(folder, tmp_path):
    event = Event.objects.get(key="raid")
    write_dossier(recipe(event), tmp_path / "same")
    assert content(tmp_path / "same") == content(folder)
    write_dossier(recipe(event, at=AT + timedelta(days=10)), tmp_path / "later")
    later = {
        name: data.replace(b"2 December 2026", b"22 November 2026")
        for name, data in content(tmp_path / "later").items()
    }
    summed = {"SHA256SUMS", "index.html"}
    assert {name for name, data in content(folder).items() if later[name] != data} == summed
    assert later["index.html"].count(b"22 November 2026") == content(folder)["index.html"].count(b"22 November 2026")


def test_keys_cannot_lead_out_of_the_folder(tmp_path):
    event = make.make_event("Odd", key="..")
    question = make.make_question(event, "Odd", key="..\\up")
    claim = make.make_claim(question, make.make_speaker("Odd", slug="..odd"), amount=1, key='"><script>')
    snapshot = make.make_snapshot(make.make_document(make.make_outlet("O", slug="a b"), key="C:\\x"))
    make.make_attribution(claim, snapshot, key="../../x y")
    make.make_wording(event, snapshot, "raiders", key="%2e%2e")
    (tmp_path / "deep").mkdir()
    write_dossier(recipe(event), tmp_path / "deep" / "odd")
    assert [path.name for path in tmp_path.iterdir()] == ["deep"]
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["odd"]
    assert list(lost_links(tmp_path / "deep" / "odd")) == []
    assert all(ANYWHERE.fullmatch(path.stem) for path in (tmp_path / "deep" / "odd" / "questions").iterdir())


def test_keys_that_differ_only_in_capitals_have_files_of_their_own(tmp_path):
    event = make.make_event("Both", key="both")
    for key in ("who", "Who"):
        make.make_claim(make.make_question(event, key, key=key), amount=1, key=f"claim-{key}")
    write_dossier(recipe(event), tmp_path / "both")
    names = [path.name for path in (tmp_path / "both" / "questions").iterdir()]
    assert len({name.casefold() for name in names}) == 2


def test_an_event_without_anything_makes_a_dossier(tmp_path):
    write_dossier(recipe(make.make_event("Nothing", key="nothing", started_on=None, ended_on=None)), tmp_path / "none")
    assert list(lost_links(tmp_path / "none")) == []
    assert "No question yet" in pages(tmp_path / "none")["index.html"].words


def test_what_does_not_fit_the_first_page_of_a_large_event_has_a_page_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(drawn, "WHOLE", 3)
    event = raid()
    for number in range(30):
        question = make.make_question(event, f"Single {number}", key=f"single-{number}")
        make.make_attribution(make.make_claim(question, amount=number, key=f"claim-{number}"))
    write_dossier(recipe(event), tmp_path / "large")
    found = pages(tmp_path / "large")
    assert list(lost_links(tmp_path / "large")) == []
    assert "singles.html" in found["index.html"].links
    assert "Single 29" in found["singles.html"].words
    assert "claim:claim-29" not in found["index.html"].ids
    assert "claim:claim-29" in found["questions/single-29.html"].ids


def test_the_number_of_queries_does_not_grow(tmp_path):
    def queries(name):
        with CaptureQueriesContext(connection) as found:
            write_dossier(recipe(event), tmp_path / name)
        return len(found)

    event = raid()
    few = queries("few")
    for number in range(20):
        voice = make.make_speaker(affiliation=make.make_speaker())
        voice.aliases.create(name=f"Alias {number}")
        claim = make.make_claim(make.make_question(event), voice, amount=number, status="draft")
        make.make_relay(make.make_attribution(claim), make.make_outlet())
        make.make_relation(claim, Claim.objects.get(key="loose"), kind="corroborates")
        make.make_claim(claim.question, make.make_speaker(), amount=number + 1)
        make.make_reading(make.make_document(), event)
    assert queries("many") == few

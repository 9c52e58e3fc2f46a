"""Records of other tools become drafts that wait for coding: each whole or not at all, and once."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.curation.acts import undo
from claims.curation.taking_over import TakingOver, found_in
from claims.models import Act, Attribution, Claim, Speaker
from sources.ingest.records import Reading
from sources.models import Arrival, Document
from tests.factories import (
    make_alias,
    make_analyst,
    make_document,
    make_event,
    make_outlet,
    make_snapshot,
    make_speaker,
    make_user,
)
from tests.sources.ingest.files import BODY, page

pytestmark = pytest.mark.django_db
URL = "https://herald.example/a"
TEXT = (
    "The mayor said that 25 boats were lost.\nNobody was hurt.\nThe guild said that nobody was hurt.\nNobody was hurt."
)


@pytest.fixture
def event():
    return make_event(key="boats")


@pytest.fixture
def snapshot():
    return make_snapshot(make_document(make_outlet("Herald"), url=URL), TEXT)


def review(**fields):
    blank = dict.fromkeys(("statement", "speaker", "said_on", "appearance", "reviewer", "url", "rating"), "")
    return blank | {"statement": "25 boats were lost", "speaker": "Anna Berg"} | fields


def annotation(**fields):
    blank = dict.fromkeys(("exact", "prefix", "suffix", "body", "creator"), "")
    return blank | {"source": URL, "start": None, "end": None, "tags": [], "exact": "25 boats were lost"} | fields


def taken(event, reviews=(), annotations=(), snapshot=None, user=None):
    reading = Reading("", "application/json", "json", reviews=tuple(reviews), annotations=tuple(annotations))
    return TakingOver(event, user)(reading, snapshot)


def test_a_review_becomes_a_draft_that_quotes_the_words_where_they_appeared(event, snapshot):
    said = {"appearance": URL, "said_on": "2024-01-08", "reviewer": "Fact Desk", "url": "https://f.example/1"}
    (told,) = taken(event, [review(rating="Mostly untrue", **said)], user=make_analyst())
    claim = Claim.objects.get()
    assert (claim.status, claim.question, claim.event, claim.said_on) == ("draft", None, event, date(2024, 1, 8))
    assert (claim.speaker.name, claim.speaker.kind, claim.credibility) == ("Anna Berg", "other", "")
    for words in ("Fact Desk", "https://f.example/1", "“Mostly untrue”"):
        assert words in claim.note
    found = claim.attributions.get()
    assert (found.exact, found.snapshot) == ("25 boats were lost", snapshot)
    assert told.taken and claim.key in told.became


def test_a_review_whose_words_stand_nowhere_has_no_evidence_and_says_so(event, snapshot):
    (told,) = taken(event, [review(statement="A hundred boats sank", appearance=URL)])
    assert told.taken and "no evidence" in told.became and not Attribution.objects.exists()


def test_the_words_may_stand_in_the_review_itself(event, snapshot):
    taken(event, [review(appearance="https://gone.example/")], snapshot=snapshot)
    assert Attribution.objects.get().snapshot == snapshot


def test_speakers_are_found_by_name_or_alias_and_not_guessed_among_several(event):
    anna = make_speaker("Anna Berg")
    make_alias(anna, "A. Berg")
    taken(event, [review(), review(speaker="a. berg", statement="Another claim")])
    assert set(Claim.objects.values_list("speaker", flat=True)) == {anna.pk}
    make_speaker("anna berg")
    (told,) = taken(event, [review(statement="A third")])
    assert "Several speakers" in told.became and Claim.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "says"),
    [({"speaker": ""}, "names nobody"), ({"statement": ""}, "no claim"), ({"speaker": "x" * 201}, "at most 200")],
)
def test_a_review_that_lacks_something_leaves_nothing_half_saved(event, fields, says):
    (told,) = taken(event, [review(**fields)])
    assert says in told.became and not told.taken
    assert not Claim.objects.exists() and not Speaker.objects.exists() and not Act.objects.exists()


def test_an_annotation_quotes_its_words_and_waits_for_coding(event, snapshot):
    user = make_user("ibarra")
    taken(event, annotations=[annotation(body="How many?", tags=["figures"], creator="bo")], user=user)
    claim = Claim.objects.get()
    assert (claim.statement, claim.question, claim.outlet.name) == ("How many?", None, "Herald")
    assert "bo" in claim.note and "figures" in claim.note and claim.author == user
    assert Attribution.objects.get().exact == "25 boats were lost"
    undo(Act.objects.get(), user)
    assert not Claim.objects.exists() and not Attribution.objects.exists()


def test_of_several_places_the_one_between_prefix_and_suffix_is_meant(event, snapshot):
    (told,) = taken(event, annotations=[annotation(exact="obody was hurt", prefix="said  that n", suffix=".\nNobody")])
    assert told.taken and Attribution.objects.get().start == TEXT.index("nobody was") + 1


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"exact": "obody was hurt"}, "stand 3 times"),
        ({"exact": "words of another text"}, "has not these words"),
        ({"source": "https://gone.example/"}, "bring it in first"),
        ({"source": ""}, "no address"),
        ({"body": "x" * 20_001}, "Longer than"),
    ],
)
def test_what_is_not_found_or_not_certain_is_told(event, snapshot, fields, says):
    wrong, right = taken(event, annotations=[annotation(**fields), annotation()])
    assert says in wrong.became and not wrong.taken and right.taken
    assert Claim.objects.count() == Attribution.objects.count() == 1


def test_hostile_characters_are_taken_out(event, snapshot):
    said = annotation(body="a\0b\ud800c \u202e", exact="25  boats\nwere lost", creator="\0")
    assert taken(event, [review(statement="\ud83d x")], [said])[1].taken
    assert Claim.objects.get(outlet__isnull=False).statement.startswith("abc")


def test_doing_it_again_adds_nothing_even_after_it_was_changed(event, snapshot):
    both = {"reviews": [review()], "annotations": [annotation(body="How many?")]}
    taken(event, **both)
    claim = Claim.objects.get(outlet__isnull=False)
    claim.statement, claim.note = "25 boats were lost.", ""
    claim.save()
    assert [told.became.startswith("Taken over before") for told in taken(event, **both)] == [True, True]
    assert Claim.objects.count() == 2


def test_words_are_found_whatever_space_is_between_them():
    assert found_in("a b\n c a b", {"exact": "b c", "prefix": "", "suffix": ""}) == [(2, 6)]
    assert found_in("a", {"exact": " ", "prefix": "", "suffix": ""}) == []


def test_queries_grow_with_records_only(event, snapshot):
    def queries(number):
        said = [annotation(body=f"{number} {at}") for at in range(number)]
        with CaptureQueriesContext(connection) as found:
            taken(event, annotations=said)
        return len(found) / number

    assert queries(2) == queries(22)


# By the command


def run(*args, **options):
    said = StringIO()
    try:
        call_command("import_documents", *map(str, args), stdout=said, **options)
    except CommandError as problem:
        said.write(f"[{problem.returncode}] {problem}")
    return said.getvalue()


@pytest.fixture
def export(tmp_path):
    selector = {"type": "TextQuoteSelector", "exact": "25 boats were lost", "prefix": "", "suffix": ""}
    rows = [{"target": [{"source": url, "selector": [selector]}], "text": "x"} for url in (URL, "https://no.example/")]
    file = tmp_path / "hypothesis.json"
    file.write_text(json.dumps({"rows": rows}))
    return file


def test_without_an_event_they_are_counted(export, snapshot):
    said = run(export)
    assert "2 annotations: Choose an event (--event KEY)" in said and "1 records of another tool" in said
    assert not Claim.objects.exists() and Arrival.objects.get().outcome == "records"


def test_with_an_event_each_is_told_and_the_same_file_again_adds_nothing(export, snapshot, event):
    run(export)
    assert "1 of 2 records" in run(export, "--event", "boats", "--dry-run")
    assert not Claim.objects.exists()
    said = run(export, "--event", "boats")
    assert "annotation 1: “25 boats were lost” Draft boats-herald" in said
    assert "annotation 2: “25 boats were lost” No document here has the address https://no.example/" in said
    assert "Taken over before" in run(export, "--event", "boats")
    assert Claim.objects.count() == 1 and Document.objects.count() == 1


def test_a_page_with_a_review_is_a_document_and_its_review_may_be_taken_later(tmp_path, event):
    data = {
        "@type": "ClaimReview",
        "claimReviewed": BODY.partition(",")[0],
        "itemReviewed": {"author": {"name": "The ministry"}},
    }
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    (tmp_path / "a.html").write_bytes(page(head))
    assert "1 claim review: Choose an event" in run(tmp_path / "a.html")
    said = run(tmp_path / "a.html", "--event", "boats")
    assert "1 already here" in said and "claim review 1: Draft boats-the-ministry, quoting" in said
    assert Attribution.objects.get().claim.speaker.name == "The ministry"
    run(tmp_path / "a.html", "--event", "boats")
    assert Claim.objects.count() == Document.objects.count() == 1


def test_an_unknown_event_stops_before_anything_is_read(export):
    assert "no event with the key “nowhere”" in run(export, "--event", "nowhere")
    assert not Arrival.objects.exists()

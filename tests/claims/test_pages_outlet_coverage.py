"""What an outlet covers of its events, what it leaves out, and how it introduces whom."""

import html
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.comparisons import outlet_coverage
from claims.comparisons.coverage import Coverage
from claims.comparisons.events import compare_event
from claims.comparisons.outlet_coverage import covered_events, cues_by_side
from claims.models import Claim, Event
from tests.factories import (
    make_attribution,
    make_claim,
    make_document,
    make_event,
    make_outlet,
    make_question,
    make_reading,
    make_snapshot,
    make_speaker,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _public(settings):
    settings.PUBLIC_PAGES = True


@pytest.fixture
def outlet():
    return make_outlet("Gazette")


@pytest.fixture
def event():
    return make_event("Flood")


def told(question, document, voice=None, **fields):
    cue = fields.pop("cue", "")
    return make_attribution(make_claim(question, voice, amount=3, **fields), make_snapshot(document), cue=cue)


def part(client, outlet, name):
    page = client.get(outlet.get_absolute_url()).text
    return page.split(f'id="{name}"')[1].split("</section>")[0]


def words(markup):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def covered(outlet):
    (row,), _ = covered_events(outlet, Claim.objects.all())
    return row


def test_questions_of_an_event_are_reported_or_absent_once_all_was_read(client, outlet, event):
    document = make_document(outlet)
    told(make_question(event, "Boats"), document)
    told(make_question(event, "Houses"), make_document())
    assert (covered(outlet).reported, covered(outlet).absent, covered(outlet).unread) == (1, 0, 1)
    make_reading(document, event)
    make_reading(document, event)
    assert (covered(outlet).reported, covered(outlet).absent, covered(outlet).unread) == (1, 1, 0)
    make_reading(make_document(outlet), event)
    assert covered(outlet).absent == 1
    assert words(part(client, outlet, "coverage")).endswith("2 2 1 1 0")


def test_a_document_that_nobody_read_leaves_the_rest_unknown(client, outlet, event):
    make_question(event)
    make_reading(make_document(outlet), event)
    told(make_question(event), make_document(outlet))
    row = covered(outlet)
    assert (row.documents, row.read, row.absent, row.unread) == (2, 1, 0, 1)
    assert "2 1 read 2 1 0 1" in words(part(client, outlet, "coverage"))


def test_every_number_leads_somewhere(client, outlet, event):
    document = make_document(outlet)
    told(make_question(event, "Boats"), document)
    make_question(event, "Houses")
    make_reading(document, event)
    found = part(client, outlet, "coverage")
    for path in [
        "/documents/?outlet=gazette&amp;event=flood-2023",
        "/claims/?event=flood-2023&amp;outlet=gazette",
        "/events/flood-2023/coverage/",
    ]:
        assert f'href="{path}"' in found
        assert client.get(html.unescape(path)).status_code == 200


def test_the_counts_are_those_of_the_coverage_table(outlet, event):
    document, other = make_document(outlet), make_document(make_outlet("Herald"))
    copy = make_document(republishes=document)
    middle = make_document(make_outlet("Mirror"), republishes=other)
    last = make_document(make_outlet("Echo"), republishes=middle)
    for number, place in enumerate([document, copy, other, middle, last]):
        told(make_question(event, f"Question {number}"), place)
    make_question(event, "Unanswered")
    for read in (document, other, last):
        make_reading(read, event)
    compared = compare_event(event, Claim.objects.all())
    for one in compared.coverage.outlets:
        cells = [compared.coverage.cell(one, question.question).coverage for question in compared.questions]
        row = covered(one)
        assert row.reported == cells.count(Coverage.REPORTED), one
        assert row.absent == cells.count(Coverage.ABSENT), one
        assert row.unread == cells.count(Coverage.UNREAD), one
        assert row.documents == compared.coverage.documents[one.pk], one


def test_republications_are_counted(client, outlet, event):
    told(make_question(event), make_document(outlet, republishes=make_document()))
    told(make_question(event), make_document(outlet))
    assert "2 1 copy" in words(part(client, outlet, "coverage"))


def test_the_newest_events_come_first_and_the_others_are_a_link_away(client, outlet, monkeypatch):
    monkeypatch.setattr(outlet_coverage, "EVENTS", 2)
    for year in (2021, 2023, 2022):
        told(
            make_question(make_event(f"Flood of {year}", started_on=date(year, 1, 1), ended_on=None)),
            make_document(outlet),
        )
    found = part(client, outlet, "coverage")
    assert found.index("Flood of 2023") < found.index("Flood of 2022")
    assert "Flood of 2021" not in found
    assert "/events/?outlet=gazette" in found


def test_visitors_learn_of_accepted_claims_only(client, outlet, event):
    told(make_question(event), make_document(outlet), status="draft", cue="whispered")
    assert "Flood" not in part(client, outlet, "coverage")
    assert "whispered" not in part(client, outlet, "cues")
    client.force_login(make_user())
    assert "Flood" in part(client, outlet, "coverage")
    assert "whispered" in part(client, outlet, "cues")


def test_cues_stand_by_the_side_of_who_speaks(client, outlet):
    ministry = make_speaker("Ministry")
    minister, guild = make_speaker("Mina", affiliation=ministry), make_speaker("Guild")
    question = make_question()
    for voice, cue in [(minister, "said"), (minister, "Said"), (ministry, "announced"), (guild, "claims")]:
        told(question, make_document(outlet), voice, cue=cue)
    told(question, make_document(outlet), outlet, cue="reportedly")
    told(question, make_document(), guild, cue="shouted")
    found = words(part(client, outlet, "cues"))
    assert "Ministry 3 said ×2 announced" in found
    assert "Guild 1 claims" in found
    assert "Own voice 1 reportedly" in found
    assert "shouted" not in found


def test_only_the_most_used_cues_are_shown(outlet, monkeypatch):
    monkeypatch.setattr(outlet_coverage, "WORDS", 2)
    voice = make_speaker()
    for cue in ("said", "said", "noted", "added"):
        told(make_question(), make_document(outlet), voice, cue=cue)
    (row,) = cues_by_side(outlet, Claim.objects.all())
    assert (row.cues, row.uses, row.hidden) == ([("said", 2), ("added", 1)], 4, 1)


def test_an_outlet_without_documents_says_so(client, outlet):
    assert "tell of no event yet" in part(client, outlet, "coverage")
    assert "No cue is recorded" in part(client, outlet, "cues")


def test_markup_in_cues_and_events_is_shown_as_text(client, outlet):
    told(make_question(make_event("<script>1")), make_document(outlet), cue="</q><script>2")
    assert "<script" not in client.get(outlet.get_absolute_url()).text


def test_the_number_of_queries_does_not_grow(client, outlet):
    def add():
        event = make_event()
        document = make_document(outlet)
        told(make_question(event), document, make_speaker(affiliation=make_speaker()), cue=f"said {event.pk}")
        make_reading(document, event)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(outlet.get_absolute_url())
        return [query["sql"][:150] for query in captured]

    add()
    few = queries()
    for _ in range(21):
        add()
    assert Event.objects.count() == 22
    assert len(queries()) == len(few)

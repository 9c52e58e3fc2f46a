"""What is found: the same on both databases, among what the reader may see, in an order that can be explained."""

from datetime import date

import pytest

from claims.choices import Findable
from claims.models import Claim, Event, SearchEntry, Speaker
from claims.search import find as finding
from claims.search.index import rebuild
from claims.search.query import parse
from sources.models import Outlet
from tests.claims.search.world import finds, kinds, make_world
from tests.factories import make_claim, make_document, make_event, make_question, make_snapshot, make_speaker


@pytest.fixture
def world(db):
    make_world()


FOUND = [
    ("drones", "event question claim quote document"),
    ("DRONES", "event question claim quote document"),
    ("drone", ""),
    ("drone*", "event question claim quote document"),
    ("gladkov", "speaker claim quote document"),
    ("Gladkow", "speaker claim quote document"),
    ("Гладков", "speaker claim quote document"),
    ("гладков дрон*", "claim quote document"),
    ('"gladkow"', "speaker"),
    ("vyacheslav gladkow", "speaker claim quote"),
    ("gladkov drones", "claim quote document"),
    ("drones gladkov", "claim quote document"),
    ("gladkov drones -twenty", "claim"),
    ('"twenty drones"', "quote document"),
    ('"drones twenty"', ""),
    ("twenty-drones", "quote document"),
    ('"air defence"', "claim document"),
    ('-"air defence" drones', "event question quote"),
    ("20", "claim"),
    ("125000", "document"),
    ("125,000", "document"),
    ("coast", "speaker outlet document"),
    ('"night of"', "document"),
    ('"drones coast"', ""),
    ('"drones governor"', ""),
    ("nobody", "question document"),
    ("zebras", ""),
    ("not a single boat", "document"),
    ('"not a single boat"', "document"),
    ("x0x0x", ""),
    ("k_claim", ""),
    ("claim", ""),
    ("estmark AND drones", "document"),
    ("NEAR(drones estmark)", ""),
    ("title:drones", ""),
    ("dro''nes", ""),
    ("dro\0nes", "event question claim quote document"),
    ("drones\u200f", "event question claim quote document"),
    ("drones *", "event question claim quote document"),
    ('drones "', "event question claim quote document"),
    ("-drones", ""),
    ("b*", "document"),
    ("中国", ""),
]


@pytest.mark.parametrize(("query", "found"), FOUND, ids=[query for query, _ in FOUND])
def test_a_query_finds(world, query, found):
    assert kinds(query) == found


HOSTILE = [
    '"',
    "''",
    "(((",
    ")",
    "x" * 10_000,
    "a " * 5000,
    '"a" ' * 200,
    "* " * 400,
    "\x01\x1f\ufffe",
    "'; DROP TABLE x",
]
HOSTILE += [
    "-" * 300,
    "a:b:c^2~3",
    "{a b} : c",
    "a NOT b OR NOT",
    "!a & (b | c",
    "'a':*B <2> c",
    "\\",
    "%s %d {}",
    "🚣" * 99,
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_no_query_is_an_error(world, query):
    finds(query)


def test_drafts_are_found_by_those_who_may_see_them(world):
    everything = Claim.objects.compared()
    assert kinds("zebras", everything) == "claim"
    assert kinds("nobody", everything) == "question claim quote document"
    assert finds("nobody")[Findable.QUESTION] == finds("nobody", everything)[Findable.QUESTION]


def test_a_claim_that_is_taken_back_is_not_found_even_before_the_index_knows(world):
    claim = Claim.objects.get(key="most")
    claim.status = "returned"
    claim.save()
    assert kinds("twenty") == "document"
    assert kinds("twenty", Claim.objects.compared()) == "document"


def test_what_is_gone_is_not_found_even_before_the_index_knows(world):
    Claim.objects.get(key="most").delete()
    Claim.objects.get(key="draft").delete()
    Speaker.objects.all().delete()
    assert kinds("gladkov") == "document"


NARROWED = [
    ({"event": "e"}, "event question claim quote document"),
    ({"event": "other"}, ""),
    ({"outlet": "o"}, "claim quote document"),
    ({"outlet": "other"}, ""),
    ({"speaker": "s"}, "claim quote document"),
    ({"speaker": "other"}, ""),
    ({"speaker": "s", "outlet": "o", "event": "e"}, "claim quote document"),
    ({"since": date(2023, 5, 22)}, "event question claim quote document"),
    ({"since": date(2023, 5, 24)}, "quote document"),
    ({"until": date(2023, 5, 23)}, "event question claim"),
    ({"since": date(2023, 5, 23), "until": date(2023, 5, 23)}, "claim"),
]


@pytest.mark.parametrize(("wanted", "found"), NARROWED, ids=[str(wanted) for wanted, _ in NARROWED])
def test_what_is_found_can_be_narrowed(world, wanted, found):
    make_event("Elsewhere"), make_speaker("Nobody Else")
    known = {
        ("event", "e"): lambda: Event.objects.get(title="Drones over Estmark"),
        ("event", "other"): lambda: Event.objects.get(title="Elsewhere"),
        ("outlet", "o"): lambda: Outlet.objects.get(name="Coast Gazette"),
        ("outlet", "other"): lambda: Outlet.objects.create(name="Another"),
        ("speaker", "s"): lambda: Speaker.objects.get(name="Vyacheslav Gladkov"),
        ("speaker", "other"): lambda: Speaker.objects.get(name="Nobody Else"),
    }
    given = {name: known[name, value]() if isinstance(value, str) else value for name, value in wanted.items()}
    assert kinds("drones", **given) == found


def test_names_can_be_narrowed_to_an_event_or_to_themselves(world):
    here = {"event": Event.objects.get()}
    assert kinds("gladkov", **here) == "speaker claim quote document"
    assert kinds("coast", **here) == "speaker outlet document"
    assert kinds("coast", event=make_event()) == ""
    assert kinds("coast", outlet=Outlet.objects.get()) == "outlet document"
    assert kinds("coast", since=date(2000, 1, 1)) == "document"


def test_a_document_is_not_found_by_the_event_of_a_draft_only(world):
    event = make_event("Another event")
    make_claim(make_question(event), status="draft", key="hidden")
    claim, place = Claim.objects.get(key="hidden"), Claim.objects.get(key="draft").attributions.get()
    place.claim = claim
    place.save()
    assert kinds("drones", event=event) == ""
    assert kinds("drones", Claim.objects.compared(), event=event) == "document"


def test_what_is_called_so_comes_first_then_the_newest(db):
    for day, title, text in [
        (3, "Old boats", "Nothing."),
        (9, "Weather", "The boats."),
        (5, "New boats", "Nothing."),
        (1, "Weather", "Boats and boats and boats."),
    ]:
        make_snapshot(make_document(title=title, published_on=date(2023, 5, day), key=f"d{day}"), text)
    rebuild()
    order = [entry.document.published_on.day for entry in _entries(finds("boats")[Findable.DOCUMENT])]
    assert order == [5, 3, 9, 1]


def _entries(pks):
    return [SearchEntry.objects.get(kind="document", object_id=pk) for pk in pks]


def test_a_name_that_is_the_whole_query_comes_before_longer_ones(db):
    pks = {name: make_speaker(name).pk for name in ["Reuters experts", "Reuters", "A source of Reuters"]}
    rebuild()
    assert finds("reuters")[Findable.SPEAKER] == [pks["Reuters"], pks["Reuters experts"], pks["A source of Reuters"]]


def test_a_document_is_found_once_however_many_texts_and_pieces_it_has(db, monkeypatch):
    monkeypatch.setattr("claims.search.contents.PIECE", 40)
    document = make_document(title="Boats")
    make_snapshot(document, "Boats were lost on the coast. " * 8)
    make_snapshot(document, "No boats at all, and oars.")
    rebuild()
    assert SearchEntry.objects.filter(kind="document").count() > 5
    assert finds("boats") == {Findable.DOCUMENT: [document.pk]}
    assert kinds("boats oars") == "document"


def test_more_than_can_be_put_in_order_are_counted_as_more(db, monkeypatch):
    monkeypatch.setattr(finding, "CAP", 3)
    for number in range(5):
        make_speaker(f"Boat {number}")
    rebuild()
    (found,) = finding.find(parse("boat"), {}, Claim.objects.accepted()).kinds
    assert (found.count, len(found.matches)) == ("3+", 3)


def test_a_very_large_text_is_indexed(db):
    text = " ".join(f"w{number:x}ord" for number in range(120_000))
    document = make_document()
    make_snapshot(document, text)
    rebuild()
    assert finds("w1d4bford") == {Findable.DOCUMENT: [document.pk]}
    assert finds('"w1d4beord w1d4bford"') == {Findable.DOCUMENT: [document.pk]}

"""Narrowing the lists of claims, contradictions, attributions, speakers, events, outlets and documents."""

from datetime import date

import pytest
from django.http import QueryDict

from claims import filtersets
from claims.models import Claim
from tests import factories as make

ALL = [
    filtersets.ClaimFilterSet,
    filtersets.RelationFilterSet,
    filtersets.AttributionFilterSet,
    filtersets.SpeakerFilterSet,
    filtersets.EventFilterSet,
    filtersets.OutletFilterSet,
    filtersets.DocumentFilterSet,
]


@pytest.fixture
def world(db):
    """Two events; Russia's Peskov against Ukraine's Podolyak; an outlet's own voice; a draft."""

    class World:
        russia = make.make_speaker("Russia", kind="government")
        peskov = make.make_speaker("Peskov", affiliation=russia)
        podolyak = make.make_speaker("Podolyak")
        make.make_alias(podolyak, "Podoliak")
        herald, courier = make.make_outlet("Herald"), make.make_outlet("Courier")
        raid, truce = make.make_event("Raid"), make.make_event("Truce", started_on=date(2025, 4, 19), ended_on=None)
        killed = make.make_question(raid, "killed", key="killed")
        broken = make.make_question(truce, "broken", key="broken")
        over_70 = make.make_claim(killed, peskov, amount=70, key="over-70", said_on=date(2023, 5, 23))
        nobody = make.make_claim(killed, podolyak, amount=0, key="nobody", stance="denies", said_on=date(2023, 5, 25))
        own = make.make_claim(broken, herald, key="own", statement="The truce held.")
        draft = make.make_claim(broken, peskov, key="draft", status="draft")
        story = make.make_document(herald, key="story")
        snapshot = make.make_snapshot(story, "He spoke of dozens of dead raiders.")
        quote = make.make_attribution(over_70, snapshot, "dozens of dead", key="quote", cue="spoke of")
        parting = make.make_relation(over_70, nobody, reason="Seventy is not zero.")
        reversal = make.make_relation(draft, over_70, basis="inference", state="suggested")

    return World


def keys(kind, query, claims=None):
    filterset = kind(QueryDict(query), claims=Claim.objects.compared() if claims is None else claims)
    assert filterset.is_valid(), filterset.problems
    return [getattr(row, "key", None) or row.slug for row in filterset.filtered()]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("event=raid-2023", ["nobody", "over-70"]),
        ("question=broken", ["draft", "own"]),
        ("speaker=peskov", ["over-70", "draft"]),
        ("outlet=herald", ["over-70", "own"]),
        ("document=story", ["over-70"]),
        ("side=russia", ["over-70", "draft"]),
        ("side=herald", ["own"]),
        ("stance=denies", ["nobody"]),
        ("status=draft", ["draft"]),
        ("since=2023-05-24", ["nobody"]),
        ("until=2023-05-24", ["over-70"]),
        ("q=dozens of dead", ["over-70"]),
        ("q=podoliak", ["nobody"]),
        ("q=truce held", ["own"]),
        ("event=raid-2023&speaker=peskov&q=", ["over-70"]),
        ("event= raid-2023 ", ["nobody", "over-70"]),
        ("sort=said_on", ["over-70", "nobody", "draft", "own"]),
        ("sort=-said_on", ["nobody", "over-70", "draft", "own"]),
        ("sort=speaker,-key", ["own", "over-70", "draft", "nobody"]),
        ("page=2&per_page=10", ["nobody", "over-70", "draft", "own"]),
    ],
)
def test_claims_are_narrowed(world, query, expected):
    assert keys(filtersets.ClaimFilterSet, query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["draft..over-70", "nobody..over-70"]),
        ("event=truce-2025", ["draft..over-70"]),
        ("question=killed", ["draft..over-70", "nobody..over-70"]),
        ("speaker=podolyak", ["nobody..over-70"]),
        ("outlet=herald", ["draft..over-70", "nobody..over-70"]),
        ("document=story", ["draft..over-70", "nobody..over-70"]),
        ("side=podolyak", ["nobody..over-70"]),
        ("basis=number", ["nobody..over-70"]),
        ("state=suggested", ["draft..over-70"]),
        ("between=sides", ["nobody..over-70"]),
        ("between=reversal", ["draft..over-70"]),
        ("between=within a side", []),
        ("since=2023-05-24", ["nobody..over-70"]),
        ("since=2023-05-24&until=2023-05-24", []),
        ("q=not zero", ["nobody..over-70"]),
        ("sort=-key", ["nobody..over-70", "draft..over-70"]),
    ],
)
def test_contradictions_are_narrowed(world, query, expected):
    assert keys(filtersets.RelationFilterSet, query) == expected


@pytest.mark.parametrize(
    ("kind", "query", "expected"),
    [
        ("Attribution", "event=raid-2023&question=killed&speaker=peskov&outlet=herald&document=story", ["quote"]),
        ("Attribution", "side=russia&stance=asserts&status=accepted&since=2023-05-24&until=2023-05-24", ["quote"]),
        ("Attribution", "q=spoke of", ["quote"]),
        ("Attribution", "outlet=courier", []),
        ("Speaker", "", ["peskov", "podolyak", "russia"]),
        ("Speaker", "event=truce-2025", ["peskov"]),
        ("Speaker", "question=killed&outlet=herald", ["peskov"]),
        ("Speaker", "side=russia", ["peskov", "russia"]),
        ("Speaker", "q=Podoliak", ["podolyak"]),
        ("Event", "", ["truce-2025", "raid-2023"]),
        ("Event", "speaker=podolyak", ["raid-2023"]),
        ("Event", "outlet=herald&side=russia", ["truce-2025", "raid-2023"]),
        ("Event", "since=2023-05-23&until=2023-05-22", None),
        ("Event", "since=2023-05-23", ["truce-2025", "raid-2023"]),
        ("Event", "since=2023-05-24", ["truce-2025"]),
        ("Event", "until=2023-05-24", ["raid-2023"]),
        ("Event", "q=rai", ["raid-2023"]),
        ("Outlet", "", ["courier", "herald"]),
        ("Outlet", "event=raid-2023", ["herald"]),
        ("Outlet", "question=broken", ["herald"]),
        ("Outlet", "speaker=podolyak", []),
        ("Outlet", "q=cour", ["courier"]),
        ("Document", "outlet=herald&event=raid-2023&question=killed&speaker=peskov", ["story"]),
        ("Document", "since=2023-05-25", []),
        ("Document", "q=herald", ["story"]),
    ],
)
def test_other_lists_are_narrowed(world, kind, query, expected):
    filterset = getattr(filtersets, f"{kind}FilterSet")
    if expected is None:
        assert filterset(QueryDict(query)).problems == ["until: 2023-05-22 lies before since, 2023-05-23."]
    else:
        assert keys(filterset, query) == expected


def test_documents_read_for_an_event_belong_to_it(world):
    unused = make.make_document(world.courier, key="unused")
    make.make_reading(unused, world.raid)
    assert keys(filtersets.DocumentFilterSet, "event=raid-2023&sort=key") == ["story", "unused"]


def test_a_collective_never_reverses_itself(world):
    bloggers = make.make_speaker("Bloggers", collective=True)
    pair = [make.make_claim(world.killed, bloggers, amount=n, key=f"blog-{n}") for n in (1, 9)]
    make.make_relation(*pair)
    assert keys(filtersets.RelationFilterSet, "between=within a side") == ["blog-1..blog-9"]
    assert "blog-1..blog-9" not in keys(filtersets.RelationFilterSet, "between=reversal")


def test_visitors_see_nothing_that_rests_on_a_draft(world):
    accepted = Claim.objects.accepted()
    assert keys(filtersets.ClaimFilterSet, "speaker=peskov", accepted) == ["over-70"]
    assert keys(filtersets.RelationFilterSet, "", accepted) == ["nobody..over-70"]
    assert keys(filtersets.SpeakerFilterSet, "event=truce-2025", accepted) == []


def test_without_a_request_only_accepted_claims_are_listed(world):
    assert "draft" not in [claim.key for claim in filtersets.ClaimFilterSet(QueryDict("")).filtered()]


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("speker=peskov", "“speker” is not a filter here."),
        ("sort=wrong", "sort: “wrong” is not a column to sort by: key, "),
        ("sort=-", "sort: “-” is not a column to sort by"),
        ("q=a&q=b", "q: Give it once."),
        ("q=%00", "q: Null characters are not allowed."),
        (f"q={'a' * 201}", "q: Ensure this value has at most 200 characters"),
    ],
)
def test_what_is_not_understood_gives_no_rows(world, kind, query, problem):
    filterset = kind(QueryDict(query), claims=Claim.objects.all())
    assert not filterset.is_valid()
    assert [text for text in filterset.problems if text.startswith(problem)], filterset.problems
    assert list(filterset.filtered()) == list(filterset.qs) == []


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("event=raid", "event: There is no event “raid”."),
        ("question=x", "question: There is no question “x”."),
        ("speaker=x", "speaker: There is no speaker “x”."),
        ("outlet=%00", "outlet: Null characters are not allowed."),
        ("document=x", "document: There is no document “x”."),
        ("side=x", "side: There is no side “x”: give the slug of a speaker or outlet."),
        ("side=peskov", "side: Peskov is on a side, but is none: its side is “russia”."),
        ("stance=yes", "stance: “yes” is not one of: asserts, denies, noncommittal, declines, withdraws."),
        ("status=x", "status: “x” is not one of: draft, in_review, accepted, returned, dropped."),
        ("since=2023-05-32", "since: “2023-05-32” is not a date; write it as 2023-05-24."),
        ("until=24/05/2023", "until: “24/05/2023” is not a date; write it as 2023-05-24."),
    ],
)
def test_an_unknown_value_is_named(world, query, problem):
    filterset = filtersets.ClaimFilterSet(QueryDict(query), claims=Claim.objects.all())
    assert filterset.problems == [problem]
    assert list(filterset.filtered()) == []


def test_chips_name_each_filter_and_the_query_without_it(world):
    query = QueryDict("event=raid-2023&stance=denies&side=russia&page=3&sort=key")
    chips = filtersets.ClaimFilterSet(query).chips
    assert [(chip.name, chip.label, chip.value) for chip in chips] == [
        ("event", "Event", "Raid"),
        ("side", "Side", "Russia"),
        ("stance", "Stance", "denies"),
    ]
    assert chips[0].query == "stance=denies&side=russia&sort=key"


def test_chips_of_a_wrong_value_show_it(world):
    (chip,) = filtersets.ClaimFilterSet(QueryDict("event=nowhere")).chips
    assert (chip.value, chip.query) == ("nowhere", "")


def test_headers_turn_the_order_round(world):
    sorting = filtersets.ClaimFilterSet(QueryDict("stance=denies&sort=key&page=2")).sorting
    assert (sorting["key"].query, sorting["key"].direction) == ("stance=denies&sort=-key", "ascending")
    assert (sorting["status"].query, sorting["status"].direction) == ("stance=denies&sort=status", "")
    assert filtersets.ClaimFilterSet(QueryDict("")).sorting["said_on"].direction == "descending"


def test_long_lists_are_typed_not_chosen_from(world, monkeypatch):
    assert '<option value="peskov"' in str(filtersets.ClaimFilterSet(QueryDict("")).form["speaker"])
    monkeypatch.setattr("sources.filtersets.OFFERED", 2)
    field = str(filtersets.ClaimFilterSet(QueryDict("speaker=peskov")).form["speaker"])
    assert "<option" not in field
    assert 'value="peskov"' in field


def test_what_is_offered_stands_in_order_of_its_names(world):
    make.make_event("aardvarks")
    field = str(filtersets.ClaimFilterSet(QueryDict("")).form["event"])
    offered = [field.index(name) for name in (">any<", ">aardvarks<", ">Raid<", ">Truce<")]
    assert offered == sorted(offered)

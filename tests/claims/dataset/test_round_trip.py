"""Export and load are inverses: what was exported loads into an empty database and exports to the same bytes."""

import csv
import re
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile

from claims.dataset.load import load
from claims.dataset.package import TABLES
from claims.dataset.write import export
from claims.models import Claim, Coding, Relation, Speaker
from sources.models import Document, Outlet, Snapshot
from tests import factories as make
from tests.claims.dataset.packages import content, told

pytestmark = pytest.mark.django_db
DERIVED = {Document: ["original"], Speaker: ["side"], Claim: ["low", "high", "low_open", "high_open"]}


ODD = '=1+1, "quoted"\r\nand\rmore\n; \'@x — Ґладков 🚁'
TEXT = "\ufeffÉ 🚁 more than 70 were killed. More than 70, it said; 25 miles away."


def everything(settings, tmp_path):
    """A corpus in which every column of every file holds something, and odd things at that."""
    settings.MEDIA_ROOT = tmp_path / "media"
    gazette, many = outlets()
    first, snapshot = documents(gazette, many)
    state = make.make_speaker("State", kind="government", description=ODD, wikidata="Q42")
    voice = make.make_speaker("Voice", affiliation=state, collective=True)
    voice.aliases.create(name="Голос")
    war = make.make_event("War", started_on=None, ended_on=None)
    raid = make.make_event(
        "Raid", parent=war, latitude=Decimal("-50.5"), longitude=Decimal("0.000001"), place="-x", summary=ODD
    )
    ann = make.make_user("@ann")
    make.make_claim(None, state, event=war, said_on=date(2023, 1, 1), said_until=date(2023, 1, 2))
    claims(raid, voice, gazette, state, ann)
    evidence(snapshot, many, state, ann)
    codings(raid, snapshot, voice, ann)
    make.make_reading(first, raid, ann, read_on=date(2024, 2, 2))
    make.make_wording(raid, snapshot, "70", outlet=many)
    make.make_wording(raid, snapshot, "É 🚁", speaker=state)


def codings(event, snapshot, voice, ann):
    """A document coded twice, one coding settled and one with a blind claim."""
    at = {"given_at": datetime(2024, 1, 1, tzinfo=UTC), "done_at": datetime(2024, 1, 2, 3, 4, 5, 678, tzinfo=UTC)}
    named = {"document": snapshot.document, "given_by": ann}
    settled = Coding.objects.create(**named, **at, coder=ann, settled_at=datetime(2024, 1, 3, tzinfo=UTC))
    still = Coding.objects.create(**named, **at, coder=make.make_user("ben"))
    question = make.make_question(event)
    make.make_claim(question, voice, coding=settled, status="dropped")
    make.make_claim(question, voice, coding=still, blind=True)
    make.make_claim(question, voice, coding=still)


def outlets():
    gazette = make.make_outlet(
        "Gazette",
        kind="newspaper",
        country="GB",
        language="en",
        homepage="https://gazette.example/?a=1,2",
        owner="@owner",
        reliability="B",
        reliability_note=ODD,
        monitored_since=date(2020, 1, 2),
    )
    for name in ("'=Gaz", "éclair", "zebra"):
        gazette.aliases.create(name=name)
    return gazette, make.make_outlet("Ä-media", slug="a-media", collective=True)


def documents(gazette, many):
    first = make.make_document(
        gazette,
        key="first",
        title=ODD,
        byline="A; B",
        published_time=time(9, 5),
        note="-",
        dateline="KYIV",
        url="https://gazette.example/1",
        language="pt-BR",
    )
    first.credits.create(outlet=many)
    first.credits.create(outlet=make.make_outlet("Zwire", slug="Zwire"))
    copy = make.make_document(many, key="Copy", republishes=first, published_on=None)
    snapshot = make.make_snapshot(
        first, TEXT, captured_at=datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC), media_type="", rendition="excerpt"
    )
    make.make_snapshot(copy, TEXT, extractor="reader 1.0", captured_from="=cmd", note="+")
    late = Snapshot(document=copy, text="bytes kept", captured_at=datetime(2026, 1, 2, tzinfo=UTC))
    late.original.save("ignored", ContentFile(b"\x00\xff original"), save=False)
    late.save()
    return first, snapshot


def claims(raid, voice, gazette, state, ann):
    distance = make.make_question(
        raid, "Distance", unit="km", scope=ODD, accumulates=True, headline="latest", position=10
    )
    make.make_claim(
        distance,
        voice,
        key="miles",
        amount=Decimal("25.500"),
        qualifier="about",
        unit="mi",
        quantity_text="=25 miles",
        role="-spokesman",
        evidence=ODD,
        author=ann,
        reviewer=make.make_user("bob"),
        credibility="6",
        credibility_note=ODD,
        note=ODD,
        hedge="likely",
        scope="@scope",
        said_until=date(2023, 1, 1),
        as_of=date(2022, 1, 1),
    )
    widest = {"amount": Decimal("-999999999999.999"), "amount_high": Decimal("999999999999.999")}
    make.make_claim(distance, gazette, key="widest", qualifier="between", **widest)
    when = make.make_question(raid, "When", answer_kind="date")
    make.make_claim(when, state, key="days", date_from=date(2023, 1, 1), date_to=date(2023, 1, 3))
    choice = make.make_choice(raid, ["+yes", "no"], exclusive=True, position=2)
    make.make_claim(choice, state, answer="+yes", stance="denies", status="in_review")


def evidence(snapshot, many, state, ann):
    one, two, three = (Claim.objects.get(key=key) for key in ("miles", "widest", "days"))
    place = make.make_attribution(
        one, snapshot, "more than 70", cue="said", manner="mixed", prefix="=p", anchor="moved"
    )
    make.make_relay(place, many, cue="told")
    make.make_relay(place, state, inferred=True, position=10)
    make.make_relation(two, one, "updates", reason=ODD, decided_by=ann, decided_at=datetime(2024, 1, 1, tzinfo=UTC))
    make.make_relation(
        three, one, basis="place", state="suggested", suggested_by="another program", reasons=ODD, reason="-"
    )


def empty_everything():
    """Delete every record; the next primary keys are others."""
    for table in reversed(TABLES):
        rows = table.model._base_manager.all()
        if table.model in (Document, Speaker):
            rows.update(**{table.model.root_name: None, table.model.parent_name: None})
        if table.name == "events":
            rows.update(parent=None)
        if table.name == "documents":
            Outlet.credited_in.rel.related_model._base_manager.all()._raw_delete("default")
        rows._raw_delete("default")
    get_user_model().objects.all().delete()


def stored(model):
    names = [field.name for field in model._meta.concrete_fields if not field.is_relation and not field.primary_key]
    kept = set(names) - {"created_at", "updated_at", "original"}
    return sorted(map(repr, model._base_manager.values(*kept)))


def test_what_was_exported_loads_into_an_empty_database_and_exports_to_the_same_bytes(settings, tmp_path):
    everything(settings, tmp_path)
    report = export(tmp_path / "one")
    assert report.notes == []
    before = {table.model: stored(table.model) for table in TABLES}
    roots = {
        model: set(model._base_manager.values_list("pk", f"{names[0]}__pk"))
        for model, names in DERIVED.items()
        if len(names) == 1
    }
    assert all(None not in pair for pairs in roots.values() for pair in pairs)
    empty_everything()
    settings.MEDIA_ROOT = tmp_path / "other-media"
    assert told(load(tmp_path / "one")) == []
    export(tmp_path / "two")
    assert content(tmp_path / "one") == content(tmp_path / "two")
    for model, rows in before.items():
        assert stored(model) == rows, model


def test_every_column_of_every_file_is_exercised(settings, tmp_path):
    everything(settings, tmp_path)
    export(tmp_path / "one")
    for table in TABLES:
        with (tmp_path / "one" / table.file).open(newline="") as file:
            rows = list(csv.DictReader(file))
        unused = [name for name in table.names if not any(row[name] for row in rows)]
        assert unused == [], table.file


def test_derived_values_are_derived_anew(settings, tmp_path):
    everything(settings, tmp_path)
    export(tmp_path / "one")
    sides = dict(Speaker.objects.values_list("slug", "side__slug"))
    originals = dict(Document.objects.values_list("key", "original__key"))
    bounds = set(Claim.objects.values_list("key", *DERIVED[Claim]))
    keys = set(Relation.objects.values_list("key", flat=True))
    empty_everything()
    load(tmp_path / "one")
    assert dict(Speaker.objects.values_list("slug", "side__slug")) == sides
    assert dict(Document.objects.values_list("key", "original__key")) == originals
    assert set(Claim.objects.values_list("key", *DERIVED[Claim])) == bounds
    assert set(Relation.objects.values_list("key", flat=True)) == keys


def test_loading_an_export_into_the_same_database_changes_nothing(settings, tmp_path):
    everything(settings, tmp_path)
    export(tmp_path / "one")
    history = {table.model: table.model.history.count() for table in TABLES if hasattr(table.model, "history")}
    report = load(tmp_path / "one")
    assert told(report) == []
    assert [
        (file, found.new, found.changed) for file, found in report.counts.items() if found.new or found.changed
    ] == []
    assert {model: model.history.count() for model in history} == history


def test_a_package_without_codings_has_no_file_of_them_and_clears_none(tmp_path):
    make.make_claim(amount=3)
    export(tmp_path / "one")
    assert not (tmp_path / "one" / "codings.csv").exists()
    coding = Coding.objects.create(document=make.make_document(), coder=make.make_user(), given_by=make.make_user())
    export(tmp_path / "one")
    assert (tmp_path / "one" / "codings.csv").exists()
    coding.delete()
    export(tmp_path / "one")
    assert not (tmp_path / "one" / "codings.csv").exists()  # a stale one would bring it back


def test_a_blind_claim_stays_blind_on_its_way(tmp_path):
    coder = make.make_user("ann")
    coding = Coding.objects.create(document=make.make_document(), coder=coder, given_by=coder)
    blind = make.make_claim(amount=3, coding=coding, blind=True, author=coder)
    make.make_claim(blind.question, amount=9)
    export(tmp_path / "one")
    empty_everything()
    assert told(load(tmp_path / "one")) == []
    found = Claim.objects.get(key=blind.key)
    assert (found.blind, found.coding.coder.username) == (True, "ann")
    assert Claim.objects.compared().count() == 1 and not Relation.objects.exists()


@pytest.mark.parametrize(
    ("claims", "blind", "settled", "why"),
    [
        ("KEY", "KEY; OTHER", "", "none of the coding's"),
        ("KEY", "KEY", "2024-01-02T00:00:00Z", "not blind any more|no claim is blind"),
        ("nobody", "", "", "no claim has this key"),
    ],
)
def test_what_a_row_of_codings_says_must_fit(tmp_path, claims, blind, settled, why):
    made, document = [make.make_claim().key for _ in range(2)], make.make_document()
    row = f"{document.key},ann,ann,2024-01-01T00:00:00Z,2024-01-01T00:00:00Z,{settled},{claims},{blind}\n"
    header = "document,coder,given_by,given_at,done_at,settled_at,claims,blind\n"
    for word, key in zip(("KEY", "OTHER"), made, strict=True):
        row = row.replace(word, key)
    (tmp_path / "codings.csv").write_text(header + row)
    (problem,) = told(load(tmp_path))
    assert re.search(why, problem)
    assert not Coding.objects.exists() and not Claim.objects.filter(blind=True).exists()


def test_a_claim_is_in_one_coding_and_an_empty_cell_lets_it_go(tmp_path):
    claim, document = make.make_claim(), make.make_document()
    header = "document,coder,given_by,claims,blind\n"
    twice = "".join(f"{document.key},{name},ann,{claim.key},\n" for name in ("ann", "ben"))
    (tmp_path / "codings.csv").write_text(header + twice)
    assert "one coding only" in told(load(tmp_path))[0]
    (tmp_path / "codings.csv").write_text(f"{header}{document.key},ann,ann,{claim.key},{claim.key}\n")
    assert told(load(tmp_path)) == [] and Claim.objects.get().blind
    (tmp_path / "codings.csv").write_text(f"{header}{document.key},ann,ann,,\n")
    assert told(load(tmp_path)) == []
    assert (Claim.objects.get().blind, Claim.objects.get().coding) == (False, None)

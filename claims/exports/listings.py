"""`documents.csv`, `outlets.csv`, `speakers.csv`, `events.csv`: the data package's columns, and what rests on each."""

from dataclasses import dataclass
from functools import reduce
from typing import Any

from claims.dataset.package import TABLES
from claims.exports import counts
from claims.exports.report import Report, absolute
from claims.filtersets import DocumentFilterSet, EventFilterSet, OutletFilterSet, SpeakerFilterSet
from sources.lib.csvstream import CHUNK, Column, batches

BY_NAME = {table.name: table for table in TABLES}


@dataclass(frozen=True)
class Listed:
    """A record with how many claims, attributions and independent origins rest on it."""

    record: Any
    claims: int
    attributions: int
    origins: int


def listed(rows, claims, path, count):
    """The rows with their counts; `path` leads to them from an attribution, `count` counts their claims."""
    for batch in batches(rows.iterator(CHUNK)):
        pks = [record.pk for record in batch]
        under = counts.attributions_under(claims, path, pks)
        numbers = (count(claims, under, pks), counts.attributions_by(under, path), counts.origins_by(under, path))
        for record in batch:
            yield Listed(record, *(number[record.pk] for number in numbers))


def document_rows(asked):
    rows = asked.filtered().select_related("republishes", "outlet").prefetch_related("credits__outlet")
    path = "snapshot__document"
    return listed(rows, asked.claims, path, lambda claims, under, pks: counts.printed_by(under, path))


def outlet_rows(asked):
    return listed(asked.filtered(), asked.claims, "snapshot__document__outlet", counts.of_outlets)


def speaker_rows(asked):
    return listed(asked.filtered().select_related("affiliation"), asked.claims, "claim__speaker", counts.of("speaker"))


def event_rows(asked):
    return listed(asked.filtered().select_related("parent"), asked.claims, "claim__event", counts.of("event"))


def stored(table, **renamed):
    """The columns of the package's file, under other names where the report has its own."""
    return tuple(
        Column(renamed.get(column.name, column.name), _value(column), column.meaning, column.cell.type)
        for column in BY_NAME[table].columns
        if column.name != "key"
    )


def _value(column):
    if column.name == "credits":
        return lambda row: sorted(credit.outlet.slug for credit in row.record.credits.all())
    steps = column.path.split("__")
    return lambda row: _written(column, reduce(_step, steps, row.record))


def _step(value, name):
    return None if value is None else getattr(value, name)


def _written(column, value):
    return None if value is None else column.cell.write(value)


def _columns(noun, key, named):
    return (
        Column("key", lambda row: getattr(row.record, key), f"the {noun}'s {key}"),
        Column("url", lambda row: absolute(row.record), f"address of the {noun}'s page"),
        *named,
        Column("claims", lambda row: row.claims, "how many claims rest on it or are its own", "integer"),
        Column("attributions", lambda row: row.attributions, "how many places attribute them", "integer"),
        Column("origins", lambda row: row.origins, "how many independent origins these have", "integer"),
    )


DOCUMENTS = Report(
    name="documents",
    title="Documents",
    purpose="Every publication on record, with what it copies and credits, and how much rests on it.",
    columns=_columns("document", "key", stored("documents", url="source_url")),
    filterset=DocumentFilterSet,
    rows=document_rows,
    url_name="sources:document_csv",
)
OUTLETS = Report(
    name="outlets",
    title="Outlets",
    purpose="Who publishes, with kind, country and reliability, and how many claims each prints.",
    columns=_columns("outlet", "slug", stored("outlets")),
    filterset=OutletFilterSet,
    rows=outlet_rows,
    url_name="sources:outlet_csv",
)
SPEAKERS = Report(
    name="speakers",
    title="Speakers",
    purpose="Who says things, for whom they speak, and how many of their claims are on record.",
    columns=_columns("speaker", "slug", stored("speakers")),
    filterset=SpeakerFilterSet,
    rows=speaker_rows,
    url_name="claims:speaker_csv",
)
EVENTS = Report(
    name="events",
    title="Events",
    purpose="What happened, where and when, and how many claims are about it.",
    columns=_columns("event", "key", stored("events")),
    filterset=EventFilterSet,
    rows=event_rows,
    url_name="claims:event_csv",
)

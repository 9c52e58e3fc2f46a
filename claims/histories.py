"""Who changed a record, when, and what: its versions in words, newest first."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db.models import ForeignKey

VERSIONS = 20
KINDS = {"+": "recorded", "~": "changed", "-": "deleted"}


@dataclass(frozen=True)
class Change:
    """A field whose value became another; both in words, empty for nothing."""

    label: str
    before: str
    after: str
    name: str = ""  # of the field


@dataclass(frozen=True)
class Version:
    """One act: when, by whom (empty: a program), of what kind, and the fields that it changed."""

    at: datetime
    by: str
    kind: str
    reason: str
    changes: tuple[Change, ...]


def versions(record, most=VERSIONS):
    """The newest `Version`s of a tracked record. One query, and one for each kind of record that a field points at."""
    rows = list(record.history.select_related("history_user").order_by("-history_date", "-history_id")[: most + 1])
    fields = [field for field in type(record).history.model.tracked_fields if not field.primary_key]
    names = _names(rows, fields)
    before = dict(pairwise(row.pk for row in rows))
    older = {row.pk: row for row in rows}
    return [_version(row, older.get(before.get(row.pk)), fields, names) for row in rows[:most]]


def between(older, newer):
    """The `Change`s from one version of a record to a later one, both rows of its history."""
    fields = [field for field in type(newer).tracked_fields if not field.primary_key]
    return _changes(older, newer, fields, _names([older, newer], fields))


def _changes(older, newer, fields, names):
    pairs = [(field, _value(older, field), _value(newer, field)) for field in fields]
    return tuple(
        Change(str(field.verbose_name), _words(field, was, names), _words(field, now, names), field.name)
        for field, was, now in pairs
        if was != now
    )


def _version(row, older, fields, names):
    changes = ()
    if older is not None and row.history_type == "~":
        changes = _changes(older, row, fields, names)
    by = row.history_user.get_username() if row.history_user else ""
    return Version(row.history_date, by, KINDS[row.history_type], row.history_change_reason or "", changes)


def _value(row, field):
    return getattr(row, field.attname)


def _names(rows, fields):
    """{(model, pk): its name} of everything that these versions point at."""
    found = {}
    for field in fields:
        if isinstance(field, ForeignKey):
            pks = {_value(row, field) for row in rows} - {None}
            named = field.remote_field.model._base_manager.in_bulk(pks) if pks else {}
            found.update({(field.remote_field.model, pk): str(record) for pk, record in named.items()})
    return found


def _words(field, value, names):
    if value in (None, ""):
        return ""
    if isinstance(field, ForeignKey):
        return names.get((field.remote_field.model, value), "(deleted)")
    return str(dict(field.flatchoices).get(value, value))

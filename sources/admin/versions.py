"""Which version of a record a form was opened with, so that two people never overwrite each other unawares.

A form carries a stamp, such as `12-40`: the latest numbers in the histories of the record and of the rows that its form
shows with it. `watched` lists those rows as (model, path to the record), such as (Page, "chapter__book").
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

LARGEST = 18  # digits of a number that any database can compare


@dataclass(frozen=True)
class Save:
    """Who saved something, when, and why; `by` is None for a program."""

    by: object
    at: datetime
    why: str

    @property
    def who(self):
        return str(self.by or "A program")


def stamp(record, watched=()):
    """The latest entries in the histories of a stored record and of its `watched` rows; empty if it keeps none."""
    if record.pk is None or not hasattr(record, "history"):
        return ""
    return "-".join(
        str(rows.aggregate(latest=Max("history_id"))["latest"] or 0) for rows in _histories(record, watched)
    )


def _histories(record, watched):
    """The entries of the record, and of all rows that ever were part of it: one that was moved away is missed, too."""
    yield type(record).history.filter(**{record._meta.pk.name: record.pk})
    for model, path in tracked(watched):
        pk = model._meta.pk.name
        ever = model.history.filter(**{path: record.pk}).order_by().values(pk)
        yield model.history.filter(**{f"{pk}__in": ever})


def tracked(watched):
    return [(model, path) for model, path in watched if hasattr(model, "history")]


def numbers(seen, watched):
    """The numbers of a stamp, one for the record and one for each of `watched`; None if it cannot be read."""
    found = seen.split("-")
    readable = all(number.isascii() and number.isdecimal() and len(number) <= LARGEST for number in found)
    return [int(number) for number in found] if readable and len(found) == len(tracked(watched)) + 1 else None


def as_seen(record, seen, watched):
    """[the record, {primary key: row} of each of `watched`] as they stood at a stamp; None if that is not known."""
    found = numbers(seen, watched)
    own = found and _rows_at(type(record), record._meta.pk.name, record.pk, found[0])
    if not own:
        return None
    parts = zip(tracked(watched), found[1:], strict=True)
    return [own[record.pk], *(_rows_at(model, path, record.pk, number) for (model, path), number in parts)]


def _rows_at(model, path, pk, number):
    """{primary key: row} of those that pointed at `pk` when the history of `model` had come to `number`."""
    then = model.history.filter(**{path: pk}, history_id__lte=number).order_by()
    latest = then.values(model._meta.pk.name).annotate(latest=Max("history_id")).values("latest")
    rows = model.history.filter(history_id__in=latest).exclude(history_type="-")
    return {row.pk: row for row in (version.instance for version in rows)}


def saves_since(record, seen, watched=()):
    """The `Save`s of a record and its watched rows after the version that `seen` stamps, newest first; at least one."""
    after = numbers(seen, watched) or [0] * (len(tracked(watched)) + 1)
    entries = []
    for rows, number in zip(_histories(record, watched), after, strict=True):
        newer = rows.filter(history_id__gt=number).select_related("history_user")
        entries += newer.order_by("-history_id")[:1] if numbers(seen, watched) is None else newer
    entries = entries or list(record.history.select_related("history_user")[:1])
    entries.sort(key=lambda entry: entry.history_date, reverse=True)
    return [Save(entry.history_user, entry.history_date, entry.history_change_reason or "") for entry in entries]


def changes_since(record, seen, watched=()):
    """A message that says who changed a record, and when, after the version that `seen` stamps."""
    latest = saves_since(record, seen, watched)[0]
    moment = timezone.localtime(latest.at)
    return (
        f"{latest.who} saved this record at {moment:%H:%M} on {moment:%d %B %Y}, after you opened it. "
        "Nothing of yours is saved yet. Save again to see both versions and choose."
    )

"""Which version of a record a form was opened with, so that two people never overwrite each other unawares."""

from django.db.models import Max
from django.utils import timezone


def stamp(record, watched=()):
    """The latest entries in the history of a stored record and of its `watched` rows, such as `12-40`; else empty.

    `watched` holds (model, foreign key name) pairs.
    """
    if record.pk is None or not hasattr(record, "history"):
        return ""
    histories = [record.history] + [
        model.history.filter(**{f"{field}_id": record.pk}) for model, field in watched if hasattr(model, "history")
    ]
    return "-".join(str(history.aggregate(latest=Max("history_id"))["latest"] or 0) for history in histories)


def changes_since(record, seen):
    """A message that says who changed a record, when and what, after the version that `seen` stamps."""
    latest = record.history.first()
    moment = timezone.localtime(latest.history_date)
    who = latest.history_user or "A program"
    return (
        f"{who} saved this record at {moment:%H:%M} on {moment:%d %B %Y}, after you opened it"
        f"{_fields(record, latest, seen)}. Nothing of yours is saved yet. Compare with the history; "
        "then save again to keep what stands in this form."
    )


def _fields(record, latest, seen):
    known = record.history.filter(history_id=seen.split("-")[0]).first() if seen.split("-")[0].isdigit() else None
    if known is None:
        return ""
    changes = latest.diff_against(known, foreign_keys_are_objs=True).changes
    named = "; ".join(f"{change.field.replace('_', ' ')} is now “{str(change.new)[:80]}”" for change in changes)
    return f" ({named})" if named else ""

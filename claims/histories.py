"""Who changed a record, when, why and what: versions in words, whichever record's history they stand in.

A version is described by two rows of a history: as it was before, and as it became.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import zip_longest

from django.apps import apps
from django.db.models import ForeignKey, OuterRef, Subquery
from django.utils.text import Truncator

from sources.lib.redlines import redline

VERSIONS = 20
YES, NO = "yes", "no"
KINDS = {"+": "recorded", "~": "changed", "-": "deleted"}
JOINS = {  # what the name of a record reads of others
    "claims.claim": ["speaker", "outlet"],
    "claims.relation": ["first__speaker", "first__outlet", "second__speaker", "second__outlet"],
    "claims.coding": ["document__outlet", "coder"],
    "sources.document": ["outlet"],
    "sources.snapshot": ["document"],
}
TITLES = {  # which records name one that has no words of its own
    "claims.relay": ["speaker", "outlet"],
    "claims.relation": ["first", "second"],
    "claims.reading": ["document", "event"],
    "sources.credit": ["outlet"],
}
WORDS = ["label", "title", "statement", "exact", "name", "text", "key"]


@dataclass(frozen=True)
class Change:
    """A field whose value became another; both in words, empty for nothing. `field` is its name in the code."""

    label: str
    before: str
    after: str
    field: str = ""

    @cached_property
    def stretches(self):
        """Both values in one line: what is gone, what is new, what stayed."""
        return redline(self.before, self.after)


@dataclass(frozen=True)
class Version:
    """One write of one record: when, by whom (empty: a program), of what kind, why, and the fields that it changed.

    `model` is a label such as *claims.claim*, `number` that of the row in its history; `title` names the record.
    `values` are what a new record was given, or what a deleted one held.
    """

    model: str
    pk: int
    number: int
    title: str
    at: datetime
    by: str
    kind: str
    reason: str
    changes: tuple[Change, ...] = ()
    values: tuple[Change, ...] = ()

    @property
    def noun(self):
        return apps.get_model(self.model)._meta.verbose_name


def tracked():
    """Every model whose changes are kept."""
    return [model for model in apps.get_models() if hasattr(model._meta, "simple_history_manager_attribute")]


def versions(record, most=VERSIONS):
    """The newest `Version`s of a tracked record, in a fixed number of queries (see `described`)."""
    newest = record.history.order_by("-history_date", "-history_id")
    numbers = list(newest.values_list("history_id", flat=True)[: most + 1])
    label = record._meta.label_lower
    return described([(label, older, number) for number, older in zip_longest(numbers, numbers[1:])][:most])


def described(pairs):
    """A `Version` for each (model label, number of the row before or None, number of the row that it became or None).

    Two queries for each model among them at most, and one for each model that a changed field points at. A pair whose
    rows are gone is left out.
    """
    rows = _rows(pairs)
    both = [(label, rows.get((label, older)), rows.get((label, number))) for label, older, number in pairs]
    both = [(label, older, row) for label, older, row in both if older or row]
    names = _names(both)
    return [_version(label, older, row, names) for label, older, row in both]


def between(older, newer):
    """The `Change`s from one version of a record to a later one, both rows of its history."""
    label = newer.instance_type._meta.label_lower
    return described([(label, older.history_id, newer.history_id)])[0].changes


def with_the_one_before(rows):
    """(label, number) pairs with the number of the row before each: what `described` takes. A query for each model."""
    found = {}
    for label, numbers in _by_label(rows).items():
        history = apps.get_model(label).history
        older = history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
        known = history.filter(history_id__in=numbers).order_by()
        pairs = known.annotate(older=Subquery(older.values("history_id")[:1])).values_list("history_id", "older")
        found |= {(label, number): before for number, before in pairs}
    return [(label, found.get((label, number)), number) for label, number in rows]


def _by_label(rows):
    found = defaultdict(set)
    for label, number in rows:
        found[label].add(number)
    return found


def _rows(pairs):
    """{(label, number): the row of the history}."""
    wanted = _by_label((label, number) for label, *numbers in pairs for number in numbers if number)
    found = {}
    for label, numbers in wanted.items():
        history = apps.get_model(label).history.filter(history_id__in=numbers).select_related("history_user")
        found |= {(label, row.history_id): row for row in history}
    return found


def _version(label, older, row, names):
    of = row or older
    kind = KINDS[row.history_type] if row else "deleted"
    before, after = (None if one is None or one.history_type == "-" else one for one in (older, row))
    if before is None and after is None:
        before = of  # a deletion whose record has no row before it
    pairs = [(field, _text(before, field, names), _text(after, field, names)) for field in _fields(of)]
    changes = tuple(Change(str(field.verbose_name), was, now, field.name) for field, was, now in pairs if was != now)
    whole = before is None or after is None
    if whole:
        changes = tuple(change for change in changes if {change.before, change.after} != {"", NO})
    by = of.history_user.get_username() if of.history_user else ""
    what = (label, of.id, of.history_id, _title(label, of, names), of.history_date, by, kind)
    return Version(*what, of.history_change_reason or "", () if whole else changes, changes if whole else ())


def _fields(row):
    return [field for field in type(row).tracked_fields if not field.primary_key]


def _title(label, row, names):
    for field in _fields(row):
        if field.name in TITLES.get(label, ()) and getattr(row, field.attname):
            return Truncator(_text(row, field, names)).chars(120)
    words = next((value for name in WORDS if (value := getattr(row, name, ""))), "")
    return Truncator(words).chars(120)


def _names(both):
    """{(model, pk): its name} of all that these rows differ in and are named by."""
    wanted = defaultdict(set)
    for label, older, row in both:
        for field in _fields(row or older):
            if isinstance(field, ForeignKey):
                values = {getattr(one, field.attname) if one else None for one in (older, row)}
                if len(values) > 1 or row is None or field.name in TITLES.get(label, ()):
                    wanted[field.remote_field.model] |= values - {None}
    return {(model, pk): str(found) for model, pks in wanted.items() for pk, found in _named(model, pks).items()}


def _named(model, pks):
    rows = model._base_manager.select_related(*JOINS.get(model._meta.label_lower, ())).filter(pk__in=pks)
    return {row.pk: row for row in (rows.defer("text") if model._meta.label_lower == "sources.snapshot" else rows)}


def _text(row, field, names):
    """What a field of a row holds, in words."""
    value = getattr(row, field.attname) if row else None
    if value in (None, ""):
        return ""
    if isinstance(field, ForeignKey):
        return names.get((field.remote_field.model, value), "(deleted)")
    if isinstance(value, bool):
        return YES if value else NO
    return str(dict(field.flatchoices).get(value, value))

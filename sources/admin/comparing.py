"""Three versions of a form beside each other: as it was opened, as it is stored now, and as it was sent.

Each `Place` where the stored and the sent version differ says who changed it, and how either is taken over into what
was sent. Rows of formsets are met by primary key; rows within rows likewise.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.text import capfirst

from sources.admin.sending import add_row, as_sent, drop_row, make_new, raw, write, write_row

BOTH, THEIRS, MINE = "both", "theirs", "mine"


@dataclass
class Place:
    """A field, some fields that belong together, or a row. Each version is a list of (field, raw value), None for a
    row that is not there. `keep_theirs` and `keep_mine` change what was sent accordingly."""

    name: str
    label: str
    was: list | None
    theirs: list | None
    mine: list | None
    changed_by: str
    keep_theirs: Callable[[dict], None]
    keep_mine: Callable[[dict], None] = lambda sent: None


class Comparison:
    """Collects the `places` that differ, and in `settled` what is taken over without asking: rows that both added.

    `seen` maps a model to {primary key: row as it was opened}; None if it is not known how anything was opened.
    """

    def __init__(self, seen):
        self.seen, self.places, self.settled, self.alike = seen, [], [], 0

    def fields(self, was, theirs, mine, names, label=""):
        """Compare fields of three forms; `was` may be None."""
        for group in groups(mine, names):
            if not _differ(theirs, mine, group):
                self.alike += 1
                continue
            by_them = was is None or _differ(was, theirs, group)
            by_me = was is None or _differ(was, mine, group)
            title = mine.fields[group[0]].label or group[0]
            self.places.append(
                Place(
                    mine.add_prefix(group[0]),
                    capfirst(f"{label}, {title[:1].lower()}{title[1:]}" if label else title),
                    was and _values(was, group),
                    _values(theirs, group),
                    _values(mine, group),
                    BOTH if by_them and by_me else THEIRS if by_them else MINE,
                    lambda sent, group=group: [write(sent, as_sent(theirs, n, mine.add_prefix(n))) for n in group],
                )
            )

    def formset(self, mine, theirs, label=""):
        """Compare the rows of a formset as sent and as stored."""
        if not mine.management_form.is_valid():
            return
        stored = {form.instance.pk: form for form in theirs.initial_forms}
        added = {pk: form for pk, form in stored.items() if pk not in self._seen(mine.model)}
        for number, form in enumerate(mine.forms, 1):
            title = f"{label}{', ' if label else ''}{mine.model._meta.verbose_name} {number}"
            pk = _pk_sent(mine, form)
            added.pop(pk, None)
            if pk is not None:
                self._row(mine, form, pk, stored.get(pk), title)
            elif form.has_changed() and not _is_deleted(mine, form):
                self._new_row(form, added, title)
        for pk, form in added.items():
            self._their_row(mine, form, pk, f"{label}{', ' if label else ''}new {mine.model._meta.verbose_name}")

    def _seen(self, model):
        return (self.seen or {}).get(model, {})

    def _row(self, formset, mine, pk, theirs, title):
        seen = self._seen(formset.model).get(pk)
        was = seen and formset.form(instance=seen, prefix=mine.prefix)
        gone = _is_deleted(formset, mine)
        if theirs is None and not gone:
            self._row_they_deleted(formset, mine, was, title)
        elif theirs is not None and gone:
            self._row_i_deleted(mine, was, theirs, title)
        elif theirs is not None:
            self.fields(was, theirs, mine, formset.form.base_fields, title)
            for one, other in zip(mine.parts, theirs.parts, strict=False):
                self.formset(one, other, title)

    def _row_they_deleted(self, formset, mine, was, title):
        """Mine may stay as a new row; if I had changed nothing in it, theirs is taken."""
        names = list(formset.form.base_fields)
        changed = was is None or _differ(was, mine, names) or any(part.has_changed() for part in mine.parts)
        self._whole(
            *(title, mine.prefix, (was, None, mine), BOTH if changed else THEIRS),
            keep_theirs=lambda sent: drop_row(sent, mine.prefix),
            keep_mine=lambda sent: make_new(sent, formset, mine),
        )

    def _row_i_deleted(self, mine, was, theirs, title):
        within = Comparison(self.seen)
        within.fields(was, theirs, mine, mine.base_fields)
        for one, other in zip(mine.parts, theirs.parts, strict=False):
            within.formset(one, other)
        changed = any(place.changed_by != MINE for place in within.places)
        self._whole(
            *(title, mine.prefix, (was, theirs, None), BOTH if changed else MINE),
            keep_theirs=lambda sent: write_row(sent, theirs, mine.prefix),
        )

    def _new_row(self, mine, added, title):
        """A row of mine; one that another person added meanwhile with the same words is the same row."""
        twin = next((pk for pk, form in added.items() if _says_no_more(mine, form)), None)
        if twin is not None:
            del added[twin]
            self.settled.append(lambda sent: drop_row(sent, mine.prefix))
            return
        self._whole(title, mine.prefix, (None, None, mine), MINE, keep_theirs=lambda sent: drop_row(sent, mine.prefix))

    def _their_row(self, formset, theirs, pk, title):
        self._whole(
            *(title, f"{formset.prefix}-stored-{pk}", (None, theirs, None), THEIRS),
            keep_theirs=lambda sent: add_row(sent, formset, theirs),
            keep_mine=lambda sent: add_row(sent, formset, theirs, DELETE="on"),
        )

    def _whole(self, title, name, forms, changed_by, **takes):
        versions = [form and whole(form) for form in forms]
        self.places.append(Place(name, capfirst(title), *versions, changed_by, **takes))


def groups(form, names):
    """The names of fields, those that the form's `together` lists as one."""
    left = [name for name in names if name in form.fields]
    while left:
        group = next((group for group in form.together if left[0] in group), [left[0]])
        yield [name for name in group if name in left]
        left = [name for name in left if name not in group]


def whole(form):
    """All that a row says, as (field, raw value), with the rows within it."""
    found = _values(form, [name for name in form.base_fields if name in form.fields])
    for part in form.parts:
        rows = part.forms if part.is_bound else part.initial_forms
        found += [
            value for row in rows if not row.is_bound or row.has_changed() or row.instance.pk for value in whole(row)
        ]
    return found


def _values(form, names):
    return [(form.fields[name], raw(form, name)) for name in names]


def _differ(one, other, names):
    return any(other.fields[name].has_changed(_initial(one, name), raw(other, name)) for name in names)


def _initial(form, name):
    return form.get_initial_for_field(form.fields[name], name)


def _says_no_more(mine, theirs):
    """Whether a new row of mine says nothing that a stored one does not say."""
    if any(part.has_changed() for part in mine.parts):
        return False
    typed = [name for name in mine.base_fields if raw(mine, name) not in (None, "", False)]
    return bool(typed) and not _differ(theirs, mine, typed)


def _pk_sent(formset, form):
    """The primary key that a row was sent with, or None."""
    sent = form.data.get(form.add_prefix(formset.model._meta.pk.name), "")
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 19 else None


def _is_deleted(formset, form):
    return formset.can_delete and form.add_prefix("DELETE") in form.data

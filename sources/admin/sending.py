"""What a browser sends of a form, and the rows of formsets within what was sent.

`sent` is a plain dict {name: list of values}, as a `QueryDict` has it.
"""

import re

from django import forms

PART = "-TOTAL_FORMS"


def as_sent(form, name, html_name):
    """What a browser would send for a field of an unbound form under `html_name`; None for what it leaves out."""
    return _sent(_plain(form.fields[name].widget), html_name, form[name].value())


def _plain(widget):
    """The widget itself, without the links that the admin puts beside it."""
    return getattr(widget, "widget", widget)


def _sent(widget, name, value):
    if isinstance(widget, forms.MultiWidget):
        parts = zip(widget.widgets, widget.widgets_names, widget.decompress(value), strict=True)
        return {key: sent for part, suffix, one in parts for key, sent in _sent(part, name + suffix, one).items()}
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"] if value else None}
    shown = widget.format_value(value)
    values = shown if isinstance(shown, list) else [shown]
    return {name: ["" if one is None else str(one) for one in values]}


def raw(form, name):
    """The value of a field before it is cleaned: as it was sent, or as an unbound form would send it."""
    if form.is_bound:
        return form[name].data
    sent = as_sent(form, name, name)
    widget = _plain(form.fields[name].widget)
    return widget.value_from_datadict({key: values[-1] for key, values in sent.items() if values}, {}, name)


def write(sent, values):
    """Put {name: values} into `sent`; None takes the name out."""
    for name, value in values.items():
        sent.pop(name, None)
        if value is not None:
            sent[name] = value


def drop_row(sent, prefix):
    """Take a row of a formset out, with all that is in it."""
    for name in [name for name in sent if name.startswith(f"{prefix}-")]:
        del sent[name]


def add_row(sent, formset, form, **more):
    """Add a stored row to a formset, as its unbound `form` shows it, with the rows within it."""
    total = int(sent[f"{formset.prefix}{PART}"][-1])
    sent[f"{formset.prefix}{PART}"] = [str(total + 1)]
    write_row(sent, form, f"{formset.prefix}-{total}")
    write(sent, {f"{formset.prefix}-{total}-{name}": [value] for name, value in more.items()})


def write_row(sent, form, prefix):
    """Write a stored row over whatever stands at `prefix`."""
    drop_row(sent, prefix)
    for name in form.base_fields:
        write(sent, as_sent(form, name, f"{prefix}-{name}"))
    sent[f"{prefix}-{form._meta.model._meta.pk.name}"] = [str(form.instance.pk)]
    for part in form.parts:
        inner = prefix + part.prefix.removeprefix(form.prefix)
        rows = part.initial_forms
        counts = {"TOTAL_FORMS": len(rows), "INITIAL_FORMS": len(rows), "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
        write(sent, {f"{inner}-{name}": [str(number)] for name, number in counts.items()})
        for at, row in enumerate(rows):
            write_row(sent, row, f"{inner}-{at}")


def make_new(sent, formset, form):
    """Let a row that was stored be a new one, with all that is in it."""
    write(sent, {form.add_prefix(name): None for name in (formset.fk.name, formset.model._meta.pk.name)})
    for part in form.parts:
        for row in part.forms:
            make_new(sent, part, row)


def renumber(sent, prefix):
    """Number the rows of a formset anew, stored ones first, and count them; also within its rows."""
    pattern = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,6}})-(.+)", re.DOTALL)
    rows = {}
    for name in list(sent):
        if found := pattern.fullmatch(name):
            rows.setdefault(int(found[1]), {})[found[2]] = sent.pop(name)
    for row in rows.values():
        for inner in [name.removesuffix(PART) for name in row if name.endswith(PART)]:
            renumber(row, inner)
    ordered = sorted(rows.items(), key=lambda item: (not _is_stored(item[1]), item[0]))
    for at, (_, row) in enumerate(ordered):
        sent |= {f"{prefix}-{at}-{name}": values for name, values in row.items()}
    sent[f"{prefix}{PART}"] = [str(len(rows))]
    sent[f"{prefix}-INITIAL_FORMS"] = [str(sum(map(_is_stored, rows.values())))]


def _is_stored(row):
    return bool(row.get("id", [""])[-1])

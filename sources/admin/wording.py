"""Raw values of forms in words, as a person reads them: names for numbers of records, labels for codes."""

from dataclasses import dataclass

from django import forms

from sources.admin.choosing import Choosing
from sources.lib.alignment import matched
from sources.lib.words import cut


@dataclass(frozen=True)
class Piece:
    """Some words; `new`: not in the version before."""

    text: str
    new: bool = False


class Words:
    """Says values in words. All records that `versions`, lists of (field, raw value), name are fetched at once."""

    def __init__(self, versions, site):
        pks = {}
        for field, value in (pair for version in versions for pair in version or []):
            if isinstance(field, forms.ModelChoiceField) and _is_number(value):
                pks.setdefault(field.queryset.model, set()).add(int(value))
        self.names = {model: _names(model, numbers, site) for model, numbers in pks.items()}

    def of(self, version):
        """A version in words: empty if there is nothing, None if the row itself is not there."""
        if version is None:
            return None
        said = [self._said(field, value) for field, value in version]
        return " · ".join(words for words in said if words)

    def _said(self, field, value):
        if isinstance(field, forms.ModelChoiceField):
            return (
                self.names.get(field.queryset.model, {}).get(int(value), f"number {value}") if _is_number(value) else ""
            )
        if isinstance(field, forms.BooleanField):
            return f"{field.label}: yes" if value else ""
        if isinstance(field, forms.ChoiceField):
            return str(dict(_flat(field.choices)).get(value, value)) if value else ""
        if isinstance(value, list):
            return " ".join(str(part) for part in value if part)
        return "" if value is None else str(value).replace("\r\n", "\n")

    def _named(self, model, pk):
        return self.names[model].get(int(pk), f"number {pk}")


def _is_number(value):
    value = str(value)
    return value.isascii() and value.isdecimal() and len(value) < 19


def _names(model, pks, site):
    """{primary key: how a record is called where it is chosen}"""
    chosen = site._registry.get(model)
    rows = model._default_manager.filter(pk__in=pks)
    if isinstance(chosen, Choosing):
        return {row.pk: chosen.choice_label(row) for row in chosen.for_choices(rows)}
    return {row.pk: str(row) for row in rows}


def _flat(choices):
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield key, label


def compared(before, now):
    """The words `now` as `Piece`s: what did not stand in `before` is new."""
    if not before or not now:
        return [Piece(now, new=bool(now))] if now else []
    lead, words = cut(now)
    kept = {place for _, place in matched([word.key for word in cut(before)[1]], [word.key for word in words])}
    pieces, text, new = [], lead, False
    for place, word in enumerate(words):
        if (place not in kept) != new:
            shown = text.rstrip() if new else text
            pieces += [Piece(shown, new), Piece(text[len(shown) :])]
            text, new = "", place not in kept
        text += word.printed
    return [piece for piece in [*pieces, Piece(text, new)] if piece.text]

"""Forms for a quote: the words are pasted, their place in the snapshot is found.

Start and end may be left empty. Words that stand several times need the words before or after them, or the start.
Nothing is guessed: where the place is not certain, the form says what the text has.
"""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget

from sources.admin.forms import LinesField
from sources.lib.texts import normalise, places

SHOWN = 5  # places or words that a message lists
AROUND = 25
ALIKE = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "‑": "-"}
)


class WordsField(LinesField):
    """Words of a snapshot: kept to the character, in the form in which texts are stored."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs | {"strip": False})

    def to_python(self, value):
        return normalise(super().to_python(value))


class Quoting:
    """Mixed into admins and inlines whose form is a quote."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in ("exact", "prefix", "suffix"):
            rows = 3 if db_field.name == "exact" else 1
            kwargs |= {"form_class": WordsField, "widget": AdminTextareaWidget(attrs={"rows": rows})}
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class QuoteForm(forms.ModelForm):
    """Mixed into the form of a text anchor. Finds the place before the record itself is checked."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in {"start", "end"} & set(self.fields):
            self.fields[name].required = False

    def clean(self):
        super().clean()
        snapshot, words = self.cleaned_data.get("snapshot"), self.cleaned_data.get("exact")
        if snapshot and words and not {"start", "end"} & set(self.errors):
            self._find(snapshot.text, words)
        return self.cleaned_data

    def _find(self, text, words):
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if start is not None and end is not None and text[start:end] == words:
            self._settle(text, words, start)
            return
        if not places(text, words) and places(text, words.strip()):
            words = words.strip()
        everywhere = places(text, words)
        found = self._narrowed(text, words, everywhere)
        if len(found) == 1:
            self._settle(text, words, found[0])
        elif found:
            self.add_error("exact", several(text, words, found))
        elif everywhere:
            self.add_error("exact", f"{times(everywhere)}, but not where you say.{listed(text, words, everywhere)}")
        else:
            self.add_error("exact", missing(text, words))

    def _narrowed(self, text, words, found):
        """The places that fit what else was typed: the start, the words before and after."""
        start = self.cleaned_data.get("start") if self._typed("start") else None
        before = self.cleaned_data.get("prefix", "").strip() if self._typed("prefix") else ""
        after = self.cleaned_data.get("suffix", "").strip() if self._typed("suffix") else ""
        fitting = [
            at
            for at in found
            if (start is None or at == start)
            and text[:at].rstrip().endswith(before)
            and text[at + len(words) :].lstrip().startswith(after)
        ]
        return self._within_former(fitting, len(words)) if len(fitting) > 1 else fitting

    def _typed(self, name):
        """What still stands from other words says nothing about these."""
        return name in self.changed_data or not {"exact", "snapshot"} & set(self.changed_data)

    def _within_former(self, found, length):
        """Of several places the one within the words that stood here before, if those were only shortened."""
        start, end = self.initial.get("start"), self.initial.get("end")
        if start is None or end is None or "snapshot" in self.changed_data:
            return found
        inside = [at for at in found if start <= at and at + length <= end]
        return inside if len(inside) == 1 else found

    def _settle(self, text, words, start):
        """Settle the place; words around it are kept where they fit, else taken from the text."""
        end = start + len(words)
        before, after = self.cleaned_data.get("prefix", ""), self.cleaned_data.get("suffix", "")
        self.cleaned_data |= {"exact": words, "start": start, "end": end}
        self.cleaned_data["prefix"] = before if text[:start].endswith(before) else ""
        self.cleaned_data["suffix"] = after if text[end:].startswith(after) else ""


def several(text, words, found):
    """A message for words that stand more than once."""
    return (
        f"{times(found)}. Add the words just before or after the ones you mean, or their start."
        f"{listed(text, words, found)}"
    )


def listed(text, words, found):
    """The first places of some words, each with its start and what stands around it."""
    shown = "; ".join(f"{at}: {_surroundings(text, at, at + len(words))}" for at in found[:SHOWN])
    return f" Starts: {shown}{' …' if len(found) > SHOWN else '.'}"


def missing(text, words):
    """A message for words that the text does not have, with the nearest that it has."""
    near = nearest(text, words)
    hint = f" The nearest there is: “{near}”. Copy it exactly." if near else " Copy them from the snapshot, exactly."
    return f"These words do not stand in this snapshot.{hint}"


def nearest(text, words):
    """The words of the text that differ only in case, spaces, quotation marks or dashes; else an empty string."""
    folded, origin = _folded(text)
    sought = _folded(words)[0].strip()
    at = folded.find(sought) if sought else -1
    return text[origin[at] : origin[at + len(sought) - 1] + 1] if at >= 0 else ""


def _folded(text):
    """`text` without what a copy often changes, and for each of its characters the place it came from."""
    kept, origin = [], []
    for at, character in enumerate(text.translate(ALIKE)):
        character = " " if character.isspace() else character.lower()
        if character == " " and kept[-1:] == [" "]:
            continue
        kept.extend(character)
        origin.extend([at] * len(character))
    return "".join(kept), origin


def times(found):
    number = "once" if len(found) == 1 else f"{len(found)} times"
    return f"These words stand {number} in this snapshot"


def _surroundings(text, start, end):
    around = f"{text[max(0, start - AROUND) : start]}[{text[start:end][:40]}]{text[end : end + AROUND]}"
    return f"…{' '.join(around.split())}…"

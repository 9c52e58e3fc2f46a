"""What was read off a document, field by field, as the import and the inbox show it and let a person correct it."""

from dataclasses import dataclass
from datetime import date

from django import forms

from sources.admin.forms import DayField
from sources.importing.outlets import outlets_named

LABELS = {
    "title": "Title",
    "outlet": "Outlet",
    "byline": "Byline",
    "published_on": "Published",
    "published_time": "Time, UTC",
    "language": "Language",
    "dateline": "Dateline",
    "credits": "Credits",
    "republishes": "Republishes",
    "url": "Address",
}
ALWAYS = ("title", "outlet", "byline", "published_on", "language")  # said to be missing if they are
DAY = "published_on"


def as_day(value):
    """A value that is a whole day, as it is; else an empty text."""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return ""


def in_words(value):
    """A whole day as people write it; any other value as it is."""
    return f"{date.fromisoformat(value):%-d %B %Y}" if as_day(value) else value


@dataclass(frozen=True)
class Shown:
    """A field: its value, where it was read, further readings as (value, where); `sure` if a person confirmed it.

    `unlike` is what was read off, where the document holds something else meanwhile.
    """

    name: str
    value: str
    where: str = ""
    others: tuple = ()
    sure: bool = False
    by: str = ""
    unlike: str = ""

    @property
    def label(self):
        return LABELS[self.name]

    @property
    def words(self):
        return in_words(self.value)

    @property
    def is_wide(self):
        return self.name in ("title", "url") or bool(self.others)

    @property
    def readings(self):
        """All readings of a day that was read in several ways, the shown one first."""
        found = ((self.value, self.where), *self.others) if self.others and self.name == DAY else ()
        return found if all(as_day(value) for value, _ in found) else ()


def fields_of(found):
    """The `Shown` fields of what an arrival keeps as found (see `sources.importing.batches.as_found`)."""
    rows = []
    for name in LABELS:
        value, where, *others = found.get(name, ["", ""])
        if value or name in ALWAYS:
            rows.append(Shown(name, value, where, tuple(map(tuple, others[0])) if others else ()))
    return rows


class ReadOffForm(forms.Form):
    """Corrections of what was read off. `said` has what a person changed: {field: value}, an empty value clears it.

    `day` stands beside two readings of the day, for a third.
    """

    use_required_attribute = False

    title = forms.CharField(max_length=500, required=False)
    outlet = forms.CharField(max_length=200, required=False)
    byline = forms.CharField(max_length=300, required=False)
    published_on = DayField(required=False)
    day = DayField(required=False)
    language = forms.RegexField(
        r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$",
        max_length=35,
        required=False,
        error_messages={"invalid": "Write a tag such as en or pt-BR."},
    )
    credits = forms.CharField(max_length=1000, required=False)

    def __init__(self, *args, only=(), initial=(), **kwargs):
        initial = dict(initial)
        day = as_day(initial.get(DAY) or "")
        super().__init__(*args, initial=initial | {DAY: date.fromisoformat(day) if day else None}, **kwargs)
        for name in set(self.fields) - set(only or self.fields):
            del self.fields[name]
        for name, field in self.fields.items():
            field.widget.attrs |= {"class": "form-control", "aria-label": LABELS.get(name, "Another day")}
        if "outlet" in self.fields:
            self.fields["outlet"].widget.attrs["list"] = "outlets"  # names to choose from, on the page

    def clean_outlet(self):
        name = self.cleaned_data["outlet"]
        if "outlet" in self.changed_data and name and len(outlets_named(name)) > 1:
            raise forms.ValidationError("More than one outlet is called so: give the slug of the one.")
        return name

    @property
    def said(self):
        changed = [name for name in self.changed_data if name in self.cleaned_data]
        found = {name: str(self.cleaned_data[name] or "") for name in changed}
        day = found.pop("day", "")
        return found | ({DAY: day} if day else {})

    @property
    def problems(self):
        """(label, message) of what is wrong."""
        return [(LABELS.get(name, "Another day"), " ".join(words)) for name, words in self.errors.items()]

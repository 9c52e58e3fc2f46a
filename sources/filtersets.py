"""Narrowing a list by the query string: `?outlet=reuters&since=2023-05-24&sort=-published_on`.

Filters are named after what they take, by key or slug. A value or a parameter that is not known is an error, and then
there are NO rows: whoever mistypes a filter must not take home a file of everything.
"""

from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

import django_filters
from django import forms
from django.db.models import F, Q
from django.http import QueryDict

from sources.models import Document, Outlet

OFFERED = 200  # a list of more than this is typed, not chosen from
LONGEST = 200  # of the words searched for
LAST = ["since", "until", "q", "sort"]  # of the filters in a form, whichever class declares them


@dataclass(frozen=True)
class Chip:
    """One filter that is set: its name, label and value as people read them, and the query without it."""

    name: str
    label: str
    value: str
    query: str


@dataclass(frozen=True)
class SortLink:
    """A column that a list can be sorted by: the query that does it, and how it is sorted now (or empty)."""

    query: str
    direction: str


class FilterForm(forms.Form):
    """The filters as a form; refuses parameters that are no filter, and a filter that is given twice."""

    use_required_attribute = False
    besides = frozenset({"page", "per_page"})  # parameters that choose how rows are shown, not which

    def clean(self):
        cleaned = super().clean()
        self._refuse_unknown()
        self._refuse_repeated()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", f"{until} lies before since, {since}.")
        return cleaned

    def _refuse_unknown(self):
        known = [name for name in self.fields if name not in self.besides]
        for name in self.data:
            if name in self.fields or name in self.besides:
                continue
            near = get_close_matches(name, known, n=1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            self.add_error(None, f"“{name[:60]}” is not a filter here.{hint} There are: {', '.join(known)}.")

    def _refuse_repeated(self):
        values = getattr(self.data, "getlist", lambda name: [])
        for name in self.fields:
            if len(set(values(name))) > 1:
                self.add_error(name, "Give it once.")


class KeyWidget(forms.Select):
    """A list to choose from; where it would be longer than `OFFERED`, a field to type the key or slug into."""

    typed = forms.TextInput

    def render(self, name, value, attrs=None, renderer=None):
        none, *choices = islice(self.choices, OFFERED + 2)
        if len(choices) > OFFERED:
            hints = {"placeholder": "key or slug", "class": "form-control"}
            return self.typed().render(name, value, {**(attrs or {}), **hints}, renderer)
        offered = forms.Select(self.attrs, [none, *sorted(choices, key=lambda choice: str(choice[1]).casefold())])
        return offered.render(name, value, attrs, renderer)


class KeyField(django_filters.fields.ModelChoiceField):
    widget = KeyWidget

    def __init__(self, *args, label_of=str, **kwargs):
        super().__init__(*args, **kwargs)
        self.label_from_instance = label_of

    def to_python(self, value):
        return super().to_python(value.strip() if isinstance(value, str) else value)


class KeyFilter(django_filters.ModelChoiceFilter):
    """One record, by its key or slug. `label_of` makes the words that it is offered under."""

    field_class = KeyField

    def __init__(self, queryset, *args, to_field_name="key", **kwargs):
        kind = queryset.model._meta.verbose_name
        unknown, missing = f"There is no {kind} “%(value)s”.", f"Name the {kind} by its {to_field_name}."
        kwargs.setdefault("error_messages", {"invalid_choice": unknown, "required": missing})
        kwargs.setdefault("empty_label", "choose" if kwargs.get("required") else "any")
        kwargs.setdefault("label", kind.capitalize())
        unsorted = queryset.order_by()  # sorting all of a long list only to see that it is long would take its time
        super().__init__(*args, queryset=unsorted, to_field_name=to_field_name, **kwargs)


class WordField(django_filters.fields.ChoiceField):
    def in_words(self, value):
        return str(dict(self.choices)[value])


class WordFilter(django_filters.ChoiceFilter):
    """One of a closed list of words."""

    field_class = WordField

    def __init__(self, *args, choices, **kwargs):
        words = ", ".join(value for value, _ in choices)
        kwargs.setdefault("error_messages", {"invalid_choice": f"“%(value)s” is not one of: {words}."})
        kwargs.setdefault("empty_label", "any")
        super().__init__(*args, choices=choices, **kwargs)


class DayField(forms.DateField):
    """A day, written as 2023-05-24."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except forms.ValidationError:
            raise forms.ValidationError(f"“{value[:60]}” is not a date; write it as 2023-05-24.") from None


class DayFilter(django_filters.Filter):
    field_class = DayField

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(*args, input_formats=["%Y-%m-%d"], **kwargs)


class WordsFilter(django_filters.CharFilter):
    """Words to search for, anywhere in what the list says it searches."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label", "Words")
        super().__init__(*args, max_length=LONGEST, **kwargs)


class SortFilter(django_filters.OrderingFilter):
    """`sort=column` or `sort=-column`, several with commas; what is not known comes last, either way round.

    `columns` maps the name of a column in the file to a field or expression. `tie` makes the order of equals certain.
    """

    def __init__(self, columns, default, tie="key", **kwargs):
        refusal = f"“%(value)s” is not a column to sort by: {', '.join(columns)}, each with - before it for descending."
        kwargs.setdefault("error_messages", {"invalid_choice": refusal})
        super().__init__(fields=[(name, name) for name in columns], label="Sort", widget=forms.HiddenInput, **kwargs)
        self.columns, self.default, self.tie = columns, default, tie

    def filter(self, rows, value):
        wanted = [part for part in value or [] if part] or [self.default]
        return rows.order_by(*(self._order(part) for part in wanted), self.tie)

    def _order(self, part):
        field = self.columns[part.removeprefix("-")]
        expression = F(field) if isinstance(field, str) else field
        return expression.desc(nulls_last=True) if part.startswith("-") else expression.asc(nulls_last=True)


class BaseFilterSet(django_filters.FilterSet):
    """What all lists share. `filtered()` are the rows; none if anything in the query is not understood."""

    limit = None  # of the rows, for a look at the first few

    class Meta:
        form = FilterForm

    def __init__(self, data=None, queryset=None, *, request=None, prefix=None):
        data = QueryDict() if data is None else data
        super().__init__(data, queryset, request=request, prefix=prefix)

    @classmethod
    def get_filters(cls):
        found = super().get_filters()
        names = [name for name in found if name not in LAST] + [name for name in LAST if name in found]
        return {name: found[name] for name in names}

    @property
    def qs(self):
        return super().qs if self.is_valid() else self.queryset.none()

    def filtered(self):
        """The rows that the query asks for, in its order; none if it is not valid."""
        return self.qs[: self.limit] if self.limit else self.qs

    @property
    def problems(self):
        """Each thing that is wrong with the query, in words: *speaker: There is no speaker “x”.*"""
        named = ((name, message) for name, messages in self.errors.items() for message in messages)
        return [message if name == "__all__" else f"{name}: {message}" for name, message in named]

    @property
    def query(self):
        """The query string of this list without the page: what its CSV twin is asked with."""
        return self.query_with()

    @property
    def chips(self):
        """A `Chip` for each filter that is set (sorting is none)."""
        return [
            Chip(name, str(self.form.fields[name].label), self._in_words(name), self.query_with(**{name: None}))
            for name in self.filters
            if name != "sort" and self.data.get(name)
        ]

    @property
    def sorting(self):
        """Column → `SortLink`, for the headers of a table; a second click turns the order round."""
        columns = self.filters["sort"].columns
        return {name: self._sort_link(name) for name in columns}

    def query_with(self, **changes):
        """The query string with some parameters changed (None: left out) and back on the first page."""
        given = {name: self.data.get(name) for name in self.data if name != "page"} | changes
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in given.items() if value})
        return query.urlencode()

    def _sort_link(self, column):
        now = self.data.get("sort") or self.filters["sort"].default
        direction = {column: "ascending", f"-{column}": "descending"}.get(now, "")
        wanted = f"-{column}" if direction == "ascending" else column
        return SortLink(self.query_with(sort=wanted), direction)

    def _in_words(self, name):
        if name in self.errors:
            return str(self.data[name])[:LONGEST]
        in_words = getattr(self.form.fields[name], "in_words", str)
        return in_words(self.form.cleaned_data[name])


def outlet_filter(**options):
    return KeyFilter(Outlet.objects.all(), to_field_name="slug", **options)


def document_filter(**options):
    documents = Document.objects.select_related("outlet")
    return KeyFilter(documents, label_of=lambda document: f"{document.outlet}: {document.name}", **options)


class OutletFilterSet(BaseFilterSet):
    q = WordsFilter(method="search")
    sort = SortFilter(
        {
            "key": "slug",
            "name": "name",
            "kind": "kind",
            "country": "country",
            "language": "language",
            "owner": "owner",
            "reliability": "reliability",
            "monitored_since": "monitored_since",
        },
        default="name",
        tie="slug",
    )

    def search(self, rows, name, words):
        return rows.matching(words)


class DocumentFilterSet(BaseFilterSet):
    outlet = outlet_filter(field_name="outlet")
    since = DayFilter(field_name="published_on", lookup_expr="gte", label="Published from")
    until = DayFilter(field_name="published_on", lookup_expr="lte", label="Published until")
    q = WordsFilter(method="search")
    sort = SortFilter(
        {
            "key": "key",
            "outlet": "outlet__name",
            "title": "title",
            "byline": "byline",
            "kind": "kind",
            "published_on": "published_on",
            "language": "language",
        },
        default="-published_on",
    )

    def search(self, rows, name, words):
        """In titles, bylines, and the names of outlets."""
        outlets = Outlet.objects.matching(words)
        return rows.filter(Q(title__icontains=words) | Q(byline__icontains=words) | Q(outlet__in=outlets))

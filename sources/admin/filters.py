"""Filters of admin lists that take a typed key or name: a list of thousands of names helps nobody."""

from django.contrib import admin
from django.db.models import Q

from sources.admin.searching import search


class NamedFilter(admin.SimpleListFilter):
    """A small form in the filter column; `paths` are the lookups in which the typed words are looked for."""

    template = "admin/named_filter.html"
    paths = ()

    def lookups(self, request, model_admin):
        return [("", "")]  # one entry, or the filter would not be shown

    def queryset(self, request, queryset):
        """A whole key names one record; anything else is looked for in all names."""
        words = (self.value() or "").replace("\0", "").strip()
        if not words:
            return queryset
        keys = [path for path in self.paths if path.rsplit("__", 1)[-1] in ("key", "slug")]
        named = queryset.model._base_manager.filter(Q.create([(path, words) for path in keys], connector=Q.OR))
        if keys and named.exists():
            return queryset.filter(pk__in=named.values("pk"))
        return search(queryset, self.paths, words)

    def get_facet_counts(self, pk_attname, filtered_qs):
        return {}

    def choices(self, changelist):
        """One entry: what the form keeps of the address, and the address without this filter."""
        kept = {name: values for name, values in changelist.filter_params.items() if name != self.parameter_name}
        pairs = [(name, value) for name, values in kept.items() for value in values]
        yield {
            "kept": pairs,
            "query": changelist.query,
            "value": self.value() or "",
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
        }


def by_name(parameter, *paths, title=""):
    """A `NamedFilter` class for one parameter of the address."""
    members = {"parameter_name": parameter, "title": title or parameter, "paths": paths}
    return type(f"{parameter.title()}Filter", (NamedFilter,), members)


class EveryValue(admin.AllValuesFieldListFilter):
    """Every value that a field holds; nothing has a name, too."""

    def choices(self, changelist):
        for choice in super().choices(changelist):
            yield choice | {"display": choice["display"] or "not recorded"}


class StandsAlone(admin.EmptyFieldListFilter):
    """Yes or no, in words that suit the field, instead of *Empty* and *Not empty*."""

    words = ("All", "Empty", "Not empty")

    def choices(self, changelist):
        for choice, words in zip(super().choices(changelist), self.words, strict=True):
            yield choice | {"display": words}


def filled(words_empty, words_filled, title=""):
    """A filter by whether a field is empty, each state in its own words."""

    class Filled(StandsAlone):
        words = ("All", words_empty, words_filled)

        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.title = title or self.title

    return Filled

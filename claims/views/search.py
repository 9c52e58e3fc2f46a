"""One box over statements, quotes, documents and names."""

from dataclasses import dataclass

import django_filters
from django.core.paginator import Paginator
from django.views.generic import TemplateView

from claims.choices import Findable
from claims.filtersets.visible import event_filter, speaker_filter
from claims.models import Claim, SearchEntry
from claims.search.filters import FILTERS
from claims.search.find import Matches, facets, find
from claims.search.hits import Hit, hits
from claims.search.names import Spelling, near_names, spelt_out
from claims.search.query import parse
from claims.views.lists import dressed
from sources.filtersets import BaseFilterSet, DayFilter, WordFilter, outlet_filter

FEW, MANY = 6, 25  # hits of a kind among others, and alone


class SearchFilterSet(BaseFilterSet):
    """What the search is narrowed by. Kinds of records understand it each in their way: see `claims.search.filters`."""

    q = django_filters.CharFilter(label="Words")
    kind = WordFilter(choices=Findable.choices, label="Kind")
    event = event_filter()
    outlet = outlet_filter()
    speaker = speaker_filter()
    since = DayFilter(label="From")
    until = DayFilter(label="Until")


@dataclass(frozen=True)
class Group:
    """Hits of one kind as the page shows them: the first few, with the query for `more`, or a page of a kind alone."""

    matches: Matches
    hits: list[Hit]
    page: object = None
    more: str = ""

    @property
    def kind(self):
        return self.matches.kind

    @property
    def template(self):
        return f"claims/search/_{self.kind.value}.html"


@dataclass(frozen=True)
class Told:
    """A spelling that is told of, and the query for this spelling only."""

    spelling: Spelling
    only: str


@dataclass(frozen=True)
class Way:
    """A link that narrows or widens the search."""

    label: str
    query: str
    count: str = ""
    current: bool = False


class SearchView(TemplateView):
    template_name = "claims/search/search.html"

    def get_context_data(self, **kwargs):
        typed = self.request.GET.get("q", "").replace("\0", "").strip()
        filters = SearchFilterSet(with_q(self.request.GET, typed), SearchEntry.objects.none(), request=self.request)
        query, problems = parse(typed), filters.problems
        answer = {} if problems or not query.wanted else self._answer(query, filters)
        return super().get_context_data(
            **{"query": query, **answer},
            typed=typed,
            filters=filters,
            problems=problems,
            fields=[field for field in dressed(filters.form) if field.name != "q"],
            narrow=any(filters.data.get(name) for name in FILTERS),
            **kwargs,
        )

    def _answer(self, query, filters):
        claims = Claim.objects.visible_to(self.request.user)
        chosen = filters.form.cleaned_data
        wanted = {name: chosen[name] for name in FILTERS if chosen[name]}
        query, spellings = spelt_out(query)
        found = find(query, wanted, claims)
        shown = [kind for kind in found.kinds if chosen["kind"] in ("", kind.kind)]
        return {
            "query": query,
            "spellings": [Told(spelling, filters.query_with(q=quoted(query, spelling))) for spelling in spellings],
            "marks": found.marks,
            "groups": [self._group(kind, found.marks, claims, filters) for kind in shown],
            "ways": ways(found, filters),
            "near": near_names(query.wanted[0].typed) if len(query.wanted) == 1 and not found.kinds else [],
            "alone": [(term.typed, filters.query_with(q=term.typed)) for term in query.wanted],
            "everywhere": filters.query_with(**dict.fromkeys([*FILTERS, "kind"])) if wanted or chosen["kind"] else "",
        }

    def _group(self, matches, marks, claims, filters):
        if not filters.data.get("kind"):
            more = filters.query_with(kind=matches.kind.value) if len(matches.matches) > FEW else ""
            return Group(matches, hits(matches.kind, matches.matches[:FEW], marks, claims), more=more)
        page = Paginator(matches.matches, MANY).get_page(self.request.GET.get("page"))
        return Group(matches, hits(matches.kind, page.object_list, marks, claims), page)


def with_q(data, typed):
    """The parameters with the words as they are searched for."""
    data = data.copy()
    if "q" in data:
        data["q"] = typed
    return data


def quoted(query, spelling):
    """The query as typed, but with this word in quotation marks: searched for as it is spelt."""
    wanted = [_typed(term, term.typed == spelling.typed) for term in query.wanted]
    return " ".join([*wanted, *(f"-{_typed(term)}" for term in query.unwanted)])


def _typed(term, as_spelt=False):
    if term.quoted or as_spelt:
        return f'"{term.typed}"'
    return f"{term.typed}*" if term.phrase.prefix else term.typed


def ways(found, filters):
    """{heading: links} that narrow what was found by kind, event, outlet and year."""
    chosen = filters.form.cleaned_data
    kinds = [Way("everything", filters.query_with(kind=None), found.total, not chosen["kind"])]
    for kind in found.kinds:
        link = filters.query_with(kind=kind.kind.value)
        kinds.append(Way(kind.kind.label, link, kind.count, chosen["kind"] == kind.kind))
    offered = facets(found)
    named = {name: [_narrower(facet, filters) for facet in offered[name]] for name in ("event", "outlet", "year")}
    return {"Kind": kinds, "Event": named["event"], "Outlet": named["outlet"], "Said or published": named["year"]}


def _narrower(facet, filters):
    if facet.name == "year":
        query = filters.query_with(since=f"{facet.value}-01-01", until=f"{facet.value}-12-31")
        return Way(facet.label, query, facet.count)
    current = filters.data.get(facet.name) == facet.value
    query = filters.query_with(**{facet.name: None if current else facet.value})
    return Way(facet.label, query, facet.count, current)

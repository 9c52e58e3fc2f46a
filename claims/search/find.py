"""Answers a query: what is found of each kind, in order, with counts and ways to narrow it.

Of each kind the first `CAP` matches are looked at. First comes what is called as the query says, then what was said or
published last; names come by their length. Nothing here says what matters more than that.
A fixed number of queries, whatever is found.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

from claims.choices import Findable
from claims.models import Event, Question, SearchEntry
from claims.search.backends import backend
from claims.search.filters import narrowed
from claims.search.marks import Marks
from claims.search.query import Query
from claims.search.words import BREAK
from sources.models import Outlet

CAP = 1000  # matches of one kind that are counted and put in order
FACETS = 5  # events, outlets and years offered
NAMES = (Findable.SPEAKER, Findable.OUTLET, Findable.EVENT, Findable.QUESTION)
PLACES = {  # where an entry of a kind has its event, outlet and day
    Findable.CLAIM: ("claim__event", None, "claim__said_on"),
    Findable.QUOTE: ("claim__event", "document__outlet", "document__published_on"),
    Findable.DOCUMENT: (None, "document__outlet", "document__published_on"),
}


@dataclass(frozen=True)
class Match:
    """An entry that matches: the record that it leads to, and what it is put in order by."""

    pk: int
    title: str
    snapshot: int | None
    start: int
    event: int | None = None
    outlet: int | None = None
    day: date | None = None


@dataclass(frozen=True)
class Matches:
    """All matches of a kind in order, each record once; `capped` if there are more than were looked at."""

    kind: Findable
    matches: list[Match]
    capped: bool = False

    cap = CAP

    @property
    def count(self):
        return f"{len(self.matches):,}{'+' if self.capped else ''}"


@dataclass(frozen=True)
class Facet:
    """A way to narrow what was found: the filter, its value, what it is called, how many that leaves."""

    name: str
    value: str
    label: str
    count: str


@dataclass(frozen=True)
class Found:
    """The answer to a query."""

    query: Query
    kinds: list[Matches] = field(default_factory=list)

    @property
    def marks(self):
        return Marks(self.query.phrases)

    @property
    def total(self):
        several = sum(len(kind.matches) for kind in self.kinds)
        return f"{several:,}{'+' if any(kind.capped for kind in self.kinds) else ''}"


def find(query, wanted, claims):
    """What matches a query among what the reader may see; `wanted` are the filters, by name."""
    if not query.wanted:
        return Found(query)
    kinds = [_matches(kind, query, wanted, claims) for kind in Findable]
    return Found(query, [kind for kind in kinds if kind.matches])


def _matches(kind, query, wanted, claims):
    entries = narrowed(SearchEntry.objects.all(), kind, wanted, claims)
    if entries is None:
        return Matches(kind, [])
    groups = [term.phrases for term in query.wanted]
    refused = [term.phrase for term in query.unwanted]
    fields = [name for name in PLACES.get(kind, ()) if name]
    found = backend().matching(entries, kind.value, groups, refused)[: CAP + 1]
    rows = list(found.values_list("object_id", "title", "snapshot_id", "start", *fields))
    matches = [_match(kind, *row) for row in rows[:CAP]]
    matches.sort(key=lambda match: _order(kind, match, query))
    once = {match.pk: match for match in reversed(matches)}
    return Matches(kind, list(reversed(once.values())), len(rows) > CAP)


def _match(kind, pk, title, snapshot, start, *values):
    names = ("event", "outlet", "day")
    given = [name for name, path in zip(names, PLACES.get(kind, ()), strict=False) if path]
    return Match(pk, title, snapshot, start, **dict(zip(given, values, strict=True)))


def _order(kind, match, query):
    called = f" {match.title} "
    hits = sum(any(_is_called(called, phrase) for phrase in term.phrases) for term in query.wanted)
    whole = " ".join(term.folded for term in query.wanted)
    exact = any(name == whole for name in match.title.split(f" {BREAK} "))
    if kind in NAMES:
        return -hits, not exact, len(match.title), match.pk
    return -hits, not exact, -(match.day or date.min).toordinal(), -match.pk, match.start


def _is_called(title, phrase):
    return f" {' '.join(phrase.words)}{'' if phrase.prefix else ' '}" in title


def facets(found):
    """{filter: facets} by event, outlet and year, the most frequent first."""
    matches = [match for kind in found.kinds for match in _placed(kind)]
    more = "+" if any(kind.capped for kind in found.kinds) else ""
    events = Event.objects.values_list("pk", "key", "title")
    outlets = Outlet.objects.values_list("pk", "slug", "name")
    years = sorted(Counter(match.day.year for match in matches if match.day).items(), reverse=True)
    return {
        "event": _named("event", events, matches, more),
        "outlet": _named("outlet", outlets, matches, more),
        "year": [Facet("year", str(year), str(year), f"{n:,}{more}") for year, n in years[:FACETS]],
    }


def _placed(kind):
    """The matches of a kind with the event that they belong to."""
    if kind.kind == Findable.EVENT:
        return [replace(match, event=match.pk) for match in kind.matches]
    if kind.kind != Findable.QUESTION:
        return kind.matches
    events = dict(Question.objects.filter(pk__in=[match.pk for match in kind.matches]).values_list("pk", "event"))
    return [replace(match, event=events.get(match.pk)) for match in kind.matches]


def _named(name, rows, matches, more):
    """Facets of a record that matches belong to; `rows` are (pk, key, label) of all there are."""
    counted = Counter(pk for match in matches if (pk := getattr(match, name))).most_common(FACETS)
    known = {pk: said for pk, *said in rows.filter(pk__in=dict(counted))}
    return [Facet(name, *known[pk], f"{n:,}{more}") for pk, n in counted if pk in known]

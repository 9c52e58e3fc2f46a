"""One box over names, events, questions, statements, quotes, and texts: a first, plain search.

All words must be found, in any order; words in double quotes stand together. Capitals do not matter (of Latin letters
on SQLite). Each group shows its first few hits and says where the others are; nothing is counted, so that the answer
takes no longer than its own length.
"""

import re
from dataclasses import dataclass, field
from functools import reduce

from django.db.models import F, Q

from claims.filtersets import claims_with_words
from claims.models import Attribution, Event, Question, Speaker
from sources.models import Document, Outlet, Snapshot

SHOWN = 8  # hits of each group
TERMS = 8  # words looked for
LONGEST = 200  # characters of a query
AROUND = 90  # characters shown before and after a hit in a text


@dataclass(frozen=True)
class Snippet:
    """A hit in a text with what stands around it."""

    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Group:
    """Hits of one kind; `more` says that there are others than those shown."""

    name: str
    hits: list
    more: bool = False


@dataclass(frozen=True)
class Results:
    """What a query found: groups with at least one hit, in the order of the page."""

    terms: list[str]
    groups: list[Group] = field(default_factory=list)


def terms_of(query):
    """The words and quoted phrases of a query. A quotation mark that is not closed runs to the end."""
    clean = query.replace("\0", "")[:LONGEST].translate(str.maketrans("“”„«»", '"""""'))
    found = re.findall(r'"([^"]*)"?|(\S+)', clean)
    return [term.strip() for pair in found for term in pair if term.strip()][:TERMS]


def search(query, visible):
    """The `Results` of a query among the `visible` claims, and the sources. A fixed number of queries."""
    terms = terms_of(query)
    if not terms:
        return Results([])
    groups = [
        _group("speakers", _narrowed(Speaker.objects.select_related("side").prefetch_related("aliases"), terms)),
        _group("outlets", _narrowed(Outlet.objects.prefetch_related("aliases"), terms)),
        _group(
            "events", _holding(Event.objects.order_by(_newest("started_on"), "key"), terms, "title", "place", "summary")
        ),
        _group("questions", _holding(Question.objects.select_related("event"), terms, "text", "label", "scope")),
        _group("claims", reduce(claims_with_words, terms, visible).for_listing().order_by(_newest("said_on"), "key")),
        _group("quotes", _quotes(terms, visible)),
        _texts(terms),
    ]
    return Results(terms, [group for group in groups if group.hits])


def _group(name, rows):
    found = list(rows[: SHOWN + 1])
    return Group(name, found[:SHOWN], len(found) > SHOWN)


def _newest(name):
    return F(name).desc(nulls_last=True)


def _narrowed(rows, terms):
    return reduce(lambda found, term: found.matching(term), terms, rows)


def _holding(rows, terms, *fields):
    return reduce(lambda found, term: found.filter(_anywhere(fields, term)), terms, rows)


def _anywhere(fields, term):
    return reduce(Q.__or__, (Q(**{f"{name}__icontains": term}) for name in fields))


def _quotes(terms, visible):
    found = Attribution.objects.filter(claim__in=visible).for_listing()
    return _holding(found, terms, "exact", "cue").order_by("key")


def _texts(terms):
    """Documents whose title, byline or newest text holds all words, each with a snippet where the text does."""
    found = Document.objects.with_outlets()
    for term in terms:
        holding = Snapshot.objects.filter(text__icontains=term).values("document")
        found = found.filter(Q(title__icontains=term) | Q(byline__icontains=term) | Q(pk__in=holding))
    group = _group("documents", found.order_by(_newest("published_on"), "key"))
    texts = Snapshot.objects.filter(document__in=[document.pk for document in group.hits]).order_by("captured_at", "id")
    newest = {snapshot.document_id: snapshot for snapshot in texts}
    for document in group.hits:
        document.snapshot = newest.get(document.pk)
        document.snippet = document.snapshot and snippet(document.snapshot.text, terms)
    return group


def snippet(text, terms):
    """The first place in `text` of any of the terms, as a `Snippet`, or None."""
    places = [found for found in (re.search(re.escape(term), text, re.IGNORECASE) for term in terms) if found]
    if not places:
        return None
    start, end = min(place.span() for place in places)
    return Snippet(text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND])

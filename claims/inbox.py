"""The inbox: documents that nobody has read, or of which something is only guessed."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from claims.models import Reading
from sources.importing.outlets import UNIDENTIFIED
from sources.models import Document, Guess, Snapshot

MISSING = {
    "guesses": "something to confirm",
    "readings": "two readings of something",
    "outlet": "outlet not known",
    "published_on": "no date",
    "title": "no title",
    "byline": "no byline",
    "language": "no language",
}
COLUMNS, ROWS = 7, 12  # of the matrix


def waiting():
    """Documents with a text that nobody has read, and those with guesses; the newest first."""
    unread = Exists(Snapshot.objects.filter(document=OuterRef("pk")))
    unread &= ~Exists(Reading.objects.counted().filter(document=OuterRef("pk")))
    found = Document.objects.filter(unread | Exists(_guesses()))
    return found.order_by("-published_on", "key")


def lacking(rows, what):
    """Those of which something is missing, see `MISSING`."""
    if what == "guesses":
        return rows.filter(Exists(_guesses()))
    if what == "readings":
        return rows.filter(Exists(_guesses().exclude(others=[])))
    if what == "outlet":
        return rows.filter(Q(outlet__name__startswith=f"{UNIDENTIFIED} ") | Exists(_guesses().filter(field="outlet")))
    return rows.filter(published_on=None) if what == "published_on" else rows.filter(**{what: ""})


def _guesses():
    return Guess.objects.filter(document=OuterRef("pk"), confirmed_at=None)


@dataclass(frozen=True)
class Cell:
    """How many documents of an outlet and a day wait."""

    day: object
    count: int


@dataclass(frozen=True)
class Matrix:
    """Days, the latest first (None: no date), and for each outlet (slug, name) its `Cell`s and its total.

    `earlier` documents are of days, and `others` of outlets, that have no place in it.
    """

    days: tuple
    rows: tuple
    earlier: int
    others: int


def matrix(rows):
    """The `Matrix` of documents. One query."""
    counted = rows.order_by().values_list("outlet__slug", "outlet__name", "published_on").annotate(Count("pk"))
    cells = {((slug, name), day): number for slug, name, day, number in counted}
    totals, per_day = Counter(), Counter()
    for (outlet, day), number in cells.items():
        totals[outlet] += number
        per_day[day] += number
    dated = sorted((day for day in per_day if day), reverse=True)[:COLUMNS]
    days = (*dated, *([None] if None in per_day else []))
    outlets = sorted(totals, key=lambda outlet: (-totals[outlet], outlet))[:ROWS]
    lines = tuple(
        (outlet, tuple(Cell(day, cells.get((outlet, day), 0)) for day in days), totals[outlet]) for outlet in outlets
    )
    whole = sum(totals.values())
    return Matrix(days, lines, whole - sum(per_day[day] for day in days), whole - sum(totals[one] for one in outlets))

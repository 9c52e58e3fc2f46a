"""What a person needs to see to repair one attribution: its words where they were, and where they may be now."""

from dataclasses import dataclass

from claims.choices import Anchor
from claims.comparisons.passages import REACH, cut
from claims.curation.anchoring import former_place, newest_of
from claims.highlights import Paragraph
from sources.lib.anchoring import nearest
from sources.lib.texts import places
from sources.models import Snapshot

OFFERED = 3  # nearest places that are offered; of words that a person gave, more
LISTED = 9


@dataclass(frozen=True)
class Excerpt:
    """Some words of a text in their paragraph. `likeness`, 0 to 100: to the words sought; None: not compared."""

    snapshot: Snapshot
    start: int
    end: int
    paragraphs: list[Paragraph]
    cut_before: bool
    cut_after: bool
    likeness: int | None = None


@dataclass(frozen=True)
class Repair:
    """An attribution between two texts of its document.

    `before` is where its words stood (None: that text is not there any more), `now` where they were found in the
    newest text (None: nowhere), `offers` are other places there. `is_newest`: there is no text after the one it
    stood in. `is_damaged`: its own text has other words at its place, which no page can have done.
    """

    before: Excerpt | None
    now: Excerpt | None
    offers: list[Excerpt]
    newest: Snapshot
    is_newest: bool
    is_damaged: bool = False


def repair_of(attribution, words=""):
    """The `Repair` of an attribution; where `words` are given, the offers are the places of these. Fixed queries."""
    newest = newest_of(attribution.snapshot)
    if attribution.snapshot.text[attribution.start : attribution.end] != attribution.exact:
        offers = _given(newest, words or attribution.exact)[:LISTED]
        return Repair(None, None, offers, newest, is_newest=False, is_damaged=True)
    former = former_place(attribution) if attribution.anchor == Anchor.MOVED else attribution
    now = excerpt(attribution.snapshot, attribution.start, attribution.end) if former is not attribution else None
    before = former and excerpt(former.snapshot, former.start, former.end)
    is_newest = former is not None and former.snapshot_id == newest.pk
    found = _given(newest, words) if words else [] if is_newest or former is None else _nearest(former, newest)
    offers = [one for one in found if now is None or (one.start, one.end) != (now.start, now.end)]
    return Repair(before, now, offers[: LISTED if words else OFFERED], newest, is_newest)


def excerpt(snapshot, start, end, likeness=None):
    """Words of a snapshot with the paragraph around them."""
    begins = max(0, start - REACH)
    return Excerpt(snapshot, start, end, *cut(begins, snapshot.text[begins : end + REACH], start, end), likeness)


def _given(newest, words):
    return [excerpt(newest, at, at + len(words)) for at in places(newest.text, words)[: LISTED + 1]]


def _nearest(former, newest):
    found = nearest(former.snapshot.text, newest.text, (former.start, former.end), OFFERED + 1)
    return [excerpt(newest, one.start, one.end, one.likeness) for one in found]

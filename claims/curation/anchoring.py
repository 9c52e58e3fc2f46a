"""Evidence that stays: what stands in an earlier text of a document follows its words into the new one.

    done = reanchor(snapshot, user)        wherever a snapshot was added
    done.in_words()                        *12 found again, 1 moved (a person has to look), 2 lost*

Words that are surely the same stay *anchored*. Words that are only like them are *moved*, and wait in the queue
*Evidence to repair*; what is not found stays where it was, with the old words, as *lost*. Nothing is dropped, each
change is in the history with its reason, and all of it is one act that can be undone. `confirm`, `take_place` and
`keep_lost` are what a person then decides. Loading a data package does not come here: a package says itself where its
words stand.
"""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q

from claims.choices import ActKind, Anchor
from claims.curation.acts import act, version
from claims.curation.reviewing import after_change, coded
from claims.models import Attribution, Wording
from sources.lib.anchoring import How, find_again
from sources.models import Snapshot

WHY = {
    How.ONCE: "The document has a new text; the words stand there once.",
    How.UNCHANGED: "The document has a new text; the words stand there among the same words as before.",
    How.SURROUNDINGS: "The document has a new text; the words stand there among other words. A person has to look.",
    How.ALIKE: "The document has a new text; the words there are like these, {likeness} of 100. A person has to look.",
    None: "The document has a new text; the words were not found there.",
}
KEPT = {
    "found": "found again",
    "moved": "moved (a person has to look)",
    "lost": "lost",
    "stay": "left in the older text",
}


@dataclass
class Reanchored:
    """How many attributions and wordings were found, moved, lost, or stay where they were; `stored` is the act.

    Those of claims that another codes blindly follow, too, but are not counted: nobody learns of them.
    """

    user: Any
    counts: dict = field(default_factory=lambda: dict.fromkeys(KEPT, 0))
    stored: Any = None

    def count(self, outcome, row):
        reader = self.user and self.user.pk
        blind = isinstance(row, Attribution) and row.claim.blind and row.claim.author_id != reader
        if outcome and not blind:
            self.counts[outcome] += 1

    @property
    def to_repair(self):
        return self.counts["moved"] + self.counts["lost"]

    def in_words(self):
        return ", ".join(f"{count} {KEPT[name]}" for name, count in self.counts.items() if count)


def reanchor(snapshot, user):
    """Move what stands in the document's other texts of the same rendition to this one; answers with `Reanchored`.

    `user` is None where a program brought the text: all is in the history, but no act is stored. A snapshot that is
    older than another of its rendition pulls nothing back.
    """
    done = Reanchored(user)
    if newest_of(snapshot).pk != snapshot.pk or not _others_with_evidence(snapshot).exists():
        return done
    words = f"Moved the evidence of {snapshot.document} to its text of {snapshot.captured_at:%d %B %Y}"
    with act(ActKind.REPAIRED, user, words, "The document has a new text.") as doing:
        following = _Following(doing, snapshot)
        for older in _others_with_evidence(snapshot):
            for row, place in _found_again(older, snapshot):
                done.count(following.follow(row, place), row)
    done.stored = doing.stored
    return done


def newest_of(snapshot):
    """The newest text of the same document and rendition, by when it was captured."""
    return _same_rendition(snapshot).order_by("captured_at", "pk").last()


def _same_rendition(snapshot):
    return Snapshot.objects.filter(document=snapshot.document_id, rendition=snapshot.rendition)


def _others_with_evidence(snapshot):
    standing = [Exists(model.objects.filter(snapshot=OuterRef("pk"))) for model in (Attribution, Wording)]
    return _same_rendition(snapshot).exclude(pk=snapshot.pk).filter(Q(standing[0]) | Q(standing[1])).order_by("pk")


def _found_again(older, snapshot):
    """(row, its place in the new text or None) of all that stands in the older text; damaged rows stay untouched."""
    locked = {"of": ("self",)}
    rows = [
        *Attribution.objects.filter(snapshot=older).select_for_update(**locked).select_related("claim"),
        *Wording.objects.filter(snapshot=older).select_for_update(**locked),
    ]
    rows = [row for row in rows if older.text[row.start : row.end] == row.exact]
    for row in rows:
        row.snapshot = older  # its text is at hand
    return zip(rows, find_again(older.text, snapshot.text, [(row.start, row.end) for row in rows]), strict=True)


class _Following:
    """Moves rows into a new text, one record to a place."""

    def __init__(self, doing, snapshot):
        self.doing, self.snapshot = doing, snapshot
        self.taken = {_told(row) for model in (Attribution, Wording) for row in model.objects.filter(snapshot=snapshot)}

    def follow(self, row, place):
        """What became of a row: a word of `KEPT`; None if it was lost before."""
        if place is not None:
            told = _told(row, place.start, place.end)
            if told not in self.taken and (place.is_sure or isinstance(row, Attribution)):
                self.taken.add(told)
                return self._move(row, place)
            if place.is_sure:
                return "stay"  # the new text has this very evidence already
        return self._lose(row)

    def _move(self, row, place):
        if isinstance(row, Attribution):  # what nobody has looked at yet still waits
            row.anchor = Anchor.ANCHORED if place.is_sure and row.anchor != Anchor.MOVED else Anchor.MOVED
        _put(row, self.snapshot, place.start, place.end)
        self.doing.save(row, WHY[place.how].format(likeness=place.likeness))
        return "moved" if getattr(row, "anchor", None) == Anchor.MOVED else "found"

    def _lose(self, row):
        if isinstance(row, Wording):
            return "stay"  # a wording has no such state: it was used in the older text, and stands there
        if row.anchor == Anchor.LOST:
            return None
        row.anchor, row.removed = Anchor.LOST, False
        self.doing.save(row, WHY[None])
        return "lost"


def _told(row, start=None, end=None):
    """By what two records of one text are told apart."""
    whose = ("claim", row.claim_id) if isinstance(row, Attribution) else (row.event_id, row.subject)
    return (*whose, row.start if start is None else start, row.end if end is None else end)


def _put(row, snapshot, start, end):
    row.snapshot, row.start, row.end = snapshot, start, end
    row.exact, row.prefix, row.suffix = snapshot.text[start:end], "", ""


# What a person decides


def confirm(attribution, user, seen):
    """The place found is right: *moved* becomes *anchored*. Answers with the act.

    `seen` is the version (see `acts.version`) that the person looked at. Each of these decisions raises
    ValidationError, and changes nothing, if there is a newer one or a rule is broken.
    """
    return _repair(attribution, user, seen, f"It is right: {attribution}", "The words stand where they were found.")


def take_place(attribution, snapshot, place, user, seen):
    """Another place is right: the words of `snapshot` at `place`, (start, end). Answers with the act."""
    _put(attribution, snapshot, *place)
    if not attribution.exact.strip():
        raise ValidationError("There are no words at this place.")
    return _repair(
        attribution, user, seen, f"Took another place for {attribution}", "Found by hand in the newest text."
    )


def keep_lost(attribution, user, seen, note=""):
    """The words are gone: it stays *lost*, in the text that had them, and waits for nobody. Answers with the act."""
    former = former_place(attribution) if attribution.anchor == Anchor.MOVED else None
    if former is not None:
        _put(attribution, former.snapshot, former.start, former.end)
    why = note.strip() or "The publisher removed these words."
    return _repair(attribution, user, seen, f"Kept as lost: {attribution}", why, anchor=Anchor.LOST)


def former_place(attribution):
    """The version in which it stood in another text than now, its text still there; None if there is none."""
    before = attribution.history.exclude(snapshot=attribution.snapshot_id)
    return before.filter(snapshot__in=Snapshot.objects.all()).select_related("snapshot__document").first()


def _repair(attribution, user, seen, words, why, *, anchor=Anchor.ANCHORED):
    with act(ActKind.REPAIRED, user, words, why) as doing:
        Attribution.objects.select_for_update().get(pk=attribution.pk)
        if version(attribution) != seen:
            raise ValidationError("It was changed meanwhile; this is how it stands now.")
        before = coded(attribution.claim)
        attribution.anchor, attribution.removed = anchor, anchor == Anchor.LOST
        attribution.full_clean()
        doing.save(attribution)
        after_change(attribution.claim, before, user, why, doing)
    return doing.stored

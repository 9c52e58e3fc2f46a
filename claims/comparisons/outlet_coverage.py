"""What an outlet covers of its newest events and what it leaves out, and with which words it introduces whom.

Nothing is compared here: all is counted, so that an outlet of any size has a page.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, F, Q

from claims.comparisons.carriage import printed_by
from claims.listings import attributions, tally
from claims.models import Event, Question, Reading, Speaker
from sources.models import Document, Outlet

EVENTS = 25  # the newest ones, on an outlet's page
CUES = 500  # pairs of cue and side that are looked at, the most used first
SIDES, WORDS = 12, 12  # sides shown, and cues of each


@dataclass(frozen=True)
class EventCoverage:
    """An outlet's share in an event: its documents for it, how many were read, and its questions told of all.

    `copies` are those documents that republish others. What is not told is absent if all documents were read for the
    event; else it is not known.
    """

    event: Event
    documents: int
    read: int
    copies: int
    questions: int
    reported: int

    @property
    def is_read(self):
        return self.read == self.documents

    @property
    def absent(self):
        return self.questions - self.reported if self.is_read else 0

    @property
    def unread(self):
        return 0 if self.is_read else self.questions - self.reported


@dataclass(frozen=True)
class SideCues:
    """The cues that introduce what a side says (None: the outlet's own voice), the most used first, with their uses."""

    side: Speaker | None
    uses: int
    cues: list[tuple[str, int]]
    hidden: int


def covered_events(outlet, visible):
    """([`EventCoverage`] of the newest events of an outlet, whether there are more). Six queries."""
    printed = printed_by(outlet, visible)
    read = Reading.objects.counted().filter(document__outlet=outlet)
    of_it = Q(pk__in=printed.order_by().values("claim__event")) | Q(pk__in=read.order_by().values("event"))
    found = list(Event.objects.filter(of_it).order_by(F("started_on").desc(nulls_last=True), "key")[: EVENTS + 1])
    events = found[:EVENTS]
    documents = _documents(events, printed, read)
    asked = tally(Question.objects.filter(event__in=events), "event")
    reported = _reported(events, outlet, visible)
    copies = _copies({pk for kept in documents.values() for pk in kept})
    rows = [
        EventCoverage(
            event,
            len(documents[event.pk]),
            sum(documents[event.pk].values()),
            len(copies & documents[event.pk].keys()),
            asked.get(event.pk, 0),
            reported[event.pk],
        )
        for event in events
    ]
    return rows, len(found) > EVENTS


def _documents(events, printed, read):
    """{event pk: {document pk: whether it was read for the event}} of an outlet's documents."""
    found = defaultdict(dict)
    told = printed.filter(claim__event__in=events).order_by()
    for event, document in told.values_list("claim__event", "snapshot__document").distinct():
        found[event][document] = False
    for event, document in read.filter(event__in=events).order_by().values_list("event", "document"):
        found[event][document] = True
    return found


def _reported(events, outlet, visible):
    """{event pk: how many of its questions the outlet tells}, also through copies of its documents."""
    path = "snapshot__document"
    copied = [f"{path}__republishes__outlet", f"{path}__republishes__republishes__outlet", f"{path}__original__outlet"]
    by_it = Q(**{f"{path}__outlet": outlet})
    for way in copied:
        by_it |= Q(**{way: outlet})
    told = attributions(visible).filter(by_it, claim__question__event__in=events).order_by()
    pairs = told.values_list("claim__question__event", "claim__question").distinct()
    return Counter(event for event, _ in pairs)


def _copies(pks):
    return set(Document.objects.filter(pk__in=pks, republishes__isnull=False).values_list("pk", flat=True))


def cues_by_side(outlet: Outlet, visible):
    """The `SideCues` of what an outlet prints, the side with most uses first. Two queries."""
    cued = printed_by(outlet, visible).exclude(cue="").order_by()
    counted = cued.values_list("claim__speaker__side", "cue").annotate(n=Count("pk")).order_by("-n", "cue")
    found = defaultdict(Counter)
    for side, cue, uses in counted[:CUES]:
        found[side][" ".join(cue.split()).casefold()] += uses
    sides = Speaker.objects.in_bulk(pk for pk in found if pk)
    ranked = sorted(found.items(), key=lambda item: (-item[1].total(), str(sides.get(item[0], ""))))
    return [
        SideCues(sides.get(pk), cues.total(), cues.most_common(WORDS), max(0, len(cues) - WORDS))
        for pk, cues in ranked[:SIDES]
    ]

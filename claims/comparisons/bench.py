"""A text as it is recorded from: its paragraphs with every recorded place, and the events that are in hand.

Lighter than what a reader sees (`claims.comparisons.reader`): no accounts, no disputes.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q

from claims.choices import ClaimStatus
from claims.curation.coding import coding_for
from claims.highlights import Mark, Paragraph, paragraphs
from claims.models import Attribution, Claim, Event, Question, Reading, Wording

SET_ASIDE = [ClaimStatus.RETURNED, ClaimStatus.DROPPED]


@dataclass(frozen=True)
class Recorded:
    """One claim at one place of the text; `number` stands at the end of its words."""

    number: int
    attribution: Attribution

    @property
    def claim(self):
        return self.attribution.claim


@dataclass(frozen=True)
class Worded:
    """A wording at its place of the text."""

    wording: Wording
    number = None

    @property
    def voice(self):
        return self.wording.speaker or self.wording.outlet


@dataclass(frozen=True)
class Row:
    """A paragraph, and what is recorded from it."""

    paragraph: Paragraph
    claims: list[Recorded]
    wordings: list[Worded]

    @property
    def holds(self):
        return bool(self.claims or self.wordings)


@dataclass(frozen=True)
class InHand:
    """An event that a document is recorded for; `read` is whether this person has noted that they read it for it."""

    event: Event
    read: bool


@dataclass(frozen=True)
class Numbered:
    """A question to choose; `number` (None outside of the event in hand) is its place in its event."""

    number: int | None
    question: Question
    claims: int

    @property
    def words(self):
        return f"{self.number} {self.question.short}" if self.number else self.question.short


class Bench:
    """What the page of one snapshot shows. Each part is a fixed number of queries."""

    def __init__(self, snapshot, user):
        self.snapshot, self.document, self.user = snapshot, snapshot.document, user
        self.coding = coding_for(user, self.document)

    @property
    def claims(self):
        """The claims that this person may see while recording: during a double coding only their own."""
        return Claim.objects.filter(author=self.user) if self.coding else Claim.objects.seen_by(self.user)

    @cached_property
    def rows(self):
        marks = [Mark(one.attribution.start, one.attribution.end, one.attribution.key, one) for one in self._recorded()]
        marks += [Mark(one.wording.start, one.wording.end, one.wording.key, one) for one in self._worded()]
        return [_row(paragraph) for paragraph in paragraphs(self.snapshot.text, marks)]

    @cached_property
    def holding(self):
        """How many paragraphs hold a record."""
        return sum(row.holds for row in self.rows)

    def _recorded(self):
        joins = ("claim__speaker", "claim__outlet", "claim__question", "claim__event")
        found = Attribution.objects.filter(snapshot=self.snapshot, claim__in=self.claims).select_related(*joins)
        return [Recorded(number, one) for number, one in enumerate(found.order_by("start", "-end", "key"), 1)]

    def _worded(self):
        return map(Worded, self.snapshot.wordings.select_related("speaker", "outlet"))

    def events(self, chosen=None):
        """The events `InHand`: those of this document's claims (most first) and readings; and the chosen one."""
        places = Attribution.objects.filter(snapshot__document=self.document, claim__in=self.claims)
        counts = Counter(dict(places.order_by().values_list("claim__event").annotate(n=Count("claim", distinct=True))))
        readings = list(Reading.objects.filter(document=self.document).values_list("event", "reader"))
        wanted = {*counts, *(event for event, _ in readings)}
        events = {event.pk: event for event in Event.objects.filter(pk__in=wanted)}
        events |= {chosen.pk: chosen} if chosen else {}
        ordered = sorted(events.values(), key=lambda event: (-counts[event.pk], event.key))
        return [InHand(event, (event.pk, self.user.pk) in readings) for event in ordered]


def _row(paragraph):
    items = [mark.item for mark in paragraph.marks]
    claims = [item for item in items if isinstance(item, Recorded)]
    return Row(paragraph, claims, [item for item in items if isinstance(item, Worded)])


def questions_of(events, chosen):
    """`Numbered` questions of these events: those of the chosen one first, with numbers that stay while one reads."""
    counted = Count("claims", filter=Q(claims__blind=False) & ~Q(claims__status__in=SET_ASIDE))
    found = Question.objects.filter(event__in=[event.pk for event in events]).select_related("event")
    own, others = [], []
    for question in found.annotate(claims_count=counted).order_by("position", "key"):
        (own if question.event_id == chosen.pk else others).append(question)
    numbered = [Numbered(number, question, question.claims_count) for number, question in enumerate(own, 1)]
    return numbered + [Numbered(None, question, question.claims_count) for question in others]

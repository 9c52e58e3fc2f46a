"""What a document leaves out: questions on its events that others report and it does not.

Only a document that somebody read for an event leaves anything out of it; of another it is not known. What its copies
print counts as its own: they are often all that is known of it.
"""

from dataclasses import dataclass, field

from django.db.models import F

from claims.comparisons.questions import QuestionComparison, compare_questions
from claims.listings import attributions, distinct
from claims.models import Event, Question
from sources.models import Document

EVENTS = 20  # of one document, shown
QUESTIONS = 40  # left out, shown for all events together
BUSY = 150  # claims on a question; the accounts of one with more are shown on its own page only


@dataclass(frozen=True)
class Gap:
    """A question that a document does not report: by how many outlets it is, and with which accounts.

    `compared` is None if there are too many claims to compare them here.
    """

    question: Question
    outlets: int
    compared: QuestionComparison | None


@dataclass(frozen=True)
class EventGaps:
    """An event that a document is for: whether it was read for it, and what it leaves out, the most told first."""

    event: Event
    is_read: bool
    gaps: list[Gap] = field(default_factory=list)
    hidden: int = 0


def left_out(document, visible):
    """The `EventGaps` of a document among the `visible` claims, the newest event first. A fixed number of queries."""
    own = [document.pk, *copies_of(document)]
    here = attributions(visible).filter(snapshot__document__in=own).order_by()
    events = list(_events(document, here))
    read = [event.pk for event in events if event.was_read]
    reported = {pk for pk in here.values_list("claim__question", flat=True).distinct() if pk}
    told = attributions(visible).filter(claim__question__event__in=read)
    outlets = distinct(told, "claim__question", "snapshot__document__outlet")
    absent = sorted(outlets.keys() - reported, key=lambda pk: (-outlets[pk], pk))
    gaps = _gaps(absent[:QUESTIONS], outlets, visible)
    events_of = dict(Question.objects.filter(pk__in=absent).values_list("pk", "event"))
    return [
        EventGaps(event, event.was_read, gaps.get(event.pk, []), _hidden(event, absent[QUESTIONS:], events_of))
        for event in events
    ]


def copies_of(document):
    """The documents (pks) that copy a document, directly or through others. One query."""
    family = dict(Document.objects.filter(original=document.original_id).values_list("pk", "republishes"))
    found, parents = set(), {document.pk}
    while parents:
        parents = {pk for pk, parent in family.items() if parent in parents}
        found |= parents
    return found


def _events(document, here):
    """The events that it was read for, or that its claims are about; each says whether it was read. Three queries."""
    read = set(document.readings.counted().order_by().values_list("event", flat=True))
    told = set(here.values_list("claim__event", flat=True).distinct())
    newest_first = Event.objects.filter(pk__in=read | told).order_by(F("started_on").desc(nulls_last=True), "key")
    for event in newest_first[:EVENTS]:
        event.was_read = event.pk in read
        yield event


def _gaps(pks, outlets, visible):
    """{event pk: its gaps}, in the order of the questions given."""
    claims = distinct(visible.filter(question__in=pks), "question", "pk")
    small = [pk for pk in pks if claims.get(pk, 0) <= BUSY]
    compared = {one.question.pk: one for one in compare_questions(Question.objects.filter(pk__in=small), visible)}
    questions, found = Question.objects.in_bulk(pks), {}
    for pk in pks:
        gap = Gap(questions[pk], outlets[pk], compared.get(pk))
        found.setdefault(gap.question.event_id, []).append(gap)
    return found


def _hidden(event, pks, events_of):
    return sum(events_of[pk] == event.pk for pk in pks)

"""Where coverage is thin: questions that rest on one outlet, one origin or one side, and documents that nobody read.

Only the newest events are looked at, and of their questions only so many and so small ones that the first page stays
quick, whatever else is recorded.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import F

from claims.comparisons.questions import QuestionComparison, compare_questions
from claims.listings import attributions, tally
from claims.models import Event, Question, Reading

EVENTS = 12  # the newest ones
QUESTIONS = 24  # compared
BUSY = 40  # claims on a question; those with more are not thin
SHOWN = 4  # questions shown of each sort
UNREAD = 4  # events shown with documents that were not read


@dataclass(frozen=True)
class Thin:
    """A question with the reason why its coverage is thin."""

    compared: QuestionComparison
    why: str

    @property
    def question(self):
        return self.compared.question


def newest_events():
    """The events that began last. One query."""
    return list(Event.objects.order_by(F("started_on").desc(nulls_last=True), "key")[:EVENTS])


def thin_questions(events, contested, visible):
    """The thinnest questions: of those compared already (`contested`), and of the `events`. Six queries or so.

    A few contested ones, then a few of the others, each sort by how many documents tell them.
    """
    seen = {one.question.pk: one for one in contested}
    missing = [pk for pk in _small(events, visible) if pk not in seen][:QUESTIONS]
    order = {pk: place for place, pk in enumerate([*seen, *missing])}
    found = [*contested, *compare_questions(Question.objects.filter(pk__in=missing), visible)]
    thin = [Thin(one, why) for one in sorted(found, key=lambda one: order[one.question.pk]) if (why := thinness(one))]
    thin.sort(key=lambda one: -_documents(one.compared))
    sorts = ([one for one in thin if one.compared.is_contested == contested] for contested in (True, False))
    return [one for some in sorts for one in some[:SHOWN]]


def thinness(compared):
    """Why the coverage of a compared question is thin, in words; empty if it is not."""
    if compared.is_contested and len(compared.outlets) == 1:
        return f"told by {compared.outlets[0]} alone"
    for account in compared.accounts:
        if account.is_single_origin:
            documents = len({document.pk for claim in account.claims for document in claim.documents})
            return f"{account.name}: {documents} documents, one origin"
    if compared.is_one_sided and len(compared.accounts[0].sides) == 1:
        return f"one account only, by {compared.accounts[0].sides[0]}"
    return ""


def unread(events, visible):
    """[(event, how many documents tell of it that nobody read for it)] of the first such events. Two queries."""
    told = attributions(visible).filter(claim__event__in=events).order_by()
    pairs = set(told.values_list("claim__event", "snapshot__document").distinct())
    pairs -= set(Reading.objects.counted().filter(event__in=events).order_by().values_list("event", "document"))
    counted = Counter(event for event, _ in pairs)
    return [(event, counted[event.pk]) for event in events if counted[event.pk]][:UNREAD]


def _small(events, visible):
    """The questions (pks) of the events that have claims, but not very many; the newest event's first."""
    place = {event.pk: at for at, event in enumerate(events)}
    questions = Question.objects.filter(event__in=events).order_by("position", "key").values_list("event", "pk")
    counted = tally(visible.filter(question__event__in=events), "question")
    ordered = sorted(questions, key=lambda pair: place[pair[0]])
    return [pk for _, pk in ordered if 0 < counted.get(pk, 0) <= BUSY]


def _documents(compared):
    return len({document.pk for claim in compared.claims for document in claim.documents})

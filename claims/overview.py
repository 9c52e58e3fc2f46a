"""What the first page tells: how much there is, where accounts part newest, and what waits for a person."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef

from claims.choices import Anchor, ClaimStatus, RelationState
from claims.comparisons.questions import compare_questions
from claims.filtersets import between
from claims.listings import attributions, standing, tally
from claims.models import Event, Question, Reading
from sources.models import Document

CONTESTED = 8  # questions shown
BUSY = 150  # claims on a question; those with more are compared on their own page only
COMPARED = 12  # a question where only one voice contradicts itself has no two accounts, and is not shown
CANDIDATES = 400  # contradictions looked at for them
REVERSALS = 5
LATEST = 6


@dataclass(frozen=True)
class Totals:
    """How many records there are, of those that the reader may see."""

    events: int
    questions: int
    claims: int
    documents: int
    contested: int


@dataclass(frozen=True)
class Waiting:
    """What waits for a person, each a count."""

    suggested: int
    in_review: int
    drafts: int
    uncoded: int
    unread: int
    lost: int


def totals(claims):
    disputed = standing(claims).exclude(first__question=None).order_by()
    return Totals(
        Event.objects.count(),
        Question.objects.count(),
        claims.count(),
        Document.objects.count(),
        disputed.values("first__question").distinct().count(),
    )


def waiting(claims):
    return Waiting(
        standing(claims).filter(state=RelationState.SUGGESTED).count(),
        claims.filter(status=ClaimStatus.IN_REVIEW).count(),
        claims.filter(status=ClaimStatus.DRAFT).count(),
        claims.filter(question=None).count(),
        Document.objects.exclude(Exists(Reading.objects.counted().filter(document=OuterRef("pk")))).count(),
        attributions(claims).filter(anchor=Anchor.LOST).count(),
    )


def newest_contested(claims):
    """[(event, its contested questions compared)], the newest statement first; very busy questions are left out."""
    order = {pk: rank for rank, pk in enumerate(_not_busy(_disputed(claims), claims)[:COMPARED])}
    compared = compare_questions(Question.objects.filter(pk__in=order), claims)
    shown = sorted((one for one in compared if one.disputes), key=lambda one: order[one.question.pk])
    return _by_event(shown[:CONTESTED])


def _disputed(claims):
    """The questions (pks) of the contradictions whose first claim was said last, newest first."""
    disputes = standing(claims).filter(first__question=F("second__question"))
    newest = disputes.order_by(F("first__said_on").desc(nulls_last=True), "key")
    return list(dict.fromkeys(newest.values_list("first__question", flat=True)[:CANDIDATES]))


def _not_busy(pks, claims):
    counted = tally(claims.filter(question__in=pks), "question")
    return [pk for pk in pks if counted.get(pk, 0) <= BUSY]


def _by_event(compared):
    found = {}
    for one in compared:
        found.setdefault(one.question.event, []).append(one)
    return list(found.items())


def reversals(claims):
    """The voices that contradict themselves, as relations; newest by key, a few."""
    found = standing(claims).alias(standing=between()).filter(standing="reversal")
    return found.for_listing().order_by("state", "key")[:REVERSALS]


def latest(claims):
    """The claims that were recorded or changed last."""
    return claims.for_listing().order_by("-updated_at", "key")[:LATEST]

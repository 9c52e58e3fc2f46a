"""What waits for a person, as query sets: each queue in the order in which it is worked off."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from claims.choices import Anchor, ClaimStatus
from claims.models import Attribution, Claim, Coding, Reading, Relation
from sources.models import Document, Snapshot

MOST_COUNTED = 999  # more is written as 999+


@dataclass(frozen=True)
class Queue:
    """One queue: its name in addresses, its words, and how much of it waits (a count, capped)."""

    name: str
    label: str
    count: int

    @property
    def url(self):
        return reverse(f"admin:queue_{self.name}")

    @property
    def shown(self):
        return f"{MOST_COUNTED}+" if self.count > MOST_COUNTED else str(self.count)


def to_read(user):
    """Documents given to this person to code, then those with a text that nobody has read, each newest first."""
    snapshots = Snapshot.objects.filter(document=OuterRef("pk"))
    readings = Reading.objects.counted().filter(document=OuterRef("pk"))
    mine = Coding.objects.unsettled().filter(document=OuterRef("pk"), coder=user.pk)
    given, done = Exists(mine.filter(done_at=None)), Exists(mine.exclude(done_at=None))
    unread = Q(Exists(snapshots), ~Exists(readings), ~done)
    return (
        Document.objects.annotate(given=given).filter(Q(given=True) | unread).order_by("-given", "-published_on", "key")
    )


def to_code(user):
    """Claims that answer no question yet, oldest first."""
    return Claim.objects.seen_by(user).filter(question=None).exclude(status=ClaimStatus.DROPPED).order_by("pk")


def to_review(user):
    """Claims in review that this person may judge, oldest first; none for whoever is no reviewer."""
    if not user.has_perm("claims.review_claim"):
        return Claim.objects.none()
    waiting = Claim.objects.filter(blind=False, status=ClaimStatus.IN_REVIEW).order_by("pk")
    return waiting if settings.SELF_REVIEW else waiting.exclude(author=user)


def returned(user):
    """One's own claims that came back, oldest first."""
    return Claim.objects.filter(author=user, status=ClaimStatus.RETURNED).order_by("pk")


def to_judge(user):
    """Suggested relations between claims that count, by question."""
    claims = Claim.objects.compared()
    by_question = F("first__question_id").asc(nulls_last=True)
    return Relation.objects.undecided().between(claims).order_by(by_question, "key")


@dataclass(frozen=True)
class Neighbours:
    """Where a relation stands, or would stand, in the queue: the keys of those beside it (None: none), its number."""

    previous: str | None
    next: str | None
    number: int


def beside_to_judge(user, relation):
    """The `Neighbours` of a relation among those to judge. Three queries."""
    waiting, question = to_judge(user), relation.first.question_id
    here = Q(first__question=question) if question else Q(first__question=None)
    after, before = here & Q(key__gt=relation.key), here & Q(key__lt=relation.key)
    if question:
        after |= Q(first__question__gt=question) | Q(first__question=None)
        before |= Q(first__question__lt=question)
    else:
        before |= Q(first__question__isnull=False)
    earlier = waiting.filter(before)
    return Neighbours(
        earlier.reverse().values_list("key", flat=True).first(),
        waiting.filter(after).values_list("key", flat=True).first(),
        earlier.order_by()[:MOST_COUNTED].count() + 1,
    )


def to_repair(user):
    """Attributions whose words moved, or are no longer in the newest text and nobody has said that this is so."""
    seen = Q(claim__blind=False) | Q(claim__author=user)
    waiting = Q(anchor=Anchor.MOVED) | Q(anchor=Anchor.LOST, removed=False)
    return Attribution.objects.filter(waiting, seen).order_by("pk")


QUEUES = {
    "read": ("To read", to_read),
    "code": ("To code", to_code),
    "review": ("To review", to_review),
    "returned": ("Mine returned", returned),
    "judge": ("To judge", to_judge),
    "evidence": ("Evidence to repair", to_repair),
}


def counted(user):
    """Every `Queue` of a person, counted no further than needed. One query each."""
    return [
        Queue(name, label, rows(user).order_by()[: MOST_COUNTED + 1].count()) for name, (label, rows) in QUEUES.items()
    ]

"""What waits for a person, as query sets: each queue in the order in which it is worked off."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse

from claims.choices import Anchor, ClaimStatus
from claims.models import Attribution, Claim, Reading, Relation
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
    """Documents with a text that nobody has noted a reading for, newest first."""
    snapshots, readings = (model.objects.filter(document=OuterRef("pk")) for model in (Snapshot, Reading))
    return Document.objects.filter(Exists(snapshots), ~Exists(readings)).order_by("-published_on", "key")


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
    return Relation.objects.undecided().between(claims).order_by("first__question", "key")


def to_repair(user):
    """Attributions whose words moved or are no longer in the newest text."""
    return Attribution.objects.exclude(anchor=Anchor.ANCHORED).filter(claim__blind=False).order_by("pk")


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

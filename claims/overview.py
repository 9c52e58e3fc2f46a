"""What the first page tells: how much there is, where accounts part newest, and what waits for a person."""

from dataclasses import dataclass

from django.db.models import F
from django.urls import reverse

from claims.choices import ClaimStatus
from claims.comparisons.questions import compare_questions
from claims.filtersets import between
from claims.listings import standing, tally
from claims.models import Event, Question
from claims.queues import counted
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
    """Something that waits for a person: how much, what (in words for one and for many), why, and where it is seen."""

    count: int
    shown: str
    words: tuple[str, str]
    why: str
    url: str = ""

    @property
    def label(self):
        return self.words[self.count != 1]


def totals(claims):
    disputed = standing(claims).exclude(first__question=None).order_by()
    return Totals(
        Event.objects.count(),
        Question.objects.count(),
        claims.count(),
        Document.objects.count(),
        disputed.values("first__question").distinct().count(),
    )


QUEUED = {  # queue: what it holds, in words for one and for many, and why it waits
    "judge": (("suggested judgement", "suggested judgements"), "found by the rules, judged by nobody yet"),
    "review": (("claim to review", "claims to review"), "waiting for your eyes"),
    "returned": (("claim returned to you", "claims returned to you"), "a reviewer asks for a change"),
    "code": (("claim without a question", "claims without a question"), "not coded yet, so compared with nothing"),
    "read": (("document not read", "documents not read"), "nobody has noted a reading for any event"),
    "evidence": (("quote to repair", "quotes to repair"), "its words moved, or are not in the newest text"),
}
LISTED = {
    ClaimStatus.IN_REVIEW: (("claim in review", "claims in review"), "waiting for a second pair of eyes"),
    ClaimStatus.DRAFT: (("draft", "drafts"), "not sent to review yet"),
}
SEEN_BY_READERS = {
    "judge": ("claims:contradiction_list", "?state=suggested"),
    "code": ("claims:claim_list", "?coded=no"),
    "read": ("sources:document_list", "?read=no"),
    "evidence": None,
}


def waiting(user, claims):
    """What waits for a person, as `Waiting`: the queues (see `claims.queues`), and drafts among the visible `claims`.

    Whoever may work is led to the queues, readers to the lists; empty queues of one's own are left out.
    """
    works = user.has_perm("claims.change_claim")
    queues = [queue for queue in counted(user) if _concerns(queue, works)]
    found = [_queued(queue, works) for queue in queues]
    reviews = any(queue.name == "review" for queue in queues)  # then what is in review was said already
    return found + [_listed(claims, status) for status in LISTED if not (reviews and status == ClaimStatus.IN_REVIEW)]


def _listed(claims, status):
    count = claims.filter(status=status).count()
    return Waiting(count, str(count), *LISTED[status], f"{reverse('claims:claim_list')}?status={status}")


def _concerns(queue, works):
    return queue.count > 0 if queue.name in ("review", "returned") else works or queue.name in SEEN_BY_READERS


def _queued(queue, works):
    listed = SEEN_BY_READERS.get(queue.name)
    url = queue.url if works else f"{reverse(listed[0])}{listed[1]}" if listed else ""
    return Waiting(queue.count, queue.shown, *QUEUED[queue.name], url)


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

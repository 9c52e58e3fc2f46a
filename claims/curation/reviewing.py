"""Where a claim stands in review, who may move it, and what follows when an accepted one is changed.

    draft ── send ──> in review ── accept ──> accepted ── a change of what is coded ──> in review
                          └── give back ──> returned ── send ──> in review
    drop: the author's own draft, or anything by a reviewer

The only place that knows these rules; the admin, the pages and the uploads call it. Each of `send`, `accept`,
`give_back` and `drop` moves what can be moved, refuses the rest claim by claim and says why, and is one act that can
be undone. The reviewer is not the author, unless the setting SELF_REVIEW says so. An accepted claim may be given back,
too: that is the way of a mistake that is found late.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from claims.answering import NEEDS_ANSWER, unanswered
from claims.choices import ActKind, ClaimStatus
from claims.curation.acts import act
from claims.models import Act, Attribution, Claim, Relay

DRAFT, IN_REVIEW, ACCEPTED, RETURNED, DROPPED = ClaimStatus
REVIEWING = (ACCEPTED, RETURNED)
FROM = {
    DRAFT: (IN_REVIEW, RETURNED, DROPPED),
    IN_REVIEW: (DRAFT, RETURNED),
    ACCEPTED: (IN_REVIEW,),
    RETURNED: (IN_REVIEW, ACCEPTED),
    DROPPED: (DRAFT, IN_REVIEW, ACCEPTED, RETURNED),
}
ONLY = {
    DRAFT: "what is accepted is given back, not made a draft again",
    IN_REVIEW: "only drafts and returned claims are sent to review",
    ACCEPTED: "only what is in review can be accepted",
    RETURNED: "only what is in review or accepted can be returned",
}
STANDS = {DRAFT: "a draft", IN_REVIEW: "in review", ACCEPTED: "accepted", RETURNED: "returned", DROPPED: "dropped"}
DONE = STANDS | {DRAFT: "taken back", IN_REVIEW: "sent to review"}
NO_QUESTION = "It answers no question yet: a claim that is compared with nothing is not accepted."
NO_EVIDENCE = "No document attributes it: a claim without evidence is not accepted."
SAY_WHAT = "Say what should change: the author sees only this."
SAY_WHY = "Say why: what was accepted is changed only with a reason."
# What a claim says; its notes, its credibility and its place in review are not part of it.
CODED = (
    *("event", "question", "speaker", "outlet", "role", "stance", "statement", "answer", "amount", "amount_high"),
    *("qualifier", "unit", "quantity_text", "date_from", "date_to", "hedge", "scope", "evidence", "said_on"),
    *("said_until", "as_of"),
)
WORDS = ("claim", "snapshot", "start", "end", "cue", "manner")
HOPS = ("attribution", "position", "outlet", "speaker", "cue", "inferred")
JOINS = ("question", "speaker", "outlet", "answer", "author", "reviewer")


@dataclass(frozen=True)
class Refused:
    """A claim that was left as it is, and why, in a sentence."""

    claim: Claim
    why: str


@dataclass(frozen=True)
class Outcome:
    """What came of moving some claims; `stored` is the act, None if none was moved."""

    moved: list[Claim]
    refused: list[Refused]
    stored: Act | None

    @property
    def total(self):
        return len(self.moved) + len(self.refused)


def send(claims, user, answer="", *, seen=None):
    """Send claims to review, with an answer to what was said about them, if any. See `_move`."""
    return _move(claims, IN_REVIEW, user, answer, seen)


def accept(claims, user, comment="", *, seen=None):
    """Accept claims that are in review. See `_move`."""
    return _move(claims, ACCEPTED, user, comment, seen)


def give_back(claims, user, comment, *, seen=None):
    """Return claims to their authors; raises ValidationError without a comment. See `_move`."""
    if not comment.strip():
        raise ValidationError({"comment": SAY_WHAT})
    return _move(claims, RETURNED, user, comment, seen)


def drop(claims, user, reason, *, seen=None):
    """Keep claims where nothing counts them; raises ValidationError without a reason. See `_move`."""
    if not reason.strip():
        raise ValidationError({"comment": "Say why it is dropped: it will count nowhere."})
    return _move(claims, DROPPED, user, reason, seen)


@transaction.atomic
def _move(claims, status, user, reason, seen):
    """Move what can be moved, as one act; answers with an `Outcome`.

    `claims` is a query set or a list. `seen` maps primary keys to the marks of the versions that were shown (see
    `marks`): what has another mark now is refused. Without it the claims are taken as they are.
    """
    pks = [claim.pk for claim in claims]
    found = Claim.objects.filter(pk__in=pks).select_related(*JOINS).order_by("pk").select_for_update(of=("self",))
    sorted_out = _sorted_out(list(found), status, user, seen)
    moved = [claim for claim, why in sorted_out if not why]
    with act(ActKind.REVIEWED, user, _words(moved, status), reason.strip()) as doing:
        for claim in moved:
            set_status(claim, status, user)
            doing.save(claim)
    return Outcome(moved, [Refused(claim, why) for claim, why in sorted_out if why], doing.stored)


def set_status(claim, status, user):
    """Put a claim, in memory, where it stands now; whoever accepted, returned or dropped it is its reviewer."""
    claim.status, claim.reviewer = status, user if status in (*REVIEWING, DROPPED) else None


def _sorted_out(claims, status, user, seen):
    """[(claim, why it is refused, or nothing)]. A fixed number of queries."""
    pks = [claim.pk for claim in claims]
    attributed = set(Attribution.objects.filter(claim__in=pks).order_by().values_list("claim", flat=True))
    now = marks(pks) if seen is not None else {}
    stale = {pk for pk in now if seen.get(pk) != now[pk]}
    return [
        (
            claim,
            refusal(claim, status, user)
            or (claim.pk in stale and _changed_by(claim, user))
            or lacking(claim, status, claim.pk in attributed),
        )
        for claim in claims
    ]


def _words(moved, status):
    done = DONE[status]
    return f"{done} “{moved[0]}”" if len(moved) == 1 else f"{done} {len(moved)} claims"


# The rules


def refusal(claim, status, user):
    """Why this person may not move a claim from where it stands to `status`; empty if they may."""
    if claim.blind:
        return "It belongs to a double coding: it is reviewed once both codings are settled."
    if claim.status == status:
        return _already(claim, user)
    if claim.status not in FROM[status]:
        return f"It is {STANDS[claim.status]}: {ONLY[status]}."
    return _not_theirs(claim, status, user)


def _already(claim, user):
    who = "You" if claim.reviewer_id == user.pk else claim.reviewer or "Somebody"
    reviewed = claim.status in (*REVIEWING, DROPPED)
    return f"{who} {DONE[claim.status]} it already." if reviewed else f"It is {STANDS[claim.status]} already."


def _not_theirs(claim, status, user):
    """Why it is for somebody else to do."""
    is_author, reviews = claim.author_id == user.pk, user.has_perm("claims.review_claim")
    if not reviews and not user.has_perm("claims.change_claim"):
        return "You may not change claims."
    if status in REVIEWING and not reviews:
        return "Reviewers accept and return claims."
    if status in REVIEWING and is_author and not settings.SELF_REVIEW:
        return "You are its author: another reviewer judges it."
    if status == DROPPED and not reviews and not (is_author and claim.status in (DRAFT, RETURNED)):
        return "A draft is dropped by its author, everything else by a reviewer."
    if status == DRAFT and not reviews and not is_author:
        return "Its author or a reviewer takes it back."
    return ""


def lacking(claim, status, attributed):
    """What a claim still lacks for `status`, in a sentence; empty if nothing. `attributed`: some document says so."""
    if status in NEEDS_ANSWER:
        kind = claim.question.answer_kind if claim.question_id else ""
        missing = unanswered(kind, claim.stance, lambda names: any(getattr(claim, n) not in (None, "") for n in names))
        if missing:
            return missing
    if status == ACCEPTED and claim.question_id is None:
        return NO_QUESTION
    if status == ACCEPTED and not attributed:
        return NO_EVIDENCE
    return ""


def open_to(claim, user):
    """The statuses that this person may choose for a claim, its own first; a claim not stored yet is a draft."""
    return [claim.status, *(s for s in ClaimStatus if s != claim.status and not refusal(claim, s, user))]


# What was shown


def marks(pks):
    """{claim pk: a mark of its version and its evidence's}; another mark later: it was changed. Three queries."""
    found = [
        _latest(Claim.history.filter(id__in=pks), "id"),
        _latest(Attribution.history.filter(claim__in=pks), "claim_id"),
        _latest(Relay.history.filter(attribution__claim__in=pks), "attribution__claim"),
    ]
    return {pk: "-".join(str(latest.get(pk, 0)) for latest in found) for pk in pks}


def _latest(history, by):
    return dict(history.order_by().values_list(by).annotate(latest=Max("history_id")))


def _changed_by(claim, user):
    """Who changed a claim or its evidence last, after it was shown."""
    rows = [
        Claim.history.filter(id=claim.pk).select_related("history_user").first(),
        Attribution.history.filter(claim=claim.pk).select_related("history_user").first(),
    ]
    latest = max(filter(None, rows), key=lambda row: row.history_date, default=None)
    who = (latest and latest.history_user) or "Somebody"
    return f"{'You' if who == user else who} changed it after you opened it: read it again."


# What follows a change of an accepted claim


@dataclass(frozen=True)
class Coded:
    """What a claim said and where it stood in documents, as stored at one moment."""

    status: str
    own: dict
    evidence: tuple


def coded(claim):
    """A stored claim as `Coded`, to tell later what was changed. Three queries."""
    stored = Claim._base_manager.filter(pk=claim.pk).values("status", *CODED).get()
    places = Attribution.objects.filter(claim=claim.pk).order_by("pk").values_list("pk", *WORDS)
    hops = Relay.objects.filter(attribution__claim=claim.pk).order_by("pk").values_list("pk", *HOPS)
    return Coded(stored.pop("status"), stored, (*places, *hops))


@transaction.atomic
def after_change(claim, before, user, reason, doing=None):
    """Follow a change of a claim or its evidence; answers whether it went back to review by it.

    `before` is what `coded` answered before the change; `doing` the `Journal` of the act that it is part of, if any.
    What was accepted goes back to review, unless this person could accept it as it is now: then they are its reviewer.
    Notes and credibility do not matter. Raises ValidationError (`change_reason`) where no reason is given.
    """
    claim.refresh_from_db(fields=["status", "reviewer"])
    now = coded(claim)
    if before.status != ACCEPTED or now.status != ACCEPTED or now == before:
        return False
    if not (reason or "").strip():
        raise ValidationError({"change_reason": SAY_WHY})
    stays = may_keep(claim, user, bool(now.evidence))
    if not (stays and claim.reviewer_id == user.pk):
        set_status(claim, ACCEPTED if stays else IN_REVIEW, user)
        _save(claim, user, reason, doing)
    return not stays


def may_keep(claim, user, attributed):
    """Whether an accepted claim, as it now stands in memory, could be accepted by this person."""
    return not _not_theirs(claim, ACCEPTED, user) and not lacking(claim, ACCEPTED, attributed)


def _save(claim, user, reason, doing):
    if doing:
        doing.save(claim)
    else:
        claim._history_user, claim._change_reason = user, reason
        claim.save()

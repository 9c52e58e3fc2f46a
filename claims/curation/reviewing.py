"""Where a claim stands in review: draft, in review, accepted, returned, dropped. Called by admin, views and uploads."""

from django.conf import settings
from django.db import transaction

from claims.choices import AnswerKind, ClaimStatus, Stance
from claims.curation.rechecking import recheck

DRAFT, IN_REVIEW, ACCEPTED, RETURNED, DROPPED = ClaimStatus
REVIEWED = (ACCEPTED, RETURNED, DROPPED)
REVIEWING = (ACCEPTED, RETURNED)
FROM = {
    DRAFT: (IN_REVIEW, RETURNED, DROPPED),
    IN_REVIEW: (DRAFT, RETURNED),
    ACCEPTED: (IN_REVIEW,),
    RETURNED: (IN_REVIEW, ACCEPTED),
    DROPPED: (DRAFT, IN_REVIEW, ACCEPTED, RETURNED),
}
HOLDING = {
    AnswerKind.QUANTITY: ["amount", "quantity_text"],
    AnswerKind.CHOICE: ["answer"],
    AnswerKind.DATE: ["date_from"],
}
# What a claim says; its notes, its credibility and its place in review are not part of it.
CODED = (
    *("event", "question", "speaker", "outlet", "role", "stance", "statement", "answer", "amount", "amount_high"),
    *("qualifier", "unit", "quantity_text", "date_from", "date_to", "hedge", "scope", "evidence", "said_on"),
    *("said_until", "as_of"),
)


@transaction.atomic
def set_status(claims, status, user, reason=""):
    """Move claims to a status, each with its own entry in the history; answers with how many were moved.

    Whoever accepts, returns or drops a claim becomes its reviewer.
    """
    moved = [claim for claim in claims if claim.status != status]
    for claim in moved:
        claim.status = status
        claim.reviewer = user if status in REVIEWED else claim.reviewer
        claim._history_user, claim._change_reason = user, reason or None
        claim.save()
    recheck({claim.question_id for claim in moved})
    return len(moved)


def refusal(claim, status, user):
    """Why this person may not move a claim from where it stands to `status`; empty if they may."""
    if claim.blind:
        return "It belongs to a double coding: it is reviewed once both codings are settled."
    if claim.status not in FROM[status]:
        return f"A claim does not go from “{ClaimStatus(claim.status).label}” to “{ClaimStatus(status).label}”."
    return _not_theirs(claim, status, user)


def _not_theirs(claim, status, user):
    is_author, reviews = claim.author_id == user.pk, user.has_perm("claims.review_claim")
    if status in REVIEWING and not reviews:
        return "Reviewers accept and return claims."
    if status in REVIEWING and is_author and not settings.SELF_REVIEW:
        return "You are its author: another reviewer judges it."
    if status == DROPPED and not reviews and not (is_author and claim.status in (DRAFT, RETURNED)):
        return "A draft is dropped by its author, everything else by a reviewer."
    return ""


def lacking(claim, status, attributed):
    """What a claim still lacks for `status`, in a sentence; empty if nothing. `attributed`: some document says so."""
    kind = claim.question.answer_kind if claim.question_id else ""
    needed = HOLDING.get(kind) if status in (IN_REVIEW, ACCEPTED) and claim.stance == Stance.ASSERTS else None
    if needed and all(getattr(claim, name) in (None, "") for name in needed):
        return "Its question asks for an answer, and it has none."
    if status == ACCEPTED and claim.question_id is None:
        return "It answers no question yet: a claim that is compared with nothing is not accepted."
    if status == ACCEPTED and not attributed:
        return "No document attributes it: a claim without evidence is not accepted."
    return ""


def may_keep(claim, user, attributed):
    """Whether an accepted claim, as it now stands in memory, could be accepted by this person."""
    return not _not_theirs(claim, ACCEPTED, user) and not lacking(claim, ACCEPTED, attributed)

"""Where a claim stands in review: draft, in review, accepted, returned, dropped. Called by the admin and by views."""

from django.db import transaction

from claims.choices import ClaimStatus
from claims.curation.rechecking import recheck

REVIEWED = (ClaimStatus.ACCEPTED, ClaimStatus.RETURNED, ClaimStatus.DROPPED)


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

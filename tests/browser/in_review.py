"""Some claims of the example corpus while they are worked on: in review, sent again, returned, without a question."""

from claims.curation.reviewing import give_back, send
from claims.models import Claim
from tests.factories import make_person

COMMENT = "The answer with the number 3 is meant: he speaks of both militias."


def put_into_review():
    """Claims of lind's for osei to review; one came back and was sent again, one came back, one has no question."""
    lind, osei = make_person("analyst", "lind"), make_person("reviewer", "osei")
    claims = list(Claim.objects.order_by("pk")[:9])
    for claim in claims:
        claim.author, claim.reviewer, claim.status = lind, None, "draft"
        claim._history_user = lind
        claim.save()
    uncoded, _, back, again, *others = claims  # one stays a draft
    uncoded.question = uncoded.answer = None
    uncoded.save()
    send([back, again, *others], lind)
    give_back([back, again], osei, COMMENT)
    again.refresh_from_db()
    again.scope, again.hedge, again._history_user = "of both militias", "", lind
    again.save()
    send([again], lind, "Changed. The first half is now a claim of its own.")

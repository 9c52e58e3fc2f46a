"""Judging likely copies: each decision is one act that can be undone, and what it changes is told before."""

from collections import defaultdict

from django.db.models import Q

from claims.choices import ActKind
from claims.curation.acts import act
from claims.models import Attribution, Claim
from sources.copies import judging

WORDS = {
    "confirm": "{copy} republishes {original}",
    "reject": "{copy} is no copy of {original}",
    "part": "{copy} took over only a part of {original}",
    "turn": "{copy} is the original of {original}",
    "again": "To be judged again: {copy} and {original}",
}
DECISIONS = {
    "confirm": judging.confirm,
    "reject": judging.reject,
    "part": judging.only_a_part,
    "turn": judging.turn_round,
    "again": judging.ask_again,
}


def judge_copy(resemblance, decision, user, reason="", **more):
    """Decide on a `Resemblance`, by a name in `DECISIONS`; answers with the `Act`. Raises ValidationError."""
    pair = {"copy": _short(resemblance.copy), "original": _short(resemblance.original)}
    if decision in ("confirm", "reject", "part"):
        more["reason"] = reason
    with act(ActKind.JUDGED, user, WORDS[decision].format(**pair), reason) as doing:
        DECISIONS[decision](resemblance, user, save=doing.save, **more)
    return doing.stored


def effects(pairs):
    """{primary key of a `Resemblance`: (shared, traced)}, what confirming it changes. One query.

    `shared` claims stand in both families and have one origin where they have two now; `traced` ones stand in the
    copy's alone, and their origin will be the original's outlet. A claim is left out where its origin is known
    otherwise: an outlet's own, one that came through somebody, or one of a document that credits others.
    """
    carried = _carried({root for pair in pairs for root in (pair.copy.original_id, pair.original.original_id)})
    found = {}
    for pair in pairs:
        copy, original = carried[pair.copy.original_id], carried[pair.original.original_id]
        found[pair.pk] = len(copy & original), len(copy - original)
    return found


def _carried(roots):
    """{root of a family: primary keys of the claims whose origin there is the outlet of the root}."""
    places = Attribution.objects.filter(
        Q(claim__speaker__isnull=False, relays=None, snapshot__document__credits=None),
        snapshot__document__original__in=roots,
        claim__in=Claim.objects.compared(),
    )
    found = defaultdict(set)
    for root, claim in places.order_by().values_list("snapshot__document__original", "claim").distinct():
        found[root].add(claim)
    return found


def _short(document):
    return f"{document.outlet}, {document.published_on or 'not dated'}"

"""Settling two codings into one: place by place, what is kept becomes an ordinary claim, what is not is dropped.

Each decision is an act of its own: it stands when the work is interrupted, and can be undone. A claim is settled when
it is not blind any more; with the last one, both codings are.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from claims.choices import ActKind, ClaimStatus
from claims.comparisons.codings import two_codings
from claims.curation.acts import act
from claims.models import Claim, Coding

VERDICTS = ("left", "right", "both", "neither")


@transaction.atomic
def settle_place(document, name, verdict, user, reason=""):
    """Settle one place: take the *left* or *right* claim, *both*, or *neither*; answers with the `Act`.

    Raises ValidationError where the place is settled already, or has no claim on the side that is to be taken.
    """
    found = _held(document)
    place = next((place for place in found.open if place.name == name), None)
    if place is None:
        raise ValidationError("This place was settled meanwhile.")
    if verdict not in VERDICTS or not _has(place, verdict):
        raise ValidationError("Choose one of the claims that stand at this place.")
    whose = f"{getattr(found, verdict).coder}’s" if verdict in ("left", "right") else verdict
    voice = (place.left or place.right).facts.voice_name
    return _settle(found, [(place, verdict)], user, f"{voice}, {whose} taken", reason)


@transaction.atomic
def take_agreed(document, user):
    """Take one claim of each place on which both agree: the one with the longer selection of words."""
    found = _held(document)
    decisions = [(place, _longer(place)) for place in found.open if place.agrees]
    return _settle(found, decisions, user, f"{len(decisions)} places on which both agree")


@transaction.atomic
def settle_rest(document, user):
    """Settle all that is left: what agrees is taken once, everything else is kept as each recorded it, for review."""
    found = _held(document)
    decisions = [(place, _longer(place) if place.agrees else "both") for place in found.open]
    return _settle(found, decisions, user, f"The rest of {document.name}: {len(decisions)} places")


def _held(document):
    """Both codings lined up; whoever else settles them waits."""
    codings = Coding.objects.filter(document=document)
    list(codings.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    found = two_codings(codings)
    if not found:
        raise ValidationError("Both coders must be done first.")
    if found[0].left.is_settled:
        raise ValidationError("These codings are settled.")
    return found[0]


def _has(place, verdict):
    if verdict == "neither":
        return True
    return place.is_pair if verdict == "both" else getattr(place, verdict) is not None


def _longer(place):
    left, right = (sum(span.end - span.start for span in one.spans) for one in (place.left, place.right))
    return "right" if right > left else "left"


def _settle(found, decisions, user, words, reason=""):
    blind = Claim.objects.filter(coding__in=[found.left, found.right], blind=True)
    waiting = blind.select_for_update(of=("self",)).select_related("question").in_bulk()
    with act(ActKind.SETTLED, user, words, reason) as doing:
        for place, verdict in decisions:
            _write(doing, waiting, place, verdict)
        if not blind.exists():
            _close(doing, found)
    return doing.stored


def _write(doing, waiting, place, verdict):
    """Keep or drop each claim of a place that is still `waiting` to be settled."""
    numbers = {side: one.number for side in ("left", "right") if (one := getattr(place, side))}
    sides = {side: waiting[number] for side, number in numbers.items() if number in waiting}
    for side, claim in sides.items():
        claim.blind = False
        if verdict not in (side, "both"):
            claim.status, claim.reviewer = ClaimStatus.DROPPED, doing.user
        _save(doing, claim, _why(doing.reason, side, verdict, sides))


def _why(reason, side, verdict, sides):
    """What the history of a claim says: a dropped one names the one that was kept."""
    kept = sides.get(verdict)
    why = "kept" if verdict in (side, "both") else "not taken"
    if kept is not None and verdict != side:
        why = f"same as {kept.key} in the second coding"
    return f"Two codings settled: {why}" + (f". {reason}" if reason else "")


def _save(doing, record, reason):
    """Save with a reason of its own; the act's stays the person's words."""
    words, doing.reason = doing.reason, reason
    doing.save(record)
    doing.reason = words


def _close(doing, found):
    for coding in (found.left, found.right):
        coding.settled_at = timezone.now()
        _save(doing, coding, doing.reason)

"""Which claims that are recorded already a selection may be another attribution of.

Offered are at most two claims of the same voice and event that other documents carry, if they state the same figure,
give an answer whose words are all selected, or share three content words (see `claims.proposals.contents`) with the
selection. Not offered: another figure, another day of saying, another stance than the words give; what is returned or
dropped; what somebody codes blindly; and nothing at all to whoever codes this document in a double coding, because
coders must not see what others found. Three queries.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from claims.choices import Stance
from claims.models import Attribution, Claim
from claims.models.work import Coding
from claims.proposals.contents import content_words, shared
from claims.quantities import in_words
from claims.querysets import SET_ASIDE
from sources.models import Outlet

MOST, ENOUGH = 2, 3  # offers, and words that must agree
LOOKED_AT = 200  # claims of one voice on the events, the newest first
QUOTES = 5  # of one claim


@dataclass(frozen=True)
class Offer:
    """A recorded claim that the selected words may attribute too: why, and its words in the earliest document."""

    claim: Claim
    because: str
    there: str
    outlet: Outlet


def offers(found, snapshot, start, end, events, user):  # noqa: PLR0917
    """At most two `Offer`, the likeliest first. `found`: what the selection proposes; `events`: those read for."""
    document = snapshot.document_id
    if not (found.speakers and events) or Coding.objects.filter(document=document, coder=user, done_at=None).exists():
        return []
    claims = {claim.pk: claim for claim in _candidates(found, document, events, user)}
    places = _places(claims)
    words = snapshot.text[start:end]
    likely = []
    for claim in claims.values():
        score, because = _agreement(found, words, claim, places[claim.pk])
        if score and places[claim.pk]:
            likely.append((-score, claim.key, _offer(claim, because, places[claim.pk][0])))
    return [offer for _, _, offer in sorted(likely, key=lambda row: row[:2])[:MOST]]


def _candidates(found, document, events, user):
    """Claims of the nearest name on the events that other documents carry, and that this person may see."""
    kind, pk = found.speakers[0].value.record
    rows = Claim.objects.seen_by(user).exclude(status__in=SET_ASIDE).filter(**{kind: pk}, event__in=events)
    if found.stance.value != Stance.ASSERTS:
        rows = rows.filter(stance=found.stance.value)
    here = Attribution.objects.filter(snapshot__document=document).values("claim")
    rows = rows.exclude(pk__in=here).order_by("-pk")[:LOOKED_AT]
    return [
        claim
        for claim in rows.select_related("event", "question", "speaker", "outlet", "answer")
        if _fits(found, claim)
    ]


def _fits(found, claim):
    """Whether neither the figure nor the day of saying is another one."""
    if found.quantity and claim.quantity and not _same_figure(found, claim):
        return False
    if not (found.said_on and claim.said_on):
        return True
    until = found.said_until.value if found.said_until else found.said_on.value
    return found.said_on.value <= (claim.said_until or claim.said_on) and claim.said_on <= until


def _same_figure(found, claim):
    one, other = found.quantity.value, claim.quantity
    return (one.amount, one.amount_high, one.qualifier) == (other.amount, other.amount_high, other.qualifier)


def _places(claims):
    """{claim pk: its attributions, of the earliest document first}."""
    found = defaultdict(list)
    for attribution in Attribution.objects.filter(claim__in=claims).with_documents():
        found[attribution.claim_id].append(attribution)
    for attributions in found.values():
        attributions.sort(key=lambda one: (one.snapshot.document.published_on or date.max, one.key))
    return found


def _agreement(found, words, claim, attributions):
    """(how much agrees, a sentence); (0, "") where it is too little."""
    told = "Offered because speaker and event are the same, and"
    if found.quantity and claim.quantity:
        return 100, f"{told} so is the figure: {in_words(claim.quantity)}."
    agreeing = shared(words, claim.statement, *(one.exact for one in attributions[:QUOTES]))
    if claim.answer_id and (label := content_words(claim.answer.label)) and label.keys() <= content_words(words).keys():
        return 50 + len(agreeing), f"{told} the selected words hold the answer: {claim.answer.label}."
    if len(agreeing) >= ENOUGH:
        return len(agreeing), f"{told} {len(agreeing)} words agree: {', '.join(agreeing[:5])}."
    return 0, ""


def _offer(claim, because, attribution):
    return Offer(claim, because, attribution.exact, attribution.snapshot.document.outlet)

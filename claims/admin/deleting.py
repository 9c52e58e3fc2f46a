"""What a person should know before claims or judgements are deleted."""

from collections import Counter

from django.db.models import Q

from claims.choices import ClaimStatus, RelationState
from claims.models.relations import REOPENED


def of_judgements(relations):
    """A sentence if people decided any of these relations, though it may be asked again by now."""
    by_rules = Q(state=RelationState.SUGGESTED) & ~Q(suggested_by=REOPENED)
    found = Counter(relations.exclude(by_rules).order_by().values_list("state", flat=True))
    if not found:
        return []
    states = ", ".join(f"{number} {RelationState(state).label}" for state, number in sorted(found.items()))
    said = "A judgement that a person made goes" if found.total() == 1 else "Judgements that people made go"
    again = " A rejected pair may then be suggested again." if found[RelationState.REJECTED] else ""
    return [f"{said} with it: {states}.{again}"]


def of_accepted(claims):
    number = sum(claim.status == ClaimStatus.ACCEPTED for claim in claims)
    if not number:
        return []
    said = "An accepted claim leaves" if number == 1 else f"{number} accepted claims leave"
    return [f"{said} the reading pages. To keep it and count it no longer, drop it in review instead."]

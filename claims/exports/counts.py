"""How much rests on the records of a list: claims, attributions, independent origins.

A fixed number of queries for any number of records; origins are counted from a stream, in steady memory.
"""

from collections import defaultdict

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Concat

from claims.models import Attribution, Relay
from claims.origins import count_origins, origin
from sources.lib.csvstream import CHUNK
from sources.models import Credit

COLLECTIVE = "collective"  # a hop that is never an origin
FACTS = (
    "claim__outlet__slug",
    "claim__outlet__collective",
    "hop",
    "credits",
    "snapshot__document__original__outlet__slug",
    "snapshot__document__original__outlet__collective",
)


def attributions_under(claims, path, pks):
    """The attributions of `claims` whose `path` (`claim__speaker`, `snapshot__document`) leads to one of `pks`."""
    return Attribution.objects.filter(claim__in=claims, **{f"{path}__in": pks})


def printed_by(attributions, path):
    """{pk: number of claims that these attributions stand for}."""
    return defaultdict(int, attributions.order_by().values_list(path).annotate(Count("claim", distinct=True)))


def of(name):
    """Counts claims by a field of theirs: `speaker`, `event`, `outlet` (own voice)."""

    def count(claims, attributions, pks):
        found = claims.filter(**{f"{name}__in": pks}).order_by().values_list(name)
        return defaultdict(int, found.annotate(Count("pk")))

    return count


def of_outlets(claims, attributions, pks):
    """Counts the claims that an outlet prints, and those it makes in its own voice wherever they are printed."""
    own = of("outlet")(claims, attributions, pks)
    others = attributions.exclude(claim__outlet=F("snapshot__document__outlet"))
    printed = printed_by(others, "snapshot__document__outlet")
    return {pk: own[pk] + printed[pk] for pk in pks}


def attributions_by(attributions, path):
    return defaultdict(int, attributions.order_by().values_list(path).annotate(Count("pk")))


def origins_by(attributions, path):
    """{pk: number of independent origins}."""
    facts = attributions.order_by().annotate(hop=_first_hop(), credits=_credits()).values_list(path, *FACTS)
    found = defaultdict(set)
    for pk, *known in facts.iterator(CHUNK):
        found[pk].add(_origin(known))
    return defaultdict(int, {pk: count_origins(keys) for pk, keys in found.items()})


def _origin(known):
    """The key of an attribution's origin from the values of `FACTS`, or None."""
    own, own_collective, hop, credits, original, original_collective = known
    return origin(
        own_voice_outlet=own and f"outlet:{own}",
        own_collective=bool(own_collective),
        relays=[(hop, hop == COLLECTIVE)] if hop else [],
        credits=credits,
        original_outlet=f"outlet:{original}",
        original_collective=bool(original_collective),
    )


def _first_hop():
    """The key of the relay that is nearest the voice, as `claims.comparisons.accounts.voice_key` has it."""
    key = Case(
        When(Q(outlet__collective=True) | Q(speaker__collective=True), then=Value(COLLECTIVE)),
        When(outlet__isnull=False, then=Concat(Value("outlet:"), F("outlet__slug"))),
        default=Concat(Value("speaker:"), F("speaker__slug")),
    )
    hops = Relay.objects.filter(attribution=OuterRef("pk")).order_by("position", "pk")
    return Subquery(hops.values_list(key)[:1])


def _credits():
    """Whether the document credits others with its material."""
    return Exists(Credit.objects.filter(document=OuterRef("snapshot__document")))

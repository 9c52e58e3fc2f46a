"""The way of one claim from its voice to the reader of one document, station by station."""

from dataclasses import dataclass

from claims.comparisons.accounts import Place, hop_of, voice_key
from claims.models import Claim


@dataclass(frozen=True)
class Step:
    """One station: a speaker or outlet, what it does with the words, and whether the knowledge starts here."""

    voice: object
    act: str
    is_origin: bool
    prints: bool = False
    cue: str = ""
    inferred: bool = False


def way(claim: Claim, place: Place) -> list[Step]:
    """The stations, the voice first, the document's outlet last; at most one is the origin."""
    stations = [*_spoken(claim, place), *map(_relayed, place.relays), *_printed(place)]
    steps, found = [], place.origin is None
    for voice, act, prints, cue, inferred in stations:
        starts = not found and voice_key(voice) == place.origin
        found = found or starts
        steps.append(Step(voice, act, starts, prints, cue, inferred))
    return steps


def _spoken(claim, place):
    if not claim.own_voice:
        return [(claim.speaker, "says it", False, "", False)]
    if claim.outlet_id in (place.carrier.pk, place.outlet.pk):
        return []  # it prints its own words
    return [(claim.outlet, "says it in its own voice", False, "", False)]


def _relayed(relay):
    return hop_of(relay), "passes it on", False, relay.cue, relay.inferred


def _printed(place):
    document, original = place.document, place.document.original
    if not place.is_copy:
        return [(place.outlet, f"published it{_on(document)}", True, "", False)]
    return [
        (original.outlet, f"published the first print{_on(original)}", True, "", False),
        (place.outlet, f"republished it{_on(document)}", True, "", False),
    ]


def _on(document):
    day = document.published_on
    return f" on {day.day} {day:%B %Y}" if day else ""

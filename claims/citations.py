"""A citation ready to paste: who said it, when, through whom, where it is printed, and how to check it."""

from claims.comparisons.accounts import Place
from claims.models import Claim


def citation(claim: Claim, place: Place, address: str) -> str:
    """One attribution of a claim as a citation; `address` is where its words are shown.

    Speaker (role), day. Via relays. Outlet, “title”, day (republishing outlet). “Words” [rendition]. Snapshot hash,
    characters, address. What is not known is left out or said to be unknown, never guessed.
    """
    quote = " ".join(place.attribution.exact.split())
    parts = [
        _voice(claim, place),
        _via(place),
        _printed(place),
        f"“{quote}”{_rendition(place)}",
        _proof(place, address),
    ]
    return " ".join(part for part in parts if part)


def _voice(claim, place):
    role = f" ({claim.role})" if claim.role else ""
    return f"{claim.voice}{role}, {_said(claim)}."


def _said(claim):
    if not claim.said_on:
        return f"said by {_day(claim.said_until)}" if claim.said_until else "day not known"
    last = claim.said_until
    return f"{_day(claim.said_on)} to {_day(last)}" if last and last != claim.said_on else _day(claim.said_on)


def _via(place):
    hops = [f"{relay}{' (inferred)' if relay.inferred else ''}" for relay in place.relays]
    return f"Via {', '.join(hops)}." if hops else ""


def _printed(place):
    document = place.document
    copied = f", republishing {place.carrier}" if place.is_copy and place.carrier != place.outlet else ""
    day = _day(document.published_on) if document.published_on else "not dated"
    return f"{place.outlet}, “{document.name}”, {day}{copied}."


def _rendition(place):
    return f" [{place.rendition}]." if place.rendition else "."


def _proof(place, address):
    found = place.attribution
    return f"Snapshot SHA-256 {found.snapshot.sha256}, characters {found.start}–{found.end}, {address}"


def _day(day):
    return f"{day.day} {day:%B %Y}"

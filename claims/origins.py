"""Where an attribution's knowledge starts, and how many such origins a claim or position has.

Nine outlets that print one agency's report are one origin, not nine. The origin of an attribution is the first of these
that fits: the outlet itself, if it claims in its own voice; the first relay, the one nearest the voice; unknown, if the
document credits others for its material; the outlet of the document's original.

A collective (*Russian media*) is never an origin: it stands for voices that nobody named, so where the rule arrives at
one, the origin is unknown. An unknown origin may be any of the known ones, so it never adds to their count; where all
are unknown, there is at least one.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Hop(NamedTuple):
    """One relay of an attribution: the outlet or speaker it goes through, as *outlet:reuters* or *speaker:kremlin*."""

    key: str
    collective: bool = False


def origin(
    own_voice_outlet: str | None,
    own_collective: bool,
    relays: Sequence[tuple[str, bool]],
    *,
    credits: bool,
    original_outlet: str,
    original_collective: bool,
) -> str | None:
    """The key of an attribution's origin, or None where it is unknown.

    `own_voice_outlet` is empty unless the claim is an outlet's own; `relays` stand nearest the voice first, each with
    whether it is collective (see `Hop`); `credits` says whether the document credits other outlets; `original_outlet`
    publishes the root of the document's republications, the document itself if it copies none.
    """
    if own_voice_outlet:
        return _single(own_voice_outlet, own_collective)
    if relays:
        return _single(*relays[0])
    if credits:
        return None
    return _single(original_outlet, original_collective)


def count_origins(origins: Iterable[str | None]) -> int:
    """How many independent origins: the known ones, or one where all are unknown; none of none."""
    found = set(origins)
    return len(found - {None}) or len(found)


def _single(key: str, collective: bool) -> str | None:
    return None if collective else key

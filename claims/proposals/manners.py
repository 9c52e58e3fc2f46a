"""Whether the selected words are quoted: directly, in part, or not at all."""

import re

from claims.choices import Manner
from claims.proposals.proposed import Proposed, Span
from claims.proposals.sentences import Scene

FULL_STOP = re.compile(r"[.!?…]")
MARKS = "“”„«»‘’‚'\""


def manner(scene: Scene) -> Proposed[str]:
    """Direct, mixed or indirect, by the quotation marks in and around the selection."""
    found = [span for span in scene.quotations if span.meets(scene.selection)]
    if not found:
        return Proposed(Manner.INDIRECT.value, "", scene.selection.start, scene.selection.end, "no quotation marks")
    whole = next((span for span in found if _stands_alone(scene, span)), None)
    place = whole or found[0]
    value, rule = (Manner.DIRECT, "a full quotation") if whole else (Manner.MIXED, "a part is quoted")
    return Proposed(value.value, scene.of(place), place.start, place.end, rule)


def _stands_alone(scene: Scene, span: Span) -> bool:
    """Whether a quotation begins with a capital or holds a full stop."""
    inside = scene.of(span).strip(MARKS).strip()
    return inside[:1].isupper() or FULL_STOP.search(inside) is not None

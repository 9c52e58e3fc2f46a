"""Whether the selected words are quoted: directly, in part, or not at all.

A quotation that stands by itself is *direct*: it holds a full stop and goes on, begins with a capital and ends with a
mark (*“We left,”*) or after one (*said: “We left”*), or is of four words or more after a comma or colon. Other quoted
words are *mixed*: *the “Harbour fighters”*, *lost “not a single boat.”*
"""

import re

from claims.choices import Manner
from claims.proposals.proposed import Proposed, Span
from claims.proposals.sentences import Scene

GOES_ON = re.compile(r"[.!?…]\s+\S")
ENDS = re.compile(r"[.,!?…]\s*\Z")
STANDS = re.compile(r"(?:[,:—–.!?]|\A)\s*\Z")
MARKS = "“”„«»‘’‚'\""
CLAUSE = 4  # words


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
    inside = scene.of(span).strip(MARKS).strip()
    apart = bool(STANDS.search(scene.text[max(scene.lines.start, span.start - 2) : span.start]))
    if GOES_ON.search(inside) or (apart and len(inside.split()) >= CLAUSE):
        return True
    return inside[:1].isupper() and (apart or bool(ENDS.search(inside)))

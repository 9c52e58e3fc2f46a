"""Which stance the words give a selection: by listed denials, refusals and evasions; else it is asserted.

*Not* alone decides nothing: *not a single boat was lost* asserts a figure. So a denial is a verb that denies (*denied,
rejects*) or one of a few plain phrases (*nothing to do with, no role in, is false*).
"""

import re

from claims.choices import Stance
from claims.proposals.cues import Cue
from claims.proposals.proposed import Proposed
from claims.proposals.sentences import Scene

RULES = {
    Stance.DENIES.value: "the words deny",
    Stance.DECLINES.value: "the words give no answer",
    Stance.NONCOMMITTAL.value: "the words neither affirm nor deny",
}
IN_WORDS = (
    (
        Stance.DENIES,
        r"nothing to do with|no (?:role|part|involvement|links?|connection|hand) (?:in|with|to|between)\b"
        r"|categorical denial"
        r"|(?:is|was|are|were) (?:false|untrue|wrong|baseless|groundless|fabricated|a lie|lies|fake|fiction)\b",
    ),
    (Stance.DECLINES, r"questions? should be (?:addressed|put) to|no comment\b|have nothing to (?:say|add)\b"),
    (Stance.NONCOMMITTAL, r"(?:is|was|are|were) (?:looking into|checking|still checking|investigating|verifying)\b"),
)
PATTERNS = [
    (stance.value, re.compile(rf"\b(?:{words})".replace(" ", r"\s+"), re.IGNORECASE)) for stance, words in IN_WORDS
]


def stance(scene: Scene, cue: Cue | None) -> Proposed[str]:
    """The stance that the cue or the selected words give; *asserts* where neither gives one."""
    if cue is not None and cue.stance:
        return _proposed(scene, cue.stance, *_ends(cue))
    for value, pattern in PATTERNS:
        if found := pattern.search(scene.text, scene.selection.start, scene.selection.end):
            return _proposed(scene, value, *found.span())
    return Proposed(Stance.ASSERTS.value, "", scene.selection.start, scene.selection.end, "no denial")


def _ends(cue: Cue) -> tuple[int, int]:
    return cue.span.start, cue.span.end


def _proposed(scene: Scene, value: str, start: int, end: int) -> Proposed[str]:
    return Proposed(value, scene.text[start:end], start, end, RULES[value])

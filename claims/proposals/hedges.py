"""Words that make a claim less certain: *likely*, *reportedly*, *may have*."""

import re

from claims.proposals.proposed import Proposed
from claims.proposals.sentences import Scene

WORDS = (
    r"\b(?:(?:highly |most |very |quite )?(?:likely|unlikely|probable)|most probably|probably|possibly|apparently"
    r"|reportedly|allegedly|supposedly|purportedly|presumably|seemingly|perhaps|would have been|may have|might have"
    r"|could have been|it (?:is|was) unclear)\b"
)
HEDGE = re.compile(WORDS.replace(" ", r"\s+"), re.IGNORECASE)


def hedge(scene: Scene) -> Proposed[str] | None:
    """The first hedge in the selected words, or just before them."""
    start = scene.selection.start
    lead = scene.text[max(scene.sentence.start, start - 20) : start]
    before = [found for found in HEDGE.finditer(lead) if not lead[found.end() :].strip()]
    if before:
        at = start - len(lead)
        return _proposed(scene, at + before[-1].start(), at + before[-1].end(), "just before the selected words")
    found = HEDGE.search(scene.text, start, scene.selection.end)
    return _proposed(scene, *found.span(), "in the selected words") if found else None


def _proposed(scene: Scene, start: int, end: int, rule: str) -> Proposed[str]:
    words = scene.text[start:end]
    return Proposed(" ".join(words.split()), words, start, end, rule)

"""Which stance the words around a selection give it: by listed denials, refusals and evasions; else it is asserted."""

from claims.choices import Stance
from claims.proposals.cues import Cue
from claims.proposals.proposed import Proposed
from claims.proposals.sentences import Scene

RULES = {
    Stance.DENIES.value: "the verb denies",
    Stance.DECLINES.value: "the words give no answer",
    Stance.NONCOMMITTAL.value: "the words neither affirm nor deny",
}


def stance(scene: Scene, cue: Cue | None) -> Proposed[str]:
    """The stance that the cue gives; *asserts* where it gives none."""
    if cue is None or not cue.stance:
        return Proposed(Stance.ASSERTS.value, "", scene.selection.start, scene.selection.end, "no denial")
    return Proposed(cue.stance, scene.of(cue.span), cue.span.start, cue.span.end, RULES[cue.stance])

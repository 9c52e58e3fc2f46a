"""Which cue of a sentence attributes the selected words: that which governs them, not merely the nearest.

- A verb among the first selected words: *[Kyiv denied any role]*.
- A verb before them that leads to them: followed by *that*, a colon, an opening quotation, or by nothing that parts the
  two: *Marek said that [12 died]*, *announced [the evacuation]*; *according to Marek, [12 died]*.
- A verb after them that closes the sentence or clause: *“[We left],” said Marek*, *[12 died], Marek said on Monday*,
  *[12 died], according to Marek*.

*But*, *while*, *although*, a semicolon or a dash begins another clause, with a cue of its own or none; and what is said
in a clause that begins with *when* or *although* ends at its comma. Of several cues the nearest is taken, before the
words rather than after them; but of a quotation, the one that follows it.
"""

import re

from claims.proposals.cues import Cue, cues
from claims.proposals.proposed import Span
from claims.proposals.sentences import STOP, Scene

FIRST_WORDS = 8
BEFORE_QUOTATION = 12
SUBORDINATE = re.compile(r"(?:when|after|before|while|as|although|though|since|despite|because|if)\b", re.IGNORECASE)
REACH = 250  # characters between a cue and the words
ANOTHER_CLAUSE = re.compile(r"[;—–]|\b(?:but|while|whereas|although|though)\b(?!\s+that\b)", re.IGNORECASE)
THAT = re.compile(r"\bthat\b", re.IGNORECASE)
OPENS = re.compile(r"(?:[:,]\s*)?[“„«\"‘']\s*\Z|:\s*\Z")
PARTED = re.compile(r"[,”“\"»’)…]")
CLOSES = re.compile(
    r"\s*(?:[.,;:!?…)]|\Z|(?:on|in|at|during|late|early|earlier|later|yesterday|today|again|via|to|when|after|reporters|"
    r"journalists|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)"
)
INVERTED = re.compile(r"\s+(?:the |an? )?(?:[\w’'-]+ ){0,4}?[^\W\d_a-zа-я]")


def governing(scene: Scene) -> Cue | None:
    """The cue that attributes the selection; None if nothing in its sentence does."""
    found = list(cues(scene, scene.sentence))
    own = [cue for cue in found if _begins(scene, cue)]
    if own:
        return own[0]
    before = [cue for cue in found if cue.span.end <= scene.selection.start and _leads(scene, cue)]
    after = [cue for cue in found if cue.span.start >= scene.selection.end and _follows(scene, cue)]
    quoted = any(span.holds(scene.selection) for span in scene.quotations)
    if after and (quoted or not before):
        return after[0]
    return before[-1] if before else _of_quotation_before(scene)


def is_saying(scene: Scene, cue: Cue) -> bool:
    """Whether the cue is followed by whoever says it: *according to*."""
    return " ".join(scene.of(cue.span).casefold().split()) in ("according to", "in the words of", "citing", "cited")


def _begins(scene: Scene, cue: Cue) -> bool:
    if not scene.selection.holds(cue.span):
        return False
    return len(scene.text[scene.selection.start : cue.span.start].split()) <= FIRST_WORDS


def _leads(scene: Scene, cue: Cue) -> bool:
    between = scene.text[cue.span.end : scene.selection.start]
    if _in_quotation(scene, cue.span.end):
        return True
    if len(between) > REACH or cue.agentless or ANOTHER_CLAUSE.search(between):
        return False
    if "," in between and SUBORDINATE.match(scene.text, scene.sentence.start) and not OPENS.search(between):
        return False
    if is_saying(scene, cue) or THAT.search(between) or OPENS.search(between):
        return True
    return "," not in between


def _in_quotation(scene: Scene, after: int) -> bool:
    """Whether the selection is part of a quotation that the cue leads to."""
    span = next((span for span in scene.quotations if span.holds(scene.selection)), None)
    return span is not None and span.start >= after and len(scene.text[after : span.start].split()) <= BEFORE_QUOTATION


def _follows(scene: Scene, cue: Cue) -> bool:
    between = scene.text[scene.selection.end - 2 : cue.span.start]
    if len(between) > REACH * 2 or cue.stance or scene.text[cue.span.end :].lstrip()[:5] == "that ":
        return False
    outside = _outside_quotations(scene, Span(scene.selection.end, cue.span.start))
    if ANOTHER_CLAUSE.search(outside):
        return False
    if is_saying(scene, cue):
        return True
    quotation = next((span for span in scene.quotations if span.holds(scene.selection)), None)
    if quotation and cue.span.start >= quotation.end and len(outside.split()) <= FIRST_WORDS:
        return True
    beyond = scene.text[cue.span.end : scene.sentence.end]
    directly = bool(re.search(r"[,”“\"»’?!…]\s*\Z", between))
    return bool(PARTED.search(between)) and bool(CLOSES.match(beyond) or (directly and INVERTED.match(beyond)))


def _of_quotation_before(scene: Scene) -> Cue | None:
    """The cue of *“…,” said Roe on Sunday.* where the next sentence is nothing but the quotation going on."""
    sentence = scene.sentence
    span = next((span for span in scene.quotations if span.holds(scene.selection)), None)
    if span is None or scene.text[sentence.start : span.start].strip() or len(scene.text[span.end : sentence.end]) > 2:
        return None
    earlier = [one for one in scene.quotations if one.end <= sentence.start][-1:]
    between = scene.text[earlier[0].end : sentence.start].rstrip() if earlier else ""
    if not between or len(between) > REACH or STOP.search(between[:-1]):
        return None
    return next(cues(scene, Span(earlier[0].end, sentence.start)), None)


def _outside_quotations(scene: Scene, piece: Span) -> str:
    kept, at = [], piece.start
    for span in scene.quotations:
        if span.meets(piece):
            kept.append(scene.text[at : max(at, span.start)])
            at = max(at, span.end)
    return " ".join([*kept, scene.text[at : piece.end]])

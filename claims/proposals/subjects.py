"""Which piece of a sentence names whoever a cue attributes to.

*According to* and a verb after a quotation (*“…,” said Roe*) are followed by it; other verbs stand behind it. Before a
verb are passed over: auxiliaries and adverbs (*has repeatedly said*), days, and what stands between commas (*Roe, the
governor, said*). *And said*, *by saying*, *while adding* take over the subject of the verb before; *who* and *which*
that of the words before; *it* and *they* that of an earlier cue in the sentence, *he* and *she* also in the one before.
"""

import re

from claims.proposals.cues import Cue, cues
from claims.proposals.governing import is_saying
from claims.proposals.proposed import Span
from claims.proposals.sentences import Scene

BEFORE = 300  # characters before the sentence in which *he* may have been named
LONGEST = 90  # characters of a subject
DAY = (
    r"(?:on |last |late |early |this )*(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
    r"(?: (?:morning|afternoon|evening|night))?|on \d{1,2} [A-Z][a-z]+|on [A-Z][a-z]+ \d{1,2}"
)
PASSED = re.compile(
    rf"(?:\b(?:has|have|had|is|was|also|again|later|earlier|then|now|once|still|even|in turn|recently|already|first"
    rf"|previously|likewise|too|[a-z]+ly|{DAY})|\(\w[\w .-]*\))\s*\Z"
)
TAKEN_OVER = re.compile(r"\b(?:and|but|or|by|while|then)\s*\Z", re.IGNORECASE)
RELATIVE = re.compile(r"\b(?:who|which)\s*\Z")
REPEATED = re.compile(r"\b(?:[Ii]t|[Tt]hey)\s*\Z")
PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he)\s*\Z")
BEGINS = re.compile(r"[,;:—–“”\"«»()\n]|\b(?:that|but|and|because|when|while|although|though|as|if|whether)\b", re.I)
ENDS = re.compile(r"[,;:—–“”\"«»()\n]|\.(?=\s|\Z)|\b(?:that|who|which|on|in an?|during|told|has|had)\b")
QUOTED = re.compile(r"[”“\"»’?!…],?\s*\Z")
ASIDE = re.compile(
    r",\s+(?:the|an?|who|which|head|leader|commander|chief|spokes\w+|minister|analyst|author|director|president|former"
    r"|in|on|of|from|at|for|however|meanwhile|too)\b"
    r"[^,;:“”\"]*,\s*\Z"
)
OPENING = re.compile(
    r"(?:(?:On|In|At|During|After|Before|A|Later|Earlier|Meanwhile)\b[^,.;:“”\"]{0,60},\s+)?"
    r"((?:[Tt]he\s+)?[^\W\d_a-z][^,.;:“”\"]{0,60}?)(?:,|\s+(?:\w+ed|went|met|was|is|has|had|spoke|took|gave|came)\b)"
)
DEPTH = 4  # verbs that take over from one another


def subject(scene: Scene, cue: Cue) -> Span | None:
    """The piece of the text that names who says it, as far as it can be told."""
    return _subject(scene, cue, list(cues(scene, scene.lines)), DEPTH)


def _subject(scene: Scene, cue: Cue, known: list[Cue], depth: int) -> Span | None:
    if depth == 0 or cue.agentless:
        return None
    if is_saying(scene, cue) or (_is_inverted(scene, cue) and not _is_participle(scene, cue)):
        return _after(scene, cue)
    end = _passed_over(scene, cue.span.start)
    before = scene.text[max(scene.lines.start, end - LONGEST) : end]
    if found := RELATIVE.search(before):
        return _before(scene, _passed_over(scene, end - len(found.group())))
    took_over = TAKEN_OVER.search(before) or REPEATED.search(before) or _is_participle(scene, cue)
    first = scene.sentence.start if took_over else max(scene.lines.start, scene.sentence.start - BEFORE)
    earlier = [one for one in known if first <= one.span.start and one.span.end <= cue.span.start]
    if took_over or PRONOUN.search(before):
        if earlier:
            return _subject(scene, earlier[-1], known, depth - 1)
        return _opening(scene) if took_over and not REPEATED.search(before) else None
    return _before(scene, end)


def _opening(scene: Scene) -> Span | None:
    """What the sentence begins with, after *On Friday,* or *In the evening,*, up to a verb or a comma."""
    found = OPENING.match(scene.text, scene.sentence.start, scene.sentence.end)
    return Span(*found.span(1)) if found else None


def _is_inverted(scene: Scene, cue: Cue) -> bool:
    """Whether the verb comes first: after a quotation, or after the selected words and a comma."""
    before = scene.text[max(scene.lines.start, cue.span.start - 3) : cue.span.start]
    beyond = scene.text[cue.span.end : cue.span.end + 8]
    parted = QUOTED.search(before) or (cue.span.start >= scene.selection.end and before.rstrip().endswith(","))
    return bool(parted) and re.match(r"\s+(?:the\b|an?\b|[^\W\d_a-zа-я])", beyond) is not None


def _is_participle(scene: Scene, cue: Cue) -> bool:
    return scene.of(cue.span).casefold().split()[0].endswith("ing")


def _after(scene: Scene, cue: Cue) -> Span:
    stop = ENDS.search(scene.text, cue.span.end + 1, min(cue.span.end + LONGEST, scene.lines.end))
    return Span(cue.span.end, stop.start() if stop else min(cue.span.end + LONGEST, scene.lines.end))


def _before(scene: Scene, end: int) -> Span:
    """The words up to `end` from the last mark or conjunction on; pieces between commas are stepped over."""
    start = (
        max(scene.sentence.start, end - LONGEST)
        if end > scene.sentence.start
        else max(scene.lines.start, end - LONGEST)
    )
    if scene.text[start:end].rstrip().endswith(","):  # a name between commas: *the head of the guard, Roe, said*
        end = start + len(scene.text[start:end].rstrip()) - 1
    marks = list(BEGINS.finditer(scene.text, start, end))
    return Span(marks[-1].end() if marks else start, end)


def _passed_over(scene: Scene, end: int) -> int:
    """Where the subject ends, before auxiliaries, adverbs and what stands between two commas."""
    for _ in range(6):
        before = scene.text[max(scene.lines.start, end - LONGEST) : end]
        found = PASSED.search(before) or ASIDE.search(before)
        if not found:
            break
        end -= len(before) - found.start()
    return end

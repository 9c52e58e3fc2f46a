"""The day on which the selected words were said: a day that belongs to the cue, not to what is told.

*On Wednesday, Roe said that*, *Roe wrote on Monday*, *told reporters on 10 April*: a day just after the cue; one that
begins the sentence, or a clause of it, up to a cue that stands before the words; or one between a subject and its verb.
*Twelve died on Tuesday, Roe said* proposes none.
"""

import re
from dataclasses import replace
from datetime import date

from claims.proposals.cues import Cue
from claims.proposals.days import days
from claims.proposals.proposed import Proposed, Span
from claims.proposals.sentences import Scene

NEAR = 6  # words between a cue and its day
FAR = 120  # characters between a day that begins a sentence and the cue
THAT = re.compile(r"\bthat\b|[;:“„«\"]", re.IGNORECASE)
CLAUSE = re.compile(r"(?:[,;—–]|\band|\bbut|\A)\s*\Z", re.IGNORECASE)


def said(
    scene: Scene, cue: Cue | None, published_on: date | None
) -> tuple[Proposed[date] | None, Proposed[date] | None]:
    """The first day of saying, and the last one where the text gives a range."""
    if cue is None:
        return None, None
    found = [row for row in days(scene.text, scene.sentence, published_on) if _belongs(scene, cue, row[0])]
    if not found:
        return None, None
    span, first, last = min(found, key=lambda row: row[0].gap(cue.span))
    words = scene.of(span)
    rule = " ".join(words.split())
    if published_on:
        rule += f", published {published_on:%A} {published_on.day} {published_on:%B %Y}"
    said_on = Proposed(first, words, span.start, span.end, rule)
    return said_on, replace(said_on, value=last) if last else None


def _belongs(scene: Scene, cue: Cue, day: Span) -> bool:
    if day.meets(scene.selection) and not scene.selection.holds(cue.span):
        return False
    between = scene.text[min(day.end, cue.span.end) : max(day.start, cue.span.start)]
    near = len(between.split()) <= NEAR and not THAT.search(between)
    if day.start >= scene.selection.end > cue.span.end:
        return False
    if day.start >= cue.span.end:
        return near and "," not in between
    if scene.selection.start >= day.end and scene.selection.end <= cue.span.start:
        return False
    begins = bool(CLAUSE.search(scene.text[scene.sentence.start : day.start]))
    first = day.start == scene.sentence.start and len(between) <= FAR
    return (begins and (near or first)) or not between.strip()

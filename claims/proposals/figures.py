"""The figure that the selected words state, with its qualifier: *more than 70*, *not a single*, *25 miles*.

The quantity parser (`claims.quantities.read_words`) reads a phrase from each word of the selection on, up to the next
mark or second figure. Two different figures in one selection are left to a person; so are days, years, ages, shares.
A qualifier that stands just before the selection belongs to the figure; a number that the selection cuts is read whole.
"""

import re
from collections.abc import Iterator

from claims.proposals.days import MONTH
from claims.proposals.proposed import Proposed
from claims.proposals.sentences import Scene
from claims.quantities import NUMBER_WORDS, PREFIX, Quantity, read_words

WORD = re.compile(r"\d[\d.,  ]*\d(?:-\d+)?|\d|[^\W\d_](?:[^\W_]|['’-](?=\w))*")
END = re.compile(r",(?!\d{3})|[;:!?()\[\]{}\n\"“”„«»‘]|\.(?!\d)|[’'](?!\w)")
BEFORE = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(PREFIX, key=len, reverse=True))})\s+\Z", re.IGNORECASE)
OPENERS = {words.split()[0] for words in (*PREFIX, "between", "from", "not", "none", "nobody", "no one", "a", "half")}
AND = re.compile(r"\s+(?:and|or|on|in|at|near|by|from|during|since|after|before|over|across)\s+", re.IGNORECASE)
CALENDAR = re.compile(
    rf"(?:{MONTH})\s+\d{{1,4}}\b(?:,?\s+\d{{4}}\b)?|\d{{1,2}}(?:st|nd|rd|th)?(?:[-–]\d{{1,2}})?\s+(?:of\s+)?(?:{MONTH})\b"
    r"(?:,?\s+\d{4}\b)?|\d+[:/.]\d+(?:[:/.]\d+)?(?=[^\d%]*\b(?:[ap]\.?m|hours|GMT|UTC)\b)|\d+:\d\d"
    r"|(?:in|since|until|of|from|by|during|before|after|early|late|mid)[\s-]+(?:19|20)\d\d\b(?!\s+[a-z])"
    r"|\d{1,2}\s*(?:[ap]\.?m\b|o['’]clock)",
    re.IGNORECASE,
)
OTHER = re.compile(  # spans of time, ages, and *one* that counts nothing
    r"(?:\S+\s+){0,4}?[\w-]+[\s-](?:years?|months?|weeks?|days?|hours?|minutes?)\b(?:[\s-](?:old|ago|later|earlier))?"
    r"|one\s+(?:of|another|day|such|thing|who|that|can|must|has|is|step|side)\b|(?:no|not)\s+one\b(?!\s+(?:was|were|is|has))",
    re.IGNORECASE,
)
PART = re.compile(r"\d[.,\s]?\Z|[\w-]\Z|[$€£¥₽#№]\s?\Z")  # of a number, a name or a sum, by what stands before
PHRASE = 80  # characters that a figure may have with the words that decide on it
FEW = 7  # words of a qualifier and a number


def figure(scene: Scene) -> Proposed[Quantity] | None:
    """The one figure of the selection; None if there is none, or more than one."""
    found = list(_figures(scene))
    if len({proposed.value for proposed in found}) != 1:
        return None
    return found[0]


def _figures(scene: Scene) -> Iterator[Proposed[Quantity]]:
    at = _with_qualifier(scene)
    while word := WORD.search(scene.text, at, scene.selection.end):
        day = CALENDAR.match(scene.text, word.start())
        read = None if day else _read(scene, word.start())
        at = read.end if read else day.end() if day else word.end()
        if read and read.end > scene.selection.start:
            yield read


def _with_qualifier(scene: Scene) -> int:
    """Where the selection begins, or the qualifier just before it."""
    start = scene.selection.start
    first = max(scene.sentence.start, start - 24)
    found = BEFORE.search(scene.text[first:start])
    return first + found.start() if found else start


def _read(scene: Scene, start: int) -> Proposed[Quantity] | None:
    stop = END.search(scene.text, start, start + PHRASE)
    phrase = scene.text[start : min(stop.start() if stop else start + PHRASE, scene.sentence.end)]
    if PART.search(scene.text[max(0, start - 2) : start]) or not _may_begin(phrase) or OTHER.match(phrase):
        return None
    ends = [word.end() for word in WORD.finditer(phrase)][:FEW]
    quantity = read_words(phrase[: ends[-1]]) or read_words(AND.split(phrase[: ends[-1]])[0])
    if quantity is None:
        return None
    end = next(end for end in ends if read_words(phrase[:end]) == quantity)
    return Proposed(quantity, phrase[:end], start, start + end, "figure in the selected words")


def _may_begin(phrase: str) -> bool:
    first = phrase.casefold().split()[0]
    return first[0].isdigit() or first.split("-")[0] in NUMBER_WORDS | OPENERS

"""Which piece of a text is looked at: the selection's sentences, and the quotations in them.

A sentence ends at a full stop, question or exclamation mark that is followed by something other than a small letter,
stands outside of quotation marks, and belongs to no abbreviation (*Gov.*, *U.S.*, *J. Doe*). So *“We won. They ran,”
said Roe* is one sentence, and its cue is found from any of its words. A line that breaks off ends one, too, unless the
next goes on: with a small letter, or as the next of two lines that look wrapped (of like length, as in a PDF).

Quotations: curly, straight, single, German and French marks; an apostrophe opens none. A quotation that nothing closes
runs to the end of its line if it began the line, as those of several paragraphs do; else it is none.

Looked at is at most `WINDOW` characters on either side of the selection, so that a long text costs what a short does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from claims.proposals.proposed import Span

WINDOW = 1500
LONGEST = 3000  # characters of a selection that are read
LONGEST_QUOTATION = 2000
WRAPPED = range(40, 121)  # characters of a line that may have been broken to fit a page

STOP = re.compile(r"[.!?…。！？؟۔।]+[\"”“’»«)\]]*(?=\s|$)|[。！？]")
FINISHED = re.compile(r"[.!?…。！？؟۔।:][\"”“’»«)\]]*\Z")
ABBREVIATION = re.compile(
    r"(?:\b(?:Gov|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Sen|Rep|Pres|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|Rev|Hon|No|Nos|vs|approx|ca|"
    r"est|Inc|Ltd|Co|Corp|Dept|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun|a\.m|p\.m"
    r"|e\.g|i\.e|cf|al)|(?:\b[^\W\d_]\.)*\b[^\W\d_])\Z"
)
CLOSED_BY = {"“": "”“", "„": "“”", "«": "»", "»": "«", '"': '"', "‘": "’", "'": "'", "‚": "‘’"}
CLOSERS = {mark: re.compile(f"[{marks}]") for mark, marks in CLOSED_BY.items()}
SINGLE = "‘'‚"


@dataclass(frozen=True)
class Scene:
    """A selection in its text: its own span, the sentences it stands in, and the quotations of its lines."""

    text: str
    selection: Span
    sentence: Span
    lines: Span
    quotations: tuple[Span, ...]

    @cached_property
    def words(self) -> str:
        return self.text[self.selection.start : self.selection.end]

    def of(self, span: Span) -> str:
        return self.text[span.start : span.end]


def scene(text: str, start: int, end: int) -> Scene:
    """The selection text[start:end], without the blank space around it and what lies outside of the text."""
    start = min(max(start, 0), len(text))
    end = min(max(end, start), len(text), start + LONGEST)
    words = text[start:end]
    start += len(words) - len(words.lstrip()) if words.strip() else 0
    selection = Span(start, start + len(words.strip()))
    lines = passage(text, selection.start, selection.end)
    quotations = tuple(_quotations(text, lines))
    return Scene(text, selection, _sentence(text, selection, lines, quotations), lines, quotations)


def passage(text: str, start: int, end: int) -> Span:
    """The lines around text[start:end] that run on into each other: where names for `read_off` are looked for."""
    start = min(max(start, 0), len(text))
    end = min(max(end, start), len(text))
    first, last = max(0, start - WINDOW), min(len(text), end + WINDOW)
    breaks = [at for at in _line_ends(text, first, last) if not _runs_on(text, at)]
    before = [at + 1 for at in breaks if at < start]
    after = [at for at in breaks if at >= end]
    return Span(max(before, default=first), min(after, default=last))


def _line_ends(text: str, first: int, last: int) -> Iterator[int]:
    at = text.find("\n", first, last)
    while at >= 0:
        yield at
        at = text.find("\n", at + 1, last)


def _runs_on(text: str, at: int) -> bool:
    """Whether the line that ends at `at` goes on in the next one."""
    line = text[max(text.rfind("\n", 0, at) + 1, at - WINDOW) : at].strip()
    beyond = text.find("\n", at + 1)
    following = text[at + 1 : min(len(text) if beyond < 0 else beyond, at + 1 + WINDOW)].strip()
    if not line or not following or FINISHED.search(line):
        return False
    return following[0].islower() or (len(line) in WRAPPED and len(following) < WRAPPED.stop)


def _quotations(text: str, lines: Span) -> Iterator[Span]:
    """The spans of quotations, marks included; those within another one are not told."""
    at = lines.start
    while at < lines.end:
        end = _closed(text, at, lines) if text[at] in CLOSERS else None
        if end is not None:
            yield Span(at, end)
        at = end or at + 1


def _closed(text: str, at: int, lines: Span) -> int | None:
    """Where the quotation that opens at `at` ends; None if none opens there."""
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if not after or after.isspace() or (mark in SINGLE and (before.isalnum() or not after.isalnum())):
        return None
    for found in CLOSERS[mark].finditer(text, at + 2, min(lines.end, at + LONGEST_QUOTATION)):
        if mark not in SINGLE or not text[found.end() : found.end() + 1].isalnum():
            return found.end()
    begins_line = not text[max(lines.start, text.rfind("\n", 0, at) + 1) : at].strip()
    return lines.end if begins_line and mark in "“„«" and lines.end - at < LONGEST_QUOTATION else None


def _sentence(text: str, selection: Span, lines: Span, quotations: tuple[Span, ...]) -> Span:
    start, end = lines.start, lines.end
    for stop in STOP.finditer(text, lines.start, lines.end):
        if not _ends(text, stop, lines, quotations):
            continue
        if stop.end() <= selection.start:
            start = stop.end()
        elif stop.end() >= selection.end:
            end = stop.end()
            break
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return Span(min(start, selection.start), max(end, selection.end))


def _ends(text: str, stop: re.Match[str], lines: Span, quotations: tuple[Span, ...]) -> bool:
    following = text[stop.end() : stop.end() + 40].lstrip()
    if following and (following[0].islower() or following[0] in ",;:"):
        return False
    if any(span.start < stop.start() and stop.end() < span.end for span in quotations):
        return False
    before = text[max(lines.start, stop.start() - 12) : stop.start()]
    return not (text[stop.start()] == "." and following and ABBREVIATION.search(before))

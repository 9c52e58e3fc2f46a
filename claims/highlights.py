"""Cutting a text into paragraphs whose marked places open and close in good order. Pure; makes no HTML.

A text is a snapshot's: `\\n` ends a line, positions count Unicode code points. Each line that is not blank is a
paragraph; blank lines belong to the paragraph before them and are not shown, unless something is marked there. So
every position lies in exactly one paragraph, and every mark begins in exactly one.

Marks may nest, touch, cross, or run over several paragraphs. Elements of a page can only nest; so where two marks
cross, the one that began later is closed and opened again: its pieces together are its words. Of a mark's pieces the
first can carry its name and the last its number.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass(frozen=True)
class Mark:
    """A marked place: the text at [start:end]. `item` is whatever the mark stands for."""

    start: int
    end: int
    key: str
    item: object = field(default=None, compare=False)


@dataclass(frozen=True)
class Token:
    """One step through a paragraph: some text, or a mark that opens or closes.

    `whole` says of a piece that opens that it is the mark's first, of one that closes that it is its last.
    """

    kind: str  # text, open, close
    text: str = ""
    mark: Mark | None = None
    whole: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A numbered piece of the text from `start` up to `end` (the next one's start), and the marks that begin in it.

    `first` is where its tokens start: after blank lines that stand before it.
    """

    number: int
    start: int
    end: int
    tokens: tuple[Token, ...]
    marks: tuple[Mark, ...]
    first: int = 0

    @property
    def text(self) -> str:
        return "".join(token.text for token in self.tokens)


def paragraphs(text: str, marks: Iterable[Mark] = ()) -> list[Paragraph]:
    """The whole text, paragraph by paragraph; marks that lie outside it or hold nothing are left out."""
    ordered = sorted((m for m in marks if 0 <= m.start < m.end <= len(text)), key=lambda m: (m.start, -m.end, m.key))
    return [_paragraph(text, number, *ends, ordered) for number, ends in enumerate(bounds(text), 1)]


def paragraph(text: str, number: int, start: int, end: int, marks: Iterable[Mark]) -> Paragraph:
    """One paragraph, given where it starts and ends, with these of the marks of the text; see `paragraphs`."""
    return _paragraph(text, number, start, end, sorted(marks, key=lambda m: (m.start, -m.end, m.key)))


def around(text: str, mark: Mark) -> list[Paragraph]:
    """The paragraphs that a marked place touches, with it alone marked."""
    return [found for found in paragraphs(text, [mark]) if found.start < mark.end and mark.start < found.end]


def bounds(text: str) -> list[tuple[int, int]]:
    """(start, end) of each paragraph: from its line up to the next line that is not blank."""
    starts, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            starts.append(at)
        at += len(line) + 1
    if not text:
        return []
    return list(pairwise([0, *starts[1:], len(text)]))


def _paragraph(text: str, number: int, start: int, end: int, marks: list[Mark]) -> Paragraph:
    here = [mark for mark in marks if mark.start < end and start < mark.end]
    first, last = _shown(text, start, end, here)
    return Paragraph(
        number, start, end, tuple(_tokens(text, first, last, here)), tuple(m for m in here if start <= m.start), first
    )


def _shown(text: str, start: int, end: int, marks: list[Mark]) -> tuple[int, int]:
    """What is shown of a paragraph: without blank lines around it, but with all that is marked."""
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip("\n"))
    last = start + len(piece.rstrip("\n"))
    first = min([first, *(max(start, mark.start) for mark in marks)])
    return first, max([last, first, *(min(end, mark.end) for mark in marks)])


def _tokens(text: str, start: int, end: int, marks: list[Mark]) -> Iterable[Token]:
    """The steps through text[start:end]; every mark that opens closes again within it."""
    cuts = {start, end, *(mark.start for mark in marks), *(mark.end for mark in marks)}
    open_now: list[Mark] = []
    for here, there in pairwise([*sorted(cut for cut in cuts if start <= cut <= end), end]):
        yield from _close(open_now, here, end)
        opening = [m for m in marks if max(m.start, start) == here and m.end > here]
        for mark in opening if here < end else []:
            open_now.append(mark)
            yield Token("open", mark=mark, whole=mark.start == here)
        if there > here:
            yield Token("text", text[here:there])


def _close(open_now: list[Mark], here: int, end: int) -> Iterable[Token]:
    """Close what ends here, and at the paragraph's end everything; open again what had to give way."""
    ending = [mark for mark in open_now if here in (mark.end, end)]
    gave_way = []
    while ending:
        mark = open_now.pop()
        yield Token("close", mark=mark, whole=mark.end == here)
        if mark in ending:
            ending.remove(mark)
        else:
            gave_way.append(mark)
    for mark in reversed(gave_way):
        open_now.append(mark)
        yield Token("open", mark=mark)

"""What differs between two texts, paragraph by paragraph and word by word.

First the paragraphs: the same, changed, moved, cut or added. Two paragraphs are the same if their words are: space,
the shape of quotation marks and the length of dashes are not counted. Where paragraphs differ, those that share enough
words are a changed pair, and their words are compared. Nothing is lost: the paragraphs of either side, in the order of
their numbers, are that side's text. Two texts of 20,000 words take about a second, whatever they hold; see `alignment`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, zip_longest

from sources.lib import pairings
from sources.lib.alignment import Budget, matched
from sources.lib.stamps import is_stamp
from sources.lib.words import Word, cut


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in a row, as printed: in both texts or (`changed`) in this one only. A changed figure stands alone."""

    text: str
    changed: bool = False
    figure: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of one text: its number from 1, where it starts (code points), and its words in pieces."""

    number: int
    start: int
    words: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @cached_property
    def end(self) -> int:
        return self.start + len(self.text)

    def changed_within(self, start: int, end: int) -> list[Piece]:
        """The words from `start` to `end` of the text that stand in this paragraph and not in the other."""
        found, at = [], self.start
        for piece in self.pieces:
            if piece.changed and at < end and start < at + len(piece.text):
                found.append(piece)
            at += len(piece.text)
        return found


@dataclass(frozen=True)
class Row:
    """A paragraph of either text beside its counterpart. `kind` is same, changed, moved, cut or added.

    `shared` counts words that stand in both; `figures` are those that changed, as (before, after), empty for none.
    """

    kind: str
    before: Paragraph | None
    after: Paragraph | None
    shared: int = 0
    figures: tuple[tuple[str, str], ...] = ()

    @cached_property
    def is_stamp(self) -> bool:
        """Whether only the time of a change differs (*Updated 9:14*): that is no change of substance."""
        sides = [side.text for side in (self.before, self.after) if side]
        return self.kind != "same" and all(map(is_stamp, sides))


@dataclass(frozen=True)
class Difference:
    """Two texts beside each other, in the order of the later one; what was cut stands where it was."""

    rows: tuple[Row, ...]
    before_words: int
    after_words: int
    reshaped: int  # paragraphs that differ only in what is not counted

    def count(self, kind: str) -> int:
        """Of a kind, without those that only say when the text was changed."""
        return sum(row.kind == kind and not row.is_stamp for row in self.rows)

    @cached_property
    def stamps(self) -> int:
        return sum(row.is_stamp for row in self.rows)

    @cached_property
    def shared_words(self) -> int:
        return sum(row.shared for row in self.rows)

    @cached_property
    def figures(self) -> list[tuple[Row, str, str]]:
        """(row, before, after) of each figure that changed within a paragraph; empty where there was none."""
        return [(row, *figure) for row in self.rows if not row.is_stamp for figure in row.figures]

    @cached_property
    def is_same(self) -> bool:
        """Whether no word differs and none stands elsewhere, but for when the text was changed."""
        return all(row.kind == "same" or row.is_stamp for row in self.rows)

    @property
    def likeness(self) -> float:
        """The share of the words that stand in both, from 0 to 1."""
        return 2 * self.shared_words / max(1, self.before_words + self.after_words)


def differences(before: str, after: str) -> Difference:
    """Everything that differs between two texts."""
    budget = Budget()
    old, new = pairings.paragraphs(before), pairings.paragraphs(after)
    pairing = pairings.Pairing(old, new, budget)
    equal = [*pairing.same, *((i, j) for j, i in pairing.moved.items())]
    reshaped = sum(old[i].text.strip() != new[j].text.strip() for i, j in equal)
    return Difference(tuple(_rows(pairing, budget)), _words(old), _words(new), reshaped)


def figures_of(text: str) -> Counter[str]:
    """How often each figure stands in a text, by its key."""
    return Counter(word.key for word in cut(text)[1] if word.figure)


def _words(paragraphs: list[pairings.Paragraph]) -> int:
    return sum(one.size for one in paragraphs)


def _rows(pairing: pairings.Pairing, budget: Budget) -> Iterator[Row]:
    """All paragraphs in the order of the later text; what was cut comes before what was added in its place."""
    old, new, changed = pairing.old, pairing.new, set(pairing.changed)
    for here, there, (i, j) in pairing.stretches(sorted([*pairing.same, *pairing.changed])):
        for place in here:
            yield Row("cut", _alone(old[place]), None)
        for place in there:
            yield _come(pairing, place)
        if (i, j) in changed:
            yield _pair(old[i], new[j], budget)
        elif i < len(old):
            yield Row("same", _whole(old[i]), _whole(new[j]), new[j].size)


def _come(pairing: pairings.Pairing, place: int) -> Row:
    """A paragraph that did not stand here before: moved or added."""
    one = pairing.new[place]
    if place in pairing.moved:
        return Row("moved", _whole(pairing.old[pairing.moved[place]]), _whole(one), one.size)
    return Row("added", None, _alone(one))


def _whole(one: pairings.Paragraph) -> Paragraph:
    return Paragraph(one.number, one.start, one.size, (Piece(one.text),))


def _alone(one: pairings.Paragraph) -> Paragraph:
    return Paragraph(one.number, one.start, one.size, tuple(_pieces(one, set())))


def _pair(old: pairings.Paragraph, new: pairings.Paragraph, budget: Budget) -> Row:
    """Two paragraphs whose words differ here and there."""
    kept = _without_chance(matched(old.keys, new.keys, budget), old.words, new.words)
    before, after = (
        Paragraph(one.number, one.start, one.size, tuple(_pieces(one, {pair[side] for pair in kept})))
        for side, one in enumerate((old, new))
    )
    shared = sum(not old.words[i].is_mark for i, _ in kept)
    return Row("changed", before, after, shared, tuple(_figures(old.words, new.words, kept)))


def _without_chance(kept: list[tuple[int, int]], old: list[Word], new: list[Word]) -> list[tuple[int, int]]:
    """Without short words that stand in both by chance, between longer stretches that differ."""
    blocks: list[list[tuple[int, int]]] = [[]]
    for (i, j), (k, m) in pairwise([(-1, -1), *kept]):
        if (k, m) != (i + 1, j + 1):
            blocks.append([])
        blocks[-1].append((k, m))
    found = []
    for number, block in enumerate(blocks):
        first, last = number == 0, bool(block) and block[-1] == (len(old) - 1, len(new) - 1)
        if first or last or _says_something([old[i] for i, _ in block]):
            found += block
    return found


def _says_something(words: Sequence[Word]) -> bool:
    real = [word for word in words if not word.is_mark]
    return len(real) > 1 or any(word.figure or len(word.key) > 3 for word in real)


def _pieces(one: pairings.Paragraph, kept: set[int]) -> Iterator[Piece]:
    """The words of a paragraph; those not `kept` are changed. The space after a changed piece is the same."""
    text, now = one.lead, Piece("")
    for place, word in enumerate(one.words):
        kind = Piece("", place not in kept, word.figure and place not in kept)
        if kind != now or kind.figure:
            yield from _piece(text, now)
            text, now = "", kind
        text += word.printed
    yield from _piece(text, now)


def _piece(text: str, kind: Piece) -> Iterator[Piece]:
    shown = text.rstrip() if kind.changed else text
    if shown:
        yield Piece(shown, kind.changed, kind.figure)
    if text[len(shown) :]:
        yield Piece(text[len(shown) :])


def _figures(old: Sequence[Word], new: Sequence[Word], kept: list[tuple[int, int]]) -> Iterator[tuple[str, str]]:
    """(before, after) of the figures in each stretch that differs; empty where one side has fewer."""
    for (i, j), (k, m) in pairwise([(-1, -1), *kept, (len(old), len(new))]):
        gone = [word.text for word in old[i + 1 : k] if word.figure]
        come = [word.text for word in new[j + 1 : m] if word.figure]
        yield from zip_longest(gone, come, fillvalue="")

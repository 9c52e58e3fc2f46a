"""Where a query's words stand in a text as it is shown. Pure; makes no HTML."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from claims.search.query import Phrase
from claims.search.words import Word, words

BEFORE, AROUND = 60, 240  # characters shown before the first place in a long text, and in all
WINDOW = 40  # places that a snippet is chosen among


class Piece(NamedTuple):
    """A piece of a text; `marked` if it is what was searched for."""

    text: str
    marked: bool = False


class Marks:
    """Finds the phrases of a query in texts."""

    def __init__(self, phrases: Iterable[Phrase]):
        self.whole: dict[str, list[Phrase]] = defaultdict(list)
        self.begun: list[Phrase] = []
        for phrase in phrases:
            if phrase.prefix and len(phrase.words) == 1:
                self.begun.append(phrase)
            else:
                self.whole[phrase.words[0]].append(phrase)

    def places(self, text: str, start: int = 0) -> Iterator[tuple[int, int, Phrase]]:
        """(start, end, phrase) of each place in order; none overlaps another."""
        ahead: list[Word] = []
        stream = words(text, start)
        done = start
        while True:
            if not ahead:
                ahead = list(islice(stream, 1))
            if not ahead:
                return
            phrase = self._at(ahead, stream)
            if phrase and ahead[0].start >= done:
                done = ahead[len(phrase.words) - 1].end
                yield ahead[0].start, done, phrase
            del ahead[0]

    def _at(self, ahead: list[Word], stream: Iterator[Word]) -> Phrase | None:
        """The longest phrase that begins with the first word ahead; reads on as far as it needs to."""
        first = ahead[0].folded
        best = next((phrase for phrase in self.begun if first.startswith(phrase.words[0])), None)
        for phrase in self.whole.get(first, ()):
            ahead.extend(islice(stream, max(0, len(phrase.words) - len(ahead))))
            if _stands(phrase, ahead) and (best is None or len(phrase.words) > len(best.words)):
                best = phrase
        return best

    def hits(self, text: str) -> bool:
        """Whether anything would be marked."""
        return next(self.places(text), None) is not None

    def pieces(self, text: str) -> list[Piece]:
        """The whole text in pieces."""
        return list(_cut(text, 0, len(text), self.places(text)))

    def snippet(self, text: str, start: int = 0) -> list[Piece]:
        """Some of a long text, where most of what was searched for stands close together; empty if nothing does.

        Three points say where the text goes on.
        """
        places = list(islice(self.places(text, start), WINDOW))
        if not places:
            return []
        first, last, _ = max(places, key=lambda place: (_variety(places, place[0]), -place[0]))
        begin = _word_start(text, max(0, first - BEFORE))
        end = max(last, _word_end(text, min(len(text), first + AROUND - BEFORE)))
        before, after = [Piece("… ")] if begin else [], [Piece(" …")] if end < len(text) else []
        return [*before, *_cut(text, begin, end, places), *after]


def _stands(phrase: Phrase, ahead: list[Word]) -> bool:
    *whole, last = phrase.words
    if len(ahead) <= len(whole) or any(word.folded != wanted for word, wanted in zip(ahead, whole, strict=False)):
        return False
    found = ahead[len(whole)].folded
    return found.startswith(last) if phrase.prefix else found == last


def _variety(places: list[tuple[int, int, Phrase]], start: int) -> int:
    return len({phrase for at, _, phrase in places if start <= at < start + AROUND - BEFORE})


def _cut(text: str, begin: int, end: int, places: Iterable[tuple[int, int, Phrase]]) -> Iterator[Piece]:
    at = begin
    for first, last, _ in places:
        if first < begin or last > end:
            continue
        if first > at:
            yield Piece(text[at:first])
        yield Piece(text[first:last], True)
        at = last
    if at < end:
        yield Piece(text[at:end])


def _word_start(text: str, at: int) -> int:
    """`at`, moved behind the next space if it is in the middle of a word."""
    space = text.find(" ", at, at + 30)
    return at if at == 0 or space < 0 else space + 1


def _word_end(text: str, at: int) -> int:
    space = text.rfind(" ", max(0, at - 30), at)
    return at if at == len(text) or space < 0 else space

"""Where the words of a quote stand in a later version of its text, and how sure that is.

After the robust anchoring of Hypothesis ("Fuzzy Anchoring", 2013) on the W3C's TextQuoteSelector and
TextPositionSelector: what was stored of a place (the words, what stood around them, where) is tried from the surest
to the loosest, and the answer says which of them found it.

1. The words stand once in the new text, and are long enough to speak for themselves or stand among the words of before.
2. They stand several times: the one in a line that did not change, or the only one with the very words around it.
3. They stand there, and what stands around them is only like what stood there before.
4. Words that are alike stand there: at least `ALIKE` of 100 by rapidfuzz's ratio (typographic marks and line ends do
   not count), among alike surroundings or long enough to speak for themselves. Only quotes of `SHORTEST` to `LONGEST`
   characters are sought in this way, and only near by: where the lines around them went, and where rare words of the
   quote and its surroundings stand together.

Anything less is not found. 1 and 2 are sure; 3 and 4 need a person. Time grows with the length of the texts and
with the number of quotes: 500 places in 20,000 words take well under a second, in a million words one or two.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from rapidfuzz.fuzz import partial_ratio_alignment, ratio

from sources.lib.alignment import matched
from sources.lib.words import ALONE, FOLDED

ALIKE = 75  # of 100: how like the words must be
WORTH = 55  # of 100: how like words must be to be worth a look, if a person asks where they may have gone
SURROUNDED = 65  # of 100: how like the surroundings must be; of unrelated texts it is about 45
BESIDE = 80  # of 100: the same on one side alone, for words that stand nowhere else
TELLING = 30  # characters from which words speak for themselves
SHORTEST, LONGEST = 8, 1000
AROUND, NEAR = 40, 16  # characters of the surroundings on either side; of those that tell where like words end
RARE = 20  # places in which a word may stand to lead to its quote
MOST = 200  # places of the same words that are looked at
WINDOWS, STEP = 3, 64  # how many stretches where rare words stand together; their grain, in characters
WORD, TOKEN = re.compile(r"\w+"), re.compile(r"\w+|[^\w\s]")
LETTER = re.compile(rf"[^\W{ALONE}]")
PLAIN = (
    {code: mark.replace('"', "'") for code, mark in FOLDED.items() if mark}
    | {ord('"'): "'"}
    | dict.fromkeys(map(ord, "\n\t\u00a0\u202f"), " ")
)


class How(StrEnum):
    """How a place was found."""

    ONCE = "once"
    UNCHANGED = "unchanged"
    SURROUNDINGS = "surroundings"
    ALIKE = "alike"


SURE = (How.ONCE, How.UNCHANGED)


@dataclass(frozen=True, slots=True)
class Found:
    """A place in the new text (code points, end excluded). `likeness` of its words to those of before is 0 to 100."""

    start: int
    end: int
    how: How
    likeness: int = 100

    @property
    def is_sure(self) -> bool:
        return self.how in SURE


@dataclass(frozen=True, slots=True)
class Quote:
    """Words at a place of the old text, and what stands around them."""

    start: int
    exact: str
    before: str
    after: str


def find_again(old: str, new: str, places: Sequence[tuple[int, int]]) -> list[Found | None]:
    """Where the words at each place (start, end) of the old text stand in the new one; None: nowhere."""
    search = _Search(old, new, places)
    return [search.find(quote) for quote in search.quotes]


def nearest(old: str, new: str, place: tuple[int, int], most: int = 3) -> list[Found]:
    """The places of the new text that a person might mean, likest first; none of them is sure."""
    search = _Search(old, new, [place])
    return search.offered(search.quotes[0], most)


class _Search:
    """Looks for quotes of one text in another; what all of them need is worked out once, when it is needed."""

    def __init__(self, old: str, new: str, places: Sequence[tuple[int, int]]) -> None:
        self.old, self.new = old, new
        self.quotes = [
            Quote(start, old[start:end], old[max(0, start - AROUND) : start], old[end : end + AROUND])
            for start, end in places
        ]

    def find(self, quote: Quote) -> Found | None:
        places = self._places(quote)
        if not places:
            return self._alike(quote)
        if len(places) == 1:
            sure = len(quote.exact) >= TELLING or max(self._sides(quote, places[0]), default=100) >= BESIDE
            return self._at(quote, places[0], How.ONCE if sure else How.SURROUNDINGS)
        return self._one_of(quote, places)

    def offered(self, quote: Quote, most: int) -> list[Found]:
        found = [self._at(quote, at, How.SURROUNDINGS) for at in self._places(quote)]
        if len(quote.exact) <= LONGEST:
            near = (self._best_near(quote, at) for at in self._likely(quote))
            found += (one for one in near if one and one.likeness >= WORTH)
        found.sort(key=lambda one: (one.likeness, self._context(quote, one.start, one.end)), reverse=True)
        kept: list[Found] = []
        for one in found:
            if all(one.end <= other.start or other.end <= one.start for other in kept):
                kept.append(one)
        return kept[:most]

    # The same words

    def _places(self, quote: Quote) -> list[int]:
        """Where the very words stand, at most `MOST`; within other words only if they stood so before."""
        if not quote.exact.strip():
            return []
        found: list[int] = []
        at = self.new.find(quote.exact)
        while at >= 0 and len(found) < MOST:
            if self._is_cut_alike(quote, at):
                found.append(at)
            at = self.new.find(quote.exact, at + 1)
        unchanged = self._unchanged(quote)
        return found if unchanged is None or unchanged in found else [*found, unchanged]

    def _is_cut_alike(self, quote: Quote, at: int) -> bool:
        """Whether the words begin and end with a word, if they did so before: *70* is not in *1970*."""
        edges = ((quote.start, at), (quote.start + len(quote.exact), at + len(quote.exact)))
        return all(_in_word(self.new, there) <= _in_word(self.old, here) for here, there in edges)

    def _one_of(self, quote: Quote, places: list[int]) -> Found | None:
        unchanged = self._unchanged(quote)
        if unchanged is not None:
            return self._at(quote, unchanged, How.UNCHANGED)
        contexts = {at: self._context(quote, at) for at in places}
        same = [at for at, likeness in contexts.items() if likeness == 100]
        if len(same) == 1 and len(places) < MOST:
            return self._at(quote, same[0], How.UNCHANGED)
        expected = self._expected(quote)
        best = max(places, key=lambda at: (contexts[at], -abs(at - expected)))
        return self._at(quote, best, How.SURROUNDINGS) if contexts[best] >= SURROUNDED else None

    def _at(self, quote: Quote, at: int, how: How) -> Found:
        return Found(at, at + len(quote.exact), how)

    def _context(self, quote: Quote, start: int, end: int | None = None) -> float:
        """How like the surroundings of a place are to those of the quote, 0 to 100."""
        sides = self._sides(quote, start, end)
        return sum(sides) / len(sides) if sides else 100.0

    def _sides(self, quote: Quote, start: int, end: int | None = None) -> list[float]:
        """The same for what stands before, and for what stands after; a side that the old text lacks is left out."""
        end = start + len(quote.exact) if end is None else end
        return [ratio(*side) for side in _around(quote, self.new, start, end, AROUND) if side[0]]

    # The lines around

    @cached_property
    def _lines(self) -> tuple[list[int], list[int], list[tuple[int, int]]]:
        """(where the old lines start, where the new ones start, pairs of lines that did not change)."""
        old, new = self.old.split("\n"), self.new.split("\n")
        pairs = [(i, j) for i, j in matched(old, new) if old[i].strip()]
        return _starts(old), _starts(new), pairs

    def _unchanged(self, quote: Quote) -> int | None:
        """Where the words stand now if their line did not change."""
        olds, news, pairs = self._lines
        line = bisect_right(olds, quote.start) - 1
        at = bisect_right(pairs, (line, len(news))) - 1
        if at < 0 or pairs[at][0] != line:
            return None
        start = quote.start - olds[line] + news[pairs[at][1]]
        return start if self.new.startswith(quote.exact, start) else None

    def _expected(self, quote: Quote) -> int:
        """About where the words would stand now: as far behind the last unchanged line as before."""
        olds, news, pairs = self._lines
        at = bisect_right(pairs, (bisect_right(olds, quote.start) - 1, len(news))) - 1
        if at < 0:
            return quote.start * len(self.new) // max(1, len(self.old)) if not pairs else quote.start
        return quote.start - olds[pairs[at][0]] + news[pairs[at][1]]

    # Words that are alike

    def _alike(self, quote: Quote) -> Found | None:
        if not SHORTEST <= len(quote.exact) <= LONGEST:
            return None
        found = [one for at in self._likely(quote) if (one := self._best_near(quote, at)) and one.likeness >= ALIKE]
        surrounded = {one: self._context(quote, one.start, one.end) for one in found}
        if len(quote.exact) < TELLING:
            found = [one for one in found if surrounded[one] >= SURROUNDED]
        return max(found, key=lambda one: (one.likeness, surrounded[one]), default=None)

    def _likely(self, quote: Quote) -> Iterator[int]:
        """Starts near which the words may stand."""
        yield self._expected(quote)
        votes: Counter[int] = Counter()
        first = quote.start - len(quote.before)
        for word in WORD.finditer(quote.before + quote.exact + quote.after):
            for at in self._rare.get(word.group().casefold(), ()):
                votes[(at - word.start() + quote.start - first) // STEP] += 1
        yield from (grain * STEP for grain, _ in votes.most_common(WINDOWS))

    @cached_property
    def _rare(self) -> dict[str, list[int]]:
        """{word of a quote or its surroundings: where it stands in the new text}, of words that stand in few places."""
        texts = (text for quote in self.quotes for text in (quote.before, quote.exact, quote.after))
        places: dict[str, list[int]] = {word.casefold(): [] for text in texts for word in WORD.findall(text)}
        for word in WORD.finditer(self.new):
            found = places.get(word.group().casefold())
            if found is not None and len(found) <= RARE:
                found.append(word.start())
        return {word: found for word, found in places.items() if len(found) <= RARE}

    def _best_near(self, quote: Quote, at: int) -> Found | None:
        """The likest words within reach of a start, from the beginning of a word to the end of one."""
        slack = 2 * STEP + len(quote.exact) // 2
        first = min(max(0, at - slack), len(self.new))
        window = self.new[first : max(0, at) + len(quote.exact) + slack].translate(PLAIN)
        sought = quote.exact.translate(PLAIN)
        tokens = [token.span() for token in TOKEN.finditer(window)]
        aligned = partial_ratio_alignment(sought, window) if tokens else None
        if aligned is None:
            return None
        reach = 16 + len(sought) // 4
        start, end = aligned.dest_start, aligned.dest_end

        def fits(start: int, end: int) -> float:
            before, after = _around(quote, window, start, end, NEAR)
            return ratio(sought, window[start:end]) + (ratio(*before) + ratio(*after)) / 4

        ends = [stop for _, stop in tokens if start < stop and abs(stop - end) <= reach]
        end = max(ends, key=lambda stop: fits(start, stop), default=end)
        starts = [begin for begin, _ in tokens if begin < end and abs(begin - start) <= reach]
        start = max(starts, key=lambda begin: fits(begin, end), default=start)
        return Found(first + start, first + end, How.ALIKE, int(ratio(sought, window[start:end])))


def _around(quote: Quote, text: str, start: int, end: int, reach: int) -> tuple[tuple[str, str], tuple[str, str]]:
    """(of the quote, at text[start:end]): what stands before, and what stands after; no more than is known of it."""
    before, after = quote.before[-reach:], quote.after[:reach]
    there = text[max(0, start - len(before)) : start], text[end : end + len(after)]
    return (before.translate(PLAIN), there[0].translate(PLAIN)), (after.translate(PLAIN), there[1].translate(PLAIN))


def _in_word(text: str, at: int) -> bool:
    """Whether a word goes on across this place."""
    return 0 < at < len(text) and bool(LETTER.match(text[at - 1]) and LETTER.match(text[at]))


def _starts(lines: list[str]) -> list[int]:
    return list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))

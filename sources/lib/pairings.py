"""Which paragraphs of two texts belong together: the same, moved, or changed but alike.

A paragraph is a line that is not blank, with the blank lines after it; the first one has those before it, too.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise

from sources.lib.alignment import Budget, matched
from sources.lib.words import cut

ALIKE = 0.35  # the share of common words from which two paragraphs are a changed pair
ALIKE_ALONE = 0.2  # the same, where nothing else stands between two equal paragraphs
MOVED = 4  # words that a paragraph needs for being moved rather than cut and added
RARE = 20  # paragraphs in which a word may stand, for finding candidates in a long stretch
SMALL = 2500  # pairs of paragraphs of a stretch up to which all are compared


class Paragraph:
    """One paragraph, cut into words: its number from 1, and where it starts in the text (code points)."""

    def __init__(self, number: int, start: int, text: str) -> None:
        self.number, self.start, self.text = number, start, text
        self.lead, self.words = cut(text)
        self.keys = [word.key for word in self.words]
        self.key = " ".join(self.keys)

    @cached_property
    def bag(self) -> Counter[str]:
        return Counter(word.key for word in self.words if not word.is_mark)

    @cached_property
    def size(self) -> int:
        """How many words it has, without commas and the like."""
        return self.bag.total()


def paragraphs(text: str) -> list[Paragraph]:
    """All paragraphs; put together again they are the text."""
    starts, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            starts.append(at)
        at += len(line) + 1
    bounds = pairwise([0, *starts[1:], len(text)]) if text else []
    return [Paragraph(number, start, text[start:end]) for number, (start, end) in enumerate(bounds, 1)]


class Pairing:
    """Two lists of paragraphs, and which of them belong together, as places in the lists.

    `same` and `changed` are pairs that rise in both; `moved` are the places in the earlier list by those in the later.
    """

    def __init__(self, old: list[Paragraph], new: list[Paragraph], budget: Budget) -> None:
        self.old, self.new, self._budget = old, new, budget
        self.same = matched([one.key for one in old], [one.key for one in new], budget)
        self.moved = self._moved()
        self.changed = self._changed()

    def stretches(self, pairs: list[tuple[int, int]]) -> Iterator[tuple[list[int], list[int], tuple[int, int]]]:
        """(places before, places after, the pair that follows): what stands between two pairs; moved ones only after.

        Behind the last stretch stands a pair that is none: the two lengths.
        """
        away = set(self.moved.values())
        for (i, j), (k, m) in pairwise([(-1, -1), *pairs, (len(self.old), len(self.new))]):
            yield [at for at in range(i + 1, k) if at not in away], list(range(j + 1, m)), (k, m)

    def _moved(self) -> dict[int, int]:
        kept, there = {i for i, _ in self.same}, {j for _, j in self.same}
        waiting: dict[str, list[int]] = {}
        for i in range(len(self.old) - 1, -1, -1):
            if i not in kept and self.old[i].size >= MOVED:
                waiting.setdefault(self.old[i].key, []).append(i)
        later = ((j, waiting.get(one.key)) for j, one in enumerate(self.new) if j not in there)
        return {j: places.pop() for j, places in later if places}

    def _changed(self) -> list[tuple[int, int]]:
        found = []
        for here, there, _ in self.stretches(self.same):
            there = [at for at in there if at not in self.moved]
            if here and there:
                found += in_order(sorted(self._alike(here, there)))
        return found

    def _alike(self, here: list[int], there: list[int]) -> Iterator[tuple[float, int, int, int]]:
        """(unlikeness, distance, place, place) of paragraphs that share enough words to be a pair."""
        enough = ALIKE_ALONE if len(here) == len(there) == 1 else ALIKE
        rare = self._rare_words(there) if len(here) * len(there) > SMALL else None
        for i in here:
            one = self.old[i]
            for j in there if rare is None else _candidates(one, rare):
                if not self._budget.pays(len(one.bag) + 1):
                    return
                other = self.new[j]
                likeness = 2 * (one.bag & other.bag).total() / max(1, one.size + other.size)
                if likeness >= enough:
                    yield -likeness, abs(i - here[0] - j + there[0]), i, j

    def _rare_words(self, places: list[int]) -> dict[str, list[int]]:
        """{word: the places where it stands}, of words that stand in few."""
        found: dict[str, list[int]] = {}
        for place in places:
            for word in self.new[place].bag:
                found.setdefault(word, []).append(place)
        return {word: where for word, where in found.items() if len(where) <= RARE}


def _candidates(one: Paragraph, rare: dict[str, list[int]]) -> list[int]:
    shared = Counter(place for word in one.bag for place in rare.get(word, ()))
    return [place for place, _ in shared.most_common(3)]


def in_order(found: Iterable[tuple[float, int, int, int]]) -> list[tuple[int, int]]:
    """The pairs that end each entry, the first ones first, as long as none crosses one before; rising in both."""
    firsts: list[int] = []
    seconds: list[int] = []
    for *_, i, j in found:
        at = bisect_left(firsts, i)
        if at == bisect_left(seconds, j) and firsts[at : at + 1] != [i] and seconds[at : at + 1] != [j]:
            firsts.insert(at, i)
            seconds.insert(at, j)
    return list(zip(firsts, seconds, strict=True))

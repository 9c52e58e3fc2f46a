"""Which items of two sequences stand in both, in the same order: the core of every difference, in bounded time.

Items that occur once in each sequence are anchors (patience diff, after Bram Cohen): the longest run of anchors that
keeps its order in both stays, and what lies between two of them is compared again. Where nothing is unique, Python's
`difflib` decides, but only as long as that is cheap: a `Budget` is shared by all comparisons of two texts, and what
it no longer pays for counts as different. So no text, however odd, takes longer than some seconds.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

STEPS = 3_000_000


@dataclass
class Budget:
    """How many steps may still be taken."""

    left: int = STEPS

    def pays(self, steps: int) -> bool:
        """Takes the steps off, if there are as many left."""
        if steps > self.left:
            return False
        self.left -= steps
        return True


def matched(a: Sequence[str], b: Sequence[str], budget: Budget | None = None) -> list[tuple[int, int]]:
    """Pairs of positions (in `a`, in `b`) of equal items, both rising."""
    budget = budget or Budget()
    found: list[tuple[int, int]] = []
    ranges = [(0, len(a), 0, len(b))]
    while ranges:
        first, last, second, end = ranges.pop()
        while first < last and second < end and a[first] == b[second]:
            found.append((first, second))
            first, second = first + 1, second + 1
        while first < last and second < end and a[last - 1] == b[end - 1]:
            last, end = last - 1, end - 1
            found.append((last, end))
        if first < last and second < end and budget.pays(last - first + end - second):
            if anchors := _anchors(a, b, first, last, second, end):
                edges = [*anchors, (last, end)]
                ranges.append((first, anchors[0][0], second, anchors[0][1]))
                ranges.extend((i + 1, k, j + 1, m) for (i, j), (k, m) in pairwise(edges))
                found.extend(anchors)
            else:
                found.extend(_all_equal(a[first:last], b[second:end], budget, (first, second)))
    return sorted(found)


def rising(values: Sequence[int]) -> list[int]:
    """The positions of a longest rising run of `values`, which need not be neighbours."""
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for position, value in enumerate(values):
        place = bisect_left(tails, value)
        before.append(at[place - 1] if place else -1)
        tails[place : place + 1] = [value]
        at[place : place + 1] = [position]
    run = []
    position = at[-1] if at else -1
    while position >= 0:
        run.append(position)
        position = before[position]
    return run[::-1]


def _anchors(a: Sequence[str], b: Sequence[str], *limits: int) -> list[tuple[int, int]]:
    """Pairs of positions of items that occur once in both, within the limits; the longest run that rises in both."""
    first, last, second, end = limits
    in_a, in_b = Counter(a[first:last]), Counter(b[second:end])
    there = {item: at for at, item in enumerate(b[second:end], second) if in_b[item] == 1 and in_a[item] == 1}
    unique = [(at, there[item]) for at, item in enumerate(a[first:last], first) if item in there]
    return [unique[position] for position in rising([place for _, place in unique])]


def _all_equal(a: Sequence[str], b: Sequence[str], budget: Budget, at: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """What `difflib` finds equal, if the budget pays for it; the positions are counted from `at`."""
    in_b = Counter(b)
    if budget.pays(4 * sum(count * in_b[item] for item, count in Counter(a).items())):
        for i, j, size in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
            yield from ((at[0] + i + step, at[1] + j + step) for step in range(size))

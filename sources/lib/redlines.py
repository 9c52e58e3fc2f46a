"""What changed from one text to another, word by word in one line: gone, new, the same.

For values of a field; for whole documents see `differences`. Unlike there, every sign counts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.lib.alignment import matched

TOKEN = re.compile(r"\d+(?:[-.,:]\d+)*|\w+|[^\w\s]|\s+")  # a day or a figure is one sign
ALIKE = 0.2  # of the longer text; below it, two texts are shown whole, one after the other


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some signs in a row. `kind` is same, gone or new."""

    text: str
    kind: str = "same"


def redline(before: str, after: str) -> tuple[Stretch, ...]:
    """Both texts in one: without the new stretches it is `before`, without those gone it is `after`."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    kept = _telling(matched(old, new), old, new)
    if 1 < sum(len(old[i]) for i, _ in kept) >= ALIKE * max(len(before), len(after)):
        return tuple(_joined(_stretches(old, new, kept)))
    return tuple(part for part in (Stretch(before, "gone"), Stretch(after, "new")) if part.text)


def _telling(kept: list[tuple[int, int]], old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Without spaces and points that stand alone between words that differ."""
    runs: list[list[tuple[int, int]]] = []
    for pair in kept:
        if runs and (runs[-1][-1][0] + 1, runs[-1][-1][1] + 1) == pair:
            runs[-1].append(pair)
        else:
            runs.append([pair])
    ends = {(0, 0), (len(old) - 1, len(new) - 1)}
    return [pair for run in runs if ends & set(run) or any(old[i].isalnum() for i, _ in run) for pair in run]


def _stretches(old: Sequence[str], new: Sequence[str], kept: list[tuple[int, int]]) -> Iterator[Stretch]:
    for (i, j), (k, m) in pairwise([(-1, -1), *kept, (len(old), len(new))]):
        yield Stretch("".join(old[i + 1 : k]), "gone")
        yield Stretch("".join(new[j + 1 : m]), "new")
        yield Stretch("".join(old[k : k + 1]))


def _joined(parts: Iterator[Stretch]) -> Iterator[Stretch]:
    """Neighbours of one kind as one; none empty."""
    now = Stretch("")
    for part in parts:
        if part.text and part.kind == now.kind:
            now = Stretch(now.text + part.text, now.kind)
        elif part.text:
            if now.text:
                yield now
            now = part
    if now.text:
        yield now

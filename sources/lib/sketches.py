"""Whether two texts are copies of each other, told from a small sketch of each.

A text's **shingles** are the hashes of its runs of five words, without regard to case and punctuation. Its **sketch**
keeps those that a divisor divides (1 in 16, more of a short text) and a few of the smallest: the same ones in every
copy, whatever was put before, behind or in between. So a wire story inside a long article is found, too, and two texts
are compared only if their sketches share a hash.

How much is shared is then counted exactly: the words of one text that stand in runs of three which the other has, too.
Texts on one event share names and quotations, hardly ever a fifth of their runs; copies whose every third word was
changed still share more.

After Broder, "On the resemblance and containment of documents" (1997), and Manber's sampling by divisors, "Finding
similar files in a large file system" (1994).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from sources.lib.words import cut

RUN, SHARED_RUN = 5, 3  # words of a shingle; of a run that counts as shared
RATES = ((150, 4), (600, 8))  # up to so many words, 1 hash in so many; else:
RATE = 16
SMALLEST = 8
MOST = 2000  # hashes of a sketch
COPY = 0.2  # of the words of one text, from which on it is suggested as a copy
LEAST_WORDS = 12  # shared, below which nothing is said


@dataclass(frozen=True)
class Shares:
    """Of the words of each of two texts, how many stand in the other (0 to 1), and how many words that is at most."""

    first: float
    second: float
    words: int

    @property
    def is_copy(self) -> bool:
        """Whether one may be a copy of the other, or of a part of it."""
        return self.words >= LEAST_WORDS and max(self.first, self.second) >= COPY


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return [word.key.lower() for word in cut(text)[1] if not word.is_mark]


def sketch(text: str) -> list[int]:
    """The sketch of a text: signed 64-bit numbers, each once, ascending; empty for a text of fewer than five words."""
    words = words_of(text)
    hashes = sorted({_hashed(run) for run in _runs(words, RUN)})
    rate = next((rate for most, rate in RATES if len(words) <= most), RATE)
    kept = {number for number in hashes if number % rate == 0} | set(hashes[:SMALLEST])
    return sorted(kept)[:MOST]


def shares(first: Sequence[str], second: Sequence[str]) -> Shares:
    """How much two texts, given as `words_of` them, have of each other."""
    here, there = set(_runs(first, SHARED_RUN)), set(_runs(second, SHARED_RUN))
    both = here & there
    one, other = _covered(first, both), _covered(second, both)
    return Shares(one / max(len(first), 1), other / max(len(second), 1), min(one, other))


def stretches(first: Sequence[str], second: Sequence[str]) -> list[tuple[int, int]]:
    """Where in the first text stands what the second has, too: (start, end) in words, in order."""
    return _stretches(first, set(_runs(first, SHARED_RUN)) & set(_runs(second, SHARED_RUN)))


def _runs(words: Sequence[str], size: int) -> Iterable[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(size)), strict=False)


def _hashed(run: tuple[str, ...]) -> int:
    return int.from_bytes(blake2b(" ".join(run).encode(), digest_size=8).digest(), signed=True)


def _covered(words: Sequence[str], runs: set[tuple[str, ...]]) -> int:
    """How many words stand in one of these runs."""
    return sum(end - start for start, end in _stretches(words, runs))


def _stretches(words: Sequence[str], runs: set[tuple[str, ...]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for at, run in enumerate(_runs(words, SHARED_RUN)):
        if run in runs:
            start = found.pop()[0] if found and found[-1][1] >= at else at
            found.append((start, at + SHARED_RUN))
    return found

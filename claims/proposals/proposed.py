"""What a proposal is: a value, the words of the text it was read from, where they stand, and by which rule."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Proposed(Generic[T]):
    """A value read off the text at [start:end] (code points of the snapshot), whose words are `words`.

    `rule` tells the user in a few words why: *verb beside it*. Where nothing in the text says it (no denial, no
    quotation marks), `words` is empty and the place is the selection's.
    """

    value: T
    words: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Name:
    """A speaker or outlet that a text may name: the record's name is `label`, `words` the name or alias as known."""

    kind: str  # "speaker" or "outlet"
    pk: int
    key: str
    label: str
    words: str

    @property
    def record(self) -> tuple[str, int]:
        return self.kind, self.pk


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text, from `start` up to `end`."""

    start: int
    end: int

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def gap(self, other: "Span") -> int:
        """How many characters lie between the two; 0 where they touch or meet."""
        return max(0, other.start - self.end, self.start - other.end)

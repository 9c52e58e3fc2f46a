"""What a list of places adds up to: how many fields agree, alpha, and how far the selected words overlap.

Counted are places that both coders recorded; what one of them recorded alone stands beside that, not in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.reliability.alpha import ENOUGH, alike, alpha
from claims.reliability.pairing import FIELDS, Place


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """One field: in how many of the places it is alike, and alpha; None where it is left out, `why` says the reason."""

    alike: int
    of: int
    alpha: float | None
    why: str = ""

    @property
    def is_alike(self) -> bool:
        return self.alike == self.of


@dataclass(frozen=True, slots=True)
class Agreement:
    """Places that both recorded (`both`), those of one coder alone, each field, and the mean overlap of the words."""

    both: int
    left_only: int
    right_only: int
    fields: Mapping[str, FieldAgreement]
    overlap: float | None

    @property
    def alone(self) -> int:
        return self.left_only + self.right_only


def measure(places: Sequence[Place]) -> Agreement:
    """The agreement over these places, of one document or of many."""
    pairs = [place for place in places if place.is_pair]
    return Agreement(
        both=len(pairs),
        left_only=sum(place.right is None for place in places),
        right_only=sum(place.left is None for place in places),
        fields={field: _of_field(field, pairs) for field in FIELDS},
        overlap=sum(place.overlap for place in pairs) / len(pairs) if pairs else None,
    )


def by_question(places: Iterable[Place]) -> dict[str, Agreement]:
    """{key of the question: agreement on it}, in the order of the text; empty key: claims not coded yet."""
    found = defaultdict(list)
    for place in places:
        found[place.question].append(place)
    return {question: measure(here) for question, here in found.items()}


def _of_field(field: str, pairs: Sequence[Place]) -> FieldAgreement:
    units = [place.values[field] for place in pairs]
    same, of = alike(units)
    found = alpha(units) if of >= ENOUGH else None
    why = ""
    if of < ENOUGH:
        why = f"left out: fewer than {ENOUGH} places"
    elif found is None:
        why = "not defined: nothing varies"
    return FieldAgreement(same, of, found, why)

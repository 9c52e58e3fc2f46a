"""How far two or more coders agree, beyond what chance would give: Krippendorff's alpha for nominal data.

    alpha = 1 - observed disagreement / expected disagreement

1 is full agreement, 0 what one would see if the values were dealt out at random, below 0 less than that. Every unit
(here: a place in a text) holds one value per coder; None stands for a coder who gave none, and a unit with fewer than
two values tells nothing. The expectation is taken from all values in such units, whoever gave them (coders are
exchangeable), with the correction for small samples: n - 1 instead of n.

Where all values are the same, chance would give full agreement too, and alpha is not defined: None here, and said in
words on the pages. It is left out for fewer than `ENOUGH` units as well, for there it swings with each of them.

Klaus Krippendorff, *Content Analysis. An Introduction to Its Methodology*, 4th edition (2018), chapter 12;
"Computing Krippendorff's Alpha-Reliability" (2011), https://repository.upenn.edu/asc_papers/43, section C, whose
worked example the tests compute anew.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction

ENOUGH = 10  # units from which alpha is shown

Unit = Sequence[Hashable]


def alpha(units: Iterable[Unit]) -> float | None:
    """Alpha of units with the values that the coders gave them; None where it is not defined."""
    pairable = [values for unit in units if len(values := [value for value in unit if value is not None]) > 1]
    totals = Counter(value for values in pairable for value in values)
    number = totals.total()
    expected = Fraction(number**2 - sum(count**2 for count in totals.values()))
    if not expected:
        return None
    observed = sum((_unlike(values) / (len(values) - 1) for values in pairable), Fraction(0))
    return float(1 - (number - 1) * observed / expected)


def alike(units: Iterable[Unit]) -> tuple[int, int]:
    """(units in which all values are the same, units with at least two values)."""
    pairable = [values for unit in units if len(values := [value for value in unit if value is not None]) > 1]
    return sum(len(set(values)) == 1 for values in pairable), len(pairable)


def _unlike(values: list[Hashable]) -> Fraction:
    """How many ordered pairs of a unit's values differ."""
    return Fraction(len(values) ** 2 - sum(count**2 for count in Counter(values).values()))

"""Figures as people say them, and the intervals they stand for.

*More than 70* is not the number 70: it is every number above 70. A `Quantity` holds the figure as stated, an `Interval`
the numbers it allows; whether two figures agree is a question about their intervals (see `claims.agreement`).

    exactly 70         [70, 70]         about 100    [90, 110]: ten per cent either way
    at least 25        [25, ∞)          more than 70 (70, ∞)
    at most 70         (-∞, 70]         fewer than 10 (-∞, 10)
    between 13 and 46  [13, 46]         not a single [0, 0]

Vague words get fixed bounds, so that two coders read them alike: a dozen 12, dozens [24, 99], hundreds [200, 999],
thousands [2000, 9999], tens of thousands [20000, 99999]. *Several, many, numerous* have no amount.

Units: km, m and mi convert into each other by the exact factors of the international yard and pound agreement (1959);
ha and t have a dimension of their own, and so has every other word (*people* never converts into *families*). A figure
without a unit is in the question's. A converted figure counts as *about*: whoever said 25 miles did not say 40.2336 km.
So each bound it states is softened by ten per cent, outwards, once: *25 mi* is [36.21024, 44.25696] km, *at least
25 mi* is [36.21024, ∞) km; an *about* gets no second margin. Where a question names no unit, a figure keeps its own.

`read_words` goes the other way, to fill in a form that a person then checks. It reads a figure at the beginning of a
phrase and gives up (None) on whatever it could misread: percentages, fractions, *125.000*, *no casualties* (silence is
not zero), *a ton* (which ton?), square miles, two figures in one phrase.

Limits: everything is Decimal; bounds are rounded to 15 significant digits, the most that SQLite and PostgreSQL both
store unchanged.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import Enum
from functools import lru_cache

from claims.choices import Qualifier

EXACT = Context(prec=40)
STORED = Context(prec=15)
MARGIN = Decimal("0.1")


class Dimension(Enum):
    """What a convertible unit measures; an enum, so that no word an analyst types can equal it."""

    LENGTH = "length"
    AREA = "area"
    MASS = "mass"


@dataclass(frozen=True, slots=True)
class Unit:
    """A convertible unit: its dimension, and how many metres, square metres or kilograms it holds."""

    dimension: Dimension
    factor: Decimal


UNITS: dict[str, Unit] = {
    "km": Unit(Dimension.LENGTH, Decimal(1000)),
    "m": Unit(Dimension.LENGTH, Decimal(1)),
    "mi": Unit(Dimension.LENGTH, Decimal("1609.344")),
    "ha": Unit(Dimension.AREA, Decimal(10000)),
    "t": Unit(Dimension.MASS, Decimal(1000)),
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as stated: its amount (and the higher one of *between*), qualifier, and unit (empty: the question's)."""

    amount: Decimal | None
    amount_high: Decimal | None = None
    qualifier: str = Qualifier.EXACTLY.value
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers a figure allows. An end of None is infinite, and an infinite end counts as open."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    @property
    def bounded(self) -> bool:
        return self.low is not None and self.high is not None

    @property
    def is_point(self) -> bool:
        return self.bounded and self.low == self.high

    def below(self, other: "Interval") -> bool:
        """Whether every number here is smaller than every number there."""
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))

    def meets(self, other: "Interval") -> bool:
        """Whether some number is in both."""
        return not (self.below(other) or other.below(self))

    def within(self, other: "Interval") -> bool:
        """Whether every number here is in the other, too."""
        return self._starts_within(other) and self._ends_within(other)

    def misses(self, other: "Interval") -> bool:
        """Whether this is one number and the other ends right there, open: *100* beside *over 100*."""
        if not self.is_point:
            return False
        return (other.low == self.low and other.low_open) or (other.high == self.low and other.high_open)

    def _starts_within(self, other: "Interval") -> bool:
        if other.low is None:
            return True
        if self.low is None:
            return False
        return self.low > other.low or (self.low == other.low and (self.low_open or not other.low_open))

    def _ends_within(self, other: "Interval") -> bool:
        if other.high is None:
            return True
        if self.high is None:
            return False
        return self.high < other.high or (self.high == other.high and (self.high_open or not other.high_open))


def unit_word(unit: str) -> str:
    """A unit as it is compared: *People* and *people* are one word."""
    return unit.strip().casefold()


def dimension(unit: str) -> Dimension | str:
    """What a unit measures; any word outside `UNITS` is its own dimension."""
    word = unit_word(unit)
    return UNITS[word].dimension if word in UNITS else word


@lru_cache(maxsize=1024)
def common_unit(first: str, second: str, question: str) -> str | None:
    """The unit in which two figures compare, given theirs and the question's; None if they measure different things.

    The question's unit where it fits. Two figures in *families* still compare on a question that counts *people*.
    """
    first, second, question = (unit_word(unit) for unit in (first, second, question))
    first, second = first or question, second or question
    if dimension(first) != dimension(second):
        return None
    return question if dimension(question) == dimension(first) else min(first, second)


@lru_cache(maxsize=8192)
def stated(quantity: Quantity, unit: str) -> tuple[Decimal, Decimal] | None:
    """The lower and upper amount as stated, in `unit`: (13, 46) for *between 13 and 46*, (70, 70) for *more than 70*.

    None without an amount, or where the units are of different dimensions.
    """
    factor = _factor(quantity.unit, unit)
    if quantity.amount is None or factor is None:
        return None
    low, high = _amounts(quantity)
    return _convert(low, factor), _convert(high, factor)


@lru_cache(maxsize=8192)
def interval(quantity: Quantity, unit: str) -> Interval | None:
    """The numbers a figure allows, in `unit`; None without an amount, or if the units are of different dimensions."""
    factor = _factor(quantity.unit, unit)
    if quantity.amount is None or factor is None:
        return None
    soft = quantity.qualifier == Qualifier.ABOUT or _converts(quantity.unit, unit)
    low, high = (EXACT.divide(EXACT.multiply(amount, factor[0]), factor[1]) for amount in _amounts(quantity))
    if soft:
        low = EXACT.subtract(low, EXACT.multiply(abs(low), MARGIN))
        high = EXACT.add(high, EXACT.multiply(abs(high), MARGIN))
    return _shape(quantity.qualifier, STORED.plus(low), STORED.plus(high))


def _shape(qualifier: str, low: Decimal, high: Decimal) -> Interval:
    if qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN):
        return Interval(low, None, qualifier == Qualifier.MORE_THAN, True)
    if qualifier in (Qualifier.AT_MOST, Qualifier.FEWER_THAN):
        return Interval(None, high, True, qualifier == Qualifier.FEWER_THAN)
    return Interval(low, high)


def _amounts(quantity: Quantity) -> tuple[Decimal, Decimal]:
    if quantity.qualifier == Qualifier.BETWEEN and quantity.amount_high is not None:
        return quantity.amount, quantity.amount_high
    return quantity.amount, quantity.amount


def _converts(own: str, unit: str) -> bool:
    own, unit = unit_word(own), unit_word(unit)
    return bool(own and unit) and own != unit


def _factor(own: str, unit: str) -> tuple[Decimal, Decimal] | None:
    """What to multiply and divide by; two numbers, because 1 / 1609.344 has no end."""
    if not _converts(own, unit):
        return Decimal(1), Decimal(1)
    if dimension(own) != dimension(unit):
        return None
    return UNITS[unit_word(own)].factor, UNITS[unit_word(unit)].factor


def _convert(amount: Decimal, factor: tuple[Decimal, Decimal]) -> Decimal:
    return STORED.divide(EXACT.multiply(amount, factor[0]), factor[1])


WORDS: dict[str, str] = {
    Qualifier.EXACTLY: "{}",
    Qualifier.ABOUT: "about {}",
    Qualifier.AT_LEAST: "at least {}",
    Qualifier.MORE_THAN: "more than {}",
    Qualifier.AT_MOST: "at most {}",
    Qualifier.FEWER_THAN: "fewer than {}",
}


def number_in_words(amount: Decimal) -> str:
    """An amount with thousands set off by commas and no trailing zeros: *125,000*, *1.5*."""
    words = f"{amount:,f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


@lru_cache(maxsize=8192)
def in_words(quantity: Quantity) -> str:
    """The figure as a reader says it: *more than 70*, *about 25 mi*, *none*, *0 km*; empty without an amount."""
    return "none" if is_nothing(quantity) and not quantity.unit.strip() else in_numbers(quantity)


def is_nothing(quantity: Quantity) -> bool:
    """Whether the figure is exactly 0."""
    return quantity.qualifier == Qualifier.EXACTLY and quantity.amount == 0


def in_numbers(quantity: Quantity) -> str:
    """As `in_words`, but 0 where nothing is counted: for *0 to 70* and *not 0*."""
    if quantity.amount is None:
        return ""
    low, high = (number_in_words(amount) for amount in _amounts(quantity))
    if quantity.qualifier == Qualifier.BETWEEN:
        words = f"between {low} and {high}"
    else:
        words = WORDS.get(quantity.qualifier, "{}").format(low)
    return f"{words} {quantity.unit.strip()}".rstrip()


SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
SMALL_NUMBERS = {word: Decimal(number) for number, word in enumerate(SMALL.split())}
TENTHS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
TENS = {word: Decimal(10 * number) for number, word in enumerate(TENTHS, 2)}
SCALES = {"billion": Decimal(10**9), "million": Decimal(10**6), "thousand": Decimal(1000), "hundred": Decimal(100)}
VAGUE = {
    "tens of thousands": (Decimal(20000), Decimal(99999)),
    "thousands": (Decimal(2000), Decimal(9999)),
    "hundreds": (Decimal(200), Decimal(999)),
    "dozens": (Decimal(24), Decimal(99)),
}
NOTHING = ("none", "nobody", "no one", "nil")
NOT_ONE = ("not a single", "not one")
QUALIFIERS = {
    Qualifier.MORE_THAN: "more than|greater than|over|above|upwards of|in excess of",
    Qualifier.AT_LEAST: "at least|no fewer than|no less than|not fewer than|not less than|a minimum of",
    Qualifier.AT_MOST: "at most|up to|no more than|not more than|as many as|a maximum of",
    Qualifier.FEWER_THAN: "fewer than|less than|under|below",
    Qualifier.ABOUT: "about|around|approximately|roughly|some|an estimated|circa|nearly|almost|close to",
    Qualifier.EXACTLY: "exactly|precisely|only|just|a total of",
}
PREFIX = {words: qualifier for qualifier, row in QUALIFIERS.items() for words in row.split("|")}
SUFFIX = {"or more": Qualifier.AT_LEAST, "or fewer": Qualifier.AT_MOST, "or less": Qualifier.AT_MOST}
UNIT_NAMES = {
    **dict.fromkeys(("km", "kilometre", "kilometres", "kilometer", "kilometers"), "km"),
    **dict.fromkeys(("m", "metre", "metres", "meter", "meters"), "m"),
    **dict.fromkeys(("mi", "mile", "miles"), "mi"),
    **dict.fromkeys(("ha", "hectare", "hectares"), "ha"),
    **dict.fromkeys(("t", "tonne", "tonnes"), "t"),
}
MISREAD = {"k", "m", "mn", "mln", "bn", "ton", "tons", "square", "cubic", "nautical", "percent", "per", "times"}
FRACTIONS = {"half", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "tenth", "tenths"}
NUMBER_WORDS = {*SMALL_NUMBERS, *TENS, *SCALES, *(f"{scale}s" for scale in SCALES), "dozen", "dozens"}
TOKEN = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)?|\S")
LARGEST = Decimal(10**12)


def read_words(text: str) -> Quantity | None:
    """The figure that a phrase begins with: *over a dozen* → more than 12; None if it has none, or could be misread."""
    words = _plain(text)
    if not words or len(words) > 200 or re.search(r"\d\.\d{3}(?!\d)", words):
        return None
    if words in NOTHING or _opens(words, NOT_ONE):
        return Quantity(Decimal(0))
    return _vague(words) or _between(words) or _qualified(words)


def _plain(text: str) -> str:
    """Lower case, one kind of dash and space, no thousands separators, no hyphen inside a word."""
    text = re.sub(r"[‐‑‒–—−]", "-", " ".join(text.casefold().split()))
    text = re.sub(r"(?<=\d)[, ](?=\d{3}(?!\d))", "", text)
    return re.sub(r"(?<=[a-z])-(?=[a-z])", " ", text).strip(" .,;:!?\"“”„‘’'")


def _opens(words: str, phrases: Iterable[str]) -> str | None:
    return next((phrase for phrase in phrases if words == phrase or words.startswith(f"{phrase} ")), None)


def _vague(words: str) -> Quantity | None:
    phrase = _opens(words, VAGUE)
    if phrase is None or not _harmless(words.removeprefix(phrase).split()):
        return None
    return Quantity(*VAGUE[phrase], Qualifier.BETWEEN.value)


def _between(words: str) -> Quantity | None:
    """*between 13 and 46*, *from 13 to 46*, *15-20*, *two or three*."""
    opening = _opens(words, ("between", "from"))
    tokens = TOKEN.findall(words.removeprefix(opening or ""))
    joints = {"between": {"and"}, "from": {"to"}}.get(opening or "", {"to", "-", "or"})
    for at, token in enumerate(tokens):
        low = _number(tokens[:at]) if token in joints else None
        high, rest = _leading_number(tokens[at + 1 :])
        if low is None or high is None or not low < high:
            continue
        low = _same_scale(low, high, tokens[:at], tokens[at + 1 :])
        return _checked(low, high, Qualifier.BETWEEN, rest)
    return None


def _same_scale(low: Decimal, high: Decimal, low_tokens: list[str], high_tokens: list[str]) -> Decimal:
    """*Between 2 and 3 million* speaks of two million, not of two."""
    scale = SCALES.get(next((token for token in high_tokens if token in SCALES), ""), Decimal(1))
    scaled = low if set(low_tokens) & SCALES.keys() else low * scale
    return scaled if scaled < high else low


def _qualified(words: str) -> Quantity | None:
    prefix = _opens(words, PREFIX)
    number, rest = _leading_number(TOKEN.findall(words.removeprefix(prefix or "")))
    if number is None:
        return None
    suffix = SUFFIX.get(" ".join(rest[:2])) if prefix is None else None
    return _checked(number, None, suffix or PREFIX.get(prefix or "", Qualifier.EXACTLY), rest[2:] if suffix else rest)


def _checked(low: Decimal, high: Decimal | None, qualifier: Qualifier, rest: list[str]) -> Quantity | None:
    """The quantity, unless what follows changes its meaning or it has more digits than a record holds."""
    million = rest[:1] == ["m"] and len(rest) > 1  # *5m people*
    unit = UNIT_NAMES.get(rest[0], "") if rest and not million else ""
    fits = all(-int(amount.as_tuple().exponent) <= 3 and amount < LARGEST for amount in (low, high or low))
    return Quantity(low, high, qualifier.value, unit) if fits and _harmless(rest[1:] if unit else rest) else None


def _harmless(rest: list[str]) -> bool:
    """Whether the words after a figure leave it what it is; a second figure, a fraction or a sign does not."""
    doubtful = MISREAD | FRACTIONS | NUMBER_WORDS
    return not any(word in doubtful or not re.sub(r"['’]", "", word).isalpha() for word in rest)


def _leading_number(tokens: list[str]) -> tuple[Decimal | None, list[str]]:
    """The longest number at the beginning, and what follows it."""
    for end in range(min(len(tokens), 12), 0, -1):
        number = _number(tokens[:end])
        if number is not None:
            return number, tokens[end:]
    return None, tokens


def _number(tokens: list[str]) -> Decimal | None:
    """All the tokens as one number: *125000*, *1.5 million*, *two hundred and fifty*, *half a dozen*."""
    if len(tokens) == 1:
        word = tokens[0]
        return Decimal(word) if word[0].isdecimal() else SMALL_NUMBERS.get(word, TENS.get(word))
    scale = next((word for word in SCALES if word in tokens), None)
    if scale:
        return _scaled(tokens, scale)
    if tokens[-1:] == ["dozen"]:
        head = Decimal("0.5") if tokens[:-1] == ["half", "a"] else _multiplier(tokens[:-1])
        return None if head is None else 12 * head
    if len(tokens) == 2 and tokens[0] in TENS and 0 < SMALL_NUMBERS.get(tokens[1], 0) < 10:
        return TENS[tokens[0]] + SMALL_NUMBERS[tokens[1]]
    return None


def _scaled(tokens: list[str], scale: str) -> Decimal | None:
    at = tokens.index(scale)
    head, tail = _multiplier(tokens[:at]), tokens[at + 1 :]
    rest = _number(tail[1:] if tail[0] == "and" else tail) if tail else Decimal(0)
    if head is None or rest is None or rest >= SCALES[scale]:
        return None
    return head * SCALES[scale] + rest


def _multiplier(tokens: list[str]) -> Decimal | None:
    return Decimal(1) if tokens in (["a"], ["an"]) else _number(tokens)

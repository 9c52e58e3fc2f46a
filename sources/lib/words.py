"""Cutting a text into words, marks and figures, each with the blank space after it, so that nothing is lost.

A figure is one word with its unit: *25 miles*, *1,255*, *08.01.2024*, *two dozen*. A word keeps its inner apostrophes
and hyphens. Characters of scripts that set no spaces (Chinese, Japanese) stand alone; any other mark, too.

Two words are the same if their keys are: the key folds quotation marks, dashes and spaces of every kind into one, and
leaves out what cannot be seen (soft hyphens, directions of writing).
"""

import re
from dataclasses import dataclass

SPACE = r"[\s\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
ALONE = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
MARKS = r"!-/:-@\[-`{-~\u00a1-\u00a9\u00ab\u00ac\u00ae-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u2000-\u206f\u3000-\u303f"
LETTER = rf"[^\s\ufeff{MARKS}{ALONE}]"
SMALL = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    "nineteen"
)
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
SCALES = "hundreds?|thousands?|millions?|billions?|trillions?|dozens?"
SPELLED = rf"(?:(?:{TENS})(?:-(?:one|{SMALL}))?|{SMALL}|{SCALES})\b"
DIGITS = r"[€$£¥₽]?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,:/–-]\d+)*)(?:[%‰]|[^\W\d_]{1,4}\b)?"
UNITS = (
    rf"{SCALES}|per ?cent|km|kilomet(?:er|re)s?|miles?|mi|met(?:er|re)s?|m|hectares?|ha|tons?|tonnes?|t|"
    r"dollars|euros|pounds|roubles|rubles|hryvnias?"
)
FIGURE = rf"(?:{DIGITS}|{SPELLED})(?:[ \u00a0\u202f-](?:{UNITS})\b)*"
WORD = re.compile(
    rf"(?:(?P<figure>{FIGURE})|{LETTER}+(?:['’‑-]{LETTER}+)*|[{ALONE}]|\S)(?P<space>{SPACE}*)", re.IGNORECASE
)
BLANK = re.compile(rf"{SPACE}*")
FOLDED = str.maketrans(
    dict.fromkeys("‘’‚‛′`´", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\ufeff", None)
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as printed, the space after it, the key by which it is compared, and whether it is a figure."""

    text: str
    space: str
    key: str
    figure: bool

    @property
    def printed(self) -> str:
        return self.text + self.space

    @property
    def is_mark(self) -> bool:
        """Whether it is no word at all: a comma, a bracket, a quotation mark."""
        return not any(letter.isalnum() for letter in self.key)


def cut(text: str) -> tuple[str, list[Word]]:
    """(the blank space at the beginning, the words): put together again they are the text."""
    lead = BLANK.match(text).group()
    return lead, [_word(found) for found in WORD.finditer(text, len(lead))]


def key(text: str) -> str:
    """By what a word or phrase is compared."""
    return " ".join(text.translate(FOLDED).split())


def _word(found: re.Match[str]) -> Word:
    space = found["space"]
    text = found.group()[: len(found.group()) - len(space)]
    return Word(text, space, key(text), found["figure"] is not None)

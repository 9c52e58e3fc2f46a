"""Words as the index holds them: folded, so that spellings which differ only in form find each other.

Folding takes away accents and capitals, writes Cyrillic and special Latin letters in plain ones, and `y` as `i`:
*Гладков* and *Gladkov*, *Маляр* and *Maliar*, *Podolyak* and *Podoliak*, *Zelenskyy* and *Zelensky* are one. What
differs more (*Gladkow*) is found by the names that a speaker goes by (see `claims.search.names`). The figure `125,000`
is one word.

A folded word is made of a-z and 0-9 alone; other scripts are written by their code points, ideographs as words of one
sign each. So the two databases have nothing left to decide: they cut and compare words alike, whatever their locale.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

LONGEST = 240  # characters of a folded word: PostgreSQL takes 2,046 bytes, and nobody types a longer one
BREAK = "x0x0x"  # stands between two fields, so that no phrase runs from one into the other
MARKS = (  # accents and points, which stand on letters
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f"
    "\ufe20-\ufe2f"
)
UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"  # soft hyphens, directions, joiners
WORD = re.compile(rf"\d{{1,3}}(?:,\d{{3}})+(?!\d)|[^\W_](?:[^\W_]|[{MARKS}{UNSEEN}])*")
PLAIN = re.compile(r"[a-z0-9]+")
SPOKEN = dict(zip("абвгґдезиіклмнопрстуфыэјѕ", "abvggdeziiklmnoprstufiejz", strict=True))
SPOKEN |= {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "є": "ie", "ю": "iu", "я": "ia"}
SPOKEN |= {"ъ": "", "ь": "", "ђ": "dj", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz"}
SPOKEN |= {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "ng"}
SIGNS = [(0x0E00, 0x0EFF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)]


class Word(NamedTuple):
    """A folded word, and where it stands in the text."""

    folded: str
    start: int
    end: int


def fold(*texts: str) -> str:
    """The folded words of some texts, with a space between words and a break between texts."""
    folded = (" ".join(filter(None, map(fold_word, WORD.findall(text)))) for text in texts if text)
    return f" {BREAK} ".join(filter(None, folded))


def words(text: str, start: int = 0) -> Iterator[Word]:
    """The folded words of a text from a position on. Ideographs of one run share the run's place."""
    for found in WORD.finditer(text, start):
        for folded in fold_word(found[0]).split():
            yield Word(folded, *found.span())


@lru_cache(maxsize=200_000)
def fold_word(word: str) -> str:
    """One word of a text, folded; several with spaces between them where it held ideographs or fractions."""
    plain = word.lower().replace(",", "") if word.isascii() else _plain(word)
    found = (re.sub(r"(?<=sk)ii$", "i", part.replace("y", "i"))[:LONGEST] for part in PLAIN.findall(plain))
    return " ".join(part for part in found if part != BREAK)


def _plain(word: str) -> str:
    bare = re.sub(f"[{MARKS}{UNSEEN}]", "", unicodedata.normalize("NFKD", word))
    lower = re.sub(f"[{MARKS}]", "", unicodedata.normalize("NFKD", bare.casefold()))
    return "".join(map(_letter, lower))


@lru_cache(maxsize=10_000)
def _letter(letter: str) -> str:
    if letter.isascii():
        return "" if letter == "," else letter
    if letter in SPOKEN:
        return SPOKEN[letter]
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if not letter.isalnum() or unicodedata.category(letter) == "Lm":  # *м’ята*, with whichever apostrophe
        return " "
    code = f"z{ord(letter):06x}"
    return f" {code} " if any(first <= ord(letter) <= last for first, last in SIGNS) else code

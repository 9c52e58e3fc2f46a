"""How alike two names are, across spellings and scripts. Pure; it ranks and never decides that two names are one.

A name is compared in three forms: in Latin letters (anyascii), folded, and as a skeleton. Folding writes alike what
English, German, Polish and French spell differently of one Slavic or Arabic name (*Gladkow* and *Gladkov*, *Tschernow*
and *Chernov*, *Zelenskyy* and *Zelensky*); the skeleton is what is left of that without vowels.

    100  the same in Latin letters        *Гладков*, *Gladkov*
     97  the same words in another order  *Marek Pavlo*, *Pavlo Marek*
     95  the same sounds                  *Gladkow*, *Gladkov*
     93  the same but for a vowel or two  *Muhammad*, *Mohammed*
  to 92  a letter or two apart, more of long names
     88  one name within the other        *Marek*, *Pavlo Marek*; *P. Marek*
  to 85  most letters the same, in any order of the words

Limits: a letter apart may be another person (*Glazkov* is not *Gladkov*, yet nearer to it than *Kharkiv* to *Kharkov*).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

LEAST = 78  # score from which two names are told to be alike
WORD = re.compile(r"[a-z0-9]+")
ARTICLES = {"the", "of", "and", "de", "la", "le", "al", "el", "der", "die", "das"}
FOLDS = (  # in this order
    *(("shch", "S"), ("schtsch", "S"), ("szcz", "S"), ("tsch", "C"), ("tch", "C"), ("cz", "C"), ("ch", "C")),
    *(("sch", "S"), ("sh", "S"), ("sz", "S"), ("zh", "Z"), ("rz", "Z"), ("kh", "h"), ("ts", "c"), ("tz", "c")),
    *(("ph", "f"), ("th", "t"), ("dj", "j"), ("dzh", "j"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("w", "v")),
    *(
        ("ou", "u"),
        ("oo", "u"),
        ("yj", "i"),
        ("iy", "i"),
        ("ij", "i"),
        ("j", "i"),
        ("y", "i"),
        ("ie", "e"),
        ("io", "o"),
    ),
)
VOWELS = re.compile(r"[aeiou]")


@dataclass(frozen=True, slots=True)
class Form:
    """A name as it is compared: its words in Latin letters, folded, and their skeletons."""

    plain: tuple[str, ...]
    folded: tuple[str, ...]
    skeletons: tuple[str, ...]

    @property
    def whole(self) -> str:
        return " ".join(self.folded)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are, 0 to 100, and in what way."""

    score: int
    why: str


NONE = Likeness(0, "")


@lru_cache(maxsize=200_000)
def form(name: str) -> Form:
    """The forms in which a name is compared."""
    plain = tuple(word for word in WORD.findall(anyascii(name).casefold().replace("'", "")) if word not in ARTICLES)
    folded = tuple(map(_fold, plain))
    return Form(plain, folded, tuple(map(skeleton, folded)))


def _fold(word: str) -> str:
    for written, meant in FOLDS:
        word = word.replace(written, meant)
    return re.sub(r"(.)\1+", r"\1", word)


def skeleton(folded: str) -> str:
    """A folded word without its vowels, but the first."""
    return folded[:1] + VOWELS.sub("", folded[1:])


def likeness(one: str, other: str) -> Likeness:
    """How alike two names are; a score of 0 where they are not."""
    a, b = form(one), form(other)
    if not (a.plain and b.plain):
        return NONE
    return _same(a, b) or _near(a, b) or _within(a, b) or _alike(a, b)


def _same(a: Form, b: Form) -> Likeness | None:
    if a.plain == b.plain:
        return Likeness(100, "same in Latin letters")
    if sorted(a.plain) == sorted(b.plain):
        return Likeness(97, "same words in another order")
    if sorted(a.folded) == sorted(b.folded):
        return Likeness(95, "same sounds, spelt in another way")
    if a.skeletons == b.skeletons and _close_vowels(a, b):
        return Likeness(93, "same but for a vowel or two")
    return None


def _close_vowels(a: Form, b: Form) -> bool:
    """Whether words with one skeleton differ in a vowel or two: *Muhammad*, *Mohammed*; short ones do so by chance."""
    return all(
        x == y or (len(x) > 5 and OSA.distance(x, y, score_cutoff=2) <= 2)
        for x, y in zip(a.folded, b.folded, strict=True)
    )


def _near(a: Form, b: Form) -> Likeness | None:
    """A letter apart, or two in a long name; figures must be the same (*Unit 1*, *Unit 2*)."""
    longest = max(len(a.whole), len(b.whole))
    allowed = 0 if longest < 5 else 1 if longest < 9 else 2
    apart = OSA.distance(a.whole, b.whole, score_cutoff=allowed)
    if apart > allowed or _figures(a) != _figures(b):
        return None
    return Likeness(round(94 - 20 * apart / longest), ["same sounds", "one letter apart", "two letters apart"][apart])


def _within(a: Form, b: Form) -> Likeness | None:
    """The last word alone, or with an initial: *Marek*, *P. Marek* beside *Pavlo Marek*."""
    short, long = sorted((a, b), key=lambda form: (len(form.whole), form.whole))
    if len(short.folded[-1]) < 3 or short.folded[-1] != long.folded[-1] or len(short.folded) > len(long.folded):
        return None
    fits = all(any(word.startswith(part) for word in long.plain) for part in short.plain[:-1] if len(part) == 1)
    whole = all(len(part) == 1 or part in long.folded for part in short.folded[:-1])
    return Likeness(88, "one name within the other") if fits and whole else None


def _alike(a: Form, b: Form) -> Likeness:
    score = fuzz.token_sort_ratio(a.whole, b.whole)
    if score < LEAST or _figures(a) != _figures(b):
        return NONE
    return Likeness(min(85, round(score)), "most letters the same")


def _figures(one: Form) -> list[str]:
    return sorted(word for word in one.plain if word.isdigit())

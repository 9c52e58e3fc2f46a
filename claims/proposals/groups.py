"""The word groups of a text that may be somebody's name, and the forms under which a name may be stored.

A group is one to `LONGEST` words that no comma, bracket or quotation mark parts and no line without words between.
Groups without a capital have at most `SMALL` words (*military bloggers*), and neither begin nor end with a small word
such as *of*. A possessive (*Roe’s*, *the fighters’*) counts without its ending, a line break as a space. A name is
found whatever the case of its first letter, and with or without *the*.

Scripts that set no spaces between words (Chinese, Japanese, Thai) have no groups here: such names are typed.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

LONGEST, SMALL = 6, 3
MOST = 6000  # characters that are looked at
WORD = re.compile(r"[@\w](?:[\w.&/'’‑-]*\w)?")
JOINT = re.compile(r"[^\S\n]*(?:\.[^\S\n]+|\n)?[^\S\n]*")  # what may stand between two words of a name
POSSESSIVE = re.compile(r"['’]s?\Z", re.IGNORECASE)
SMALL_WORDS = (
    "a an and are as at be been but by did for from had has have he her his i in is it its no nor not of on or our she "
    "so that their them there they this to up was we were what when where which who will with you"
)
NO_NAME = frozenset(SMALL_WORDS.split())
CALENDAR = (
    "January February March April May June July August September October November December "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
)
DAYS = frozenset(CALENDAR.split())


def groups(text: str) -> Iterator[str]:
    """The words of each group, as they stand in the text without the ending of a possessive."""
    words = list(WORD.finditer(text, 0, MOST))
    for first, word in enumerate(words):
        if word.group().casefold() in NO_NAME:
            continue
        end = word.start()
        for count, last in enumerate(words[first : first + LONGEST], 1):
            if count > 1 and not JOINT.fullmatch(text, end, last.start()):
                break
            end = last.end()
            if _may_be_name(text[word.start() : end], last.group(), count):
                yield from _endings(text, word.start(), end)


def _may_be_name(words: str, last: str, count: int) -> bool:
    return last.casefold() not in NO_NAME and (count <= SMALL or words != words.lower())


def _endings(text: str, start: int, end: int) -> Iterator[str]:
    """The group, without the ending of a possessive, and with the stop after *U.S.*."""
    words = text[start:end]
    yield words
    bare = POSSESSIVE.sub("", words)
    if bare != words or (words.endswith("s") and text[end : end + 1] in ("'", "’")):
        yield bare
    if "." in words.split()[-1] and text[end : end + 1] == ".":
        yield f"{words}."


def forms(words: str) -> set[str]:
    """How a name that stands as `words` in a text may be stored."""
    plain = " ".join(words.split())
    bare = plain[4:] if plain[:4].casefold() == "the " else plain
    cased = {bare, bare[:1].upper() + bare[1:], bare[:1].lower() + bare[1:]}
    found = cased | {f"{article} {bare}" for article in ("The", "the")}
    return found | {one.replace("’", "'") for one in found} | {one.replace("'", "’") for one in found}


def by_form(text: str) -> dict[str, set[str]]:
    """{a form under which a name may be stored: the words of the text that it may name}."""
    found = defaultdict(set)
    for words in set(groups(text)):
        for form in forms(words):
            found[form].add(words)
    return dict(found)


def may_be_surname(words: str) -> bool:
    """Whether one word of a text may name a person for short: *Roe*, but no day or month."""
    return " " not in words and "\n" not in words and words != words.lower() and words not in DAYS

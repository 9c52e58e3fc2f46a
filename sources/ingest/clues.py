"""What a plain text says of itself: title, byline, date, outlet, language, credits, and what it reprints.

Read off its lines, each guess with its place:

- The **head** is what stands above the first line of running text; the **foot** what stands below the last.
- A line of the head that is nothing but a date gives the day; one of two to six capitalised words, or after *By*, the
  byline; an address of the web the outlet. What is left and longest, in the script of the text, is the title. A text
  that begins with running text has none.
- A last line such as *World Socialist 08.01.2024* names what is reprinted, with its day.
- *With Reuters, AP*, *[AP Photo/…]* and *Reuters/…* credit outlets; which words are outlets, `known` says.
- Addresses, lines in another script, and *To contact …* belong to the page: they are set aside.

Nothing found: nothing guessed.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sources.ingest.days import days_of_line, yearless_day
from sources.ingest.languages import language_of
from sources.ingest.records import Guess

RUNNING = 18  # words from which a line with a full stop is running text
ENDS = tuple(".!?…\"”»'’)")
HEAD = 40  # lines that a head has at the most
ADDRESS = re.compile(r"^(?:https?://)?(?:www\.)?((?:[\w-]+\.)+[a-z]{2,24})(/\S*)?$", re.IGNORECASE)
EMAIL = re.compile(r"^\S+@\S+\.\S+$")
BY = re.compile(r"^(by|von|par|por|di)\s+(?=[A-ZÀ-Ý])", re.IGNORECASE)
NAME = re.compile(r"^[^\W\d_]\.?(?:[^\W\d_]*[’'.-]?[^\W\d_]*\.?)*$")
SMALL = {"and", "und", "et", "y", "von", "van", "de", "der", "den", "du", "la", "le", "el", "al", "bin", "ibn", "di"}
CAPTION = re.compile(r"[\[(]([^\])]*\b(?:photo|foto|image|bild)\b[^\])]*)[\])]\s*$", re.IGNORECASE)
WITH = r"with(?: material from)?|sources?|mit(?: material von)?|avec"
CREDIT = re.compile(rf"^[(\[]?(?:{WITH})[: ]\s*(.+?)[)\]]?\.?$", re.IGNORECASE)
DAY = r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{1,2}\.? [^\W\d_]{3,12} \d{4}"
REPRINTED = re.compile(rf"^(?P<outlet>[^\W\d_][^\d]{{2,60}}?)[\s,|–-]+(?P<day>{DAY})$")
CONTACT = re.compile(r"^(to contact|contact us|follow us|share this|subscribe|copyright|©|all rights)", re.IGNORECASE)
AGENCIES = {"reuters", "ap", "afp", "dpa", "tass", "interfax", "ria novosti", "ukrinform", "anadolu", "xinhua", "efe"}
AGENCIES |= {"associated press", "agence france-presse", "kyodo", "yonhap", "upi", "bloomberg", "epa", "getty", "ansa"}


@dataclass(frozen=True)
class Line:
    """A line that is not empty: its number in the file, from 1, and its words."""

    number: int
    text: str

    @property
    def where(self) -> str:
        return f"line {self.number}"

    @property
    def is_running(self) -> bool:
        return len(self.text.split()) >= RUNNING and (self.text.endswith(ENDS) or len(self.text) > 200)


@dataclass(frozen=True)
class Clues:
    """All that was read off, and the text without what belongs to the page."""

    guesses: dict[str, Guess]
    credits: tuple[Guess, ...]
    set_aside: tuple[str, ...]
    text: str


def clues(text: str, known: Collection[str] = ()) -> Clues:
    """What a plain text says of itself; `known` are names of outlets in lower case, agencies are known anyway."""
    raw = text.split("\n")
    lines = [Line(number, line.strip()) for number, line in enumerate(raw, 1) if line.strip()]
    body = [at for at, line in enumerate(lines) if line.is_running and not CAPTION.search(line.text)]
    if not body:
        return Clues(_without_none({"language": language_of(text)}), (), (), text.strip())
    script = _script(" ".join(lines[at].text for at in body[:20]))
    head, foot = lines[: body[0]][:HEAD], lines[body[-1] + 1 :]
    furniture = [line for line in (*head, *foot) if _is_furniture(line, script)] + _contact(foot)
    left = [line for line in head if line not in furniture]
    heading = _heading(left, script)
    furniture += _menu(left, heading)
    guesses = _head_guesses(heading) | _addresses([*head, *foot]) | _reprinted(foot)
    guesses["published_on"] = _published(left, lines, guesses.get("republishes"), text)
    guesses["language"] = language_of(" ".join(lines[at].text for at in body[:40]))
    if not body[0]:
        guesses["title"] = None
    gone = {line.number for line in furniture}
    kept = "\n".join(line for number, line in enumerate(raw, 1) if number not in gone).strip()
    kept = re.sub(r"\n{3,}", "\n\n", kept)
    credits = tuple(_credits([line for line in lines if line.number not in gone], {*AGENCIES, *known}))
    return Clues(_without_none(guesses), credits, tuple(line.text for line in furniture), kept)


def _without_none(guesses: dict[str, Guess | None]) -> dict[str, Guess]:
    return {name: guess for name, guess in guesses.items() if guess is not None}


# The head


@dataclass(frozen=True)
class Heading:
    """The lines above a text that speak of it; each may be missing."""

    title: Line | None
    byline: Line | None
    days: tuple[Line, ...]

    @property
    def lines(self) -> list[Line]:
        return [line for line in (self.title, self.byline, *self.days) if line]


def _heading(head: list[Line], script: str) -> Heading:
    days = tuple(line for line in head if days_of_line(line.text))
    names = [line for line in head if line not in days and _is_byline(line.text)]
    rest = [line for line in head if line not in (*days, *names) and not CAPTION.search(line.text)]
    titles = [line for line in rest if len(line.text.split()) > 2 and _script(line.text) == script]
    title = max(titles, key=lambda line: len(line.text), default=None)
    beside = days[0] if days else title
    byline = min(names, key=lambda line: abs(line.number - beside.number) if beside else 0, default=None)
    return Heading(title, byline, days)


def _menu(head: list[Line], heading: Heading) -> list[Line]:
    """Short lines above the first line that speaks of the text: the page's menu."""
    first = min((line.number for line in heading.lines), default=0)
    return [line for line in head if line.number < first and len(line.text.split()) <= 3]


def _head_guesses(heading: Heading) -> dict[str, Guess | None]:
    title, by = heading.title, heading.byline
    return {
        "byline": Guess(BY.sub("", by.text), by.where) if by else None,
        "title": Guess(title.text, f"{title.where}, stands alone above the text") if title else None,
    }


def _is_byline(words: str) -> bool:
    """*By Somebody*, or two to four capitalised words for each of at most four names."""
    if BY.match(words):
        return len(words.split()) < 12
    names = [name.split() for name in re.split(r",|;|\band\b|\bund\b|\bet\b|&", words)]
    return bool(names) and len(names) <= 4 and all(_is_name(name) for name in names)


def _is_name(words: list[str]) -> bool:
    capitals = [word for word in words if word not in SMALL]
    if not (2 <= len(words) <= 5 and len(capitals) >= 2):
        return False
    return all(NAME.match(word) and word[0].isupper() for word in capitals)


def _addresses(lines: list[Line]) -> dict[str, Guess | None]:
    """The outlet's address, where one stands on a line of its own: its host is a name to look the outlet up by."""
    for line in lines:
        found = ADDRESS.match(line.text)
        if found:
            return {"outlet": Guess(found[1].lower(), f"an address on {line.where}")}
    return {}


def _is_furniture(line: Line, script: str) -> bool:
    if ADDRESS.match(line.text) or EMAIL.match(line.text):
        return True
    if days_of_line(line.text):
        return False
    return _script(line.text) not in (script, "") or len(line.text) < 6


def _script(text: str) -> str:
    """The script of most letters: LATIN, CYRILLIC, ARABIC …; empty for none."""
    letters = Counter(unicodedata.name(char, "?").split(" ")[0] for char in text[:400] if char.isalpha())
    return letters.most_common(1)[0][0] if letters else ""


# The foot


def _contact(foot: list[Line]) -> list[Line]:
    start = next((at for at, line in enumerate(foot) if CONTACT.match(line.text)), None)
    return [] if start is None else foot[start:]


def _reprinted(foot: list[Line]) -> dict[str, Guess | None]:
    """*World Socialist 08.01.2024* on the last lines: from whom it is, and of which day."""
    for line in reversed(foot[-4:]):
        found = REPRINTED.match(line.text)
        if found and days_of_line(found["day"]):
            return {"republishes": Guess(line.text, f"the last lines, {line.where}")}
    return {}


# Days and credits


def _published(head: list[Line], lines: list[Line], reprinted: Guess | None, text: str) -> Guess | None:
    """The day in the head; a second reading of it, and the day of what is reprinted, are offered after it."""
    found = [(day, line.where) for line in head for day in days_of_line(line.text)]
    if reprinted is not None:
        words = REPRINTED.match(reprinted.value)
        found += [(day, reprinted.where) for day in days_of_line(words["day"])] if words else []
    if not found:
        yearless = yearless_day(text)
        found = [(yearless[0], f"“{yearless[1]}”, and a year that the text names")] if yearless else []
    return _as_guess(found)


def _as_guess(found: list[tuple[date, str]]) -> Guess | None:
    guesses = [Guess(day.isoformat(), where) for day, where in dict.fromkeys(found)]
    return replace(guesses[0], others=tuple(guesses[1:])) if guesses else None


def _credits(lines: list[Line], known: set[str]) -> Iterator[Guess]:
    seen = set()
    for line in lines:
        for name, where in _credited(line, known):
            if name.lower() not in seen:
                seen.add(name.lower())
                yield Guess(name, where)


def _credited(line: Line, known: set[str]) -> Iterator[tuple[str, str]]:
    """Outlets that one line credits: at its end, in a caption, before a stroke."""
    said, caption = CREDIT.match(line.text), CAPTION.search(line.text)
    if said and len(line.text) < 120:
        for name in re.split(r",|;|/|\band\b|\bund\b|\bet\b", said[1]):
            if name.strip().lower() in known:
                yield name.strip(), line.where
    elif caption:
        yield from ((name, f"a picture on {line.where}") for name in _first_known(caption[1], known))
    elif not line.is_running and len(line.text) < 120:
        yield from ((name, f"a picture on {line.where}") for name in _first_known(line.text, known))


def _first_known(words: str, known: set[str]) -> Iterator[str]:
    """The outlet that a picture's line begins with: *Reuters/…*, *AP destruction in …*."""
    for part in words.split("/"):
        tokens = part.split()
        lead = next((" ".join(tokens[:size]) for size in (3, 2, 1) if " ".join(tokens[:size]).lower() in known), None)
        if lead is None or not lead[0].isupper():
            return
        yield lead
        if "/" not in words:
            return

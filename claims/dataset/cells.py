"""The kinds of cells in a data package: how each is read from its text, and written back.

`read` takes the text of a cell that is not empty and answers with a Python value, or raises BadCell with a reason that
says what to write instead. `write` takes a value that is not None and answers with what `csvstream` is to write for
it, so that equal values give equal files on every database.
"""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from difflib import get_close_matches

from sources.lib.formulas import unguard

LARGEST_WHOLE = 2**31 - 1  # what a PostgreSQL integer holds
DAY_FIRST = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})(?:[ T].*)?")
MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]"
    r"([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?"
)
YEAR_FIRST = re.compile(r"([0-9]{4})[-./]?([0-9]{1,2})[-./]?([0-9]{1,2})(?:[ T].*)?")


class BadCell(ValueError):
    """A cell that cannot be read; its text says why, and what to write instead."""


def without_nul(text):
    """The text, which no database could store if it held a NUL character."""
    if "\0" in text:
        raise BadCell("holds a NUL character; remove it")
    return text


class Cell:
    """Words as they stand. Cells that a spreadsheet would run as a formula are written with a `'` in front."""

    type, format = "string", None  # of Table Schema

    def read(self, text):
        return unguard(without_nul(text))

    def write(self, value):
        return value


class Name(Cell):
    """A key or slug, one's own or that of another record; never in need of a guard."""

    def read(self, text):
        return without_nul(text).strip()


class Names(Name):
    """Several of them, joined with `; `."""

    def read(self, text):
        return tuple(sorted({name.strip() for name in without_nul(text).split(";")} - {""}))


class Hash(Name):
    """A SHA-256; it names a file, so nothing else is let through."""

    def read(self, text):
        if not re.fullmatch(r"[0-9a-f]{64}", text.strip().lower()):
            raise BadCell("a SHA-256 is 64 hexadecimal digits")
        return text.strip().lower()


class Word(Name):
    """One word of a closed list."""

    def __init__(self, words):
        self.words = tuple(words)

    def read(self, text):
        word = text.strip()
        if word in self.words:
            return word
        close = get_close_matches(word.lower().replace(" ", "_"), [word.lower() for word in self.words], 1)
        meant = next((f"did you mean {word}? " for word in self.words if close == [word.lower()]), "")
        raise BadCell(f"{meant}choose one of {', '.join(self.words)}")


class Flag(Name):
    type = "boolean"

    def read(self, text):
        word = text.strip()
        if word not in ("true", "false"):
            yes = {"true": "true", "yes": "true", "1": "true", "wahr": "true", "false": "false", "no": "false"}
            raise BadCell(f"write {yes.get(word.lower(), 'true or false')} in small letters")
        return word == "true"


class Whole(Name):
    type = "integer"

    def read(self, text):
        digits = text.strip()
        if not re.fullmatch("[0-9]+", digits):
            raise BadCell("write a whole number from 0, with digits alone")
        if int(digits[:20]) > LARGEST_WHOLE:
            raise BadCell(f"at most {LARGEST_WHOLE}")
        return int(digits)


class Number(Name):
    """A decimal number of so many digits; what does not fit is refused, never rounded."""

    type = "number"

    def __init__(self, digits, places):
        self.digits, self.places = digits, places

    def read(self, text):
        found = re.fullmatch(r"(-?)0*([0-9]*?[0-9])(?:\.([0-9]*?)0*)?", text.strip())
        if not found or text.strip().endswith("."):
            raise BadCell(self._hint(text.strip()))
        sign, whole, rest = found[1], found[2], found[3] or ""
        if len(rest) > self.places:
            raise BadCell(f"at most {self.places} digits after the point; nothing is rounded")
        if whole != "0" and len(whole) > self.digits - self.places:
            raise BadCell(f"at most {self.digits - self.places} digits before the point")
        number = Decimal(f"{sign}{whole}.{rest or 0}")
        return number if number else Decimal(0)

    def _hint(self, text):
        if re.fullmatch(r"-?[0-9]{1,3}([,.\u00a0\u202f ’'][0-9]{3})+([,.][0-9]+)?", text):
            return "write it without thousands separators and with a point, such as 125000 or 12.5"
        if re.fullmatch("-?[0-9]+,[0-9]+", text):
            return f"write {text.replace(',', '.')} with a point"
        if re.fullmatch(r"-?[0-9.,]+[eE][+-]?[0-9]+", text):
            return "write all its digits, such as 125000; a spreadsheet shortened it"
        return "not a number; write digits, such as 70 or 12.5 (words go into quantity_text)"


class Day(Name):
    type = "date"

    def read(self, text):
        if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text.strip()):
            raise BadCell(f"write the date as {self._meant(text.strip())}")
        try:
            return date.fromisoformat(text.strip())
        except ValueError:
            raise BadCell("the calendar has no such day") from None

    def _meant(self, text):
        """The same date as year-month-day where only one can be meant, else an example."""
        if found := YEAR_FIRST.fullmatch(text):
            year, month, day = found.groups()
        elif found := DAY_FIRST.fullmatch(text):
            day, mark, month, year = found.groups()
            if mark != "." and int(day) <= 12 and int(month) > 12:
                day, month = month, day
            elif mark != "." and int(day) <= 12 and day != month:
                return "year-month-day, such as 2023-05-22"
        else:
            return "year-month-day, such as 2023-05-22"
        try:
            return date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            return "year-month-day, such as 2023-05-22"


class Clock(Name):
    type, format = "time", "%H:%M:%SZ"

    def read(self, text):
        if not re.fullmatch(r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?Z?", text.strip()):
            raise BadCell("write the time in UTC as 14:30:00Z")
        try:
            return time.fromisoformat(text.strip().removesuffix("Z"))
        except ValueError:
            raise BadCell("the clock has no such time") from None

    def write(self, value):
        return f"{value.isoformat()}Z"


class Moment(Name):
    type = "datetime"

    def read(self, text):
        moment = text.strip()
        found = MOMENT.fullmatch(moment)
        if not found:
            raise BadCell("write the day and the time in UTC as 2023-05-24T14:30:00Z")
        if not found[3]:
            raise BadCell(f"says no time zone; if it is UTC write {found[1]}T{found[2]}Z")
        try:
            return datetime.fromisoformat(f"{found[1]}T{found[2]}{found[3]}").astimezone(UTC)
        except (ValueError, OverflowError):
            raise BadCell("the calendar has no such day or time") from None

    def write(self, value):
        return value.astimezone(UTC).isoformat().removesuffix("+00:00") + "Z"

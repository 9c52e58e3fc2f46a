"""The day on which a document was published, as its own lines give it.

A line is a date if it is nothing but one. *09.01.2024* is read day first, as everywhere where dots stand between the
numbers; *09/01/2024* may be either, and both readings are offered. A weekday and a day without a year (*Wednesday, May
24*) get the year that the text itself names elsewhere and in which that day was that weekday.
"""

import re
from datetime import date
from functools import cache

import dateparser

NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")
WORDY = re.compile(r"[^\W\d_]+|\d+|[.,]")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november")
MONTHS = (*MONTHS, "december")
YEARLESS = re.compile(
    rf"\b({'|'.join(WEEKDAYS)}),?\s+(?:({'|'.join(MONTHS)})\s+(\d{{1,2}})|(\d{{1,2}})\s+({'|'.join(MONTHS)}))\b",
    re.IGNORECASE,
)
LONGEST = 48  # characters of a line that is a date
PUBLISHED = r"(?:first )?published|posted|veröffentlicht|publié|publicado"
SAYS_PUBLISHED = re.compile(rf"^({PUBLISHED})( on| am| le| el)?:?\s*", re.IGNORECASE)


def days_of_line(line: str) -> list[date]:
    """The readings of a line that is nothing but a date, the likelier first; none if it is anything else."""
    words = SAYS_PUBLISHED.sub("", line.strip()).strip(" |·•-–—")
    if len(words) > LONGEST or not YEAR.search(words):
        return []
    for pattern, read in ((ISO, _iso), (NUMBERS, _numbers)):
        found = pattern.search(words)
        if found and not re.sub(r"[\d:,\sTZhUtc.]", "", words[: found.start()] + words[found.end() :]):
            return read(found)
    return _in_words(words)


def yearless_day(text: str) -> tuple[date, str] | None:
    """The first weekday with day and month but no year, in a year that the text names; (day, the words)."""
    years = sorted({int(found) for found in re.findall(r"(?<!\d)20\d\d(?!\d)", text)})
    for found in YEARLESS.finditer(text):
        weekday = WEEKDAYS.index(found[1].lower())
        month = MONTHS.index((found[2] or found[5]).lower()) + 1
        fitting = [day for year in years if (day := _day(year, month, int(found[3] or found[4])))]
        fitting = [day for day in fitting if day.weekday() == weekday]
        if len(fitting) == 1:
            return fitting[0], found[0]
    return None


def _iso(found: re.Match[str]) -> list[date]:
    day = _day(int(found[1]), int(found[2]), int(found[3]))
    return [day] if day else []


def _numbers(found: re.Match[str]) -> list[date]:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    orders = [(second, first)] if found[2] == "." else [(second, first), (first, second)]
    days = [_day(year, month, day) for month, day in orders]
    return list(dict.fromkeys(day for day in days if day))


@cache
def _in_words(words: str) -> list[date]:
    """A date with a month in words, in any language that the library knows."""
    if not re.search(r"[^\W\d_]{3,}", words) or len(WORDY.findall(words)) > 9:
        return []
    settings = {"STRICT_PARSING": True, "DATE_ORDER": "DMY", "PREFER_DATES_FROM": "past"}
    try:
        found = dateparser.parse(words, settings=settings)
    except (ValueError, OverflowError, RecursionError, TypeError):  # the library's, on odd input
        return []
    return [found.date()] if found and str(found.year) in words else []


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

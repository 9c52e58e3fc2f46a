"""The day on which something was said: *on Wednesday*, *yesterday*, *23 May*, *Tuesday evening*.

A weekday, and a date without a year, is the last such day that is not after the publication; where that is not known,
only a date with a year is proposed. *Next Monday*, *since Friday* and *until 3 May* are no days of saying.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from claims.proposals.proposed import Span

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS: tuple[str, ...] = ("january", "february", "march", "april", "may", "june", "july", "august", "september")
MONTHS += ("october", "november", "december")
SHORT = {month[:3]: number for number, month in enumerate(MONTHS, 1)}
MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
MONTH += r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
WEEKDAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
OPENING = r"(?:[Oo]n\s+|[Ll]ast\s+|[Tt]his\s+|[Ll]ate\s+|[Ee]arly\s+)*"
DAY = re.compile(
    rf"(?<![\w-])(?:{OPENING}(?P<weekday>{WEEKDAY}){PART}(?:,?\s+(?=(?:{MONTH})\s+\d|\d+\s+(?:{MONTH})))?)?"
    rf"(?:{OPENING}(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:[-–](?P<last>\d{{1,2}}))?\s+(?:of\s+)?(?P<month>{MONTH})"
    rf"|(?P<month2>{MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:[-–](?P<last2>\d{{1,2}}))?)(?:,?\s+(?P<year>\d{{4}}))?"
    r"|(?:[Oo]n\s+)?(?P<iso>\d{4}-\d\d-\d\d))?(?![\w-])"
    rf"|\b(?P<near>[Yy]esterday{PART}|[Tt]oday)\b"
)
NOT_SAID = re.compile(
    r"(?:\b(?:since|until|till|by|before|after|next|from|between|through|every|each|coming|for)|(?:day|\d)\s+(?:and|or|to))"
    r"\s+\Z",
    re.IGNORECASE,
)
NOT_ALONE = re.compile(rf"\s+(?:and|or|to|through)\s+(?:on\s+)?(?:{WEEKDAY}|\d)")


def days(text: str, within: Span, published_on: date | None) -> Iterator[tuple[Span, date, date | None]]:
    """(place, first day, last day or None) of each day that a piece of a text names, in its order."""
    for found in DAY.finditer(text, within.start, within.end):
        before, after = text[max(0, found.start() - 16) : found.start()], text[found.end() : found.end() + 20]
        if not found.group().strip() or NOT_SAID.search(before) or NOT_ALONE.match(after):
            continue
        day = _day(found, published_on)
        if day:
            yield Span(*found.span()), *day


def _day(found: re.Match[str], published: date | None) -> tuple[date, date | None] | None:
    month, number = found["month"] or found["month2"], found["day"] or found["day2"]
    if month:
        return _dated(SHORT[month[:3].casefold()], number, found["last"] or found["last2"], found["year"], published)
    day = _iso(found["iso"]) if found["iso"] else _relative(found, published)
    return (day, None) if day and _is_past(day, published) else None


def _relative(found: re.Match[str], published: date | None) -> date | None:
    if published is None:
        return None
    if found["near"]:
        back = 1 if found["near"].casefold().startswith("yesterday") else 0
    else:
        back = (published.weekday() - WEEKDAYS.index(found["weekday"].casefold())) % 7
    return published - timedelta(days=back) if published.toordinal() > back else None


def _dated(
    month: int, day: str, last: str | None, year: str | None, published: date | None
) -> tuple[date, date | None] | None:
    """A date, in the year it names or else the last one in which it is not after the publication."""
    years = [int(year)] if year else [published.year, published.year - 1] if published else []
    for number in years:
        first, until = _on(number, month, day), _on(number, month, last or day)
        if first and until and first <= until and _is_past(first, published):
            return first, until if last else None
    return None


def _on(year: int, month: int, day: str) -> date | None:
    return _iso(f"{year:04}-{month:02}-{int(day):02}")


def _iso(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _is_past(day: date, published: date | None) -> bool:
    return published is None or day <= published

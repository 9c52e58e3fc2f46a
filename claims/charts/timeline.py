"""When each thing was said: one lane a voice, equal bands for days, weeks, months or years, and one for *not dated*.

A statement known only to lie between two days is drawn across their bands, never on a day that nobody gave. Bands are
days while ten of them are enough, else weeks, months, years: the finest that fit. A band with more marks than it can
hold shows how many there are instead.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

MOST_BANDS = 10
MOST_MARKS = 3  # in one band of a lane, so that they fit on a phone
MOST_LANES = 12
SPREAD = 31  # pixels between marks of one band
UNDATED = "not dated"


class Said(NamedTuple):
    """One statement to place: its claim's key, the lane and what is written on it, and its first and last day."""

    key: str
    voice: object
    text: str
    style: str
    words: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Band:
    """One column of the drawing: its heading, its days, its place in per cent, and whether the event happened in it."""

    label: str
    first: date | None
    last: date | None
    start: float
    width: float
    in_event: bool = False

    @property
    def middle(self) -> float:
        return self.start + self.width / 2

    @property
    def end(self) -> float:
        return self.start + self.width


@dataclass(frozen=True, slots=True)
class TimeMark:
    """A mark in the middle of a band, moved sideways by `dx` pixels; `end` where it may lie in later bands, too."""

    said: Said
    x: float
    dx: int
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Crowd:
    """More marks than a band can hold: how many there are."""

    x: float
    count: int


@dataclass(frozen=True)
class Lane:
    """What one voice said, in time."""

    voice: object
    marks: tuple[TimeMark, ...]
    crowds: tuple[Crowd, ...]
    count: int

    @property
    def query(self) -> str:
        """What narrows a list of claims to this voice's: an outlet's own voice is its own side."""
        return f"{'speaker' if hasattr(self.voice, 'affiliation_id') else 'side'}={self.voice.slug}"


@dataclass(frozen=True)
class Timeline:
    """Bands by columns, lanes by rows; `hidden` voices have fewer statements than those shown."""

    bands: tuple[Band, ...]
    lanes: tuple[Lane, ...]
    hidden: int


def timeline(said: Iterable[Said], started: date | None, ended: date | None) -> Timeline | None:
    """The timeline of some statements about an event; None if none of them is dated."""
    said = list(said)
    days = [day for each in said for day in (each.first, each.last) if day]
    if not days:
        return None
    bands = bands_between(min(days), max(days), started, ended, undated=any(not _dated(each) for each in said))
    voices = defaultdict(list)
    for each in said:
        voices[each.voice].append(each)
    lanes = sorted((_lane(voice, own, bands) for voice, own in voices.items()), key=_by_weight)
    shown = sorted(lanes[:MOST_LANES], key=lambda lane: _first_day(voices[lane.voice], lane.voice))
    return Timeline(bands, tuple(shown), len(lanes) - len(shown))


def bands_between(first: date, last: date, started: date | None, ended: date | None, undated: bool) -> tuple[Band, ...]:
    """Equal bands from the first day to the last, and one for what is not dated."""
    spans = _spans(first, last)
    width = 100 / (len(spans) + undated)
    bands = [
        Band(label, start, end, at * width, width, _overlaps(start, end, started, ended or started))
        for at, (label, start, end) in enumerate(spans)
    ]
    return tuple(bands + [Band(UNDATED, None, None, len(spans) * width, width)] * undated)


def _spans(first: date, last: date) -> list[tuple[str, date, date]]:
    if last.year < date.max.year:  # else the day after it is beyond the calendar
        for step in (_days, _weeks, _months):
            if len(found := list(islice(step(first, last), MOST_BANDS + 1))) <= MOST_BANDS:
                return found
    return list(_years(first, last))


def _days(first: date, last: date) -> Iterator[tuple[str, date, date]]:
    for number in range((last - first).days + 1):
        day = first + timedelta(number)
        yield f"{day.day} {day:%b}", day, day


def _weeks(first: date, last: date) -> Iterator[tuple[str, date, date]]:
    monday = first - timedelta(first.weekday())
    while monday <= last:
        sunday = monday + timedelta(6)
        yield f"{monday.day} {monday:%b} –", monday, sunday
        monday = sunday + timedelta(1)


def _months(first: date, last: date) -> Iterator[tuple[str, date, date]]:
    month = first.replace(day=1)
    while month <= last:
        following = (month + timedelta(32)).replace(day=1)
        yield f"{month:%b %Y}", month, following - timedelta(1)
        month = following


def _years(first: date, last: date) -> Iterator[tuple[str, date, date]]:
    """Single years, or as many together as make ten bands enough."""
    step = -(-(last.year - first.year + 1) // MOST_BANDS)
    for year in range(first.year, last.year + 1, step):
        end = min(year + step - 1, date.max.year)
        yield str(year) if step == 1 else f"{year} –", date(year, 1, 1), date(end, 12, 31)


def _lane(voice: object, said: list[Said], bands: Sequence[Band]) -> Lane:
    placed = defaultdict(list)
    for each in said:
        placed[_band(each.first or each.last, bands)].append(each)
    marks, crowds = [], []
    for band, group in sorted(placed.items(), key=lambda item: item[0].start):
        if len(group) > MOST_MARKS:
            crowds.append(Crowd(band.middle, len(group)))
        else:
            marks += _marks(group, band, bands)
    return Lane(voice, tuple(marks), tuple(crowds), len(said))


def _marks(group: list[Said], band: Band, bands: Sequence[Band]) -> Iterator[TimeMark]:
    for at, each in enumerate(sorted(group, key=lambda each: (each.text, each.key))):
        last = _band(each.last or each.first, bands)
        dx = round((at - (len(group) - 1) / 2) * SPREAD)
        yield TimeMark(each, band.middle, dx, last.end if last.start > band.start else None)


def _band(day: date | None, bands: Sequence[Band]) -> Band:
    if day is None:
        return bands[-1]
    return next(band for band in bands if band.first and band.first <= day <= band.last)


def _dated(said: Said) -> bool:
    return bool(said.first or said.last)


def _overlaps(first: date, last: date, started: date | None, ended: date | None) -> bool:
    return bool(started and ended) and started <= last and first <= ended


def _by_weight(lane: Lane) -> tuple[int, str]:
    return -lane.count, str(lane.voice)


def _first_day(said: list[Said], voice: object) -> tuple[date, str]:
    return min((each.first or each.last or date.max) for each in said), str(voice)


def statements(questions, numbered=True) -> Iterator[Said]:
    """What to place of compared questions: each claim as the letter of its account, after its question's number."""
    for number, compared in enumerate(questions, 1):
        for account in compared.claims:
            stands = compared.number_of(account.key)
            where = compared.account(stands) if stands else None
            claim = account.claim
            yield Said(
                key=account.key,
                voice=claim.voice,
                text=f"{number if numbered else ''}{where.letter if where else '…'}",
                style=where.style if where else "e",
                words=claim.statement,
                first=claim.said_on or claim.said_until,
                last=claim.said_until or claim.said_on,
            )

"""The timeline as data: which band each statement lands in, whatever is known of its day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.charts.timeline import MOST_BANDS, MOST_LANES, UNDATED, Said, timeline

MAY = date(2023, 5, 22)


def said(key="a", first=None, last=None, voice="Shoigu"):
    return Said(key, voice, "1A", "a", "more than 70", first, last or first)


def test_days_are_bands_while_ten_are_enough():
    found = timeline([said(first=MAY), said("b", MAY + timedelta(9))], MAY, MAY)
    assert [band.label for band in found.bands][:2] == ["22 May", "23 May"]
    assert len(found.bands) == 10 and [band.in_event for band in found.bands].count(True) == 1


@pytest.mark.parametrize(
    ("days", "label"), [(30, "22 May –"), (200, "May 2023"), (2000, "2023"), (20000, "2023 –"), (600000, "2023 –")]
)
def test_longer_times_get_coarser_bands(days, label):
    found = timeline([said(first=MAY), said("b", MAY + timedelta(days))], None, None)
    assert found.bands[0].label == label and len(found.bands) <= MOST_BANDS


def test_the_end_of_the_calendar_is_no_trouble():
    assert timeline([said(first=date(1, 1, 1)), said("b", date.max)], None, None).bands


def test_what_nobody_dated_stands_in_a_band_of_its_own():
    found = timeline([said(first=MAY), said("b")], MAY, MAY)
    assert found.bands[-1].label == UNDATED
    assert {mark.x for mark in found.lanes[0].marks} == {band.middle for band in found.bands}


def test_without_any_date_there_is_no_timeline():
    assert timeline([said()], MAY, MAY) is None


def test_a_statement_known_within_two_days_spans_their_bands():
    found = timeline([said(first=MAY, last=MAY + timedelta(2))], MAY, MAY)
    (mark,) = found.lanes[0].marks
    assert mark.end == found.bands[2].end


def test_a_crowded_band_says_how_many():
    found = timeline([said(str(number), MAY) for number in range(7)], MAY, MAY)
    assert not found.lanes[0].marks and found.lanes[0].crowds[0].count == 7


def test_the_voices_who_say_most_are_shown():
    many = [said(f"{voice}-{n}", MAY, voice=f"Voice {voice:02}") for voice in range(20) for n in range(1 + voice % 3)]
    found = timeline(many, MAY, MAY)
    assert len(found.lanes) == MOST_LANES and found.hidden == 8


@given(st.lists(st.tuples(st.dates(), st.integers(0, 40)), min_size=1, max_size=30))
def test_every_statement_lands_in_one_band(days):
    many = [
        said(str(n), day, min(date.max - timedelta(41), day) + timedelta(more)) for n, (day, more) in enumerate(days)
    ]
    many = [each._replace(last=max(each.first, each.last)) for each in many]
    found = timeline(many, None, None)
    placed = len(found.lanes[0].marks) + sum(crowd.count for crowd in found.lanes[0].crowds)
    assert placed == len(many)

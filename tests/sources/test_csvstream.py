"""CSV files: what a cell looks like, and that rows come in pieces."""

import csv
import io
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.lib.csvstream import Column, batches, cell, line, stream
from sources.lib.formulas import guard, unguard

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        ("plain", "plain"),
        (True, "true"),
        (False, "false"),
        (-7, "-7"),
        (Decimal("70.0000000000"), "70"),
        (Decimal("-0.5000"), "-0.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.000"), "0"),
        (Decimal("1200"), "1200"),
        (date(2023, 5, 24), "2023-05-24"),
        (time(4, 5), "04:05:00"),
        (datetime(2023, 5, 24, 10, 0, 0, 999, tzinfo=UTC), "2023-05-24T10:00:00Z"),
        (datetime(2023, 5, 24, 10, tzinfo=timezone(timedelta(hours=3))), "2023-05-24T07:00:00Z"),
        (["Reuters", "AP"], "Reuters; AP"),
        ((), ""),
        (["=1+1"], "'=1+1"),
    ],
)
def test_a_value_is_written_plainly(value, expected):
    assert cell(value) == expected


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\tx", "\rx", "'=1", "''-1"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert cell(text) == f"'{text}"
    assert unguard(cell(text)) == text


@pytest.mark.parametrize("text", ["'tis", "a=1", " =1", "", "'", "–5"])
def test_other_text_stays_as_it_is(text):
    assert cell(text) == unguard(text) == text


@given(TEXTS)
def test_guarding_is_reversible(text):
    assert unguard(guard(text)) == text


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=5))
def test_any_text_comes_back_from_the_file(rows):
    text = "".join(line(row) for row in rows)
    read = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert [[unguard(found) for found in row] for row in read] == rows


def test_only_what_needs_quotes_gets_them():
    assert line(["a", "b c", 'say "x"', "1,5", "two\nlines", "r\r"]) == ('a,b c,"say ""x""","1,5","two\nlines","r\r"\n')


COLUMNS = [Column("n", lambda row: row, "the number"), Column("double", lambda row: 2 * row, "twice that", "integer")]


def test_a_file_has_a_header_even_without_rows():
    assert b"".join(stream(COLUMNS, [])) == b"n,double\n"


@pytest.mark.parametrize("rows", [0, 1, 2, 3, 4, 5])
def test_pieces_join_into_the_same_file(rows):
    whole = b"".join(stream(COLUMNS, range(rows), size=1000))
    pieces = list(stream(COLUMNS, range(rows), size=2))
    assert b"".join(pieces) == whole
    assert whole.count(b"\n") == rows + 1
    assert b"" not in pieces


def test_no_row_is_computed_before_it_is_needed():
    taken = []
    pieces = stream(COLUMNS, (taken.append(n) or n for n in range(10)), size=4)
    next(pieces)
    assert taken == [0, 1, 2, 3]


def test_batches_hold_all_rows_in_order():
    assert list(batches(range(5), 2)) == [[0, 1], [2, 3], [4]]

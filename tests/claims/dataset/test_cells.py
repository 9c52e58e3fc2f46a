"""Each kind of cell reads one form of a value and says of every other what to write instead."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from claims.dataset import cells

NUMBER = cells.Number(15, 3)


@pytest.mark.parametrize(
    ("cell", "text", "value"),
    [
        (cells.Cell(), "'=1+1", "=1+1"),
        (cells.Cell(), "''@x", "'@x"),
        (cells.Cell(), "'quoted'", "'quoted'"),
        (cells.Cell(), " spaced ", " spaced "),
        (cells.Name(), " key ", "key"),
        (cells.Names(), "b; a;b ;", ("a", "b")),
        (cells.Hash(), "AB" * 32, "ab" * 32),
        (cells.Word(["asserts", "denies"]), "denies", "denies"),
        (cells.Flag(), "true", True),
        (cells.Flag(), "false", False),
        (cells.Whole(), "0", 0),
        (cells.Whole(), "2147483647", 2147483647),
        (NUMBER, "70", Decimal(70)),
        (NUMBER, "-0.5", Decimal("-0.5")),
        (NUMBER, "007.50000", Decimal("7.5")),
        (NUMBER, "-0", Decimal(0)),
        (NUMBER, "999999999999.999", Decimal("999999999999.999")),
        (cells.Day(), "2024-02-29", date(2024, 2, 29)),
        (cells.Clock(), "09:05", time(9, 5)),
        (cells.Clock(), "09:05:01.5Z", time(9, 5, 1, 500000)),
        (cells.Moment(), "2024-01-02T03:04:05Z", datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)),
        (cells.Moment(), "2024-01-02 03:04+02:00", datetime(2024, 1, 2, 1, 4, tzinfo=UTC)),
    ],
)
def test_a_cell_is_read(cell, text, value):
    assert cell.read(text) == value


@pytest.mark.parametrize(
    ("cell", "text", "reason"),
    [
        (cells.Cell(), "a\0b", "NUL"),
        (cells.Name(), "a\0b", "NUL"),
        (cells.Names(), "a; b\0", "NUL"),
        (cells.Hash(), "../../etc/passwd", "64 hexadecimal digits"),
        (cells.Hash(), "ab" * 31 + "zz", "64 hexadecimal digits"),
        (cells.Word(["asserts", "denies"]), "Denies", "did you mean denies?"),
        (cells.Word(["at_least", "about"]), "at least", "did you mean at_least?"),
        (cells.Word(["asserts", "denies"]), "lies", "choose one of asserts, denies"),
        (cells.Flag(), "TRUE", "write true in small letters"),
        (cells.Flag(), "FALSE", "write false in small letters"),
        (cells.Flag(), "maybe", "write true or false"),
        (cells.Whole(), "-1", "whole number"),
        (cells.Whole(), "1.0", "whole number"),
        (cells.Whole(), "٣", "whole number"),
        (cells.Whole(), "2147483648", "at most 2147483647"),
        (cells.Whole(), "9" * 5000, "at most 2147483647"),
        (NUMBER, "12,5", "write 12.5 with a point"),
        (NUMBER, "125,000", "without thousands separators"),
        (NUMBER, "1.234.567", "without thousands separators"),
        (NUMBER, "1 000", "without thousands separators"),
        (NUMBER, "1E+05", "write all its digits"),
        (NUMBER, "dozens", "not a number"),
        (NUMBER, "NaN", "not a number"),
        (NUMBER, "+5", "not a number"),
        (NUMBER, "5.", "not a number"),
        (NUMBER, "0.0005", "at most 3 digits after the point; nothing is rounded"),
        (NUMBER, "1000000000000", "at most 12 digits before the point"),
        (cells.Number(8, 6), "100.5", "at most 2 digits before the point"),
        (cells.Day(), "22.05.2023", "write the date as 2023-05-22"),
        (cells.Day(), "5/22/2023", "write the date as 2023-05-22"),
        (cells.Day(), "22/5/2023", "write the date as 2023-05-22"),
        (cells.Day(), "5/6/2023", "write the date as year-month-day"),
        (cells.Day(), "2023/05/22", "write the date as 2023-05-22"),
        (cells.Day(), "20230522", "write the date as 2023-05-22"),
        (cells.Day(), "2023-05-22 00:00:00", "write the date as 2023-05-22"),
        (cells.Day(), "45068", "write the date as year-month-day"),
        (cells.Day(), "99.99.2023", "write the date as year-month-day"),
        (cells.Day(), "2023-02-30", "no such day"),
        (cells.Day(), "0000-01-01", "no such day"),
        (cells.Clock(), "9:05", "write the time in UTC"),
        (cells.Clock(), "25:00", "no such time"),
        (cells.Moment(), "2024-01-02", "write the day and the time"),
        (cells.Moment(), "2024-01-02T03:04:05", "write 2024-01-02T03:04:05Z"),
        (cells.Moment(), "2024-13-02T03:04:05Z", "no such day or time"),
        (cells.Moment(), "0001-01-01T00:00:00+02:00", "no such day or time"),
    ],
)
def test_a_cell_in_another_form_says_what_to_write(cell, text, reason):
    with pytest.raises(cells.BadCell, match=reason.replace("?", r"\?").replace(".", r"\.")):
        cell.read(text)


@pytest.mark.parametrize("text", ["1", "10", "100.5", "-0.001", "0", "123456789012.999"])
def test_numbers_with_trailing_zeros_are_the_same_numbers(text):
    longer = text + ("000" if "." in text else ".000")
    assert NUMBER.read(longer) == NUMBER.read(text)

"""CSV files written as they come: RFC 4180 with `\\n` line ends, UTF-8, a chunk of rows at a time.

A file is an iterator of rows and a list of `Column` records; each column is described once, for the file, its codebook
and its Table Schema (Frictionless). Memory does not grow with the rows. Python's csv module is not used: before 3.13 it
leaves a lone carriage return unquoted, which readers take for the end of a row.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any

from sources.lib.formulas import guard

CHUNK = 1000  # rows that are computed and sent at a time
BETWEEN_VALUES = "; "
_NEEDS_QUOTES = re.compile('[",\r\n]').search


@dataclass(frozen=True)
class Column:
    """A column of a file: its name, how its value comes from a row, what it says, and its type in Table Schema.

    A value may be None, a text, number, boolean, date, time, or several in a list or tuple.
    """

    name: str
    compute: Callable[[Any], Any]
    meaning: str
    type: str = "string"


def stream(columns: Iterable[Column], rows: Iterable, size: int = CHUNK) -> Iterator[bytes]:
    """The bytes of a CSV file in pieces of `size` rows, the header with the first."""
    computes = [column.compute for column in columns]
    lines = [line(column.name for column in columns)]
    for number, row in enumerate(rows, 1):
        lines.append(line(compute(row) for compute in computes))
        if number % size == 0:
            yield "".join(lines).encode()
            lines.clear()
    if lines:
        yield "".join(lines).encode()


def batches(rows: Iterable, size: int = CHUNK) -> Iterator[list]:
    """The rows in lists of at most `size`."""
    remaining = iter(rows)
    while batch := list(islice(remaining, size)):
        yield batch


def line(values: Iterable) -> str:
    """A row as it stands in the file."""
    return ",".join([_quoted(cell(value)) for value in values]) + "\n"


def cell(value: Any) -> str:
    """A value in words; text that a spreadsheet would run as a formula is made harmless."""
    return _WRITERS.get(type(value), _text)(value)


def number(value: Decimal) -> str:
    """A number without an exponent or trailing zeros."""
    digits = f"{value:f}"
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return "0" if digits == "-0" else digits


def moment(value: datetime) -> str:
    """A time in UTC, to the second: 2023-05-24T10:00:00Z."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES(text) else text


def _text(value: Any) -> str:
    return guard(str(value))


def _several(values: Iterable) -> str:
    return guard(BETWEEN_VALUES.join(str(value) for value in values))


_WRITERS: dict[type, Callable[[Any], str]] = {
    type(None): lambda value: "",
    str: guard,
    bool: lambda value: "true" if value else "false",
    int: str,
    Decimal: number,
    date: date.isoformat,
    datetime: moment,
    time: time.isoformat,
    list: _several,
    tuple: _several,
}

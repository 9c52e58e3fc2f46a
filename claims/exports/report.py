"""What a report is: a name, its columns, the filters it takes, and how its rows come about."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from django.conf import settings
from django.urls import reverse

from sources.lib.csvstream import Column, cell, stream

COUNTED = 10_000  # rows; beyond it a page says “more than”
LOOKED_AT = 20  # rows, for examples


@dataclass(frozen=True)
class Report:
    """A file to take away.

    `rows` makes an iterator of rows from a valid filter set; each column computes its cell from such a row. `url_name`
    is the file's address; `keys` are the filters that stand in the address itself, in its order.
    """

    name: str
    title: str
    purpose: str
    columns: tuple[Column, ...]
    filterset: type
    rows: Callable[..., Iterator]
    url_name: str
    keys: tuple[str, ...] = ()
    counted: bool = True  # by a page, before it is made

    def ask(self, data, claims):
        """The filter set for a query (a QueryDict), among the claims that the reader may see."""
        return self.filterset(data, claims=claims)

    def stream(self, asked):
        """The bytes of the file in pieces; raises ValueError if the query is not understood."""
        if not asked.is_valid():
            raise ValueError("; ".join(asked.problems))
        return stream(self.columns, self.rows(asked))

    def count(self, asked):
        """How many rows the file has, up to `COUNTED` and one more; None where only making all of it would tell."""
        if not (self.counted and asked.is_valid()):
            return None
        if self.keys:
            return sum(1 for row in self.rows(asked))
        return asked.filtered().order_by()[: COUNTED + 1].count()

    def examples(self, asked):
        """(column, one of its first values as the file has it) for each column."""
        asked.limit = None if self.keys else LOOKED_AT  # what is compared must be whole
        rows = list(islice(self.rows(asked), LOOKED_AT)) if asked.is_valid() else []
        asked.limit = None
        found = ((column, (cell(column.compute(row)) for row in rows)) for column in self.columns)
        return [(column, next(filter(None, cells), "")) for column, cells in found]

    def address(self, asked):
        """The path and query of the file; needs a valid filter set."""
        query = asked.query_with(**dict.fromkeys((*self.keys, "per_page")))
        path = reverse(self.url_name, args=self._named(asked))
        return f"{path}?{query}" if query else path

    def filename(self, asked):
        """What the file is saved as: *comparison-belgorod-raid-2023.csv*."""
        return "-".join([self.name, *self._named(asked)]) + ".csv"

    def _named(self, asked):
        return [asked.data[key].strip() for key in self.keys]


def absolute(record):
    """The full address of a record's page."""
    return settings.SITE_URL + record.get_absolute_url()


def seen_from(columns, part):
    """The same columns for rows of another kind: `part` finds, in such a row, what they compute from."""
    return tuple(replace(column, compute=_within(column.compute, part)) for column in columns)


def prefixed(prefix, columns):
    """The same columns for one of several claims, such as `first_`."""
    which = f"{prefix.strip('_')} claim"
    return tuple(replace(c, name=prefix + c.name, meaning=f"{which}: {c.meaning}") for c in columns)


def chosen(columns, names):
    """The columns of these names, in the order of the names."""
    by_name = {column.name: column for column in columns}
    return tuple(by_name[name] for name in names.split())


def _within(compute, part):
    return lambda row: compute(part(row))

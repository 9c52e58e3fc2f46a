"""Reads the files of a data package: rows with the line on which they begin; what is wrong is told, not raised."""

import csv
from difflib import get_close_matches
from itertools import islice

LONGEST_CELL = 2**31 - 1
LEAVE_OUT = "leave the column out, or name it as in the description of the data package"
# Columns that tell a report of the site from the file of the same name in a package.
REPORTS = {
    "claims": {"event_key", "question_key", "own_voice"},
    "contradictions": {"between", "first_claim_key"},
    "attributions": {"claim_key", "document_key"},
    "comparison": {"claim_key", "contradicts"},
    "coverage": {"coverage", "question_key"},
    "wording": {"uses", "own_voice"},
    "outlet-pairs": {"outlet_a", "outlet_b"},
    "outlet by outlet": {"verdict", "first_positions"},
    "outlets, documents, speakers, events": {"claims", "attributions", "origins"},
}
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Source:
    """One CSV file of a package. `columns` are those that it has, in its order; None if the file cannot be used."""

    def __init__(self, path, table, report, advance=None):
        self.path, self.table, self.report, self.advance = path, table, report, advance
        self.header, self.columns, self.width = [], None, 0

    def problem(self, reason, line=None, column="", value=None):
        self.report.add(reason, self.path.name, line, column, value)

    def open(self):
        """Read the header; whether the rows can be read."""
        with self.path.open("rb") as file:
            found = next(self._records(file), None)
        if found is None:
            self.problem("is empty; the first line names the columns")
            return False
        line, cells = found
        self.header = [cell.strip() for cell in cells]
        while self.header and not self.header[-1]:
            self.header.pop()
        self.width = len(self.header)
        if self._header_is_good(line):
            self.columns = [self.table.column(name) for name in self.header]
        return self.columns is not None

    def rows(self, size):
        """Lists of at most `size` pairs (first line of the row, its cells), empty rows left out."""
        with self.path.open("rb") as file:
            records = self._records(file, advance=self.advance)
            next(records, None)
            rows = ((line, cells) for line, cells in records if self._is_row(line, cells))
            while found := list(islice(rows, size)):
                yield found

    def keys(self, name):
        """All that stands in one column; for a first look, which reports nothing."""
        at = self.header.index(name)
        quiet = Source(self.path, self.table, Silence())
        with self.path.open("rb") as file:
            found = {cells[at].strip() for _, cells in quiet._records(file) if len(cells) > at}
        return {text for text in found if text and "\0" not in text}

    def _is_row(self, line, cells):
        if not any(cell.strip() for cell in cells):
            return False
        if len(cells) < self.width or any(cells[self.width :]):
            self.problem(f"has {len(cells)} cells, the header names {self.width} columns", line)
            return False
        return True

    def _records(self, file, advance=None):
        """(line, cells) of all rows, the header too. A quoted cell may run over several lines."""
        csv.field_size_limit(LONGEST_CELL)
        reader, line = csv.reader(self._lines(file, advance), strict=True), 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self.problem(explained(error), line)
                line = reader.line_num + 1
                continue
            if cells:
                yield line, cells
            line = reader.line_num + 1

    def _lines(self, file, advance):
        for number, line in enumerate(file, 1):
            if advance:
                advance(len(line))
            if number == 1:
                if line.startswith(UTF_16):
                    self.problem("is UTF-16; save it as UTF-8 (in a spreadsheet: CSV UTF-8)")
                    return
                line = line.removeprefix(b"\xef\xbb\xbf")
            try:
                yield line.decode()
            except UnicodeDecodeError as error:
                where = line[max(0, error.start - 20) : error.start + 1].decode(errors="replace")
                self.problem("is not UTF-8; save the file as UTF-8", number, "", where)
                yield line.decode(errors="replace")

    def _header_is_good(self, line):
        report = report_of(self.header)
        if report:
            self.problem(f"this is a report ({report}), not a data package; {HOW_TO_EXPORT}", line)
            return False
        if len(self.header) == 1 and any(mark in self.header[0] for mark in ";\t|"):
            mark = next(mark for mark in ";\t|" if mark in self.header[0])
            shown = "a tab" if mark == "\t" else f"“{mark}”"
            self.problem(f"its cells are separated by {shown}; save it with commas", line, "", self.header[0])
            return False
        before = len(self.report.problems)
        for name in dict.fromkeys(self.header):
            self._check_name(name, line)
        for group in needed(self.table):
            if not any(name in self.header for name in group):
                self.problem("the file lacks this column, by which its rows are told apart", line, group[0])
        return len(self.report.problems) == before

    def _check_name(self, name, line):
        if self.header.count(name) > 1:
            self.problem(f"this name heads {self.header.count(name)} columns", line, name)
        elif name not in self.table.names:
            close = self.close_name(name)
            meant = f"did you mean {close}?" if close else LEAVE_OUT
            self.problem(f"{self.table.file} has no such column; {meant}", line, name or "(no name)")

    def close_name(self, name):
        """The column that such a name probably means, or an empty text."""
        return next(iter(get_close_matches(name.lower().replace(" ", "_"), self.table.names, 1)), "")


class Silence:
    """Takes the place of a report where nothing is to be told."""

    problems = ()

    def add(self, *args):
        pass


HOW_TO_EXPORT = "a package is written by “manage.py export_dataset DIR”"


def needed(table):
    """Groups of columns; a file needs one of each to tell its rows apart."""
    if table.name in ("attributions", "wordings"):
        return [("key", "exact")]
    return [(name,) for name in table.identity if name not in ("sha256", "position")]


def report_of(header):
    """The name of the report that has such a header, or None."""
    names = set(header)
    return next((f"{name} report" for name, telling in REPORTS.items() if telling <= names), None)


def explained(error):
    """What Python's csv module says, for somebody who has the file open in an editor."""
    text = str(error)
    if "unexpected end" in text:
        return "a quotation mark that opens a cell in this row is never closed"
    if "expected after" in text:
        return "a quotation mark stands inside a quoted cell; write it twice"
    if "new-line" in text:
        return "a line ends with a carriage return alone; save the file with usual line ends"
    return f"cannot be read as CSV: {text}"

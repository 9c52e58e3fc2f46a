"""One file of a package, `claims.csv`, as a person brings it: what each of its rows would do, and doing it.

    found = read_sheet("claims.csv", content, user)                       nothing is written
    found = read_sheet("claims.csv", content, user, why, writing=True)    inside the caller's transaction

Reads and checks as the load of a whole package does. What differs: columns that are not known are named and passed
over; people that are not known are not made; claims that another codes blindly do not exist for the person who uploads;
and what may become of a claim is for the rules of review to say (`SheetClaims`).
"""

from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path

from django.contrib.auth import get_user_model
from django.utils import timezone

from claims.dataset.known import People
from claims.dataset.load import Load
from claims.dataset.package import TABLES
from claims.dataset.read import Source
from claims.dataset.reports import SHOWN, LoadReport
from claims.dataset.sheet_rows import SheetClaims
from claims.models import Claim

TABLE = next(table for table in TABLES if table.model is Claim)
MOST_ROWS, MOST_LINES = 10_000, 200_000
SPREADSHEETS = {b"PK\x03\x04": "an Excel or LibreOffice file", b"\xd0\xcf\x11\xe0": "an old Excel file"}
AS_CSV = "save it as CSV (UTF-8) in your spreadsheet, and upload that"
TOO_LONG = (
    f"it has more than {MOST_ROWS:,} rows; split it, or load it as a data package with “manage.py load_dataset”, "
    "which takes any number"
)


@dataclass
class Outcome:
    """What would become of one row of the file.

    `line` is its number as a spreadsheet counts; `outcome` new, changed, unchanged or wrong. `cells` are [column, what
    is stored, what the file says], `wrong` [column, cells such as D14, what it holds, why]; `notes` say what else
    happens. `mark` stands for the claim as it was stored: another mark later means that it was changed.
    """

    line: int
    key: str
    outcome: str
    mark: str = ""
    told: str = ""
    cells: list = field(default_factory=list)
    wrong: list = field(default_factory=list)
    notes: list = field(default_factory=list)


@dataclass
class Found:
    """What would become of a file: its rows in its order, or what is wrong with all of it.

    `unknown` are [column, hint]; `reasons_for` counts rows that need a reason. `written` are the primary keys of the
    claims that were written, and `moment` is when; of a preview nothing was.
    """

    problems: list
    columns: int = 0
    unknown: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    reasons_for: int = 0
    written: set = field(default_factory=set)
    moment: object = None

    def count(self, outcome):
        return sum(row.outcome == outcome for row in self.rows)

    def as_json(self):
        return {
            "problems": self.problems,
            "columns": self.columns,
            "unknown": self.unknown,
            "rows": [asdict(row) for row in self.rows],
            "reasons_for": self.reasons_for,
        }


def read_sheet(name, content, user, why="", *, writing=False):
    """What the rows of a file would do (`writing`: what they did), for this person; answers with `Found`.

    If anything is wrong, nothing was written. Raises what the database raises where another was faster.
    """
    problem = no_table(content)
    return Found([problem]) if problem else SheetLoad(name, content, user, why, writing=writing).found()


def no_table(content):
    """Why these bytes are no CSV file that can be read, or an empty text."""
    kind = next((kind for start, kind in SPREADSHEETS.items() if content.startswith(start)), "")
    if kind:
        return f"This is {kind}; {AS_CSV}."
    if not content.strip():
        return "The file is empty; its first line names the columns."
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return f"The file is UTF-16; {AS_CSV}."
    if content.count(b"\n") > MOST_LINES:
        return f"The file is too long: {TOO_LONG}."
    try:
        content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return f"The file is not UTF-8 (first on line {line}); {AS_CSV}."
    return ""


class Held:
    """A file in memory, where a path is expected."""

    def __init__(self, name, content):
        self.name, self.content = name, content

    def open(self, mode):
        return BytesIO(self.content)


class Sheet(Source):
    """A file whose unknown columns are passed over, and whose rows have the numbers that a spreadsheet shows."""

    def __init__(self, *args):
        super().__init__(*args)
        self.unknown, self.kept, self.letters, self.number_of = [], [], {}, {}

    def open(self):
        good = super().open()
        self.letters = {name: letters(at) for at, name in enumerate(self.header)}
        self.kept = [at for at, name in enumerate(self.header) if name in self.table.names]
        if good:
            self.header = [self.header[at] for at in self.kept]
            self.columns = [self.columns[at] for at in self.kept]
        return good

    def rows(self, size):
        count = 0
        for found in super().rows(size):
            count += len(found)
            if count > MOST_ROWS:
                self.problem(TOO_LONG)
                return
            yield [(line, [cells[at] for at in self.kept]) for line, cells in found]

    def _records(self, file, advance=None):
        """A cell of several lines is one row of a spreadsheet."""
        more = 0
        for line, cells in super()._records(file, advance):
            self.number_of[line] = line - more
            more += sum(cell.count("\n") for cell in cells)
            yield line, cells

    def _header_is_good(self, line):
        names = set(self.header)
        other = next((table.file for table in TABLES if names <= set(table.names) and table is not self.table), None)
        if other and not names <= set(self.table.names):
            self.problem(f"these are the columns of {other}; here {self.table.file} is uploaded", line)
            return False
        return super()._header_is_good(line)

    def _check_name(self, name, line):
        if name in self.table.names or self.header.count(name) > 1:
            super()._check_name(name, line)
        else:
            self.unknown.append([shown(name) or "(no name)", self._hint(name)])

    def _hint(self, name):
        close = self.close_name(name)
        others = ", ".join(table.file for table in TABLES if name in table.names)
        return f"did you mean {close}?" if close else f"belongs to {others}" if others else ""


def letters(at):
    """The letters of a column in a spreadsheet, from 0: A, B, … Z, AA."""
    found = ""
    while at >= 0:
        found, at = chr(ord("A") + at % 26) + found, at // 26 - 1
    return found


def shown(text):
    """A text as it can be kept: no database keeps a NUL character."""
    return text.replace("\0", "␀")


class StoredPeople(People):
    """Users by name; an unknown name stays unknown."""

    def _make(self, names):
        pass


class SheetLoad(Load):
    """One file for one person; `rows` holds the `Outcome` of every row that is not wrong, by line."""

    def __init__(self, name, content, user, why, *, writing):
        super().__init__(Path(), LoadReport(name, dry_run=not writing), user, progress=False)
        self.who, self.user, self.writing = (timezone.now(), user, why), user, writing
        self.known.people = self.known.by_model[get_user_model()] = StoredPeople()
        self.sheet = Sheet(Held(TABLE.file, content), TABLE, self.report)
        self.rows, self.keys, self.notes, self.reasons_for = {}, {}, {}, 0
        self.blind = set()  # primary keys of this person's own claims of a double coding

    def tell(self, line, number, key, outcome, **more):
        """What would become of the row that begins on this line of the file."""
        self.rows[line] = Outcome(number, key, outcome, **more)

    def found(self):
        if not self.sheet.open():
            return Found(self._of_the_file(), self.sheet.width)
        SheetClaims(self, self.sheet).run()
        if self.writing:
            self._finish()
        wrong = self._wrong_rows()
        rows = [*(row for row in self.rows.values() if row.line not in wrong), *wrong.values()]
        return Found(
            self._of_the_file(rows=False),
            self.sheet.width,
            self.sheet.unknown,
            sorted(rows, key=lambda row: row.line),
            self.reasons_for,
            self.written[Claim],
            self.who[0],
        )

    def _of_the_file(self, rows=True):
        """What is wrong with the whole file: what was found in its header, or in no line at all."""
        found = [problem for problem in self.report.problems if rows or problem.line is None]
        return [shown(f"{one.column and f'{one.column}: '}{one.reason}.") for one in found]

    def _wrong_rows(self):
        """{number: Outcome} of the rows that something is wrong with."""
        found = {}
        for problem in self.report.problems:
            if problem.line is None:
                continue
            number = self.sheet.number_of.get(problem.line, problem.line)
            row = found.setdefault(number, Outcome(number, self.keys.get(problem.line, ""), "wrong"))
            names = [name for name in problem.column.split(", ") if name in self.sheet.letters]
            where = ", ".join(f"{self.sheet.letters[name]}{number}" for name in names)
            row.wrong.append([problem.column, where, shown(problem.value or "")[:SHOWN], problem.reason])
        return found

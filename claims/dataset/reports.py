"""What a load and an export answer with: what changed, and what is wrong and where."""

import json
from dataclasses import dataclass, field

SHOWN = 80  # characters of a cell that a message repeats


@dataclass(frozen=True)
class Problem:
    """Something wrong in a package: in which file, on which line (the row's first), in which column, and why.

    `value` is what the cell holds, None if there is no such cell.
    """

    file: str
    line: int | None
    column: str
    value: str | None
    reason: str

    def __str__(self):
        where = self.file + (f" line {self.line}" if self.line else "")
        where += f", column {self.column}" if self.column else ""
        return f"{where}: {self._shown()}{self.reason}"

    def _shown(self):
        if self.value is None:
            return ""
        if self.value == "":
            return "empty — "
        cut = self.value if len(self.value) <= SHOWN else self.value[:SHOWN] + "…"
        return f"{json.dumps(cut, ensure_ascii=False)} — "


@dataclass
class Counts:
    """Rows of one file."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass
class LoadReport:
    """What a load did, or would have done: nothing at all if there are `problems`."""

    folder: str
    dry_run: bool = False
    counts: dict = field(default_factory=dict)  # file name: Counts
    people: list = field(default_factory=list)  # user names that were new
    notes: list = field(default_factory=list)
    problems: list = field(default_factory=list)

    @property
    def ok(self):
        return not self.problems

    def add(self, reason, file="", line=None, column="", value=None):
        self.problems.append(Problem(file or self.folder, line, column, value, reason))

    def in_order(self, files):
        """The problems by file, as `files` are ordered, and line."""
        places = {file: number for number, file in enumerate(files)}
        self.problems.sort(key=lambda found: (places.get(found.file, -1), found.file, found.line or 0))

    def table(self):
        """Lines of a readable table: per file new, changed, unchanged."""
        lines = [f"{'':20}{'new':>10}{'changed':>10}{'unchanged':>11}"]
        for file, found in self.counts.items():
            lines.append(f"{file:20}{found.new:>10}{found.changed:>10}{found.unchanged:>11}")
        if self.people:
            lines.append(f"{'people':20}{len(self.people):>10}")
        return lines


@dataclass
class ExportReport:
    """What an export wrote: rows per file, and what it has to say about the folder."""

    folder: str
    counts: dict = field(default_factory=dict)
    notes: list = field(default_factory=list)

    def table(self):
        return [f"{file:20}{count:>10}" for file, count in self.counts.items()]

"""What the columns of a dossier's files mean: the reports, and the files of the data package."""

from dataclasses import dataclass

from claims.dataset.package import TABLES
from claims.dossier.addresses import REPORTS
from claims.exports.registry import REPORTS as BY_NAME


@dataclass(frozen=True)
class Explained:
    """A file, what it holds, and its columns as (name, what it says, type in Table Schema)."""

    file: str
    meaning: str
    columns: tuple


def files_explained():
    """Every CSV file of a dossier, in order."""
    reports = [BY_NAME[name] for name in REPORTS.values()]
    found = [Explained(f"{r.name}.csv", r.purpose, [(c.name, c.meaning, c.type) for c in r.columns]) for r in reports]
    tables = [table for table in TABLES if not table.optional]
    return found + [
        Explained(f"data/{t.file}", t.meaning, [(c.name, c.meaning, c.cell.type) for c in t.columns]) for t in tables
    ]

"""Writes all there is, or one event, as a data package: the same records give the same bytes on any database.

    report = export(folder)
    report = export(folder, selection=OneEvent(event, Claim.objects.accepted()))

The package is written beside the files it replaces and moved into place when it is complete; what a person added or
changed in the folder is never lost.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections import defaultdict
from contextlib import contextmanager, nullcontext
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Collate
from tqdm import tqdm

from claims.dataset import cells
from claims.dataset.codings import marked_claims
from claims.dataset.package import DESCRIPTION, TABLES
from claims.dataset.reports import ExportReport
from claims.dataset.schema import description
from claims.dataset.selection import Everything
from claims.dataset.target import (
    ADVICE,
    CannotExport,
    check_target,
    differs,
    optional_files,
    stale_files,
    tell_what_stays,
)
from claims.dataset.texts import ORIGINALS, TEXTS, hash_of
from sources.lib.csvstream import batches, line
from sources.models import Credit, Snapshot

CHUNK = 1000
NUMBERS = {"position"}  # ordered as numbers; everything else in code points


def export(folder, replace=False, progress=False, selection=None):
    """Write the package into `folder`, which is made if need be; answers with an ExportReport.

    `selection` says which records it holds; without it all of them.

    Raises CannotExport, with nothing written, if the folder holds something else, or a package that was changed since
    it was exported (`replace` gives that up).
    """
    folder, report = Path(folder), ExportReport(str(folder))
    check_target(folder, replace)
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(prefix=".export-", dir=folder))
    except OSError as error:
        raise CannotExport(f"{folder} cannot be written: {error.strerror}.") from error
    try:
        with one_moment():
            Export(staged, report, progress, selection or Everything()).run()
        put_in_place(staged, folder, replace, report)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
        if made and not any(folder.iterdir()):
            folder.rmdir()
    return report


@contextmanager
def one_moment():
    """All files show the records as they are at one moment, whoever goes on writing; neither waits for the other."""
    outermost = not connection.in_atomic_block
    with begun_for_reading() if outermost else nullcontext(), transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def begun_for_reading():
    """On SQLite, the next transaction does not ask to write, as those of the site do from their beginning."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    usual, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        connection.transaction_mode = usual


class Export:
    """Writes one package into a new folder."""

    def __init__(self, folder, report, progress, selection):
        self.folder, self.report, self.progress, self.selection = folder, report, progress, selection
        self.originals = {}  # name of the stored file: SHA-256 of its bytes, "" if they are lost

    def run(self):
        counted = [table.model for table in TABLES] + [Snapshot]  # which are read twice: rows and texts
        total = sum(self.selection.rows(model).count() for model in counted)
        with tqdm(total=total, disable=None if self.progress else True, leave=False) as bar:
            self._write_texts(bar)
            written = {table.file: self._write_table(table, bar) for table in TABLES if self._is_there(table)}
        described = json.dumps(description(written), ensure_ascii=False, indent=2)
        (self.folder / DESCRIPTION).write_text(described + "\n", encoding="utf-8", newline="\n")

    def _is_there(self, table):
        return not table.optional or self.selection.rows(table.model).exists()

    def _write_texts(self, bar):
        (self.folder / TEXTS).mkdir()
        (self.folder / ORIGINALS).mkdir()
        rows = self.selection.rows(Snapshot).order_by("pk").values_list("sha256", "text", "original")
        for digest, text, name in rows.iterator(chunk_size=100):
            (self.folder / TEXTS / f"{digest}.txt").write_bytes(text.encode())
            if name and self.selection.with_originals:
                self.originals[name] = self._write_original(name)
            bar.update(1)

    def _write_original(self, name):
        """Copy original bytes under their hash; answers with it."""
        try:
            with default_storage.open(name) as file:
                digest = hash_of(file)
                file.seek(0)
                with (self.folder / ORIGINALS / digest).open("wb") as copy:
                    shutil.copyfileobj(file, copy)
        except OSError:
            self.report.notes.append(f"the original bytes {name} are lost: no such file in the media folder")
            return ""
        return digest

    def _write_table(self, table, bar):
        """Write one file; answers with its size and SHA-256."""
        digest, size = hashlib.sha256(), 0
        with (self.folder / table.file).open("wb") as file:
            for rows in self._pieces(table, bar):
                data = "".join([line(row) for row in rows]).encode()
                file.write(data)
                digest.update(data)
                size += len(data)
        return size, digest.hexdigest()

    def _pieces(self, table, bar):
        """Lists of rows, the header first."""
        yield [table.names]
        self.report.counts[table.file] = 0
        rows = self.selection.rows(table.model).order_by(*map(in_code_points, table.order))
        paths = [column.path for column in table.columns]
        for found in batches(rows.values_list(*paths).iterator(chunk_size=CHUNK), CHUNK):
            self.report.counts[table.file] += len(found)
            bar.update(len(found))
            yield self._shown(table, found)

    def _shown(self, table, rows):
        """Rows as they are written, from rows as they are stored."""
        columns = list(zip(*rows, strict=True))
        for at, column in enumerate(table.columns):
            if isinstance(column.cell, cells.Names):
                named = NAMED[column.name](columns[at])
                columns[at] = [sorted(named[pk]) for pk in columns[at]]
            elif column.name == "original":
                columns[at] = [self.originals.get(name, "") for name in columns[at]]
            elif column.name == "reader":
                columns[at] = [self.selection.reader(name) for name in columns[at]]
            elif isinstance(column.cell, cells.Moment | cells.Clock):
                columns[at] = [None if value is None else column.cell.write(value) for value in columns[at]]
        return zip(*columns, strict=True)


def in_code_points(path):
    """An ordering that no database's language changes; SQLite always compares bytes."""
    plain = connection.vendor != "postgresql" or path in NUMBERS
    return path if plain else Collate(F(path), "C")


def credits_of(documents):
    """{document pk: slugs of the outlets it credits}"""
    found = defaultdict(list)
    rows = Credit._base_manager.filter(document__in=documents)
    for document, slug in rows.values_list("document", "outlet__slug"):
        found[document].append(slug)
    return found


# How a column of several names finds them: {primary key of the row: names}.
NAMED = {"credits": credits_of, "claims": marked_claims("claims"), "blind": marked_claims("blind")}


def put_in_place(staged, folder, replace, report):
    """Move a complete package to where it belongs, over the one that was there."""
    files = sorted(path.relative_to(staged) for path in staged.rglob("*") if path.is_file())
    edited = [str(name) for name in files if name.parent.name and differs(staged / name, folder / name)]
    if edited and not replace:
        raise CannotExport(f"{folder} holds files that were changed by hand: {', '.join(edited)}. {ADVICE}")
    stale = (stale_files(folder) | optional_files(folder)) - set(files)
    for room in (TEXTS, ORIGINALS):
        if any(name.parent.name == room for name in files):
            (folder / room).mkdir(exist_ok=True)
    for name in sorted(files, key=lambda name: (name.name == DESCRIPTION, not name.parent.name, name)):
        os.replace(staged / name, folder / name)
    for name in stale:
        (folder / name).unlink()
    tell_what_stays(folder, set(files), report)

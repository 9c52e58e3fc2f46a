"""Loads a data package: all of it or nothing; what is in the database and not in the package stays.

    report = load(folder, dry_run=True, user=request.user)

Files are read one after the other, each a few thousand rows at a time, and written as they are read, inside one
transaction. From the first problem on nothing more is written, but all is read to the end: every bad row is told.

A new snapshot of a package takes no evidence with it (see `claims.curation.anchoring`): the package says itself in
which text each attribution and wording stands.
"""

import json
import zipfile
from collections import defaultdict
from pathlib import Path

from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction
from django.utils import timezone
from tqdm import tqdm

from claims.curation.rechecking import recheck
from claims.curation.reopening import reopen
from claims.dataset.anchors import Attributions, Wordings
from claims.dataset.codings import Codings
from claims.dataset.documents import Documents, Events, Snapshots, Speakers
from claims.dataset.known import Known
from claims.dataset.package import DESCRIPTION, FILES, TABLES
from claims.dataset.questions import Answers, Claims, Questions
from claims.dataset.read import HOW_TO_EXPORT, Source, report_of
from claims.dataset.relations import Relations, Relays, check_stored_relays
from claims.dataset.reports import LoadReport
from claims.dataset.rows import Loader
from claims.dataset.texts import ORIGINALS, TEXTS, BadFile, Originals, Texts
from claims.search.index import bring_up_to_date, touched
from sources.lib.bulk import roomy_cache, seldom_collecting

LOADERS = {
    "documents": Documents,
    "snapshots": Snapshots,
    "speakers": Speakers,
    "events": Events,
    "questions": Questions,
    "answers": Answers,
    "claims": Claims,
    "attributions": Attributions,
    "relays": Relays,
    "relations": Relations,
    "wordings": Wordings,
    "codings": Codings,
}
SPREADSHEETS = {".csv", ".tsv", ".xls", ".xlsx", ".ods"}


def load(folder, dry_run=False, user=None, progress=False):
    """Load the package in `folder`; answers with a LoadReport. If it holds problems, nothing was changed.

    `user` is who the history names. `progress` shows a bar, on a terminal.
    """
    folder = Path(folder)
    report = LoadReport(str(folder), dry_run)
    loading = Load(folder, report, user, progress)
    try:
        with seldom_collecting(), roomy_cache(), transaction.atomic():
            loading.run()
            if report.problems or dry_run:
                transaction.set_rollback(True)
    except DatabaseError as error:
        report.add(f"the database refuses the package: {' '.join(str(error).split())}")
    except (BadFile, OSError) as error:
        report.add(f"cannot be read: {error}")
    finally:
        if report.problems:
            loading.originals.take_back()
    report.in_order(["", *FILES])
    return report


class Load:
    """One load: what all its files share. `who` is what the history says: time, user, reason."""

    def __init__(self, folder, report, user, progress):
        self.folder, self.report, self.progress = folder, report, progress
        self.known = Known()
        self.texts, self.originals = Texts(self.known), Originals(folder)
        self.who = (timezone.now(), user, f"loaded from {folder.resolve().name}"[:100])
        self.grounds = {}  # of judgements, as they were before: see claims.curation.reopening
        self.judged = set()  # relations that the package itself states: they are as it says
        self.questions = set()  # those whose claims or rules changed
        self.followed = set()  # those that moved to another event or unit
        self.written = defaultdict(set)  # model: primary keys of the records that are new or changed
        self.moved = {}  # (model, primary key): where in the package another document or outlet is named
        self.unread = set()  # models whose file is there but cannot be used

    def unreadable(self, model):
        """Whether nobody knows which records of this model the package holds."""
        return model in self.unread

    def run(self):
        if not check_folder(self.folder, self.report):
            return
        sources = [self._source(table) for table in TABLES if (self.folder / table.file).is_file()]
        total = sum(source.path.stat().st_size for source in sources)
        disable = None if self.progress else True
        with tqdm(total=total, unit="B", unit_scale=True, disable=disable, leave=False) as bar:
            for source in sources:
                bar.set_description(source.path.name)
                source.advance = bar.update
                if source.columns is not None:
                    LOADERS.get(source.table.name, Loader)(self, source).run()
        self._finish()

    def _source(self, table):
        source = Source(self.folder / table.file, table, self.report)
        if not source.open():
            self.unread.add(table.model)
        return source

    def _finish(self):
        check_stored_relays(self)
        self.report.people = sorted(self.known.people.new)
        if self.report.problems:
            return
        reopened = reopen(self.grounds, self.who[1], spared=self.judged)
        if reopened:
            self.report.notes.append(f"judgements asked again, for what they rested on was changed: {len(reopened)}")
        recheck(self.questions - {None})
        if not self.report.dry_run:
            bring_up_to_date(*(touched(model, pks) for model, pks in self.written.items()))
            self.originals.store()


def check_folder(folder, report):
    """Whether the folder looks like a data package; tells what is wrong, and what is left alone."""
    if not folder.is_dir():
        report.add(why_no_folder(folder))
        return False
    names = sorted(path.name for path in folder.iterdir())
    if not any(name in FILES for name in names):
        telling = [f"{name} is a {found}" for name in names if (found := report_in(folder / name))]
        known = f"holds no file of a data package, such as claims.csv or outlets.csv; {HOW_TO_EXPORT}"
        report.add("; ".join([*telling, known]))
        return False
    for name in names:
        check_entry(folder / name, report)
    return True


def check_entry(path, report):
    name = path.name
    if name == DESCRIPTION:
        check_description(path, report)
    elif name in FILES or (name in (TEXTS, ORIGINALS) and path.is_dir()) or name.startswith((".", "~$")):
        return
    elif found := report_in(path):
        report.add(f"this is a report ({found}), not a file of a data package", name)
    elif path.suffix.lower() in SPREADSHEETS:
        report.add(f"is no file of a data package; its files are {', '.join(FILES)}", name)
    else:
        report.notes.append(f"{name} is not part of a data package; left alone")


def check_description(path, report):
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, OSError) as error:
        report.add(f"is not a description of a data package: {error}", path.name)
        return
    if not isinstance(found, dict):
        report.add("is not a description of a data package: no object", path.name)


def why_no_folder(path):
    if not path.exists():
        return "there is no such folder"
    if zipfile.is_zipfile(path):
        return "is a zip archive; unpack it and give the folder"
    if found := report_in(path):
        return f"this is a report ({found}), not a data package; {HOW_TO_EXPORT}"
    return "is a file; give the folder that holds the package"


def report_in(path):
    """The name of the report that stands in a CSV file, or None."""
    if path.suffix.lower() != ".csv" or not path.is_file():
        return None
    with path.open("rb") as file:
        first = file.readline(100_000).removeprefix(b"\xef\xbb\xbf").decode(errors="replace")
    return report_of([name.strip().strip('"') for name in first.split(",")])


def user_named(name):
    """The user of this name, or None."""
    users = get_user_model()
    return users._base_manager.filter(**{users.USERNAME_FIELD: name}).first()

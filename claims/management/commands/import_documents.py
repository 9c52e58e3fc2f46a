"""`manage.py import_documents PATH... [--outlet NAME] [--dry-run]`: brings documents in from files and folders."""

from collections import Counter
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from tqdm import tqdm

from claims.curation.arriving import follow_arrival
from sources.choices import Outcome
from sources.importing.batches import Bringing
from sources.importing.files import files_in
from sources.importing.outlets import outlet_named
from sources.importing.report import ARRIVALS
from sources.lib.csvstream import stream

SIGNS = {Outcome.DOCUMENT: "+", Outcome.SNAPSHOT: "↻", Outcome.HERE: "=", Outcome.UNREADABLE: "✕"}


class Command(BaseCommand):
    help = (
        "Bring in documents: .txt .md .html .pdf .docx .eml .json .jsonl .csv .zip, and folders of them. Each file "
        "succeeds or fails on its own; what was interrupted goes on when the same command is given again. Exits with 1 "
        "if a file could not be read."
    )

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--outlet", metavar="NAME", help="name, alias or slug of the outlet of all these documents")
        parser.add_argument("--dry-run", action="store_true", help="tell what would become of each, and store nothing")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write what became of each as CSV")

    def handle(self, *args, paths, outlet, dry_run, report, **options):
        bringing = Bringing(outlet=self.outlet(outlet), dry_run=dry_run, after=follow_arrival)
        files = tqdm(list(files_in(paths)), unit=" files", leave=False, disable=None)
        arrivals = [self.told(arrival) for arrival in bringing.bring(", ".join(map(str, paths)), files)]
        if report:
            report.write_bytes(b"".join(stream(ARRIVALS, arrivals)))
        self.summary(Counter(arrival.outcome for arrival in arrivals), dry_run)

    def outlet(self, name):
        found = outlet_named(name) if name else None
        if name and found is None:
            raise CommandError(f"No single outlet is called “{name}”. Add it first, or give its slug.")
        return found

    def told(self, arrival):
        """One line for each document, as soon as it is settled."""
        where = arrival.document.key if arrival.document_id else ""
        said = " ".join(filter(None, (where, arrival.reason, arrival.helps)))
        self.stdout.write(f"{SIGNS[arrival.outcome]} {arrival}{': ' if said else ''}{said}")
        return arrival

    def summary(self, counts, dry_run):
        told = ", ".join(f"{count} {Outcome(outcome).label}" for outcome, count in counts.items()) or "nothing"
        self.stdout.write(f"{'Would be' if dry_run else 'Done'}: {told}.")
        if counts[Outcome.UNREADABLE]:
            raise CommandError("Some files could not be read; the others were taken in.", returncode=1)

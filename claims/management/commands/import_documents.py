"""`manage.py import_documents PATH... [--outlet NAME] [--dry-run]`: brings documents in from files and folders."""

from collections import Counter
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from claims.curation.arriving import follow_arrival
from claims.curation.taking_over import TakingOver
from claims.models import Event
from sources.choices import Outcome
from sources.importing.batches import Bringing
from sources.importing.files import files_in
from sources.importing.links import fetcher, link, new_entries, remember
from sources.importing.outlets import outlet_named
from sources.importing.report import ARRIVALS, SIGNS
from sources.ingest.records import Unreadable
from sources.lib.csvstream import stream

RECORDS = ("claim review", "annotation")  # of other tools, as `TakingOver` calls them


class Command(BaseCommand):
    help = (
        "Bring in documents: .txt .md .html .pdf .docx .eml .json .jsonl .csv .zip, and folders of them. Each file "
        "succeeds or fails on its own; what was interrupted goes on when the same command is given again. Exits with 1 "
        "if a file could not be read."
    )

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
        parser.add_argument("--url", action="append", default=[], help="a link to a document (repeat it for more)")
        parser.add_argument("--feed", action="append", default=[], help="an RSS or Atom feed, kept for poll_feeds")
        parser.add_argument("--outlet", metavar="NAME", help="name, alias or slug of the outlet of all these documents")
        parser.add_argument("--event", metavar="KEY", help="take over reviews and annotations as drafts of this event")
        parser.add_argument("--dry-run", action="store_true", help="tell what would become of each, and store nothing")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write what became of each as CSV")

    def handle(self, *args, paths, url, feed, outlet, event, dry_run, report, **options):
        if not (paths or url or feed):
            raise CommandError("Name a file or folder, or give --url or --feed.")
        outlet, event, fetching = self.outlet(outlet), self.event(event), fetcher()
        files = [*files_in(paths), *(link(one, fetching) for one in url)]
        files += [entry for one in feed for entry in self.entries(one, outlet, fetching, dry_run)]
        hooks = {"after": follow_arrival, "others": TakingOver(event), "again": event is not None}
        bringing = Bringing(outlet=outlet, dry_run=dry_run, **hooks)
        source = ", ".join(map(str, (*paths, *url, *feed)))
        shown = tqdm(files, unit=" files", leave=False, disable=None)
        arrivals = [self.told(arrival) for arrival in bringing.bring(source, shown)]
        if report:
            report.write_bytes(b"".join(stream(ARRIVALS, arrivals)))
        self.summary(Counter(arrival.outcome for arrival in arrivals), dry_run)

    def outlet(self, name):
        found = outlet_named(name) if name else None
        if name and found is None:
            raise CommandError(f"No single outlet is called “{name}”. Add it first, or give its slug.")
        return found

    def event(self, key):
        found = Event.objects.filter(key=key).first() if key else None
        if key and found is None:
            raise CommandError(f"There is no event with the key “{key}”.")
        return found

    def entries(self, url, outlet, fetching, dry_run):
        """The new entries of a feed, which is remembered unless nothing is to be stored."""
        try:
            with transaction.atomic():
                found = new_entries(remember(url, outlet), fetching)
                transaction.set_rollback(dry_run)
            return found
        except (Unreadable, ValidationError) as problem:
            raise CommandError(f"{url}: {problem}") from problem

    def told(self, arrival):
        """One line for each document, as soon as it is settled."""
        where = arrival.document.key if arrival.document_id else ""
        said = " ".join(filter(None, (where, arrival.reason, arrival.helps)))
        self.stdout.write(f"{SIGNS[arrival.outcome]} {arrival}{': ' if said else ''}{said}")
        for name in filter(lambda name: name.startswith(RECORDS), arrival.found):
            words, became = arrival.found[name]
            self.stdout.write(f"    {name}: {f'“{words}” ' if words else ''}{became}")
        return arrival

    def summary(self, counts, dry_run):
        told = ", ".join(f"{count} {Outcome(outcome).label}" for outcome, count in counts.items()) or "nothing"
        self.stdout.write(f"{'Would be' if dry_run else 'Done'}: {told}.")
        if counts[Outcome.UNREADABLE]:
            raise CommandError("Some files could not be read; the others were taken in.", returncode=1)

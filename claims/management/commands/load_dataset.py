"""Loads a data package from a folder: all of it or, if anything is wrong, nothing."""

import sys

from django.core.management.base import BaseCommand, CommandError

from claims.dataset.load import load, user_named


class Command(BaseCommand):
    help = "Load a data package from a folder: all of it, or nothing if anything in it is wrong."

    def add_arguments(self, parser):
        parser.add_argument("folder", help="The folder that holds the CSV files.")
        parser.add_argument("--dry-run", action="store_true", help="Only tell what would change.")
        parser.add_argument("--user", metavar="USERNAME", help="Who the history names.")

    def handle(self, *args, folder, dry_run, user, **options):
        person = user_named(user) if user else None
        if user and person is None:
            raise CommandError(f"Nobody is named {user!r} here.")
        report = load(folder, dry_run=dry_run, user=person, progress=sys.stderr.isatty())
        for problem in report.problems:
            self.stderr.write(str(problem), self.style.NOTICE)
        if not report.ok:
            raise CommandError(f"{self.counted(report)} Nothing was loaded.")
        for note in report.notes:
            self.stdout.write(f"Note: {note}.")
        self.stdout.write("\n".join(report.table()))
        if dry_run:
            self.stdout.write("This was a dry run: nothing was changed.")

    def counted(self, report):
        many = len(report.problems)
        return "1 problem." if many == 1 else f"{many} problems."

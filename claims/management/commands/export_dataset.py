"""Writes everything as a data package into a folder."""

import sys

from django.core.management.base import BaseCommand, CommandError

from claims.dataset.target import CannotExport
from claims.dataset.write import export


class Command(BaseCommand):
    help = "Write all records as a data package: a folder of CSV files that load_dataset reads."

    def add_arguments(self, parser):
        parser.add_argument("folder", help="An empty or new folder, or one that holds an exported package.")
        parser.add_argument("--replace", action="store_true", help="Give up changes made by hand in that package.")

    def handle(self, *args, folder, replace, **options):
        try:
            report = export(folder, replace=replace, progress=sys.stderr.isatty())
        except CannotExport as error:
            raise CommandError(str(error)) from error
        for note in report.notes:
            self.stderr.write(f"Note: {note}.")
        self.stdout.write("\n".join(report.table()))

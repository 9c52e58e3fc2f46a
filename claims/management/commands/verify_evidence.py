"""`manage.py verify_evidence [--document KEY] [--csv FILE]`: check that all evidence stands where it says."""

import sys
from contextlib import nullcontext
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from claims.verification import COLUMNS, count_of_texts, problems, waiting
from sources.lib.anchoring import ALIKE, LONGEST, SHORTEST
from sources.lib.csvstream import stream
from sources.models import Document


class Command(BaseCommand):
    help = (
        "Check every text against its SHA-256, every quote against its text, every original file against its name. "
        "Exits with 1 if anything is wrong; what moved or was lost with a new text is listed, and is not wrong. "
        "(With a new text, quotes are found again word for word; else words count as moved that are alike by at least "
        f"{ALIKE} of 100, of quotes of {SHORTEST} to {LONGEST} characters; else they are lost.)"
    )

    def add_arguments(self, parser):
        parser.add_argument("--document", metavar="KEY", help="Only the texts of this document.")
        parser.add_argument("--csv", metavar="FILE", help="Write everything that was found into this file, too.")

    def handle(self, *args, document=None, csv=None, **options):
        chosen = self._document(document)
        self.wrong = self.waiting = 0
        with self._file(csv) as file:
            for piece in stream(COLUMNS, self._told(chosen), size=1):
                if file:
                    file.write(piece)
        self.stdout.write(f"{self._texts(chosen)} checked. {self.wrong} wrong; {self.waiting} moved or lost.")
        if self.wrong:
            raise CommandError("Evidence is damaged: see above.")

    def _told(self, document):
        """Everything that is found, each told as it comes."""
        disable = None if sys.stderr.isatty() else True
        with tqdm(total=count_of_texts(document), unit=" texts", disable=disable, leave=False) as bar:
            for found in problems(document, bar.update):
                self.wrong += 1
                tqdm.write(str(found), file=self.stderr)
                yield found
        for found in waiting(document):
            self.waiting += 1
            self.stdout.write(str(found))
            yield found

    def _texts(self, document):
        count = count_of_texts(document)
        return "1 text" if count == 1 else f"{count:,} texts"

    def _document(self, key):
        if key is None:
            return None
        found = None if "\0" in key else Document.objects.filter(key=key).first()
        if found is None:
            raise CommandError(f"There is no document {key!r}; /documents/ lists their keys.")
        return found

    def _file(self, name):
        if not name:
            return nullcontext()
        try:
            return Path(name).open("wb")
        except (OSError, ValueError) as error:
            raise CommandError(f"{name} cannot be written: {error}") from error

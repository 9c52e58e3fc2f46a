"""`manage.py export_report NAME [field=value ...] [-o FILE]`: a report as its page gives it to an analyst."""

import os
import sys
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict

from claims.exports.registry import REPORTS
from claims.models import Claim

NAMES = ", ".join(REPORTS)


class Command(BaseCommand):
    help = f"Writes a report as CSV, the same as its page gives to an analyst. Reports: {NAMES}."

    def add_arguments(self, parser):
        parser.add_argument("name", metavar="NAME", help="which report")
        parser.add_argument("filters", metavar="field=value", nargs="*", help="the filters and sort of its page")
        parser.add_argument("-o", "--output", metavar="FILE", help="where to write it; otherwise to the terminal")

    def handle(self, *args, name, filters, output=None, **options):
        if name not in REPORTS:
            raise CommandError(f"There is no report “{name}”. There are: {NAMES}.")
        report = REPORTS[name]
        asked = report.ask(_query(filters), Claim.objects.compared())
        if asked.problems:
            raise CommandError(" ".join(asked.problems))
        self.write(report.stream(asked), output)

    def write(self, pieces, output):
        if output in (None, "-"):
            return self._print(pieces)
        try:
            with _whole_file(Path(output).resolve()) as file:
                file.writelines(pieces)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror or error}.") from error

    def _print(self, pieces):
        """To standard output, byte for byte; whoever stops reading (`| head`) is not told off."""
        binary = getattr(self.stdout._out, "buffer", None)
        try:
            for piece in pieces:
                binary.write(piece) if binary else self.stdout._out.write(piece.decode())
            (binary or self.stdout._out).flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _query(filters):
    query = QueryDict(mutable=True)
    for text in filters:
        field, equals, value = text.partition("=")
        if not equals:
            raise CommandError(f"“{text}” is not a filter; write field=value, such as event=KEY.")
        query.appendlist(field, value)
    return query


@contextmanager
def _whole_file(path):
    """A file to write that takes its name only when it is complete."""
    if path.exists() and not path.is_file():  # a device: there is nothing to put in its place
        with path.open("wb") as file:
            yield file
        return
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)

"""`manage.py export_dossier EVENT DIR`: the dossier of an event, for reading without a network and for keeping."""

from datetime import UTC, datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from claims.dossier.material import Recipe
from claims.dossier.target import CannotWrite
from claims.dossier.write import write_dossier
from claims.models import Event

OFFERED = 10  # keys of events that a message names
WRONG_TIME = "--at {!r} is not a time; write 2026-11-22T14:05:00Z, for example."


class Command(BaseCommand):
    help = "Write the dossier of an event: a folder of pages, CSV files, texts and its data package."

    def add_arguments(self, parser):
        parser.add_argument("event", metavar="EVENT", help="Key of the event.")
        parser.add_argument("folder", metavar="DIR", help="An empty or new folder, or one that holds a dossier.")
        parser.add_argument("--accepted", action="store_true", help="As visitors see it: accepted claims only.")
        parser.add_argument("--at", metavar="TIME", help="The time stamp, instead of now: 2026-11-22T14:05:00Z.")
        parser.add_argument("--replace", action="store_true", help="Give up changes made by hand in that dossier.")

    def handle(self, *args, event, folder, accepted, at, replace, **options):
        recipe = Recipe(event_of(event), public=accepted, at=moment(at))
        try:
            written = write_dossier(recipe, folder, replace=replace)
        except CannotWrite as error:
            raise CommandError(str(error)) from error
        for note in written.notes:
            self.stderr.write(f"Note: {note}.")
        self.stdout.write(f"{folder}: {written.files} files, {written.size:,} bytes. Begin with index.html.")


def event_of(key):
    found = None if "\0" in key else Event.objects.select_related("parent").filter(key=key).first()
    if found:
        return found
    keys = list(Event.objects.order_by("key").values_list("key", flat=True)[: OFFERED + 1])
    more = " …" if len(keys) > OFFERED else ""
    offered = f"There are: {', '.join(keys[:OFFERED])}{more}" if keys else "There is no event at all"
    raise CommandError(f"There is no event “{key}”. {offered}.")


def moment(text):
    """The time that a text names, in UTC unless it says otherwise; now, if there is none."""
    if text is None:
        return timezone.now().replace(microsecond=0)
    try:
        found = parse_datetime(text) or datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise CommandError(WRONG_TIME.format(text)) from error

"""`manage.py find_contradictions [--event KEY]`: bring the suggested contradictions up to date."""

from django.core.management.base import BaseCommand, CommandError

from claims.curation.rechecking import recheck
from claims.models import Event, Question


class Command(BaseCommand):
    help = "Suggests contradictions between claims; takes back its own undecided suggestions that no longer hold."

    def add_arguments(self, parser):
        parser.add_argument("--event", metavar="KEY", help="only the questions of this event")

    def handle(self, *args, event=None, **options):
        questions = Question.objects.all()
        if event is not None:
            if not Event.objects.filter(key=event).exists():
                raise CommandError(f"There is no event {event!r}; /events/ and `export_report events` list their keys.")
            questions = questions.filter(event__key=event)
        tally = recheck(questions.values_list("pk", flat=True))
        self.stdout.write(f"{tally.written} suggested, {tally.changed} changed, {tally.taken_back} taken back.")

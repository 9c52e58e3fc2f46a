"""`manage.py rebuild_search`: index everything anew for the search."""

from django.core.management import BaseCommand

from claims.search.index import rebuild


class Command(BaseCommand):
    help = (
        "Index all records anew for the search. Needed once after an update brings the search or changes how it reads "
        "words, and after records were changed past the application. The old index answers until the new one is done."
    )

    def handle(self, *args, **options):
        counts = rebuild(progress=True)
        listed = ", ".join(f"{count:,} {kind.label}" for kind, count in counts.items())
        self.stdout.write(f"Search index: {listed}.")

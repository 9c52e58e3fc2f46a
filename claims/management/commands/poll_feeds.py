"""`manage.py poll_feeds`: asks every remembered feed for new documents; for a timer, such as cron."""

from collections import Counter

from django.core.management import BaseCommand, CommandError

from claims.curation.arriving import follow_arrival
from sources.choices import Outcome
from sources.importing.batches import Bringing
from sources.importing.links import fetcher, new_entries
from sources.ingest.records import Unreadable
from sources.models import Feed


class Command(BaseCommand):
    help = "Ask every remembered feed for new documents and bring them in. Exits with 1 if a feed does not answer."

    def handle(self, *args, **options):
        fetching, failing = fetcher(), 0
        for feed in Feed.objects.filter(is_active=True).select_related("outlet"):
            try:
                self.poll(feed, fetching)
            except Unreadable as problem:
                failing += 1
                self.stderr.write(f"✕ {feed}: {problem}")
        if failing:
            raise CommandError(f"{failing} feeds did not answer; the others were read.", returncode=1)

    def poll(self, feed, fetching):
        files = new_entries(feed, fetching)
        if not files:
            self.stdout.write(f"= {feed}: nothing new.")
            return
        bringing = Bringing(outlet=feed.outlet, after=follow_arrival)
        counts = Counter(arrival.outcome for arrival in bringing.bring(f"Feed: {feed}", files))
        self.stdout.write(f"+ {feed}: {', '.join(f'{count} {Outcome(name).label}' for name, count in counts.items())}.")

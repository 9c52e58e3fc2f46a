"""`manage.py find_copies`: suggests which documents are copies of each other, for texts that have no sketch yet."""

from django.core.management import BaseCommand
from tqdm import tqdm

from sources.copies.finding import suggest_copies
from sources.copies.sketching import store_sketch, without_sketch
from sources.models import Snapshot


class Command(BaseCommand):
    help = (
        "Sketch the texts that have no sketch yet, such as those that a data package brought, and suggest which "
        "documents are copies. With --all, compare every text anew; what was judged stays as it is."
    )

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="compare every text, not only new ones")

    def handle(self, *args, **options):
        fresh = []
        for snapshot in tqdm(without_sketch(), desc="sketched", unit=" texts", leave=False, disable=None):
            store_sketch(snapshot)
            fresh.append(snapshot.pk)
        chosen = Snapshot.objects.all() if options["all"] else Snapshot.objects.filter(pk__in=fresh)
        chosen = chosen.select_related("document").order_by("pk").iterator(chunk_size=100)
        bar = tqdm(chosen, desc="compared", unit=" texts", leave=False, disable=None)
        found = sum(len(suggest_copies(snapshot)) for snapshot in bar)
        self.stdout.write(f"{len(fresh)} texts sketched, {found} pairs suggested.")

"""The sketch of each snapshot, stored when it is captured."""

from sources.choices import Rendition
from sources.lib.sketches import sketch
from sources.models import Shingle, Snapshot

OWN_WORDS = Rendition.DIGEST  # written by curators: no copy of anything
BATCH = 100


def store_sketch(snapshot):
    """Write a snapshot's sketch, unless it has one; answers with its hashes."""
    if snapshot.rendition == OWN_WORDS:
        return []
    stored = list(Shingle.objects.filter(snapshot=snapshot).values_list("hash", flat=True))
    if stored:
        return stored
    hashes = sketch(snapshot.text)
    Shingle._base_manager.bulk_create([Shingle(snapshot=snapshot, hash=number) for number in hashes], batch_size=500)
    return hashes


def without_sketch():
    """Snapshots that have none yet, such as those that a package brought, oldest first, a few at a time."""
    last = 0
    while batch := list(
        Snapshot.objects.filter(pk__gt=last, shingles=None).exclude(rendition=OWN_WORDS).order_by("pk")[:BATCH]
    ):
        yield from batch
        last = batch[-1].pk

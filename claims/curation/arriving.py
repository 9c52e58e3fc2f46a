"""What follows when a text of a document is captured, by hand or by an import."""

from claims.search.index import refresh
from sources.copies.finding import suggest_copies
from sources.models import Snapshot


def follow_arrival(snapshot):
    """Bring up to date what depends on a document's texts: the index of the search, its sketch, and likely copies."""
    refresh(Snapshot, [snapshot.pk])
    suggest_copies(snapshot)

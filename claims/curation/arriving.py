"""What follows when a text of a document is captured, by hand or by an import."""

from claims.curation.anchoring import reanchor
from claims.search.index import refresh
from sources.copies.finding import suggest_copies
from sources.models import Snapshot


def follow_arrival(snapshot, user=None):
    """Bring up to date what depends on a document's texts: evidence in the earlier ones, search, sketch, likely copies.

    `user` brought it; None is a program. Answers with what became of the evidence, a `Reanchored`.
    """
    done = reanchor(snapshot, user)
    refresh(Snapshot, [snapshot.pk])
    suggest_copies(snapshot)
    return done

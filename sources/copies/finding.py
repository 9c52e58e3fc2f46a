"""Which documents a new text may be a copy of: by shared hashes, then counted exactly; suggested, never decided.

Costs the same however many documents there are: of each hash of the sketch no more than a few places are looked up, and
a hash that many documents share (a motto, a notice at the end of each page) is passed over.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import Q

from sources.copies.sketching import store_sketch
from sources.lib.sketches import Shares, shares, words_of
from sources.models import Document, Resemblance, Shingle, Snapshot

COMMON = 50  # documents; a hash that more of them share says nothing
CANDIDATES = 20  # compared exactly
AT_ONCE = 100  # hashes in one query
LONGEST = 200_000  # words of a text; longer ones are compared by their first


@dataclass(frozen=True)
class Candidate:
    """A document whose text shares something with a new one, and how much; `shares.first` is of the new text."""

    document: Document
    shares: Shares


def find_copies(snapshot):
    """The `Candidate`s that may be copies or originals of a snapshot's document, the most alike first."""
    alike = _alike(snapshot, store_sketch(snapshot))
    words = words_of(snapshot.text)[:LONGEST]
    others = Snapshot.objects.filter(pk__in=alike).exclude(document__original=snapshot.document.original_id)
    best = {}
    for other in others.select_related("document__outlet"):
        found = Candidate(other.document, shares(words, words_of(other.text)[:LONGEST]))
        known = best.get(other.document_id)
        if found.shares.is_copy and (known is None or _rank(found) > _rank(known)):
            best[other.document_id] = found
    return sorted(best.values(), key=_rank, reverse=True)


def suggest_copies(snapshot):
    """Store a `Resemblance` for each new pair; answers with those. A pair that is known stays as it is."""
    found = []
    for candidate in find_copies(snapshot):
        resemblance = _resemblance(snapshot.document, candidate)
        if not _known(resemblance):
            Resemblance._base_manager.bulk_create([resemblance])  # a suggestion leaves no history
            found.append(resemblance)
    return found


def _rank(candidate):
    return max(candidate.shares.first, candidate.shares.second), candidate.shares.words


def _alike(snapshot, hashes):
    """Primary keys of the snapshots that share most hashes with this one, at most `CANDIDATES`."""
    counted = Counter()
    for at in range(0, len(hashes), AT_ONCE):
        places = _places(hashes[at : at + AT_ONCE])
        common = {number for number, count in Counter(number for number, _ in places).items() if count > COMMON}
        counted.update(pk for number, pk in places if number not in common and pk != snapshot.pk)
    return [pk for pk, _ in counted.most_common(CANDIDATES)]


def _places(hashes):
    """[(hash, snapshot's primary key)], of each hash no more than tells that it is common."""
    if not hashes:
        return []
    table = connection.ops.quote_name(Shingle._meta.db_table)
    one = f"SELECT * FROM (SELECT hash, snapshot_id FROM {table} WHERE hash = %s LIMIT {COMMON + 1}) AS few"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(hashes)), hashes)
        return cursor.fetchall()


def _resemblance(document, candidate):
    """The pair the right way round: the copy is what was published later or, if that is not known, came in later."""
    other, found = candidate.document, candidate.shares
    mine, theirs = _share(found.first), _share(found.second)
    if _order(document) < _order(other):
        return Resemblance(copy=other, original=document, share=theirs, share_of_original=mine)
    return Resemblance(copy=document, original=other, share=mine, share_of_original=theirs)


def _order(document):
    return document.published_on or date.max, document.pk


def _share(value):
    return Decimal(value).quantize(Decimal("0.001"))


def _known(resemblance):
    a, b = resemblance.copy, resemblance.original
    return Resemblance.objects.filter(Q(copy=a, original=b) | Q(copy=b, original=a)).exists()

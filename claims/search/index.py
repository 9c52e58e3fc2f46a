"""Keeps the index of the search in step with the records. Called by name from where these are changed.

    refresh(Claim, [claim.pk])                 after claims were added or changed
    gone = touched(Speaker, [speaker.pk])      before a deletion, or before a reference moves away,
    bring_up_to_date(gone)                     and after it
    rebuild()                                  everything anew

Whether a reader may see what is found, and the filters, are asked of the records themselves; the index holds words and
where they lead, no more. So a claim that changes its status, event or day needs nothing from here.
"""

from collections import defaultdict

from django.db import connection, transaction
from tqdm import tqdm

from claims.choices import Findable
from claims.models import Answer, Attribution, Claim, Event, Question, SearchEntry, Speaker, SpeakerAlias
from claims.search.backends import backend
from claims.search.contents import CONTENTS
from sources.models import Document, Outlet, OutletAlias, Snapshot

BATCH, TEXTS = 1000, 50  # records at a time; of documents, whose texts may be long, fewer
MANY = 10_000  # records after which the database has to think anew
OWN, NAMED = "pk__in", True
PLACE = ["kind", "object_id", "part"]
WRITTEN = ["claim_id", "document_id", "snapshot_id", "start", "title", "words"]
STORE = f"""
    INSERT INTO claims_searchentry ({", ".join([*PLACE, *WRITTEN])}) VALUES ({", ".join(["%s"] * 9)})
    ON CONFLICT ({", ".join(PLACE)}) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in WRITTEN)}
"""
# model: (kind, how its records are found from the model's, whether only for the name that they borrow)
TOUCHED = {
    Speaker: [
        (Findable.SPEAKER, OWN),
        (Findable.CLAIM, "speaker__in", NAMED),
        (Findable.QUOTE, "claim__speaker__in", NAMED),
    ],
    SpeakerAlias: [(Findable.SPEAKER, "aliases__in")],
    Outlet: [
        (Findable.OUTLET, OWN),
        (Findable.CLAIM, "outlet__in", NAMED),
        (Findable.QUOTE, "claim__outlet__in", NAMED),
        (Findable.DOCUMENT, "outlet__in", NAMED),
    ],
    OutletAlias: [(Findable.OUTLET, "aliases__in")],
    Event: [(Findable.EVENT, OWN)],
    Question: [(Findable.QUESTION, OWN), (Findable.CLAIM, "question__in", NAMED)],
    Answer: [(Findable.QUESTION, "answers__in"), (Findable.CLAIM, "answer__in", NAMED)],
    Claim: [(Findable.CLAIM, OWN), (Findable.QUOTE, "claim__in")],
    Attribution: [(Findable.QUOTE, OWN)],
    Document: [(Findable.DOCUMENT, OWN)],
    Snapshot: [(Findable.DOCUMENT, "snapshots__in")],
}


def touched(model, pks, renamed=True):
    """{kind: primary keys} of all whose words these records are part of, as they now stand.

    `renamed` False: the records keep their names, so whatever borrows only these is left out.
    """
    found = defaultdict(set)
    for kind, lookup, *borrowed in TOUCHED.get(model, ()):
        if lookup == OWN:
            found[kind].update(pks)
        elif renamed or not borrowed:
            for batch in batches(pks):
                rows = CONTENTS[kind][0]._base_manager.filter(**{lookup: batch})
                found[kind].update(rows.values_list("pk", flat=True))
    return found


def refresh(model, pks, renamed=True):
    """Index records of a model that were added or changed, and all that borrows their names."""
    bring_up_to_date(touched(model, pks, renamed))


@transaction.atomic
def bring_up_to_date(*several):
    """Index what `touched` answered with; what is there no more is no longer found."""
    found = defaultdict(set)
    for touched_there in several:
        for kind, pks in touched_there.items():
            found[kind] |= pks
    for kind, pks in found.items():
        for batch in batches(pks, size_of(kind)):
            _replace(kind, batch)
    if sum(map(len, found.values())) > MANY:
        backend().settle()


def _replace(kind, pks):
    rows = list(CONTENTS[kind][1](pks))
    _store(rows)
    kept = {(row["object_id"], row["part"]) for row in rows}
    stored = SearchEntry._base_manager.filter(kind=kind, object_id__in=pks).values_list("pk", "object_id", "part")
    stale = [pk for pk, *place in stored if tuple(place) not in kept]
    if stale:
        SearchEntry._base_manager.filter(pk__in=stale).delete()


def _store(rows):
    """Write rows of the index, over what stands in their place: two people may change one record at once.

    Not by `bulk_create`, which takes four times as long.
    """
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(STORE, [[row[name] for name in (*PLACE, *WRITTEN)] for row in rows])


@transaction.atomic
def rebuild(progress=False):
    """Index everything anew; answers with {kind: records}. Until it is done, the old index answers."""
    backend().clear()
    counts = {}
    for kind, (model, contents) in CONTENTS.items():
        pks = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
        bar = tqdm(total=len(pks), desc=kind.label, unit="", leave=False, disable=None if progress else True)
        for batch in batches(pks, size_of(kind)):
            _store(list(contents(batch)))
            bar.update(len(batch))
        bar.close()
        counts[kind] = len(pks)
    backend().settle()
    return counts


def size_of(kind):
    return TEXTS if kind == Findable.DOCUMENT else BATCH


def batches(pks, size=BATCH):
    ordered = sorted(pks)
    return (ordered[at : at + size] for at in range(0, len(ordered), size))

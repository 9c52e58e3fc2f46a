"""Whether all evidence still stands where it says: every text, every quote, every original file.

    for problem in problems(): …          what is wrong, to be mended
    for waiting in waiting(): …           what is known to have moved or to be lost

The rules are kept at every write; this finds what went past them: a damaged file, a restored backup, a change by hand
in the database. Texts are read `TEXTS` at a time, and for each such batch what stands in them, in four queries: neither
the corpus nor a text with many quotes sets how much memory it takes.
"""

import re
from dataclasses import dataclass

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, Q

from claims.choices import Anchor
from claims.dataset.texts import hash_of
from claims.models import Attribution, Wording
from sources.lib.csvstream import Column
from sources.lib.texts import normalise, places, sha256
from sources.models import Document, Snapshot

TEXTS, ROWS = 20, 1000  # read at a time
SHOWN = 60  # characters of a text that a message repeats
QUOTED = (Attribution, Wording)
RESTORE = "Restore it from a backup, or from an exported data package."


@dataclass(frozen=True)
class Finding:
    """One thing about one record: which record in which document, what is wrong with it, and what to do."""

    record: str  # snapshot, attribution, wording
    key: str  # of a snapshot: its SHA-256
    document: str
    problem: str
    advice: str

    def __str__(self):
        return f"{self.record} {self.key} in document {self.document}: {self.problem}. {self.advice}"


COLUMNS = [
    Column("record", lambda found: found.record, "snapshot, attribution or wording"),
    Column("key", lambda found: found.key, "its key; of a snapshot: its SHA-256"),
    Column("document", lambda found: found.document, "key of the document"),
    Column("problem", lambda found: found.problem, "what is wrong, or what is known of it"),
    Column("advice", lambda found: found.advice, "what to do"),
]


def problems(document=None, advance=None):
    """Every `Finding` of something wrong, in one `Document` or in all. `advance` hears how many texts are done."""
    for snapshots in _batches(document):
        texts = {snapshot.pk: snapshot for snapshot in snapshots}
        for snapshot in snapshots:
            yield from _wrong_with_text(snapshot)
        for model in QUOTED:
            rows = model._base_manager.filter(snapshot__in=texts).order_by("snapshot", "pk")
            names = ("key", "snapshot_id", "start", "end", "exact", "prefix", "suffix")
            for row in rows.values_list(*names, named=True).iterator(chunk_size=ROWS):
                yield from _wrong_with_quote(model, row, texts[row.snapshot_id])
        if advance:
            advance(len(snapshots))
    if document is None:
        yield from _without_home()


def waiting(document=None):
    """A `Finding` for each attribution that moved or is lost."""
    rows = Attribution._base_manager.exclude(anchor=Anchor.ANCHORED).order_by("pk")
    rows = rows.filter(snapshot__document=document) if document else rows
    names = ("key", "snapshot__document__key", "anchor", "removed")
    for key, document_key, anchor, removed in rows.values_list(*names).iterator(chunk_size=ROWS):
        advice = "Kept as lost by a person." if removed else f"Look at it: /admin/evidence/{key}/"
        yield Finding("attribution", key, document_key, anchor, advice)


def count_of_texts(document=None):
    return _of(document).count()


def _of(document):
    return Snapshot._base_manager.filter(**({"document": document} if document else {}))


def _batches(document):
    """Lists of snapshots in the order of their numbers, their documents' keys with them."""
    last = 0
    while rows := list(_of(document).filter(pk__gt=last).order_by("pk")[:TEXTS]):
        keys = dict(Document._base_manager.filter(pk__in={row.document_id for row in rows}).values_list("pk", "key"))
        for row in rows:
            row.of = keys.get(row.document_id, "(missing)")
        yield rows
        last = rows[-1].pk


# A text


def _wrong_with_text(snapshot):
    found = sha256(snapshot.text) != snapshot.sha256 and f"its text has another SHA-256, {sha256(snapshot.text)}"
    if not found and normalise(snapshot.text) != snapshot.text:
        found = "its text is not in Unicode NFC with simple line ends"
    if found:
        yield Finding("snapshot", snapshot.sha256, snapshot.of, found, f"The text was changed. {RESTORE}")
    if snapshot.of == "(missing)":
        yield Finding("snapshot", snapshot.sha256, snapshot.of, "its document is not there", RESTORE)
    if snapshot.original:
        yield from _wrong_with_original(snapshot)


def _wrong_with_original(snapshot):
    name = snapshot.original.name
    try:
        with default_storage.open(name) as file:
            found = hash_of(file)
    except (OSError, SuspiciousFileOperation) as error:
        problem = f"its original file {name} cannot be read ({type(error).__name__})"
        yield Finding(
            "snapshot", snapshot.sha256, snapshot.of, problem, f"Put it back into the media folder. {RESTORE}"
        )
        return
    named = name.rpartition("/")[2][:64]  # the storage adds a few letters to a name that was taken
    if re.fullmatch("[0-9a-f]{64}", named) and found != named:
        problem = f"its original file {name} has the SHA-256 {found}, not that of its name"
        yield Finding("snapshot", snapshot.sha256, snapshot.of, problem, f"The file was changed. {RESTORE}")


# A quote


def _wrong_with_quote(model, row, snapshot):
    text = snapshot.text
    if text[row.start : row.end] != row.exact or row.start >= row.end:
        yield _finding(model, row, snapshot, _other_words(row, text), f"{_where_to(row, text)} {_mend(model, row)}")
        return
    for name, there in (
        ("prefix", text[max(0, row.start - len(row.prefix)) : row.start]),
        ("suffix", text[row.end : row.end + len(row.suffix)]),
    ):
        if there != getattr(row, name):
            problem = f"its {name} is “{_shown(getattr(row, name))}”, the text has “{_shown(there)}”"
            yield _finding(model, row, snapshot, problem, f"Open its form in the admin, empty {name}, and save it.")


def _other_words(row, text):
    where = f"it says “{_shown(row.exact)}” from {row.start} to {row.end}"
    if row.end > len(text):
        return f"{where}, the text ends at {len(text)}"
    return f"{where}, the text has “{_shown(text[row.start : row.end])}” there"


def _where_to(row, text):
    found = places(text, row.exact) if row.exact else []
    if len(found) == 1:
        return f"The words stand once in the text, at {found[0]}."
    if found:
        return f"The words stand {len(found)} times in the text: say which is meant."
    return "The words do not stand in the text: copy them anew."


def _mend(model, row):
    if model is Attribution:
        return f"Repair it at /admin/evidence/{row.key}/"
    return "Open its form in the admin, give the words, empty start and end, and save it."


def _finding(model, row, snapshot, problem, advice):
    return Finding(model._meta.verbose_name, row.key, snapshot.of, problem, advice)


def _without_home():
    """Quotes whose text is not there at all."""
    for model in QUOTED:
        texts = Snapshot._base_manager.filter(pk=OuterRef("snapshot_id"))
        keys = model._base_manager.filter(Q(~Exists(texts))).order_by("pk").values_list("key", flat=True)
        for key in keys.iterator(chunk_size=ROWS):
            yield Finding(model._meta.verbose_name, key, "(missing)", "its text is not there", RESTORE)


def _shown(text):
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"

"""Whether something that was brought in is here already, is another text of a known document, or is new."""

import re
from dataclasses import dataclass

from django.db.models import Q

from sources.choices import Outcome
from sources.importing.outlets import outlet_named
from sources.lib.texts import sha256
from sources.models import Arrival, Document, Snapshot, original_path

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")
SETTLED = (Outcome.DOCUMENT, Outcome.SNAPSHOT, Outcome.HERE)


@dataclass(frozen=True)
class Match:
    """What it is, and the known document or snapshot that says so."""

    outcome: str
    document: Document | None = None
    snapshot: Snapshot | None = None
    reason: str = ""


def same_bytes(digest):
    """A `Match` if a file with these bytes was taken in before, else None: it need not even be read again.

    Of a file with many documents only a finished batch has taken in all.
    """
    whole = Q(part="") | Q(batch__finished_at__isnull=False)
    arrivals = Arrival.objects.filter(sha256=digest, outcome__in=SETTLED, document__isnull=False)
    arrival = arrivals.filter(whole).first()
    if arrival or arrivals.exists():
        return arrival and Match(
            Outcome.HERE, arrival.document, arrival.snapshot, f"The same bytes as {arrival.name[:200]}."
        )
    snapshot = Snapshot.objects.filter(original=original_path(None, digest)).select_related("document").first()
    return snapshot and Match(Outcome.HERE, snapshot.document, snapshot, "The same bytes as those of its text here.")


def match(reading, url, outlet=None):
    """The `Match` of a `Reading`; `url` is its address and `outlet` its outlet, as far as they are known."""
    snapshot = Snapshot.objects.filter(sha256=sha256(reading.text)).without_text().select_related("document").first()
    if snapshot:
        return Match(Outcome.HERE, snapshot.document, snapshot, "Its text is here already, letter for letter.")
    document = Document.objects.filter(url=url).first() if url else None
    if document:
        return Match(Outcome.SNAPSHOT, document, None, "Another text at the same address.")
    document = _same_heading(reading, outlet)
    if document:
        return Match(Outcome.SNAPSHOT, document, None, "Another text of the same outlet, title and day.")
    return Match(Outcome.DOCUMENT)


def _same_heading(reading, outlet):
    title, day = (reading.guesses.get(field) for field in ("title", "published_on"))
    said = reading.guesses.get("outlet")
    outlet = outlet or (said and outlet_named(said.value))
    if not (outlet and title and day and ISO_DAY.match(day.value)):
        return None
    return Document.objects.filter(outlet=outlet, title__iexact=title.value, published_on=day.value).first()

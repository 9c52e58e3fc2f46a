"""Which outlet reports which question of an event, and what an outlet that read about it leaves out.

A document is *for* an event if it has an attribution or a reading there. What a republication prints is reported by
the outlets of the documents it copies, too.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, TextChoices

from claims.models import Attribution, Reading
from sources.models import Document, Outlet


class Coverage(TextChoices):
    REPORTED = "reported", "reported"
    ABSENT = "absent", "absent"
    UNREAD = "unread", "unread"
    NO_DOCUMENT = "no document", "no document"
    RELAYED = "relayed", "heard through others"


@dataclass(frozen=True)
class Cell:
    """What one outlet does with one question: how, which positions it carries, in which documents, since when."""

    coverage: str
    positions: tuple[int, ...] = ()
    documents: int = 0
    first_published: date | None = None


@dataclass(frozen=True)
class CoverageTable:
    """Outlets by rows, questions by columns; `cells` by (outlet pk, question pk)."""

    outlets: tuple[Outlet, ...]
    relayed_outlets: tuple[Outlet, ...]
    cells: dict[tuple[int, int], Cell]
    documents: dict[int, int]

    def cell(self, outlet, question):
        return self.cells.get((outlet.pk, question.pk))


def coverage_of(event, questions, claims):
    """The coverage of compared questions of an event, among the query set `claims`. Four queries."""
    families = _ancestors(questions)
    for_event = _documents_for_event(event, claims)
    printed, heard = _who_carries(questions, families)
    outlets = tuple(Outlet.objects.filter(Exists(Document.objects.filter(outlet=OuterRef("pk")))))
    with_documents = {outlet.pk for outlet in outlets}
    relayed = {outlet.pk: outlet for (_, _), found in heard.items() for outlet, _, _ in found}
    cells = {}
    for compared in questions:
        pk = compared.question.pk
        for outlet in (*outlets, *relayed.values()):
            cell = _cell(printed.get((outlet.pk, pk)), heard.get((outlet.pk, pk)), for_event.get(outlet.pk))
            if outlet.pk in with_documents or cell.coverage == Coverage.RELAYED:
                cells[outlet.pk, pk] = cell
    only_relayed = sorted((o for o in relayed.values() if o.pk not in with_documents), key=lambda o: (o.name, o.slug))
    return CoverageTable(outlets, tuple(only_relayed), cells, {pk: len(found) for pk, found in for_event.items()})


def _cell(printed, heard, for_event):
    if printed:
        return _carried(Coverage.REPORTED, printed)
    if for_event:
        return Cell(Coverage.ABSENT if all(for_event.values()) else Coverage.UNREAD)
    if heard:
        return _carried(Coverage.RELAYED, heard)
    return Cell(Coverage.NO_DOCUMENT)


def _carried(coverage, found):
    documents = {document.pk: document for _, document, _ in found}
    days = [document.published_on for document in documents.values() if document.published_on]
    positions = tuple(sorted({number for _, _, number in found if number}))
    return Cell(coverage, positions, len(documents), min(days, default=None))


def _who_carries(questions, families):
    """Two maps from (outlet pk, question pk) to [(outlet, document, position number)]: printed, and heard elsewhere."""
    printed, heard = defaultdict(list), defaultdict(list)
    for compared in questions:
        for account in compared.claims:
            number = compared.number_of(account.key)
            for place in account.places:
                for document in (place.document, *families.get(place.document.pk, ())):
                    printed[document.outlet_id, compared.question.pk].append((document.outlet, document, number))
                for outlet in _heard(account, place):
                    heard[outlet.pk, compared.question.pk].append((outlet, place.document, number))
    return printed, heard


def _heard(account, place):
    """Outlets that speak through this place: relays, and the one whose own voice is quoted."""
    hops = [relay.outlet for relay in place.relays if relay.outlet_id]
    return hops + ([account.claim.outlet] if account.claim.outlet_id else [])


def _ancestors(questions):
    """{document pk: the documents that it copies, directly or through others}."""
    places = [place for compared in questions for account in compared.claims for place in account.places]
    copies = {place.document.pk: place.document for place in places if place.is_copy}
    originals = {document.original_id for document in copies.values()}
    family = {d.pk: d for d in Document.objects.filter(original__in=originals).select_related("outlet")}
    found = {}
    for pk in copies:
        documents, node = [], family[pk]
        while node.republishes_id:
            node = family[node.republishes_id]
            documents.append(node)
        found[pk] = tuple(documents)
    return found


def _documents_for_event(event, claims):
    """{outlet pk: {document pk: whether it was read for the event}}."""
    found = defaultdict(dict)
    attributions = Attribution.objects.filter(claim__in=claims.compared().filter(event=event)).order_by()
    for outlet, document in attributions.values_list("snapshot__document__outlet", "snapshot__document").distinct():
        found[outlet][document] = False
    for outlet, document in Reading.objects.counted().filter(event=event).values_list("document__outlet", "document"):
        found[outlet][document] = True
    return found

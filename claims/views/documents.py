"""The list of documents, and a document with its text and the places where claims stand in it."""

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from claims.comparisons.families import likely_members
from claims.comparisons.gaps import left_out
from claims.comparisons.reader import read
from claims.filtersets import DocumentFilterSet
from claims.listings import attributions, distinct, tally
from claims.models import Claim, Reading
from claims.views.lists import Column, ListPage
from sources.models import Document, Snapshot

FAMILY, MAYBE = 50, 10  # copies, and likely ones, shown on a document's page


class DocumentListView(ListPage):
    filterset_class = DocumentFilterSet
    row_template = "claims/lists/_document.html"
    title = "Documents"
    lead = "One publication by an outlet: an article, a wire report, a post."
    noun = ("document", "documents")
    csv_name = "sources:document_csv"
    columns = (
        Column("Published", "published_on"),
        Column("Title", "title"),
        Column("Outlet", "outlet"),
        Column("Kind", "kind"),
        Column("Text"),
        Column("Attributions", css="num"),
        Column("Claims", css="num"),
        Column("Read for", css="num"),
    )

    def get_rows(self):
        return Document.objects.with_outlets()

    def decorate(self, rows):
        return decorated(rows, self.claims)


def decorated(rows, claims):
    """The documents with their renditions, and counts of what stands in them; `claims` are the visible ones."""
    documents = list(rows)
    pks = [document.pk for document in documents]
    renditions = _renditions(pks)
    places = attributions(claims).filter(snapshot__document__in=pks)
    marked, found = tally(places, "snapshot__document"), distinct(places, "snapshot__document", "claim")
    read = distinct(Reading.objects.counted().filter(document__in=pks), "document", "event")
    for document in documents:
        document.renditions = renditions.get(document.pk, [])
        document.attributions_count = marked.get(document.pk, 0)
        document.claims_count = found.get(document.pk, 0)
        document.read_count = read.get(document.pk, 0)
    return documents


def _renditions(pks):
    """{document pk: what its snapshots are, in words, oldest first, each once}."""
    found = {}
    for snapshot in Snapshot.objects.filter(document__in=pks).without_text():
        words = snapshot.get_rendition_display()
        names = found.setdefault(snapshot.document_id, [])
        if words not in names:
            names.append(words)
    return found


class DocumentDetailView(TemplateView):
    """A document: one snapshot's text with every attributed claim and wording marked in its place."""

    template_name = "claims/document.html"

    def get_context_data(self, key, **kwargs):
        document = get_object_or_404(Document.objects.with_outlets(), key=key)
        visible = Claim.objects.visible_to(self.request.user)
        snapshots = list(document.snapshots.without_text())
        snapshot = chosen(snapshots, self.request.GET.get("snapshot", ""))
        reader = read(snapshot, visible) if snapshot else None
        return super().get_context_data(
            document=document,
            snapshot=snapshot,
            snapshots=_with_counts(snapshots, visible),
            earlier=one_before(snapshots, snapshot),
            reader=reader,
            family=_family(document),
            maybe=likely_members(document, MAYBE),
            left_out=left_out(document, visible),
            credits=document.credits.select_related("outlet"),
            guesses={guess.field: guess for guess in document.guesses.filter(confirmed_at=None)},
            readings=document.readings.counted().select_related("event", "reader"),
            **kwargs,
        )


def chosen(snapshots, prefix):
    """The snapshot whose hash begins so, or the newest; None if there is none at all. Raises Http404."""
    if not prefix:
        return snapshots[-1] if snapshots else None
    found = [snapshot for snapshot in snapshots if snapshot.sha256.startswith(prefix.lower())]
    if len(found) != 1:
        raise Http404(f"No single snapshot of this document has a hash that begins with {prefix[:64]}.")
    return found[0]


def one_before(snapshots, one):
    """The snapshot before another, or after the first one; None if there is no other."""
    at = snapshots.index(one) if one else 0
    return snapshots[at - 1] if at else next(iter(snapshots[1:]), None)


def _with_counts(snapshots, visible):
    pks = [snapshot.pk for snapshot in snapshots]
    marked = tally(attributions(visible).filter(snapshot__in=pks), "snapshot")
    for number, snapshot in enumerate(snapshots, 1):
        snapshot.number, snapshot.attributions_count = number, marked.get(snapshot.pk, 0)
    return snapshots


def _family(document):
    """The other documents of its chain of republications, earliest first, with their snapshots."""
    family = Document.objects.with_outlets().filter(original=document.original_id).exclude(pk=document.pk)
    snapshots = Prefetch("snapshots", Snapshot.objects.without_text())
    return list(family.prefetch_related(snapshots).order_by("published_on", "key")[:FAMILY])

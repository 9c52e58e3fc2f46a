"""The list of documents, and a document with its text and the places where claims stand in it."""

from claims.filtersets import DocumentFilterSet
from claims.listings import attributions, distinct, tally
from claims.models import Reading
from claims.views.lists import Column, ListPage
from sources.models import Document, Snapshot


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
        documents = list(rows)
        pks = [document.pk for document in documents]
        renditions = _renditions(pks)
        places = attributions(self.claims).filter(snapshot__document__in=pks)
        marked, claims = tally(places, "snapshot__document"), distinct(places, "snapshot__document", "claim")
        read = distinct(Reading.objects.filter(document__in=pks), "document", "event")
        for document in documents:
            document.renditions = renditions.get(document.pk, [])
            document.attributions_count = marked.get(document.pk, 0)
            document.claims_count = claims.get(document.pk, 0)
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

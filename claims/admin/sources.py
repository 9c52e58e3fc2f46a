"""Outlets, documents and snapshots in the admin, as they look once claims stand on them: counts, reports, ways on.

They take the place of the plain ones, which know nothing of claims.
"""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html

from claims.admin.merges import into, way_to_merge
from claims.admin.reading_rows import EventsReadFor
from claims.admin.reports import ReportFile
from claims.curation.arriving import follow_arrival
from claims.curation.successors import successor
from claims.exports.listings import DOCUMENTS, OUTLETS
from claims.models import Attribution, Claim, Wording
from sources.admin.counting import count_of
from sources.admin.documents import DocumentAdmin
from sources.admin.outlets import OutletAdmin
from sources.admin.snapshots import SnapshotAdmin
from sources.models import Document, Outlet, Snapshot

admin.site.unregister([Outlet, Document, Snapshot])


@admin.register(Outlet)
class ReadOutletAdmin(ReportFile, OutletAdmin):
    report = OUTLETS
    own_claims_total = count_of(Claim, "outlet", "own claims")
    list_display = [*OutletAdmin.list_display[:-1], "own_claims_total", "page"]

    def ways_on(self, request, outlet):
        return way_to_merge(request, outlet)

    def where_it_went(self, last):
        return into(successor(Outlet, last.slug))


@admin.register(Document)
class ReadDocumentAdmin(ReportFile, DocumentAdmin):
    report = DOCUMENTS
    attributions_total = count_of(Attribution, "snapshot__document", link=("document", "key"))
    list_display = [*DocumentAdmin.list_display[:-1], "attributions_total", "page"]
    inlines = [*DocumentAdmin.inlines, EventsReadFor]

    def ways_on(self, request, document):
        return [
            *self.way_to_record(request, document),
            *self.way_to_add(request, Snapshot, "Capture a text", document=document.key),
            *self.way_to_add(request, Claim, "Add a claim from it", document=document.key),
            *self.way_to_add(request, Wording, "Add a wording from it", document=document.key),
            *self.way_to_list(request, Attribution, "Its attributions", document=document.key),
            *self._way_to_codings(request, document),
            *self._way_to_guesses(document),
        ]

    def _way_to_guesses(self, document):
        if not document.guesses.filter(confirmed_at=None).exists():
            return []
        return [("Confirm what was guessed", f"{reverse('admin:inbox')}?document={document.key}")]

    def _way_to_codings(self, request, document):
        """For those who give documents to two coders."""
        if not request.user.has_perm("claims.view_coding"):
            return []
        return [("Two codings", reverse("admin:codings", args=[document.key]))]

    def way_to_record(self, request, document):
        """The page where claims are recorded from the text, once there is one."""
        may = request.user.has_perm("claims.add_claim") and document.snapshots.exists()
        return [("Read and record", reverse("admin:record", args=[document.key]))] if may else []


@admin.register(Snapshot)
class QuotedSnapshotAdmin(SnapshotAdmin):
    attributions_total = count_of(Attribution, "snapshot")
    wordings_total = count_of(Wording, "snapshot")
    list_display = [*SnapshotAdmin.list_display[:-1], "attributions_total", "wordings_total", "page"]

    def save_related(self, request, form, formsets, change):
        """The evidence in earlier texts follows its words into a new one, which is compared with all others."""
        super().save_related(request, form, formsets, change)
        done = follow_arrival(form.instance, request.user)
        if done.in_words():
            level = messages.WARNING if done.to_repair else messages.SUCCESS
            self.message_user(request, what_followed(done), level)

    def ways_on(self, request, snapshot):
        return [
            *self.way_to_add(request, Claim, "Add a claim from it", snapshot=snapshot.pk),
            *self.way_to_add(request, Wording, "Add a wording from it", snapshot=snapshot.pk),
            *self.way_to_list(request, Attribution, "Its attributions", snapshot__id__exact=snapshot.pk),
        ]


def what_followed(done):
    """What came of the evidence in earlier texts, with a way to repair it and to undo that it followed."""
    query = f"?done={done.stored.pk}" if done.stored else ""
    words = "Evidence in earlier texts of this document: {}. <a href='{}{}'>Evidence to repair</a>"
    return format_html(words, done.in_words(), reverse("admin:queue_evidence"), query)

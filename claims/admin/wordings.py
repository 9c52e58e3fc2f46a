"""Wordings in the admin: which words name a subject, quoted from a snapshot like any evidence."""

from django.contrib import admin

from claims.admin.attributions import PLACE, PLACE_HELP, QUOTE, chosen_snapshot
from claims.admin.events import EVENT_NAMES
from claims.models import Wording
from sources.admin.documents import DOCUMENT_NAMES
from sources.admin.filters import by_name
from sources.admin.forms import RecordForm
from sources.admin.quoting import QuoteForm, Quoting
from sources.admin.records import RecordAdmin


class WordingForm(QuoteForm, RecordForm):
    together = QUOTE


@admin.register(Wording)
class WordingAdmin(Quoting, RecordAdmin):
    form = WordingForm
    list_display = ["words", "subject", "event", "used_by", "document", "page"]
    list_filter = [
        by_name("event", *(f"event__{path}" for path in EVENT_NAMES)),
        by_name("document", *(f"snapshot__document__{path}" for path in DOCUMENT_NAMES)),
    ]
    list_select_related = ["event", "speaker", "outlet", "snapshot__document__outlet"]
    search_fields = ["exact", "subject", "key", "speaker__name", "speaker__aliases__name", "snapshot__document__key"]
    search_help_text = "Words, subject, key, any name of the speaker, or the document's key."
    ordering = ["-pk"]
    autocomplete_fields = ["event", "snapshot", "speaker", "outlet"]
    fieldsets = [
        (None, {"fields": ["event", "subject", "snapshot", "exact", ("speaker", "outlet"), "key"]}),
        ("Which place", {"fields": PLACE, "description": PLACE_HELP}),
    ]
    csv_columns = {"key": "key", "event": "event__key", "subject": "subject", "words": "exact"} | {
        "document": "snapshot__document__key",
        "snapshot": "snapshot__sha256",
        "start": "start",
        "end": "end",
        "speaker": "speaker__slug",
        "outlet": "outlet__slug",
    }

    def get_queryset(self, request):
        return super().get_queryset(request).defer("snapshot__text")

    def get_changeform_initial_data(self, request):
        return super().get_changeform_initial_data(request) | {"snapshot": chosen_snapshot(request.GET)}

    @admin.display(ordering="exact")
    def words(self, wording):
        return wording.exact

    @admin.display(description="used by")
    def used_by(self, wording):
        return wording.speaker or wording.outlet or f"{wording.snapshot.document.outlet} (own voice)"

    @admin.display(ordering="snapshot__document__title")
    def document(self, wording):
        return wording.snapshot.document.name

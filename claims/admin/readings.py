"""Readings in the admin: who read which document for which event."""

from django.contrib import admin

from claims.admin.events import EVENT_NAMES
from claims.models import Reading
from sources.admin.documents import DOCUMENT_NAMES
from sources.admin.filters import by_name
from sources.admin.records import RecordAdmin


@admin.register(Reading)
class ReadingAdmin(RecordAdmin):
    key_name = ""
    list_display = ["document", "event", "reader", "read_on"]
    list_filter = [
        by_name("event", *(f"event__{path}" for path in EVENT_NAMES)),
        by_name("document", *(f"document__{path}" for path in DOCUMENT_NAMES)),
        "reader",
    ]
    list_select_related = ["document__outlet", "event", "reader"]
    search_fields = ["document__key", "document__title", "event__title", "event__key", "reader__username"]
    search_help_text = "Title or key of the document or event, or the reader's username."
    date_hierarchy = "read_on"
    ordering = ["-pk"]
    autocomplete_fields = ["document", "event", "reader"]
    csv_columns = {
        "document": "document__key",
        "event": "event__key",
        "reader": "reader__username",
        "read_on": "read_on",
    }

    def get_changeform_initial_data(self, request):
        return {"reader": request.user.pk} | super().get_changeform_initial_data(request)

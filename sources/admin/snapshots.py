"""Snapshots in the admin: captured once, read ever after, never changed."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from sources.admin.counting import length_of
from sources.admin.documents import DOCUMENT_NAMES
from sources.admin.filters import by_name
from sources.admin.forms import RecordForm
from sources.admin.outlets import OUTLET_NAMES
from sources.admin.quoting import WordsField
from sources.admin.records import StoredAdmin
from sources.lib.texts import sha256
from sources.models import Snapshot

CAPTURED = ["captured_at", "captured_from", "media_type", "extractor", "note"]


class SnapshotForm(RecordForm):
    """A new text: kept to the character, and once per document."""

    def clean(self):
        super().clean()
        if self.cleaned_data.get("text"):
            self.instance.sha256 = sha256(self.cleaned_data["text"])
        return self.cleaned_data

    def _get_validation_exclusions(self):
        """The hash is not typed, but no document has it twice."""
        return super()._get_validation_exclusions() - ({"sha256"} if self.instance.sha256 else set())


@admin.register(Snapshot)
class SnapshotAdmin(StoredAdmin):
    key_name = ""
    form = SnapshotForm
    characters = length_of("text", "characters")

    list_display = ["title", "outlet", "captured_at", "rendition", "characters", "page"]
    list_filter = [
        "rendition",
        by_name("outlet", *(f"document__outlet__{path}" for path in OUTLET_NAMES)),
    ]
    list_select_related = ["document__outlet"]
    search_fields = [*(f"document__{path}" for path in DOCUMENT_NAMES), "sha256", "captured_from"]
    search_help_text = "Title or key of the document, any name of its outlet, SHA-256, or address."
    date_hierarchy = "captured_at"
    ordering = ["-pk"]
    autocomplete_fields = ["document"]
    choice_joins = ["document__outlet"]
    actions = ["download_csv"]
    csv_columns = {"document": "document__key"} | {
        name: name
        for name in ("sha256", "captured_at", "captured_from", "media_type", "rendition", "extractor", "note")
    }

    def get_queryset(self, request):
        return super().get_queryset(request).without_text()

    def for_choices(self, queryset):
        return super().for_choices(queryset).without_text()

    def choice_label(self, snapshot):
        document = snapshot.document
        day = f", {document.published_on:%d %B %Y}" if document.published_on else ""
        return f"{document.outlet}: {document.name}{day} ({snapshot.get_rendition_display()})"

    def record_fieldsets(self, request, obj):
        if obj is None:
            what = {"fields": ["document", "text", "rendition"]}
            return [(None, what), ("How it was captured", {"fields": CAPTURED})]
        return [
            (None, {"fields": ["of_document", "rendition", *CAPTURED, "sha256"]}),
            ("Text", {"fields": ["shown_text"]}),
        ]

    def get_readonly_fields(self, request, obj=None):
        return ["of_document", "shown_text", "rendition", "sha256", *CAPTURED] if obj else []

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "text":
            kwargs |= {"form_class": WordsField, "widget": AdminTextareaWidget(attrs={"rows": 24})}
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request):
        return {"captured_at": timezone.now()} | super().get_changeform_initial_data(request)

    def has_change_permission(self, request, obj=None):
        """Nobody changes a snapshot; who may is shown it instead of being refused."""
        return False

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or super().has_change_permission(request, obj)

    @admin.display(description="document", ordering="document__title")
    def title(self, snapshot):
        return snapshot.document.name

    @admin.display(ordering="document__outlet__name")
    def outlet(self, snapshot):
        return snapshot.document.outlet

    @admin.display(description="document")
    def of_document(self, snapshot):
        url = reverse("admin:sources_document_change", args=[snapshot.document_id])
        return format_html('<a href="{}">{}</a>', url, snapshot.document)

    @admin.display(description="text")
    def shown_text(self, snapshot):
        return format_html('<div class="snapshot-text" lang="{}">{}</div>', snapshot.document.language, snapshot.text)

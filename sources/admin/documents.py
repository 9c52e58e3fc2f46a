"""Documents in the admin, with whom they credit and what was captured of them."""

from django.contrib import admin
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.html import format_html

from sources.admin.counting import count_of
from sources.admin.filters import by_name, filled
from sources.admin.outlets import OUTLET_NAMES
from sources.admin.records import RecordAdmin, RecordInline
from sources.importing.confirming import confirm_by_hand
from sources.models import Credit, Document, Guess, Snapshot

DOCUMENT_NAMES = ("key", "title", "url", *(f"outlet__{path}" for path in OUTLET_NAMES))
named_outlet = by_name("outlet", *(f"outlet__{path}" for path in OUTLET_NAMES))


class CreditInline(RecordInline, admin.TabularInline):
    model = Credit
    verbose_name_plural = "credits: outlets whose material it says it uses"
    autocomplete_fields = ["outlet"]
    extra = 2

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("outlet")


class SnapshotInline(admin.TabularInline):
    """What was captured: read here, added on a page of its own."""

    model = Snapshot
    fields = readonly_fields = ["captured", "rendition", "captured_from", "characters"]
    verbose_name_plural = "snapshots (they never change)"
    extra = 0
    can_delete = False

    def get_queryset(self, request):
        return (
            super().get_queryset(request).without_text().annotate(characters=Length("text")).select_related("document")
        )

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description="captured at")
    def captured(self, snapshot):
        url = reverse("admin:sources_snapshot_change", args=[snapshot.pk])
        return format_html('<a href="{}">{}</a>', url, f"{snapshot.captured_at:%d %B %Y, %H:%M} UTC")

    @admin.display(description="characters")
    def characters(self, snapshot):
        return f"{snapshot.characters:,}"


class GuessInline(admin.TabularInline):
    """What was read off when it came in: confirmed in the inbox, or by writing into the field itself."""

    model = Guess
    fields = readonly_fields = ["field", "value", "where", "confirmed_by"]
    verbose_name_plural = "what was read off it (a guess until somebody confirms it)"
    extra = 0
    can_delete = False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("confirmed_by")

    def has_view_permission(self, request, obj=None):
        return True  # as the record itself

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class HasText(admin.SimpleListFilter):
    """Whether anything was captured of a document yet."""

    title = "text"
    parameter_name = "text"

    def lookups(self, request, model_admin):
        return [("yes", "Captured"), ("no", "Nothing captured yet")]

    def queryset(self, request, queryset):
        captured = Snapshot.objects.values("document")
        wanted = {"yes": queryset.filter, "no": queryset.exclude}.get(self.value())
        return wanted(pk__in=captured) if wanted else queryset


@admin.register(Document)
class DocumentAdmin(RecordAdmin):
    snapshots_total = count_of(Snapshot, "document", "snapshots")
    copies_total = count_of(Document, "republishes", "copies")

    list_display = [
        "title",
        "outlet",
        "published_on",
        "kind",
        "language",
        "republishes",
        "snapshots_total",
        "copies_total",
        "page",
    ]
    list_filter = [
        named_outlet,
        "kind",
        HasText,
        ("republishes", filled("Its own text", "Republishes another", "republication")),
        "language",
    ]
    list_select_related = ["outlet", "republishes__outlet"]
    search_fields = [*DOCUMENT_NAMES, "byline"]
    search_help_text = "Title, key, address, byline, or any name of the outlet."
    date_hierarchy = "published_on"
    autocomplete_fields = ["outlet", "republishes"]
    choice_joins = ["outlet"]
    fieldsets = [
        (None, {"fields": ["outlet", "title", "key", ("kind", "language"), "byline", "url"]}),
        ("Published", {"fields": [("published_on", "published_time", "dateline"), "republishes"]}),
        ("Note", {"fields": ["note"]}),
    ]
    inlines = [CreditInline, SnapshotInline, GuessInline]
    csv_columns = {"key": "key", "outlet": "outlet__slug"} | {
        name: name for name in ("title", "byline", "kind", "url", "published_on", "published_time", "language")
    }

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change:
            confirm_by_hand(form.instance, form.edited, request.user)

    def choice_label(self, document):
        day = f", {document.published_on:%d %B %Y}" if document.published_on else ""
        return f"{document.outlet}: {document.name}{day}"


@admin.register(Credit)
class CreditAdmin(RecordAdmin):
    key_name = ""
    list_display = ["document", "outlet"]
    list_filter = [by_name("credited", *(f"outlet__{path}" for path in OUTLET_NAMES), title="credited outlet")]
    list_select_related = ["document__outlet", "outlet"]
    search_fields = ["document__key", "document__title", "outlet__name"]
    autocomplete_fields = ["document", "outlet"]
    csv_columns = {"document": "document__key", "outlet": "outlet__slug"}

"""Outlets in the admin, with the other names they go by."""

from django.contrib import admin

from sources.admin.counting import count_of
from sources.admin.filters import EveryValue, by_name
from sources.admin.records import RecordAdmin, RecordInline
from sources.models import Document, Outlet, OutletAlias

OUTLET_NAMES = ("name", "slug", "aliases__name")


class OutletAliasInline(RecordInline, admin.TabularInline):
    model = OutletAlias
    verbose_name_plural = "also known as"
    extra = 2


@admin.register(Outlet)
class OutletAdmin(RecordAdmin):
    key_name = "slug"
    documents_total = count_of(Document, "outlet")

    list_display = ["name", "kind", "country", "language", "reliability", "owner", "documents_total", "page"]
    list_filter = ["kind", "reliability", "collective", ("country", EveryValue), ("language", EveryValue)]
    search_fields = [*OUTLET_NAMES, "owner"]
    search_help_text = "Name, any alias, slug, or owner."
    date_hierarchy = "monitored_since"
    fieldsets = [
        (None, {"fields": ["name", "slug", ("kind", "collective"), ("country", "language"), "homepage", "owner"]}),
        ("Reliability", {"fields": ["reliability", "reliability_note", "monitored_since"]}),
    ]
    inlines = [OutletAliasInline]
    csv_columns = {name: name for name in ("slug", "name", "kind", "collective", "country", "language", "homepage")} | {
        name: name for name in ("owner", "reliability", "reliability_note", "monitored_since")
    }


@admin.register(OutletAlias)
class OutletAliasAdmin(RecordAdmin):
    key_name = ""
    list_display = ["name", "outlet"]
    list_filter = [by_name("outlet", *(f"outlet__{path}" for path in OUTLET_NAMES))]
    list_select_related = ["outlet"]
    search_fields = ["name", "outlet__name"]
    autocomplete_fields = ["outlet"]
    csv_columns = {"outlet": "outlet__slug", "name": "name"}

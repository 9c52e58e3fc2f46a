"""Readings as rows of a document or an event: today, by whoever fills in the form, unless said otherwise."""

from django.contrib import admin

from claims.models import Reading
from sources.admin.forms import InlineForm
from sources.admin.records import RecordInline

PRESET = {"reader", "read_on"}


class ReadingForm(InlineForm):
    """A row counts once something beyond its preset values is chosen."""

    def has_changed(self):
        changed = set(self.changed_data)
        return bool(changed if self.instance.pk else changed - PRESET)


class ReadingInline(RecordInline, admin.TabularInline):
    """Subclasses say which other record is chosen."""

    model = Reading
    form = ReadingForm

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("document__outlet", "event", "reader")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "reader":
            kwargs["initial"] = request.user.pk
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class DocumentsRead(ReadingInline):
    """On an event."""

    autocomplete_fields = ["document", "reader"]
    verbose_name_plural = "documents read for this event: what is not recorded from them is absent, not unread"


class EventsReadFor(ReadingInline):
    """On a document."""

    autocomplete_fields = ["event", "reader"]
    verbose_name_plural = "read for these events: what is not recorded from it is absent, not unread"

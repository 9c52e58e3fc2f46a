"""What the admin of every record has in common; one subclass per model says what is particular to it."""

from django.contrib import admin, messages
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db import IntegrityError, connection, models
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.text import capfirst
from simple_history.admin import SimpleHistoryAdmin

from sources.admin.choosing import Choosing, RecordChoices
from sources.admin.conflicts import Meeting
from sources.admin.counting import sortable_by_count
from sources.admin.deleting import Deleting
from sources.admin.files import CsvFile
from sources.admin.forms import DayField, InlineForm, LinesField, MomentField, NumberField, RecordForm
from sources.admin.listing import RecordList
from sources.admin.searching import search

OVERRIDES = {
    models.URLField: {"assume_scheme": "https", "widget": admin.widgets.AdminURLFieldWidget},
    models.DecimalField: {"form_class": NumberField},
    models.DateField: {"form_class": DayField},
    models.DateTimeField: {"form_class": MomentField},
    models.TextField: {"form_class": LinesField, "widget": admin.widgets.AdminTextareaWidget(attrs={"rows": 3})},
}


class RecordInline(Choosing):
    """Mixed into inlines. `within` lists (model, foreign key to the row) of rows that its rows hold in turn."""

    form = InlineForm
    formfield_overrides = OVERRIDES
    extra = 1
    within = ()


class StoredAdmin(Meeting, Deleting, Choosing, CsvFile, admin.ModelAdmin):
    """The stock admin, and what every record needs.

    `key_name` names the field that identifies a record: set when it is added, never changed afterwards.
    `choice_joins` are what `choice_label` reads of other tables.
    """

    form = RecordForm
    formfield_overrides = OVERRIDES
    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    key_name = "key"
    choice_joins = ()

    class Media:
        css = {"all": ["admin.css"]}

    # What is listed and offered

    def get_queryset(self, request):
        rows = sortable_by_count(self, super().get_queryset(request))
        return rows.select_related(*self.list_select_related) if self.list_select_related else rows

    def changelist_view(self, request, extra_context=None):
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title} | (extra_context or {}))

    def get_changelist(self, request, **kwargs):
        return RecordList

    def get_search_results(self, request, queryset, search_term):
        return search(queryset, self.get_search_fields(request), search_term), False

    def for_choices(self, queryset):
        """The rows of an autocomplete, with what their labels name."""
        return queryset.select_related(*self.choice_joins) if self.choice_joins else queryset

    def choice_label(self, record):
        """How a record is named where it is chosen."""
        return str(record)

    @admin.display(description="page")
    def page(self, record):
        return format_html('<a href="{}">read</a>', record.get_absolute_url())

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        choices = RecordChoices.as_view(admin_site=self.admin_site)
        own = [path("choices/", self.admin_site.admin_view(choices), name=f"{name}_choices")]
        return own + super().get_urls()

    # The form

    change_form_template = "admin/record_form.html"

    def ways_on(self, request, record):
        """(words, address) of what one often does next with a record; shown as buttons above its form."""
        return []

    def way_to_add(self, request, model, words, **preset):
        """A way to a new row of `model`, its form preset, for those who may add one."""
        if not self.admin_site.get_model_admin(model).has_add_permission(request):
            return []
        return [(words, f"{self.address_of(model, 'add')}?{urlencode(preset)}")]

    def way_to_list(self, request, model, words, **filters):
        """A way to the rows of `model` that belong to a record, for those who may see them."""
        if not self.admin_site.get_model_admin(model).has_view_permission(request):
            return []
        return [(words, f"{self.address_of(model, 'changelist')}?{urlencode(filters)}")]

    def address_of(self, model, page):
        return reverse(f"{self.admin_site.name}:{model._meta.app_label}_{model._meta.model_name}_{page}")

    def render_change_form(self, request, context, **kwargs):
        record = kwargs.get("obj")
        ways = self.ways_on(request, record) if record else []
        return super().render_change_form(request, context | {"ways_on": ways}, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        fixed = [self.key_name] if obj and self.key_name else []
        if as_it_was(request):
            fixed = [field.name for field in self.opts.fields if field.editable]
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_fieldsets(self, request, obj=None):
        return self.record_fieldsets(request, obj)

    def record_fieldsets(self, request, obj):
        """The record's own part of the form."""
        return super().get_fieldsets(request, obj)

    def get_fields(self, request, obj=None):
        return [name for name in super().get_fields(request, obj) if name not in ("change_reason", "seen")]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.watched = self.watched(request, obj)
        form.unsaved = getattr(request, "unsaved", "")
        return form

    def watched(self, request, obj):
        """(model, path to the record) of the rows that its form shows, and of those within them."""
        found = []
        for inline in self.get_inline_instances(request, obj):
            path = inline.fk_name or self.opts.model_name
            found += [(inline.model, path)]
            found += [(model, f"{name}__{path}") for model, name in getattr(inline, "within", ())]
        return found

    def get_changeform_initial_data(self, request):
        """From the address: related records by key, slug or number; what does not exist is left out, and said."""
        initial = super().get_changeform_initial_data(request)
        for name, value in list(initial.items()):
            field = self._related_field(name)
            if field:
                found = named_record(field.remote_field.model, value)
                initial[name] = found and found.pk
                if found is None:
                    self.message_user(request, f"There is no {field.verbose_name} “{value[:80]}”.", messages.WARNING)
        return initial

    def _related_field(self, name):
        try:
            field = self.opts.get_field(name)
        except FieldDoesNotExist:
            return None
        return field if isinstance(field, models.ForeignKey) else None

    # Saving

    def get_object(self, request, object_id, from_field=None):
        """Saving locks the record first, so that of two people who save at once one is told of the other."""
        if request.method == "POST" and connection.in_atomic_block and str(object_id).isdecimal():
            stored = self.model._base_manager.filter(pk=object_id).order_by("pk")
            stored.select_for_update().values_list("pk").first()
        return super().get_object(request, object_id, from_field)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Where another person was faster, the form is checked once more and says so at its fields."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            if request.method != "POST":
                raise
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            text = "Nothing was saved: another record that was saved meanwhile has the same key or place. Try again."
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request, obj, form, change):
        """Save with the reason given; a form that changes nothing leaves no entry in the history."""
        if change and not form.edited:
            return
        obj._change_reason = form.cleaned_data.get("change_reason") or None
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for note in form.notes:
            self.message_user(request, note, messages.INFO)
        if hasattr(request, "merged_with"):
            self.message_user(request, f"Merged with what {request.merged_with} saved.", messages.INFO)


class RecordAdmin(StoredAdmin, SimpleHistoryAdmin):
    """A record whose every change is kept and shown: who, when, what, and why."""

    def get_fieldsets(self, request, obj=None):
        changes = obj is not None and not as_it_was(request) and self.has_change_permission(request, obj)
        asked = [(None, {"fields": ["change_reason", "seen"]})] if changes else []
        return [*super().get_fieldsets(request, obj), *asked]

    def history_view(self, request, object_id, extra_context=None):
        """The site has a page of its own for every record's history; what comes here is no number of a record."""
        raise Http404

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """An earlier version, to be read only; simple_history would save whatever is sent here."""
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        if not all(number.isdecimal() and len(number) < 19 for number in (object_id, version_id)):
            raise Http404
        request.as_it_was = True
        return super().history_form_view(request, object_id, version_id, extra_context)


def as_it_was(request):
    """Whether an earlier version of a record is shown."""
    return getattr(request, "as_it_was", False)


def named_record(model, value):
    """The record that a key, slug or number names, or None."""
    value = value.replace("\0", "")
    name = getattr(model, "key_name", None) or getattr(model, "USERNAME_FIELD", "pk")
    found = None if name == "pk" else model._base_manager.filter(**{name: value}).first()
    by_number = found is None and value.isdecimal() and len(value) < 19
    return model._base_manager.filter(pk=value).first() if by_number else found

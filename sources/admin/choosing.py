"""Choosing a related record by typing: its key, its name, or any other name it goes by."""

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect
from django.urls import reverse


class RecordSelect(AutocompleteSelect):
    """An autocomplete whose entries are worded by the chosen model's admin.

    `known` holds objects that the form already has: they are shown without another query.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {}

    @property
    def chosen_admin(self):
        return self.admin_site.get_model_admin(self.field.remote_field.model)

    @property
    def own_choices(self):
        """Whether the chosen model is one of ours; the stock admin serves the others."""
        return isinstance(self.chosen_admin, Choosing)

    def get_url(self):
        if not self.own_choices:
            return super().get_url()
        opts = self.field.remote_field.model._meta
        return reverse(f"{self.admin_site.name}:{opts.app_label}_{opts.model_name}_choices")

    def optgroups(self, name, value, attrs=None):
        chosen = [self._chosen(int(pk)) for pk in map(str, value) if pk.isdecimal() and len(pk) < 19]
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        label = self.chosen_admin.choice_label if self.own_choices else str
        options += [self.create_option(name, found.pk, label(found), True, 1) for found in chosen if found]
        return [(None, options, 0)]

    def _chosen(self, pk):
        if pk not in self.known:
            rows = self.choices.queryset.filter(pk=pk)  # what may not be chosen is not named either
            self.known[pk] = (self.chosen_admin.for_choices(rows) if self.own_choices else rows).first()
        return self.known[pk]


def remember_chosen(form):
    """Give each autocomplete of a form the object that its instance has already joined."""
    joined = form.instance._state.fields_cache
    for name, field in form.fields.items():
        widget = getattr(field.widget, "widget", field.widget)
        if isinstance(widget, RecordSelect) and joined.get(name):
            widget.known = {joined[name].pk: joined[name]}


class RecordChoices(AutocompleteJsonView):
    """What an autocomplete offers, as JSON."""

    def get_queryset(self):
        return self.model_admin.for_choices(super().get_queryset())

    def serialize_result(self, obj, to_field_name):
        return {"id": str(getattr(obj, to_field_name)), "text": self.model_admin.choice_label(obj)}


class Choosing:
    """For admins and inlines: their autocompletes, and text fields that keep simple line ends."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = RecordSelect(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and hasattr(field.widget, "can_delete_related"):
            field.widget.can_delete_related = False  # evidence is not deleted in passing
        return field

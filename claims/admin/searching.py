"""What is searched follows every change made in the admin: a name, a statement, a text is found at once, or no longer.

The admin of each model whose words are indexed is registered once more, with this mixed in.
"""

from django.contrib import admin

from claims.admin import attributions, claims, events, questions, sources, speakers
from claims.search.index import TOUCHED, bring_up_to_date, touched

REGISTERED = (attributions, claims, events, questions, sources, speakers)  # before this module
NAMES = {"name", "label", "text"}  # what other records borrow
LENT = {"label"}  # and of what is part of one: the answers of a question, but not the aliases of a speaker


class Searched:
    """A save and a deletion bring the index up to date: what had the words before, and what has them now."""

    def save_model(self, request, obj, form, change):
        form.searched_before = touched(self.model, [obj.pk], _renamed(form)) if change else {}
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        renamed = _renamed(form) or any(_renamed(part, LENT) for formset in formsets for part in formset.forms)
        bring_up_to_date(form.searched_before, touched(self.model, [form.instance.pk], renamed))

    def delete_model(self, request, obj):
        before = touched(self.model, [obj.pk])
        super().delete_model(request, obj)
        bring_up_to_date(before)

    def delete_queryset(self, request, queryset):
        before = touched(self.model, list(queryset.order_by().values_list("pk", flat=True)))
        super().delete_queryset(request, queryset)
        bring_up_to_date(before)


def _renamed(form, names=NAMES):
    return bool(names & set(form.changed_data))


for model in TOUCHED:
    plain = type(admin.site.get_model_admin(model))
    admin.site.unregister(model)
    admin.site.register(model, type(f"Searched{plain.__name__}", (Searched, plain), {}))

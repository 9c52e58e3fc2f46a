"""Columns of an admin list that count what belongs to a record, each linked to the list of what it counts."""

from django.contrib import admin
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html


def count_of(model, field, label="", link=None):
    """A column: how many rows of `model` point at the record by `field`.

    `link` is the (parameter, attribute of the record) that narrows the list of `model`; it is the foreign key itself,
    unless said otherwise.
    """
    name = f"{model._meta.model_name}_{field}_count"
    parameter, attribute = link or (f"{field}__id__exact", "pk")

    @admin.display(description=label or model._meta.verbose_name_plural, ordering=name)
    def column(self, record):
        number = getattr(record, name, None)
        if not number:
            return number
        url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        return format_html('<a href="{}?{}={}">{}</a>', url, parameter, getattr(record, attribute), number)

    column.counts = (name, model, field)
    return column


def counted(model, field):
    """A subquery with the number of rows of `model` whose `field` is the outer row."""
    rows = model._base_manager.filter(**{field: OuterRef("pk")}).order_by().values(field)
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def with_counts(model_admin, queryset):
    """`queryset` with the numbers that the count columns of this admin show."""
    columns = [getattr(type(model_admin), name, None) for name in model_admin.list_display if isinstance(name, str)]
    found = [column.counts for column in columns if hasattr(column, "counts")]
    return queryset.annotate(**{name: counted(model, field) for name, model, field in found})

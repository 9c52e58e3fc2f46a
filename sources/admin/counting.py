"""Columns of an admin list that count what belongs to a record, each linked to the list of what it counts.

The numbers are fetched for the rows of one page only, with one grouped query per column, however long the list is;
all rows are counted only if somebody sorts by such a column.
"""

from django.contrib import admin
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce, Length
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

    def of_page(rows):
        """{primary key: number} for the rows of a page."""
        found = model._base_manager.filter(**{f"{field}__in": [row.pk for row in rows]}).order_by()
        return dict(found.values_list(field).annotate(number=Count("pk")))

    column.late = name, _counted(model, field), of_page, 0
    return column


def length_of(field, label):
    """A column: how many characters a text has, without fetching it."""
    name = f"{field}_length"

    @admin.display(description=label, ordering=name)
    def column(self, record):
        return f"{getattr(record, name, 0):,}"

    def of_page(rows):
        stored = type(rows[0])._base_manager.filter(pk__in=[row.pk for row in rows]).order_by()
        return dict(stored.values_list("pk", Length(field)))

    column.late = name, Length(field), of_page, 0
    return column


def _counted(model, field):
    rows = model._base_manager.filter(**{field: OuterRef("pk")}).order_by().values(field)
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def late_columns(model_admin):
    """What `count_of` and `length_of` left on the columns of an admin."""
    columns = [getattr(type(model_admin), name, None) for name in model_admin.list_display if isinstance(name, str)]
    return [column.late for column in columns if hasattr(column, "late")]


def sortable_by_count(model_admin, queryset):
    """`queryset`, which may be sorted by late columns; none of them is fetched."""
    return queryset.alias(**{name: expression for name, expression, _, _ in late_columns(model_admin)})


def fetch_late(model_admin, rows):
    """Put the numbers of all late columns on the rows of a page."""
    for name, _, of_page, nothing in late_columns(model_admin) if rows else []:
        found = of_page(rows)
        for row in rows:
            setattr(row, name, found.get(row.pk, nothing))

"""Why a record may not be deleted: what rests on it, named so that an analyst can go there."""

from django.db.models import PROTECT
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join

EXAMPLES = 3


def what_rests_on(records, site, request):
    """A line for each kind of protected record that points at `records`: how many, and the first few, as HTML.

    Takes a queryset or list of one model; does one small query per kind, however much rests on them. Examples are those
    that the person who asks may see.
    """
    records = list(records[:1000]) if hasattr(records, "filter") else list(records)
    if not records:
        return []
    relations = [rel for rel in records[0]._meta.related_objects if rel.on_delete is PROTECT]
    return [line for relation in relations if (line := _line(relation, records, site, request))]


def _line(relation, records, site, request):
    model, field = relation.related_model, relation.field
    rows = model._base_manager.filter(**{f"{field.name}__in": records})
    number = rows.count()
    if not number:
        return None
    first = visible_of(rows, model, site, request).select_related(*named_by(model))[:EXAMPLES]
    examples = format_html_join(", ", "{}", [(linked(row, site),) for row in first])
    noun = model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural
    more = " and others" if number > len(first) else ""
    return format_html("{} {} ({}): {}{}", number, noun, field.verbose_name, examples, more)


def visible_of(rows, model, site, request):
    """Of these rows of a model those that the person who asks may see in its admin."""
    if not site.is_registered(model):
        return rows
    return rows.filter(pk__in=site.get_model_admin(model).get_queryset(request).order_by().values("pk"))


def named_by(model):
    """What a record's name is made of, so that naming it takes no further query."""
    return [field.name for field in model._meta.fields if field.many_to_one and field.editable and not field.null]


def linked(row, site):
    opts = row._meta
    try:
        url = reverse(f"{site.name}:{opts.app_label}_{opts.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return str(row)
    return format_html('<a href="{}">{}</a>', url, str(row)[:120])

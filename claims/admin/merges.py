"""Ways from the form of a speaker or an outlet to its merge with another, and to the one it was merged into."""

from django.urls import reverse
from django.utils.http import urlencode


def way_to_merge(request, record):
    """The button above the form, for those who may merge."""
    opts = record._meta
    if not request.user.has_perm(f"{opts.app_label}.merge_{opts.model_name}"):
        return []
    return [
        (
            "Merge with another …",
            f"{reverse(f'admin:merge_{opts.verbose_name_plural}')}?{urlencode({'keep': record.slug})}",
        )
    ]


def into(record):
    """(words, address) of the record that stayed, or None."""
    if record is None:
        return None
    opts = record._meta
    return str(record), reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk])

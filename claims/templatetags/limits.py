"""Showing the first few of many, and saying how many are left out."""

from django import template

register = template.Library()


@register.filter
def first_few(items, most):
    """The first `most` items; all of them where `most` is empty."""
    return items[:most] if most else items


@register.filter
def beyond(items, most):
    """How many items come after the first `most`; 0 where `most` is empty."""
    return max(0, len(items) - most) if most else 0

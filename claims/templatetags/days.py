"""Days and ranges of days in words."""

from django import template

register = template.Library()


@register.simple_tag
def period(first, last=None, unknown="not dated"):
    """*22 May 2023*, *22–23 May 2023*, *22 May – 3 June 2023*; with `last` alone *by 24 May 2023*."""
    if not first:
        return f"by {_day(last)}" if last else unknown
    if not last or last == first:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} – {_day(last)}"
    return f"{_day(first)} – {_day(last)}"


def _day(day):
    return f"{day.day} {day:%B %Y}"

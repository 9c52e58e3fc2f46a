"""Signs, numbers and small forms of the pages that bring documents in."""

from datetime import date

from django import template

from claims.desk.read_off import DAY, LABELS, in_words
from sources.importing.report import SIGNS

register = template.Library()


@register.filter
def sign(outcome):
    return SIGNS.get(outcome, "…")


@register.filter
def grouped(digits):
    """A number that is kept as text, with its thousands apart."""
    return f"{int(digits):,}" if str(digits).isdecimal() else digits


@register.filter
def day_words(value):
    """A value that was read off: a whole day as people write it."""
    return in_words(value)


@register.filter
def less(number, taken):
    return (number or 0) - (taken or 0)


@register.filter
def day_said(value):
    """A day of a form as it is written in its radio buttons."""
    return value.isoformat() if isinstance(value, date) else (value or "")


@register.inclusion_tag("desk/documents/_corrections.html")
def corrections(form, fields, number=""):
    """The inputs of a `ReadOffForm`: of two readings of the day the radio buttons stand elsewhere, here a third."""
    several = any(one.name == DAY and one.readings and not one.sure for one in fields)
    hidden = DAY if several else "day"
    inputs = [(LABELS.get(field.name, "Another day"), field) for field in form if field.name != hidden]
    return {"form": form, "inputs": inputs, "number": number}

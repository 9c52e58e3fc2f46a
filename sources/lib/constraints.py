"""Database constraints that several models need, with messages an analyst understands."""

from django.db.models import CharField, CheckConstraint, F, Q, TextField
from django.db.models.functions import Length

CharField.register_lookup(Length)  # constraints speak of lengths
TextField.register_lookup(Length)


def one_of(field, choices, name, blank=False):
    """The field holds a word of `choices` (or nothing, if blank), whoever writes it."""
    allowed = list(choices.values) + ([""] if blank else [])
    listed = ", ".join(choices.values)
    return CheckConstraint(
        condition=Q(**{f"{field}__in": allowed}),
        name=name,
        violation_error_message=f"{field}: choose one of {listed}.",
    )


def not_empty(field, name, message):
    """The field may not be the empty text."""
    return CheckConstraint(condition=~Q(**{field: ""}), name=name, violation_error_message=message)


def in_order(first, last, name, message, last_alone=False):
    """Where both are known, `last` is not below `first`; `last` without `first` only if `last_alone`."""
    free = Q(**{f"{last}__isnull": True})
    if last_alone:
        free |= Q(**{f"{first}__isnull": True})
    known = Q(**{f"{first}__isnull": False, f"{last}__gte": F(first)})
    return CheckConstraint(condition=free | known, name=name, violation_error_message=message)

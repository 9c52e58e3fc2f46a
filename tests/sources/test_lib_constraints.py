"""The rules that several models share, as the database sees them (tests of the models try each named rule)."""

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from sources.lib.constraints import in_order, not_empty, one_of
from sources.models import Outlet


class Colour(TextChoices):
    RED = "red"
    BLUE = "blue"


def refuses(constraint, **fields):
    """The message with which a rule refuses an outlet, or None."""
    try:
        constraint.validate(Outlet, Outlet(**fields))
    except ValidationError as refusal:
        return refusal.message
    return None


def test_a_word_outside_the_list_is_refused_with_the_list(db):
    rule = one_of("owner", Colour, "rule")
    assert refuses(rule, owner="green") == "owner: choose one of red, blue."
    assert refuses(rule, owner="") is not None
    assert refuses(rule, owner="red") is None
    assert refuses(one_of("owner", Colour, "rule", blank=True), owner="") is None


def test_nothing_is_no_text(db):
    rule = not_empty("name", "rule", "name: give one.")
    assert refuses(rule, name="") == "name: give one."
    assert refuses(rule, name="x") is None


def test_an_end_needs_its_beginning_unless_it_may_stand_alone():
    bound = str(in_order("first", "last", "rule", "not in order").condition)
    alone = str(in_order("first", "last", "rule", "not in order", last_alone=True).condition)
    assert "('first__isnull', True)" not in bound
    assert "('first__isnull', True)" in alone

"""File names of records: harmless on every system, and never the same for two keys."""

import re

import pytest

from claims.dossier.names import file_name

ANYWHERE = re.compile(r"[a-z0-9][a-z0-9._-]{0,120}")


@pytest.mark.parametrize("key", ["raid", "raid-2023", "a_b", "7", "x" * 100])
def test_a_plain_key_is_its_own_file_name(key):
    assert file_name(key) == key


@pytest.mark.parametrize(
    "key",
    ["Raid", "../../etc/passwd", "a/b", "a\\b", "", ".", "..", ".htaccess", "con", "lpt1", "a b", "a\nb", "–",
     "x" * 101, "С", "a.b", "a:b", "-a", "CON", "\0", "%2e%2e", "a\u202eb"],
)  # fmt: skip
def test_any_other_key_gets_a_harmless_name_of_its_own(key):
    name = file_name(key)
    assert ANYWHERE.fullmatch(name), name
    assert ".." not in name
    assert name != key


def test_names_differ_even_where_a_system_does_not_tell_capitals_apart():
    keys = ["copy", "Copy", "COPY", "cOpy", "c/opy", "c opy", "", "record", "x" * 101, "x" * 102]
    assert len({file_name(key).casefold() for key in keys}) == len(keys)


def test_no_plain_key_can_take_the_name_that_was_made_for_another():
    made = file_name("Copy")
    assert file_name(made) != made

"""Keys that are made up: from the words given, cut between words, free."""

import pytest

from sources.lib.keys import KEY_LENGTH, KEY_PATTERN, free_key, shorten
from sources.models import Outlet
from tests.factories import make_outlet


@pytest.mark.parametrize("key", ["a", "A1", "2023-raid", "raid_2", "x" * KEY_LENGTH])
def test_keys_are_letters_digits_and_dashes(key):
    assert KEY_PATTERN.match(key)


@pytest.mark.parametrize("key", ["", "-a", "_a", "a b", "a/b", "a..b", "a?b", "ä", "a\n", "\na", "٣"])
def test_what_would_not_stand_in_an_address_is_no_key(key):
    assert not KEY_PATTERN.search(key)


@pytest.mark.parametrize(
    ("text", "length", "slug"),
    [
        ("How many were killed?", 40, "how-many-were-killed"),
        ("How many were killed?", 13, "how-many-were"),
        ("How many were killed?", 12, "how-many"),
        ("Donaudampfschiff", 5, "donau"),
        ("№ 1: «Вести»", 20, "no-1"),
        ("Вести", 20, ""),
    ],
)
def test_a_long_text_is_cut_between_words(text, length, slug):
    assert shorten(text, length) == slug


def test_the_first_free_number_is_taken(db):
    assert free_key(Outlet, "slug", "The Daily") == "the-daily"
    make_outlet("The Daily")
    make_outlet("The Daily Mirror")
    assert free_key(Outlet, "slug", "The Daily") == "the-daily-2"


def test_a_number_still_fits_behind_a_long_name(db):
    slugs = {make_outlet("word " * 40).slug for _ in range(3)}
    assert len(slugs) == 3
    assert max(map(len, slugs)) <= KEY_LENGTH


def test_what_leaves_no_letters_is_called_by_its_kind(db):
    assert [make_outlet("Вести").slug, make_outlet("新闻").slug] == ["outlet", "outlet-2"]

"""Sketches are the same in every copy, and what two texts share is counted exactly."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.lib.sketches import COPY, shares, sketch, words_of

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def made_up(count, seed=1):
    """Words of a language that nobody speaks, the short ones common as everywhere."""
    chance = random.Random(seed)
    known = ["".join(chance.choices(LETTERS, k=chance.randint(2, 9))) for _ in range(3000)]
    weights = [1 / (rank + 1) for rank in range(len(known))]
    return chance.choices(known, weights, k=count)


def edited(words, part, seed=2):
    """Of `words` a part is left out, replaced or followed by others."""
    chance, found = random.Random(seed), []
    for word in words:
        fate = chance.random() / part
        found += [word] if fate > 1 else [[], ["otherwise"], [word, "indeed"]][int(fate * 3)]
    return found


def is_found(first, second):
    common = set(sketch(" ".join(first))) & set(sketch(" ".join(second)))
    return bool(common) and shares(first, second).is_copy


@pytest.mark.parametrize("part", [0.02, 0.1, 0.2, 0.3])
@pytest.mark.parametrize("length", [80, 400, 1500])
def test_edited_copies_are_found(length, part):
    words = made_up(length, seed=length)
    assert sum(is_found(words, edited(words, part, seed)) for seed in range(20)) >= 19


def test_a_wire_story_inside_an_article_is_found():
    story = made_up(150, seed=5)
    article = [*made_up(500, seed=6), *story, *made_up(500, seed=7)]
    found = shares(article, story)
    assert is_found(article, story) and found.second > 0.95 and found.first < COPY


def test_other_texts_are_not_copies():
    texts = [made_up(600, seed) for seed in range(10, 30)]
    assert [shares(a, b) for a in texts for b in texts if a is not b and is_found(a, b)] == []


def test_case_marks_and_line_ends_change_no_sketch():
    words = " ".join(made_up(100))
    assert sketch(words) == sketch(words.upper().replace(" ", ",\n— "))


def test_short_and_empty_texts():
    assert sketch("") == [] == sketch("four words are few")
    assert not shares(words_of("to be or not"), words_of("to be or not")).is_copy
    assert (shares([], []).first, shares([], ["a"]).second) == (0, 0)


def test_a_sketch_has_a_limit_and_hashes_that_a_database_holds():
    found = sketch(" ".join(made_up(200_000)))
    assert len(found) == 2000 and all(-(2**63) <= number < 2**63 for number in found)


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_shares_are_shares_and_the_same_both_ways_round(first, second):
    there, back = shares(first, second), shares(second, first)
    assert (there.first, there.second) == (back.second, back.first)
    assert 0 <= there.first <= 1 and 0 <= there.second <= 1

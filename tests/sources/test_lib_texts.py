"""Texts: one form for the same words, and where words stand."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.lib.texts import CONTEXT, context, normalise, places, sha256

texts = st.text()


@pytest.mark.parametrize(
    ("text", "kept"), [("a\r\nb\rc\nd", "a\nb\nc\nd"), ("e\u0301", "é"), ("ﬁ", "ﬁ"), ("\r\n\r\n", "\n\n"), ("", "")]
)
def test_line_ends_and_accents_have_one_form(text, kept):
    assert normalise(text) == kept


@given(texts)
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)
    assert unicodedata.is_normalized("NFC", normalise(text))


def test_the_hash_is_that_of_the_bytes():
    assert sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert sha256("é") != sha256("e\u0301")


@given(texts, texts, texts)
def test_words_are_found_between_their_context(before, words, after):
    text = before + words + after
    found = places(text, words, before[-3:], after[:3])
    assert (len(before) in found) == bool(words)
    assert all(text[start : start + len(words)] == words for start in found)


def test_every_place_is_found_even_where_they_overlap():
    assert places("aaa", "aa") == [0, 1]
    assert places("a cat, a cat.", "cat", suffix=".") == [9]
    assert places("a cat", "dog") == []


def test_the_context_ends_with_the_text():
    assert context("abc", 1, 2) == ("a", "c")
    text = "x" * 100
    assert context(text, 50, 51) == ("x" * CONTEXT, "x" * CONTEXT)

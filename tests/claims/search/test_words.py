"""Words as the index holds them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.search.words import BREAK, LONGEST, fold, words

SAME = [
    ("Гладков", "Gladkov"),
    ("Київ", "Kyiv"),
    ("Зеленський", "Zelenskyy"),
    ("Зеленский", "Zelensky"),
    ("Маляр", "Maliar"),
    ("Подоляк", "Podolyak"),
    ("Podoliak", "Podolyak"),
    ("Щёлково", "Shchelkovo"),
    ("Łódź", "Lodz"),
    ("Ærø", "AERO"),
    ("Straße", "strasse"),
    ("naïve", "naive"),
    ("e\u0301cole", "école"),
    ("glad\u00adkov", "gladkov"),
    ("\u202egladkov\u202c", "gladkov"),
    ("١٢٣", "123"),
    ("１２３", "123"),
    ("125,000", "125000"),
    ("м'ята", "м\u02bcята"),
]


@pytest.mark.parametrize(("one", "other"), SAME, ids=[f"{one} and {other}" for one, other in SAME])
def test_forms_of_one_word_are_one(one, other):
    assert fold(one) == fold(other) != ""


APART = [("Gladkov", "Gladkow"), ("Kyiv", "Kiev"), ("was", "vas"), ("II", "I"), ("αβ", "αγ"), ("王", "国")]


@pytest.mark.parametrize(("one", "other"), APART, ids=[f"{one} and {other}" for one, other in APART])
def test_other_words_are_not(one, other):
    assert fold(one) != fold(other)


CUT = [
    ("Kyiv's air-defence", "kiiv s air defence"),
    ("1.5 km, 12,345,678 and 2023,2024", "1 5 km 12345678 and 2023 2024"),
    ("中国", "z004e2d z0056fd"),
    ("½", "1 2"),
    ("— … !", ""),
    ("a\0b", "a b"),
    (BREAK, ""),
]


@pytest.mark.parametrize(("text", "folded"), CUT, ids=[text for text, _ in CUT])
def test_a_text_is_cut_into_words(text, folded):
    assert fold(text) == folded


def test_no_phrase_runs_from_one_text_into_the_next():
    assert fold("more than", "", "seventy") == f"more than {BREAK} seventi"


def test_a_word_is_no_longer_than_a_database_takes():
    assert len(fold("x" * 5000)) == LONGEST


@given(st.text(max_size=200))
def test_folded_words_are_plain_and_stay_as_they_are(text):
    folded = fold(text)
    assert re.fullmatch(r"([a-z0-9]+( [a-z0-9]+)*)?", folded)
    assert fold(folded) == folded or "," in text


@given(st.text(alphabet=st.characters() | st.sampled_from("aіЇ,1 -'中é\u0301"), max_size=80))
def test_words_stand_where_the_text_has_them(text):
    found = list(words(text))
    assert " ".join(word.folded for word in found) == fold(text)
    for word in found:
        assert word.folded in fold(text[word.start : word.end]).split()

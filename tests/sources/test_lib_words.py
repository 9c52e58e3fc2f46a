"""Cutting texts into words, marks and figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.lib.words import cut, key


def words(text):
    return [word.text for word in cut(text)[1]]


def figures(text):
    return [word.text for word in cut(text)[1] if word.figure]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("25 miles away", ["25 miles"]),
        ("1,255 of 125 000 people", ["1,255", "125 000"]),
        ("08.01.2024, at 21:40", ["08.01.2024", "21:40"]),
        ("$3.5 million and 20%", ["$3.5 million", "20%"]),
        ("the 72nd of 3-5 rounds of 155mm", ["72nd", "3-5", "155mm"]),
        ("two dozen, twenty-five thousand", ["two dozen", "twenty-five thousand"]),
        ("about 40 km2 or 30 per cent", ["40", "30 per cent"]),
        ("No one was there; a T-72 and an F-16 stood at gate B52", []),
        ("sixteenth, tense, often, a ton of wood", []),
    ],
)
def test_a_figure_is_one_word_with_its_unit(text, found):
    assert figures(text) == found


def test_words_keep_inner_apostrophes_and_hyphens():
    assert words("Kyiv’s so-called “regime”…") == ["Kyiv’s", "so-called", "“", "regime", "”", "…"]


def test_scripts_without_spaces_are_cut_by_character():
    assert words("北京 не знал") == ["北", "京", "не", "знал"]


def test_combining_marks_stay_with_their_letter():
    assert words("हिन्दी e\u0323\u0302") == ["हिन्दी", "e\u0323\u0302"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“bad”", '"bad"'),
        ("Kyiv’s", "Kyiv's"),
        ("a – b", "a — b"),
        ("25\u00a0miles", "25 miles"),
        ("co\u00adop", "coop"),
    ],
)
def test_what_only_looks_different_has_the_same_key(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("Kiev", "Kyiv"), ("no", "No"), ("1.5", "15"), ("25 mi", "25 km")])
def test_what_is_different_has_another_key(one, other):
    assert key(one) != key(other)


@given(st.text())
def test_nothing_is_lost(text):
    lead, found = cut(text)
    assert lead + "".join(word.printed for word in found) == text


@pytest.mark.parametrize(
    "text", ["1," * 20000, "1 111" * 9000, "a-" * 20000, "9" * 40000, "twenty-" * 9000, " " * 50000]
)
def test_no_text_takes_long(text):
    lead, found = cut(text)
    assert lead + "".join(word.printed for word in found) == text

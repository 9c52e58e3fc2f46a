"""How alike two names are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.suggestions.alike import LEAST, likeness

LATIN, ORDER, SOUNDS, VOWEL = (
    "same in Latin letters",
    "same words in another order",
    "same sounds, spelt in another way",
    "same but for a vowel or two",
)
ROWS = [
    ("Гладков", "Gladkov", LATIN),
    ("The Citadel", "Citadel", LATIN),
    ("José Núñez", "Jose Nunez", LATIN),
    ("Pavlo Marek", "Marek, Pavlo", ORDER),
    ("Gladkow", "Gladkov", SOUNDS),
    ("Wjatscheslaw Gladkow", "Вячеслав Гладков", SOUNDS),
    ("Schtscherbakow", "Щербаков", SOUNDS),
    ("Szczerbakow", "Shcherbakov", SOUNDS),
    ("Zelenskyy", "Zelensky", SOUNDS),
    ("Podoliak", "Podolyak", SOUNDS),
    ("Muhammad Ali", "Mohammed Ali", VOWEL),
    ("Konashenkov", "Konashenko", "one letter apart"),
    ("Gladkov", "Glazkov", "one letter apart"),
    ("Marek", "Pavlo Marek", "one name within the other"),
    ("P. Marek", "Pavlo Marek", "one name within the other"),
    ("Ministry of Harbours", "Harbour Ministry", "most letters the same"),
]


@pytest.mark.parametrize(("one", "other", "why"), ROWS)
def test_two_spellings_are_alike_and_it_says_how(one, other, why):
    found = likeness(one, other)
    assert found.why == why
    assert found.score >= LEAST


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Unit 1", "Unit 2"),
        ("Ada", "Ida"),
        ("John Smith", "Jane Smith"),
        ("N. Marek", "Pavlo Marek"),
        ("", ""),
        ("!", "?"),
    ],
)
def test_others_are_not(one, other):
    assert likeness(one, other).score < LEAST


NAMES = st.text(max_size=20) | st.text("aeikmnorstvАГик 'ʼ-ٱ", max_size=20)


@given(NAMES, NAMES)
def test_likeness_is_the_same_either_way_and_a_name_is_like_itself(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other).score <= 100
    assert likeness(one, one).score in (0, 100)

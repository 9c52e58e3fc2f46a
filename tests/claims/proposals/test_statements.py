"""The sentence that is proposed for a claim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.choices import Stance
from claims.proposals.statements import statement

KILLED = ("Raiders killed", "How many of the raiders were killed?")
WHO = ("Who the raiders were", "Who were the raiders?")
ROWS = [
    (*KILLED, "more than 70", "asserts", "Marek", "More than 70 raiders were killed."),
    (*KILLED, "none", "asserts", "Marek", "No raiders were killed."),
    (*KILLED, "1", "asserts", "Marek", "Raiders killed: 1."),
    (*KILLED, "between 13 and 46", "asserts", "", "Between 13 and 46 raiders were killed."),
    (*KILLED, "at least 70", "denies", "Marek", "Marek denies that at least 70 raiders were killed."),
    (*KILLED, "at least 70", "denies", "", "Denied: at least 70 raiders were killed."),
    (*KILLED, "", "declines", "Marek", "Marek gives no answer on raiders killed."),
    (*KILLED, "", "asserts", "Marek", ""),
    ("Drones shot down", "How many drones were shot down?", "9", "asserts", "", "9 drones were shot down."),
    ("Koreans killed", "How many Koreans were killed?", "9", "asserts", "", "9 Koreans were killed."),
    ("Kyiv’s part", "What part did Kyiv have?", "none of it", "asserts", "", "Kyiv’s part: none of it."),
    (*WHO, "Ukrainians", "asserts", "Marek", "Who the raiders were: Ukrainians."),
    (*WHO, "Ukrainians", "denies", "Marek", "Marek denies, on who the raiders were: Ukrainians."),
    ("Distance", "How far is it?", "25 km", "asserts", "", "Distance: 25 km."),
    ("Ships moved", "How far were the ships moved?", "25 km", "asserts", "", "Ships moved: 25 km."),
    ("", "How many were hurt?", "12", "asserts", "", "How many were hurt?: 12."),
    ("", "", "12", "asserts", "", ""),
]


@pytest.mark.parametrize("row", ROWS)
def test_a_statement_is_built_of_the_questions_words(row):
    *given_words, expected = row
    assert statement(*given_words) == expected


@given(
    st.text(max_size=30),
    st.text(max_size=40),
    st.text(max_size=20),
    st.sampled_from(Stance.values),
    st.text(max_size=9),
)
def test_any_words_make_a_sentence_or_none(label, text, answer, stance, speaker):
    found = statement(label, text, answer, stance, speaker)
    assert found == "" or found.endswith(".")

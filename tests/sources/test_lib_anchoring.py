"""Where the words of a quote stand in a later text: what is sure, what a person has to look at, what is gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.lib.anchoring import ALIKE, LONGEST, Found, How, find_again, nearest
from sources.lib.texts import places

OLD = """Belgorod, 23 May. The raid began at noon.
The ministry said that more than 70 raiders were killed near the border.
The governor said that nobody was hurt; 12 villages were without power.
The Legion said that it had lost two of its fighters and would come back."""
KILLED, HURT = "more than 70 raiders were killed", "nobody was hurt"


def found(old, new, words, number=0):
    start = places(old, words)[number]
    return find_again(old, new, [(start, start + len(words))])[0]


def stands(new, one):
    return new[one.start : one.end]


@pytest.mark.parametrize("words", [KILLED, HURT, "70", "Belgorod", "come back.", OLD])
def test_in_the_same_text_words_stand_where_they_stood(words):
    one = found(OLD, OLD, words)
    assert (one.start, one.is_sure, one.likeness) == (OLD.index(words), True, 100)


def test_words_that_stand_once_are_found_wherever_their_paragraph_went():
    lines = OLD.split("\n")
    new = "\n".join(["An update.", *reversed(lines)])
    one = found(OLD, new, KILLED)
    assert stands(new, one) == KILLED and one.how == How.ONCE


def test_few_words_that_stand_once_among_other_words_need_a_person():
    new = "Officials in Kyiv denied it: nobody was hurt when their helicopter landed."
    one = found(OLD, new, HURT)
    assert (stands(new, one), one.how, one.is_sure) == (HURT, How.SURROUNDINGS, False)


def test_of_words_that_stand_twice_the_ones_with_the_very_surroundings_are_meant():
    new = "In short: nobody was hurt.\n" + OLD.replace("; 12", ", and 12")
    new = new.replace("In short: ", "In short, they say: ")
    new = new.replace("hurt, and 12 villages were", "hurt; 12 villages were")
    one = found(OLD, new, HURT)
    assert one.how == How.UNCHANGED and one.start == new.rindex(HURT)


def test_of_words_that_stand_twice_those_in_like_surroundings_need_a_person():
    new = "Nobody: nobody was hurt.\n" + OLD.replace("nobody was hurt; 12", "nobody was hurt, and 13")
    one = found(OLD, new, HURT)
    assert one.how == How.SURROUNDINGS and one.start == new.rindex(HURT)


def test_of_repeated_paragraphs_the_one_in_its_order_is_meant():
    old = "Who was it?\nHe says: no.\nWho was it then?\nHe says: no.\nEnd."
    new = "A headline\n" + old
    assert found(old, new, "He says: no.", 1).start == new.rindex("He says: no.")
    assert found(old, new, "He says: no.", 0).start == new.index("He says: no.")
    assert found(old, new, "He says: no.", 1).is_sure


def test_several_places_in_unlike_surroundings_are_no_place():
    new = "Fire at 70 degrees. Over 70 pages of text. Chapter 70 begins."
    assert found(OLD, new, "70") is None


def test_words_within_other_words_are_others():
    assert found(OLD, "In 1970, and not before, a bridge was built.", "70") is None
    assert found("中文他说没有", "据说中文他说没有", "中文").start == 2


def test_words_that_changed_a_little_are_found_and_need_a_person():
    new = "An update.\n" + OLD.replace(KILLED, "at least 75 raiders were killed")
    one = found(OLD, new, KILLED)
    assert (stands(new, one), one.how) == ("at least 75 raiders were killed", How.ALIKE)
    assert ALIKE <= one.likeness < 100 and not one.is_sure


def test_marks_and_line_ends_of_another_shape_are_alike():
    old = "He said: 'We will be\nback soon', and left."
    new = "He said: “We will be back soon”, and left."
    one = found(old, new, "'We will be\nback soon'")
    assert (stands(new, one), one.likeness, one.is_sure) == ("“We will be back soon”", 100, False)


def test_words_put_in_are_part_of_the_new_ones():
    new = OLD.replace("two of its fighters", "only two of its own fighters")
    one = found(OLD, new, "lost two of its fighters and would come back")
    assert stands(new, one) == "lost only two of its own fighters and would come back"


@pytest.mark.parametrize("new", ["", "x", "Nothing of this is here any more.", "raiders " * 50])
def test_words_that_are_gone_are_not_found(new):
    assert found(OLD, new, KILLED) is None


def test_another_sentence_in_the_same_place_is_not_like_enough():
    new = OLD.replace("more than 70 raiders were killed", "no bodies had been found so far")
    assert found(OLD, new, KILLED) is None


def test_very_short_and_very_long_words_are_sought_as_they_are():
    assert found(OLD, OLD.replace("70", "75"), "70") is None
    long = "One word after another. " * (LONGEST // 20)
    assert found(f"{long}End", f"{long[:-30]}something else. End", long) is None


def test_what_a_person_might_mean_is_offered():
    new = OLD.replace(KILLED, "70 of the raiders died").replace("nobody", "Nobody at all")
    start = OLD.index(KILLED)
    first, *others = nearest(OLD, new, (start, start + len(KILLED)))
    assert "70" in stands(new, first) and len(others) <= 2
    assert nearest(OLD, "", (0, 5)) == []


def test_every_place_of_the_same_words_is_offered_once():
    new = "It was 70. They say 70. Not 70."
    start = OLD.index("70")
    assert {one.start for one in nearest(OLD, new, (start, start + 2), 9)} == set(places(new, "70"))


@given(st.text(alphabet="ab \n“é", max_size=80), st.text(alphabet="ab \n“é", max_size=80), st.data())
def test_whatever_the_texts_a_place_lies_within_the_new_one(old, new, data):
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    for one in filter(None, [*find_again(old, new, [(start, end)]), *nearest(old, new, (start, end))]):
        assert isinstance(one, Found) and 0 <= one.start < one.end <= len(new)
        assert one.how == How.ALIKE or new[one.start : one.end] == old[start:end]

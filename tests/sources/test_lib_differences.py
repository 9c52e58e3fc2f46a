"""What differs between two texts, and that nothing of either is lost."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.lib.differences import differences, figures_of

WORDS = st.sampled_from(
    ["the", "mayor", "counted", "25 miles", "seventy", "boats", ".", "\n", "\n\n", "“", "\u00ad", "é"]
)
TEXTS = st.lists(WORDS, max_size=40).map(" ".join)


def side(found, name):
    paragraphs = [getattr(row, name) for row in found.rows if getattr(row, name)]
    return "".join(paragraph.text for paragraph in sorted(paragraphs, key=lambda paragraph: paragraph.number))


def kinds(found):
    return [row.kind for row in found.rows]


def marked(paragraph):
    """A paragraph with what only it has in brackets, figures in double ones."""
    signs = {(False, False): "{}", (True, False): "[{}]", (True, True): "[[{}]]"}
    return "".join(signs[piece.changed, piece.figure].format(piece.text) for piece in paragraph.pieces).strip()


def changed(before, after):
    (row,) = differences(before, after).rows
    return marked(row.before), marked(row.after)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_put_together_again(before, after):
    found = differences(before, after)
    assert side(found, "before") == before
    assert side(found, "after") == after
    for row in found.rows:
        for paragraph, text in ((row.before, before), (row.after, after)):
            assert paragraph is None or text[paragraph.start : paragraph.end] == paragraph.text


@given(TEXTS, TEXTS)
def test_what_is_left_unmarked_is_the_same_on_both_sides(before, after):
    for row in differences(before, after).rows:
        if row.kind == "changed":
            left, right = (
                [word for piece in one.pieces if not piece.changed for word in piece.text.replace("\u00ad", "").split()]
                for one in (row.before, row.after)
            )
            assert left == right


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    found = differences(text, text)
    assert found.is_same
    assert found.figures == []
    assert found.shared_words == found.before_words == found.after_words


def test_changed_words_are_marked_on_their_own_side():
    assert changed("The mayor of Kiev counted boats.", "The mayor of Kyiv counted all boats.") == (
        "The mayor of [Kiev] counted boats.",
        "The mayor of [Kyiv] counted [all] boats.",
    )


def test_a_changed_figure_is_marked_with_its_unit_and_named():
    before, after = "The border is 25 miles away.", "The border is 25 kilometers away."
    assert changed(before, after) == ("The border is [[25 miles]] away.", "The border is [[25 kilometers]] away.")
    assert [figure for _, *figure in differences(before, after).figures] == [["25 miles", "25 kilometers"]]


def test_a_figure_that_comes_without_another_going_is_named_alone():
    found = differences("Several rockets were fired.", "Over a dozen rockets were fired.")
    assert [figure for _, *figure in found.figures] == [["", "dozen"]]


def test_short_words_between_longer_changes_are_no_common_ground():
    left, right = changed("He saw boats of wood lying there.", "He saw ships of iron lying there.")
    assert (left, right) == ("He saw [boats of wood] lying there.", "He saw [ships of iron] lying there.")


def test_space_quotation_marks_and_dashes_are_not_counted():
    found = differences("He said: “no” – twice.\n\nThen left.", 'He  said: "no" — twice.\nThen left.')
    assert kinds(found) == ["same", "same"]
    assert found.reshaped == 1


def test_paragraphs_are_cut_added_and_moved():
    a, b, c, d = (
        "One sentence stands here.",
        "A second one is here.",
        "Something else again, at length.",
        "The end of it.",
    )
    found = differences(f"{a}\n{b}\n{c}\n{d}", f"{a}\n{c}\nEntirely new words came.\n{b}\n{d}")
    assert kinds(found) == ["same", "same", "added", "moved", "same"]
    assert kinds(differences(f"{a}\n{b}\n{d}", f"{a}\n{d}")) == ["same", "cut", "same"]
    (moved,) = (row for row in found.rows if row.kind == "moved")
    assert (moved.before.number, moved.after.number) == (2, 4)


def test_a_paragraph_that_was_rewritten_a_little_is_a_changed_pair():
    found = differences(
        "Ten boats were lost at sea on Tuesday.\nThe harbour is closed now.",
        "Nobody was hurt there.\nEleven boats were lost at sea on Tuesday.\nThe harbour is closed now.",
    )
    assert kinds(found) == ["added", "changed", "same"]


def test_the_changed_words_of_a_place_are_found():
    before = "Belgorod lies 25 miles from the border."
    (row,) = differences(before, "Belgorod lies 25 kilometers from the border.").rows
    start = before.index("25")
    assert [piece.text for piece in row.before.changed_within(start, start + 8)] == ["25 miles"]
    assert row.before.changed_within(0, 8) == []


def test_empty_texts_differ_from_nothing():
    assert differences("", "").rows == ()
    assert kinds(differences("", "Words.")) == ["added"]
    assert kinds(differences("Words.", "")) == ["cut"]


def test_likeness_is_the_share_of_words_in_both():
    assert differences("a b c d", "a b c d").likeness == 1
    assert differences("aaaa bbbb", "cccc dddd").likeness == 0
    assert differences("", "").likeness == 0


def test_figures_are_counted_by_what_they_say():
    assert figures_of("25\u00a0miles, 25 miles and 7") == {"25 miles": 2, "7": 1}


def scrambled(words, count, seed, between=" "):
    chance = random.Random(seed)
    return between.join(chance.choice(words) for _ in range(count))


VOCABULARY = [f"word{number}" for number in range(3000)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (scrambled(VOCABULARY, 20000, 1), scrambled(VOCABULARY, 20000, 2)),
        (scrambled("xy", 20000, 1), scrambled("xy", 20000, 2)),
        (scrambled("xy", 8000, 1, "\n"), scrambled("xy", 8000, 2, "\n")),
        (scrambled(VOCABULARY, 9000, 1, " a\n"), scrambled(VOCABULARY, 9000, 2, " a\n")),
        ("same " * 20000, "same " * 19999 + "other"),
        (
            "\n".join(f"Line {at} is here" for at in range(4000)),
            "\n".join(f"Line {at} is here" for at in range(4000, 0, -1)),
        ),
    ],
    ids=["unrelated", "two words", "two words in lines", "many lines", "one word", "turned round"],
)
def test_long_and_odd_texts_are_compared_without_losing_anything(before, after):
    found = differences(before, after)
    assert side(found, "before") == before
    assert side(found, "after") == after

"""Two values of a field in one line: what is gone, what is new, what stayed."""

import random

import pytest

from sources.lib.redlines import redline


def shown(before, after):
    signs = {"same": "{}", "gone": "[-{}-]", "new": "[+{}+]"}
    return "".join(signs[part.kind].format(part.text) for part in redline(before, after))


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("Killed 70 raiders.", "Killed 70 of the raiders.", "Killed 70 [+of the +]raiders."),
        ("about 70", "more than 70", "[-about-][+more than+] 70"),
        ("said", "repeated", "[-said-][+repeated+]"),
        ("", "new words", "[+new words+]"),
        ("old words", "", "[-old words-]"),
        ("2023-05-24", "2023-05-23", "[-2023-05-24-][+2023-05-23+]"),
        ("It is “so”.", 'It is "so".', 'It is [-“-][+"+]so[-”-][+"+].'),
        ("the same", "the same", "the same"),
        ("", "", ""),
    ],
)
def test_words_are_struck_and_added_where_they_stand(before, after, line):
    assert shown(before, after) == line


def test_texts_that_share_little_stand_whole_one_after_the_other():
    assert shown("One thing was said there.", "Entirely other words stand here now.").count("[") == 2


def test_both_texts_can_be_read_back_whatever_they_hold():
    chance = random.Random(7)
    for _ in range(300):
        before, after = ("".join(chance.choices("ab .,\n“é7", k=chance.randint(0, 30))) for _ in range(2))
        parts = redline(before, after)
        assert "".join(part.text for part in parts if part.kind != "new") == before
        assert "".join(part.text for part in parts if part.kind != "gone") == after


def test_long_texts_take_no_longer_than_a_moment():
    before = "word " * 20_000
    assert redline(before, before + "more")[-1].text == "more"

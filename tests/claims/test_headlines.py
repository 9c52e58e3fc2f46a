"""What the latest claims on a question for a figure say together."""

from dataclasses import replace

import pytest

from claims.headlines import headline
from claims.positions import stand
from tests.claims.carried import COUNT, RIVALS, claim, may, table

SUMMARIES = [
    ("one figure", ["70"], "70", ["a"]),
    ("none, if nobody says more", ["0"], "none", ["a"]),
    ("the lowest to the highest", ["13", "46", "20"], "13 to 46", ["a", "b"]),
    ("no upper end", ["0", ">70", ">=60"], "0 to more than 70", ["a", "b"]),
    ("the highest lower end, if none has an upper", ["0", ">=60", ">70"], "0 to more than 70", ["a", "c"]),
    ("one figure that holds all", [">100000", ">125000"], "more than 100,000", ["a"]),
    ("the end of a between", ["13-46", "60", "50-70"], "13 to 70", ["a", "c"]),
    ("an upper bound alone", ["<=70", "90"], "at most 70 to 90", ["a", "b"]),
    ("other dimensions left out", ["13", "46 families"], "13", ["a"]),
]


@pytest.mark.parametrize(("answers", "words", "sources"), **table(SUMMARIES))
def test_a_range_says(answers, words, sources):
    found = headline(stand([claim(key, answer) for key, answer in zip("abc", answers, strict=False)], COUNT))
    assert (found.words, list(found.claims)) == (words, sources)


LATEST = replace(COUNT, headline="latest")
MOST_RECENT = [
    ("the latest figure", [claim("a", "70", said=1), claim("b", "50", said=2)], "50"),
    ("by as-of before said-on", [claim("a", "70", said=1, as_of=may(9)), claim("b", "50", said=2, as_of=may(2))], "70"),
    ("several of one day", [claim("a", "70", said=2), claim("b", "50", said=2), claim("c", "9", said=1)], "50 to 70"),
    ("an undated figure not, beside a dated one", [claim("a", "70"), claim("b", "50", said=2)], "50"),
    ("undated figures, if there are no others", [claim("a", "70"), claim("b", "50")], "50 to 70"),
]


@pytest.mark.parametrize(("claims", "words"), **table(MOST_RECENT))
def test_the_latest_is(claims, words):
    assert headline(stand(claims, LATEST)).words == words


NO_FIGURE = [
    ("nobody answers", [], COUNT),
    ("figures are only denied", [claim("a", "70", "denies")], COUNT),
    ("figures are only evaded", [claim("a", "", "declines")], COUNT),
    ("the question asks for a choice", [claim("a", "x")], RIVALS),
]


@pytest.mark.parametrize(("claims", "question"), **table(NO_FIGURE))
def test_there_is_no_headline_where(claims, question):
    assert headline(stand(claims, question)) is None


def test_a_question_without_a_unit_still_has_a_headline():
    found = headline(stand([claim("a", "13 people"), claim("b", "46 people")], replace(COUNT, unit="")))
    assert found.words == "13 people to 46 people"

"""What is later, and how a voice parts from itself."""

import pytest

from claims.agreement import compare, is_reversal, reported_differently
from claims.choices import Verdict
from claims.facts import is_later, one_occasion
from tests.claims.spoken import COUNT, MANY, RIVALS, both_ways, claim, picks, said, says, table

LATER = [
    ("a later day", said(2), said(1), True),
    ("the same day", said(1), said(1), False),
    ("an earlier day", said(1), said(2), False),
    ("an unknown day", said(2), said(), False),
    ("a range wholly later", said(4, 9), said(1, 3), True),
    ("ranges that overlap", said(3, 9), said(1, 3), False),
    ("after a last possible day", said(4), said(None, 3), True),
    ("a last possible day alone", said(None, 9), said(3), False),
    ("a later as-of date", said(as_of=2), said(as_of=1), True),
    ("as-of goes before said-on", said(1, as_of=2), said(9, as_of=1), True),
    ("equal as-of dates decide, too", said(9, as_of=1), said(2, as_of=1), False),
    ("one as-of date decides nothing", said(9, as_of=1), said(2), True),
]


@pytest.mark.parametrize(("a", "b", "expected"), **table(LATER))
def test_later_means_that_the_whole_range_is(a, b, expected):
    assert is_later(claim(**a), claim(**b)) is expected
    assert not (expected and is_later(claim(**b), claim(**a)))


DAY = said(1)
OCCASIONS = [
    ("two days are a reversal", DAY, said(2), "reversal"),
    ("one day is one occasion", DAY, DAY, "reported differently"),
    ("days that overlap may be one occasion", DAY, said(1, 3), "reported differently"),
    ("an unknown order is a reversal", said(), said(), "reversal"),
    ("an unknown day is a reversal", DAY, said(), "reversal"),
    ("one day, but as of two days, is a reversal", said(1, as_of=1), said(1, as_of=2), "reversal"),
    ("a collective never reverses itself", DAY | MANY, said(2) | MANY, "neither"),
    ("nor is it reported differently", DAY | MANY, DAY | MANY, "neither"),
    ("another voice is no reversal", DAY, DAY | {"voice": "speaker:two"}, "neither"),
]


@pytest.mark.parametrize(("a", "b", "expected"), **table(OCCASIONS))
def test_a_voice_that_contradicts_itself(a, b, expected):
    a, b = picks("left", key="a", **a), picks("driven out", key="b", **b)
    found = both_ways(a, b, RIVALS)
    assert found.verdict == Verdict.CONTRADICTS
    for pair in ((a, b), (b, a)):
        assert is_reversal(*pair, found) == (expected == "reversal")
        assert reported_differently(*pair, found) == (expected == "reported differently")


def test_one_document_cannot_report_a_voice_differently_from_itself():
    a, b = picks("left", key="a", **DAY), picks("driven out", key="b", **DAY)
    assert is_reversal(a, b, compare(a, b, RIVALS), same_document=True)
    assert not reported_differently(a, b, compare(a, b, RIVALS), same_document=True)


def test_a_voice_that_agrees_with_itself_is_neither():
    a, b = says("70", key="a", **DAY), says("70", key="b", **DAY)
    assert one_occasion(a, b)
    assert not is_reversal(a, b, compare(a, b, COUNT)) and not reported_differently(a, b, compare(a, b, COUNT))

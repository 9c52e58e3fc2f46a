"""The sentence that says why: who says what, and what the two are to each other."""

import pytest

from claims.agreement import judge
from claims.facts import RelationFacts
from tests.claims.spoken import (
    COUNT,
    DISTANCE,
    RIVALS,
    TOLL,
    WHEN,
    both_ways,
    claim,
    dated,
    denies,
    may,
    on,
    picks,
    rejects,
    says,
    table,
)

REASONS = [
    (
        "names voices and figures",
        (says(">70"), says("0", "two"), COUNT),
        "One says more than 70 people and Two says none: no number fits both.",
    ),
    (
        "quotes answers, hedges and scopes",
        (picks("left", hedge="likely"), rejects("left", scope="of its own ranks only"), RIVALS),
        "One says “left” and Two denies “left”: one denies what the other asserts "
        "(hedge of One: “likely”; scope of Two: “of its own ranks only”).",
    ),
    (
        "tells that as-of dates differ",
        (says("70", as_of=may(1)), says("0", "two", as_of=may(3)), COUNT),
        "One says 70 people and Two says none: no number fits both "
        "(as of different dates: One 1 May 2023, Two 3 May 2023).",
    ),
    (
        "says of one voice when it said what, and converts",
        (says("25 mi", key="b", said_on=may(3)), says("25", key="a", said_on=may(1)), DISTANCE),
        "One says 25 km (1 May 2023) and also says 25 mi (about 40.2 km) (3 May 2023): no number fits both.",
    ),
    (
        "says that every answer is denied",
        (picks("left"), rejects(""), RIVALS),
        "One says “left” and Two denies every answer: one denies what the other asserts.",
    ),
    (
        "says who leaves what unanswered",
        (says("70"), claim("two", stance="declines"), COUNT),
        "One says 70 people and Two declines to answer: what One says is left unanswered.",
    ),
    (
        "says whose figure is the later one",
        (dated("20", 1), dated("25", 2, "two"), TOLL),
        "One says 20 people and Two says 25 people: the count was still going on, and the higher figure is Two's, "
        "which is the later one (as of different dates: One 1 May 2023, Two 2 May 2023).",
    ),
    (
        "says none, with a unit that converts 0",
        (says("0"), says("25 mi", "two"), DISTANCE),
        "One says 0 km and Two says 25 mi (about 40.2 km): no number fits both.",
    ),
    (
        "says of what there is none if the question asks for something else",
        (says("0 families"), says("0 people", "two"), COUNT),
        "One says 0 families and Two says none: their units measure different things.",
    ),
    (
        "says none but never that somebody denies none",
        (says("0"), denies("0"), COUNT),
        "One says none and Two denies 0 people: one denies what the other asserts.",
    ),
    (
        "says days",
        (on(20, 21), on(22, voice="two"), WHEN),
        "One says 20 May 2023 to 21 May 2023 and Two says 22 May 2023: the two have no day in common.",
    ),
]


@pytest.mark.parametrize(("claims", "reason"), **table(REASONS))
def test_a_reason(claims, reason):
    assert both_ways(*claims).reason == reason


def test_a_reason_names_no_unit_that_a_claim_does_not_have():
    found = both_ways(says("70 families"), says("70", "two"), COUNT)
    assert found.reason == "One says 70 families and Two says 70 people: their units measure different things."


def test_a_relation_without_a_reason_still_gets_a_sentence():
    found = judge(says("70"), says("0", "two"), COUNT, RelationFacts("one-says", "two-says", "contradicts", "number"))
    assert found.reason == "One says 70 people and Two says none: a person judged it so."

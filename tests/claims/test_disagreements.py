"""Which contradictions are suggested to a person."""

import pytest

from claims.choices import RelationKind
from claims.disagreements import MANY_VOICES, to_suggest
from claims.facts import RelationFacts
from claims.positions import stand
from tests.claims.carried import COUNT, RIVALS, claim, pairs


def test_contradictions_between_voices_and_reversals_are_suggested():
    claims = [
        claim("shoigu", ">70", said=24),
        claim("kremlin", ">=70", said=23),
        claim("legion-1", ">=70", "denies"),
        claim("legion-2", "0"),
        claim("wsws-1", "5", said=1),
        claim("wsws-2", "0", said=2),
    ]
    standing = stand(claims, COUNT)
    assert pairs(to_suggest(standing)) == [
        ("kremlin", "legion-1"),
        ("kremlin", "legion-2"),
        ("kremlin", "wsws-2"),
        ("legion-1", "shoigu"),
        ("legion-2", "shoigu"),
        ("shoigu", "wsws-2"),
        ("wsws-1", "wsws-2"),
    ]
    assert {pair.comparison.basis for pair in to_suggest(standing)} == {"number", "denial"}


@pytest.mark.parametrize(("state", "expected"), [("suggested", 1), ("confirmed", 0), ("rejected", 0)])
@pytest.mark.parametrize("kind", RelationKind.values)
def test_what_a_person_decided_is_not_suggested_again(kind, state, expected):
    claims = [claim("a", "70"), claim("b", "0")]
    assert len(to_suggest(stand(claims, COUNT, [RelationFacts("b", "a", kind, state=state)]))) == expected


def test_a_collective_is_not_suggested_to_contradict_itself():
    claims = [claim("many-1", "x", collective=True), claim("many-2", "y", collective=True)]
    standing = stand(claims, RIVALS)
    assert len(standing.positions) == 2
    assert (standing.reversals, standing.reported_differently, to_suggest(standing)) == ((), (), ())


def crowd(size):
    return [claim(f"v{number:02}", "x" if number % 3 else "y", origins="ap") for number in range(size)]


def test_above_thirty_voices_one_pair_stands_for_two_positions():
    assert len(to_suggest(stand(crowd(MANY_VOICES), RIVALS))) == 20 * 10
    most_carried = claim("zz", "y", documents="d e")
    found = to_suggest(stand([*crowd(MANY_VOICES), most_carried], RIVALS))
    assert pairs(found) == [("v01", "zz")]


def test_above_thirty_voices_a_rejected_pair_is_not_replaced_by_its_neighbour():
    claims, relation = (
        crowd(MANY_VOICES + 1),
        RelationFacts("v00", "v01", "contradicts", "rival_account", state="rejected"),
    )
    assert to_suggest(stand(claims, RIVALS, [relation])) == ()

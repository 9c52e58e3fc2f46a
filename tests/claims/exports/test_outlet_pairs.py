"""outlet-pairs.csv, and one pair question by question."""

import pytest
from django.http import QueryDict

from claims.exports.outlet_pairs import OutletVsFilterSet
from claims.models import Claim
from tests import factories as make
from tests.claims.exports.world import World, read


@pytest.fixture
def world(db):
    """Herald (and Mirror, which copies it) carries both accounts of the dead; the Post one, and its own distance."""
    world = World()
    world.post = make.make_outlet("Post")
    story = make.make_snapshot(make.make_document(world.post), "Orlova: more than 70; the border is 99 km away.")
    make.make_attribution(world.many, story, "more than 70")
    far = make.make_claim(world.far, world.post, key="post-distance", amount=99)
    make.make_attribution(far, story, "99 km")
    return world


def test_pairs_are_counted_over_shared_questions(world):
    (pair,) = read("outlet-pairs")
    assert pair == {
        "outlet_a": "Herald",
        "outlet_b": "Post",
        "shared_events": "1",
        "shared_questions": "2",
        "same": "0",
        "partly": "1",
        "opposed": "1",
        "different": "0",
        "own_voice_contradictions": "1",
    }


def test_pairs_are_narrowed_by_event_and_outlet(world):
    assert read("outlet-pairs", "outlet=wire") == []
    assert len(read("outlet-pairs", "outlet=post&event=raid")) == 1


def test_a_pair_is_shown_question_by_question(world):
    rows = read("outlet-vs", "outlet=post&other=herald")
    assert [(row["question_key"], row["verdict"], row["first_positions"], row["second_positions"]) for row in rows] == [
        ("far", "opposed", "2", "1"),
        ("killed", "partly", "1", "1; 2"),
    ]
    assert rows[0]["question"] == "How far is it?"


def test_two_different_outlets_must_be_named(world):
    problems = {
        query: OutletVsFilterSet(QueryDict(query)).problems for query in ("outlet=post", "outlet=post&other=post")
    }
    assert problems == {
        "outlet=post": ["other: Name the outlet by its slug."],
        "outlet=post&other=post": ["other: An outlet is not compared with itself; name another one."],
    }


def test_visitors_compare_accepted_claims_only(world):
    world.many.status = "draft"
    world.many.save()
    (pair,) = read("outlet-pairs", claims=Claim.objects.accepted())
    assert pair["shared_questions"] == "1"

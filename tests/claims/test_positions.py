"""Where accounts stand: the place of every claim, positions, and where these part."""

from dataclasses import replace

import pytest

from claims.agreement import compare
from claims.choices import Verdict
from claims.disagreements import to_suggest
from claims.facts import RelationFacts
from claims.positions import position_pairs, stand
from tests.claims.carried import (
    COUNT,
    DISTANCE,
    PLACES,
    RIVALS,
    TEXT,
    TOLL,
    WHEN,
    claim,
    keys,
    may,
    members,
    names,
    pairs,
    table,
)

# Where a claim stands.

STANDING = [
    ("an answer takes a position", TOLL, [claim("one", "70")], {}),
    ("declining is an evasion", TOLL, [claim("one", stance="declines")], {"evading": ["one"]}),
    ("affirming nothing is an evasion", RIVALS, [claim("one", stance="noncommittal")], {"evading": ["one"]}),
    ("no figure is uncoded", TOLL, [claim("one", "many")], {"uncoded": ["one"]}),
    ("no answer is uncoded", RIVALS, [claim("one")], {"uncoded": ["one"]}),
    ("free text is unranked", TEXT, [claim("one")], {"unranked": ["one"]}),
    ("a repetition replaces", COUNT, [claim("a", ">70", said=1), claim("a-2", ">70", said=2)], {"superseded": ["a"]}),
    ("a contradiction replaces", COUNT, [claim("a", "70", said=1), claim("a-2", "0", said=2)], {"superseded": ["a"]}),
    ("a differing one replaces", COUNT, [claim("a", ">9", said=1), claim("a-2", ">8", said=2)], {"superseded": ["a"]}),
    ("an update replaces", TOLL, [claim("a", "20", said=1), claim("a-2", "25", said=2)], {"superseded": ["a"]}),
    ("a compatible one stays", COUNT, [claim("a", ">=70", "denies", 1), claim("a-2", "0", said=2)], {}),
    ("an undated one stays", COUNT, [claim("a", "70"), claim("a-2", "0", said=2)], {}),
    ("another voice's stays", COUNT, [claim("a", "70", said=1), claim("b", "0", said=2)], {}),
    ("no evasion replaces", RIVALS, [claim("a", "x", said=1), claim("a-", "", "declines", 2)], {"evading": ["a-"]}),
    (
        "a withdrawal replaces",
        COUNT,
        [claim("a", "70"), claim("a-2", "", "withdraws", 2)],
        {"superseded": ["a"], "withdrawals": ["a-2"]},
    ),
    (
        "a withdrawal spares what came after it",
        COUNT,
        [claim("a", "70", said=3), claim("a-2", "", "withdraws", 2)],
        {"withdrawals": ["a-2"]},
    ),
    (
        "a withdrawal spares other voices",
        COUNT,
        [claim("a", "70"), claim("b", "", "withdraws", 2)],
        {"withdrawals": ["b"]},
    ),
    (
        "a collective replaces nothing",
        TOLL,
        [claim("a", "20", said=1, collective=True), claim("a-2", "25", said=2, collective=True)],
        {},
    ),
]


@pytest.mark.parametrize(("question", "claims", "apart"), **table(STANDING))
def test_a_claim_stands(question, claims, apart):
    standing = stand(claims, question)
    assert {place: keys(getattr(standing, place)) for place in PLACES if getattr(standing, place)} == apart
    assert set(keys(standing.latest)) == set(keys(claims)) - {key for place in apart.values() for key in place}


UPDATED = [
    ("an undated claim", {}, "updates", "confirmed", ["china"]),
    ("an undated claim by withdrawing it", {}, "withdraws", "confirmed", ["china"]),
    ("a collective's claim", {"collective": True}, "updates", "confirmed", ["china"]),
    ("nothing while it is only suggested", {}, "updates", "suggested", []),
    ("nothing once it is rejected", {}, "updates", "rejected", []),
    ("nothing by repeating an undated claim", {}, "repeats", "confirmed", []),
]


@pytest.mark.parametrize(("facts", "kind", "state", "superseded"), **table(UPDATED))
def test_a_persons_relation_replaces(facts, kind, state, superseded):
    claims = [claim("china", "", "declines", **facts), claim("china-2", "yes", "denies", **facts)]
    relation = RelationFacts("china-2", "china", kind, state=state)
    assert keys(stand(claims, RIVALS, [relation]).superseded) == superseded


def test_another_voices_update_replaces_nothing():
    claims = [claim("one", "20", as_of=may(1)), claim("two", "25", as_of=may(2))]
    assert names(stand(claims, TOLL)) == ["20", "25"]
    relation = RelationFacts("two", "one", "updates")
    assert names(stand(claims, COUNT, [relation])) == ["20", "25"]


# Which claims stand together.

TOGETHER = [
    ("figures that agree", COUNT, ["70", "70", "~70"], [{"a", "b", "c"}]),
    ("more than 70 and at least 70", COUNT, [">70", ">=70", "0"], [{"a", "b"}, {"c"}]),
    ("not at least 70 with both 75 and 80", COUNT, ["75", "80", ">=70"], [{"a"}, {"b"}, {"c"}]),
    ("only with every member", COUNT, ["90", "~100", "110"], [{"a", "b"}, {"c"}]),
    ("those with an upper end first", COUNT, ["70", ">70", ">=70"], [{"a", "c"}, {"b"}]),
    ("not figures that differ", COUNT, [">100000", ">125000"], [{"a"}, {"b"}]),
    ("not a bounded and an open figure", COUNT, [">=20", "13-46"], [{"a"}, {"b"}]),
    ("units that convert", DISTANCE, ["40", "25 mi", "41 km"], [{"a", "b"}, {"c"}]),
    ("not families and people", COUNT, ["70", "70 families"], [{"a"}, {"b"}]),
    ("the same choice", RIVALS, ["x", "y", "x"], [{"a", "c"}, {"b"}]),
]


@pytest.mark.parametrize(("question", "answers", "expected"), **table(TOGETHER))
def test_claims_stand_together(question, answers, expected):
    claims = [claim(key, answer) for key, answer in zip("abc", answers, strict=False)]
    assert sorted(members(stand(claims, question)), key=min) == expected


def test_figures_are_taken_by_upper_end_then_lower_end():
    claims = [claim("a", "5-7"), claim("b", "3-5"), claim("c", "1-3")]
    assert members(stand(claims, COUNT)) == [{"b", "c"}, {"a"}]
    claims = [claim("a", "5-7"), claim("b", "6-7"), claim("c", "1-5")]
    assert members(stand(claims, COUNT)) == [{"a", "c"}, {"b"}]


def test_dates_stand_together_with_every_member():
    days = {"a": (1, 3), "b": (3, 5), "c": (5, 6)}
    claims = [claim(key, date_from=may(first), date_to=may(last)) for key, (first, last) in days.items()]
    standing = stand(claims, WHEN)
    assert members(standing) == [{"a", "b"}, {"c"}]
    assert names(standing) == ["1 May 2023 to 3 May 2023", "5 May 2023 to 6 May 2023"]


def test_choices_stand_by_answer_and_stance():
    claims = [claim("a", "x"), claim("b", "x", "denies"), claim("c", "y", "denies"), claim("d", "", "denies")]
    assert names(stand(claims, RIVALS)) == ["x", "not x", "not y", "none of these"]


def test_on_a_yes_no_question_a_denial_of_every_answer_denies_the_only_one():
    claims = [claim("a", "yes", "denies"), claim("b", "", "denies")]
    standing = stand(claims, replace(RIVALS, only_answer="yes"))
    assert (names(standing), members(standing)) == (["not yes"], [{"a", "b"}])
    assert names(stand([claims[1]], replace(RIVALS, only_answer="yes"))) == ["not yes"]


def test_denied_figures_stand_by_themselves():
    claims = [
        claim("a", ">=70"),
        claim("b", ">=70", "denies"),
        claim("c", ">=70", "denies"),
        claim("d", "70", "denies"),
    ]
    standing = stand(claims, COUNT)
    assert members(standing) == [{"b", "c"}, {"a"}, {"d"}]
    assert names(standing) == ["not at least 70", "at least 70", "not 70"]


def test_a_persons_relation_joins_and_parts_figures_but_not_choices():
    agree = RelationFacts("a", "b", "corroborates")
    assert len(stand([claim("a", "70"), claim("b", "0")], COUNT, [agree]).positions) == 1
    assert len(stand([claim("a", "x"), claim("b", "y")], RIVALS, [agree]).positions) == 2
    part = RelationFacts("a", "b", "contradicts", "wording")
    assert len(stand([claim("a", "70"), claim("b", "70")], COUNT, [part]).positions) == 2
    assert len(stand([claim("a", "x"), claim("b", "x")], RIVALS, [part]).positions) == 1


def test_free_text_takes_positions_only_where_a_person_related_it():
    claims = [claim(key, statement=f"Account {key}") for key in "abcd"]
    relations = [RelationFacts("a", "b", "contradicts", "inference"), RelationFacts("c", "b", "corroborates")]
    standing = stand(claims, TEXT, relations)
    assert (names(standing), members(standing)) == (["Account b", "Account a"], [{"b", "c"}, {"a"}])
    assert keys(standing.unranked) == ["d"]


# In which order, and under which name.

ORDER = [
    ("independent origins", [claim("a", "1"), claim("b", "2", origins="x y")], ["2", "1"]),
    (
        "origins before voices",
        [claim(key, "1", origins="x") for key in "ab"] + [claim("c", "2", origins="x y")],
        ["2", "1"],
    ),
    ("voices", [claim("a", "1", origins="x"), claim("b", "2", origins="x"), claim("c", "2", origins="x")], ["2", "1"]),
    ("the earliest day", [claim("a", "1"), claim("b", "2", said=2), claim("c", "3", said=1)], ["3", "2", "1"]),
    ("the key", [claim("b", "1"), claim("a", "2")], ["2", "1"]),
    ("unknown origins add nothing", [claim("a", "1", origins="x ?"), claim("b", "2", said=1)], ["2", "1"]),
    ("all unknown is one", [claim("b", "1", origins="?"), claim("c", "1", origins="?"), claim("a", "2")], ["1", "2"]),
]


@pytest.mark.parametrize(("claims", "expected"), **table(ORDER))
def test_positions_are_listed_by(claims, expected):
    standing = stand(claims, COUNT)
    assert names(standing) == expected
    assert [position.number for position in standing.positions] == list(range(1, len(expected) + 1))


NAMED = [
    ("most carried", COUNT, [claim("a", ">70", said=1), claim("b", ">=70", said=2, documents="x y")], "at least 70"),
    ("earliest of these", COUNT, [claim("a", ">70", said=2), claim("b", ">=70", said=1)], "at least 70"),
    ("first by key of these", COUNT, [claim("b", ">=70"), claim("a", ">70")], "more than 70"),
    ("with the unit where units convert", DISTANCE, [claim("a", "25 mi")], "25 mi"),
    ("with the question's unit, then, too", DISTANCE, [claim("a", "25")], "25 km"),
    ("with a unit that is not the question's", COUNT, [claim("a", "25 families")], "25 families"),
    ("without the unit that all share", COUNT, [claim("a", "25 people")], "25"),
    ("none for exactly nothing", COUNT, [claim("a", "0")], "none"),
    ("none of what all count", COUNT, [claim("a", "0 people")], "none"),
    ("0 with the unit where units convert", DISTANCE, [claim("a", "0")], "0 km"),
    ("not 0, where nothing is denied", COUNT, [claim("a", "0", "denies")], "not 0"),
    ("about 0, as it was said", COUNT, [claim("a", "~0")], "about 0"),
]


@pytest.mark.parametrize(("question", "claims", "name"), **table(NAMED))
def test_a_position_is_named_after_its(question, claims, name):
    standing = stand(claims, question)
    assert names(standing) == [name]
    assert standing.number_of(standing.positions[0].leading.key) == 1


def test_a_position_counts_origins_and_voices_once():
    claims = [claim("a", "70", origins="ap"), claim("a-2", "70", origins="ap ?"), claim("b", "70", origins="ap afp")]
    (position,) = stand(claims, COUNT).positions
    assert (position.origins, position.voices, len(position.members)) == (2, 2, 3)


# Where they part.


def test_positions_part_by_what_parts_their_claims_most():
    standing = stand([claim("a", "75"), claim("b", "80"), claim("c", ">=70")], COUNT)
    found = {(pair.first.name, pair.second.name): pair.comparison.verdict for pair in position_pairs(standing)}
    assert found == {
        ("75", "80"): Verdict.CONTRADICTS,
        ("75", "at least 70"): Verdict.DIFFERS,
        ("80", "at least 70"): Verdict.DIFFERS,
    }


def test_positions_part_even_if_some_of_their_claims_agree():
    (pair,) = position_pairs(stand([claim("a", "70"), claim("b", ">=70", documents="x y"), claim("c", ">70")], COUNT))
    assert (pair.comparison.verdict, pair.claims) == (Verdict.DIFFERS, ("a", "c"))


def test_a_pair_of_positions_gives_the_reason_of_the_first_claims_that_show_it():
    claims = [claim("a", "~95"), claim("b", "100", documents="x y"), claim("c", "104")]
    ((first, second, found, shown),) = (
        (pair.first.name, pair.second.name, pair.comparison, pair.claims)
        for pair in position_pairs(stand(claims, COUNT))
    )
    assert (first, second, shown) == ("100", "104", ("b", "c"))
    assert found == compare(claims[1].facts, claims[2].facts, COUNT)


def test_a_voice_that_contradicts_itself_is_listed_once_with_its_reason():
    claims = [claim("wsws-1", "25 mi", said=9), claim("wsws-2", "25 km", said=1)]
    standing = stand(claims, DISTANCE)
    ((pair),) = standing.reversals
    assert (pair.first.key, pair.second.key) == ("wsws-2", "wsws-1")
    assert pair.comparison == compare(claims[0].facts, claims[1].facts, DISTANCE)
    assert names(standing) == ["25 mi"] and standing.reported_differently == ()


def test_two_documents_on_one_occasion_report_a_voice_differently():
    claims = [claim("g-1", "x", said=1, documents="d"), claim("g-2", "y", said=1, documents="e")]
    standing = stand(claims, RIVALS)
    assert (pairs(standing.reported_differently), standing.reversals) == ([("g-1", "g-2")], ())
    assert to_suggest(standing) == ()
    same = [claim("g-1", "x", said=1, documents="d"), claim("g-2", "y", said=1, documents="d e")]
    assert pairs(stand(same, RIVALS).reversals) == [("g-1", "g-2")]

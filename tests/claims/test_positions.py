"""Where accounts stand: the place of every claim, positions, headlines, suggestions, in whatever order they come."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.agreement import ClaimFacts, QuestionFacts, RelationFacts, compare
from claims.choices import Qualifier, RelationKind, RelationState, Stance, Verdict
from claims.positions import MANY_VOICES, Carried, headline, position_pairs, stand, to_suggest
from claims.quantities import Quantity

COUNT = QuestionFacts("q", "quantity", "people")
TOLL = replace(COUNT, accumulates=True)
DISTANCE = replace(COUNT, unit="km")
RIVALS = QuestionFacts("q", "choice", exclusive=True)
WHEN = QuestionFacts("q", "date")
TEXT = QuestionFacts("q", "text")
QUALIFIERS = {">=": "at_least", "<=": "at_most", ">": "more_than", "<": "fewer_than", "~": "about"}
PLACES = ("withdrawals", "superseded", "evading", "uncoded", "unranked")


def may(day):
    return date(2023, 5, day)


def claim(key, answer="", stance="asserts", said=None, *, documents="", origins="", **facts):
    """A carried claim. Its key begins with its voice (*one-2*); its answer is a label or a figure such as `>70 mi`."""
    voice = key.partition("-")[0]
    usual = {"voice": f"speaker:{voice}", "voice_name": voice.title(), "said_on": said and may(said), "stance": stance}
    found = ClaimFacts(key, "q", **usual | answered(answer) | facts)
    known = frozenset(origins.split()) or frozenset({voice})
    return Carried(found, known - {"?"}, "?" in known, frozenset(documents.split() or [f"article-{key}"]))


def answered(answer):
    figure, _, unit = answer.partition(" ")
    sign = next((sign for sign in QUALIFIERS if figure.startswith(sign)), "")
    low, _, high = figure.removeprefix(sign).partition("-")
    if not low.isdigit():
        return {"answer": answer}
    qualifier = "between" if high else QUALIFIERS.get(sign, "exactly")
    return {"quantity": Quantity(D(low), D(high) if high else None, qualifier, unit)}


def names(standing):
    return [position.name for position in standing.positions]


def members(standing):
    return [set(position.keys) for position in standing.positions]


def keys(claims):
    return [claim.key for claim in claims]


def pairs(found):
    return [(pair.first.key, pair.second.key) for pair in found]


def table(rows):
    return {"argvalues": [row[1:] for row in rows], "ids": [row[0] for row in rows]}


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


# The headline.

SUMMARIES = [
    ("one figure", ["70"], "70", ["a"]),
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


# What is suggested.


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


# What always holds.


@st.composite
def accounts(draw):
    """A few claims on one question by a few voices, of every stance, dated or not, with relations between some."""
    question = draw(st.sampled_from([COUNT, TOLL, DISTANCE, RIVALS, WHEN, TEXT, replace(RIVALS, only_answer="x")]))
    claims = [
        draw(account(f"{voice}-{n}")) for n, voice in enumerate(draw(st.lists(st.sampled_from("abcm"), max_size=7)))
    ]
    related = st.tuples(st.sampled_from(list(combinations(keys(claims), 2)))) if len(claims) > 1 else st.just(())
    relations = [
        RelationFacts(
            *pair, draw(st.sampled_from(RelationKind.values)), state=draw(st.sampled_from(RelationState.values))
        )
        for pair in draw(related)
    ]
    return question, claims, relations


@st.composite
def account(draw, key):
    low, high = sorted(draw(st.tuples(st.integers(0, 30), st.integers(0, 30))))
    qualifier = draw(st.sampled_from(Qualifier.values))
    unit = draw(st.sampled_from(["", "", "", "km", "mi"]))
    figure = Quantity(D(low), D(high) if qualifier == "between" else None, qualifier, unit)
    day = st.none() | st.integers(1, 3)
    return claim(
        key,
        draw(st.sampled_from(["", "x", "y"])),
        draw(st.sampled_from(["asserts"] * 4 + Stance.values)),
        draw(day),
        documents=draw(st.sampled_from(["", "d", "d e"])),
        origins=draw(st.sampled_from(["", "?", "ap", "ap ?"])),
        quantity=draw(st.sampled_from([figure, figure, figure, None])),
        date_from=draw(st.none() | st.dates(may(1), may(3))),
        collective=key.startswith("m"),
    )


@given(accounts(), st.randoms(use_true_random=False))
def test_the_order_in_which_claims_come_changes_nothing(given_accounts, chance):
    question, claims, relations = given_accounts
    shuffled = chance.sample(claims, len(claims))
    one, two = stand(claims, question, relations), stand(shuffled, question, reversed(relations))
    assert one == two
    assert (headline(one), position_pairs(one), to_suggest(one)) == (
        headline(two),
        position_pairs(two),
        to_suggest(two),
    )


@given(accounts())
def test_every_claim_is_in_exactly_one_place(given_accounts):
    question, claims, relations = given_accounts
    standing = stand(claims, question, relations)
    found = [*keys(standing.latest), *(key for place in PLACES for key in keys(getattr(standing, place)))]
    assert sorted(found) == sorted(keys(claims))
    assert all((standing.number_of(key) is None) == (key not in keys(standing.latest)) for key in found)


@given(accounts())
def test_members_of_a_position_agree_with_one_another(given_accounts):
    question, claims, relations = given_accounts
    standing = stand(claims, question, relations)
    for position in standing.positions:
        for a, b in combinations(position.members, 2):
            judged = standing.judgements.finding(a.facts, b.facts).verdict
            assert judged == Verdict.AGREES or question.answer_kind == "choice"


@given(accounts())
def test_only_undecided_contradictions_are_suggested(given_accounts):
    question, claims, relations = given_accounts
    decided = {frozenset((row.first, row.second)) for row in relations if row.state != "suggested"}
    for pair in to_suggest(stand(claims, question, relations)):
        assert pair.comparison == compare(pair.first, pair.second, question)
        assert pair.comparison.verdict == Verdict.CONTRADICTS and pair.first.key < pair.second.key
        assert frozenset((pair.first.key, pair.second.key)) not in decided

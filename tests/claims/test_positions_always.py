"""What holds of any standing, in whatever order the claims come."""

from dataclasses import replace
from decimal import Decimal as D
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from claims.agreement import compare
from claims.choices import Qualifier, RelationKind, RelationState, Stance, Verdict
from claims.disagreements import to_suggest
from claims.facts import RelationFacts
from claims.headlines import headline
from claims.positions import position_pairs, stand
from claims.quantities import Quantity
from tests.claims.carried import COUNT, DISTANCE, PLACES, RIVALS, TEXT, TOLL, WHEN, claim, keys, may


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

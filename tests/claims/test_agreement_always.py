"""What holds of any two claims, whatever they say."""

from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from claims.agreement import compare, is_reversal, judge, reported_differently
from claims.choices import Basis, Qualifier, RelationKind, RelationState, Stance, Verdict
from claims.facts import QuestionFacts, RelationFacts
from claims.quantities import Quantity, interval
from tests.claims.spoken import DISTANCE, both_ways, claim, may

amounts = st.sampled_from([D(n) for n in (0, 1, 9, 10, 11, 24, 70, 99, 100, 110, 125)])
days = st.none() | st.dates(may(1), may(4))


@st.composite
def figures(draw):
    low, high = sorted((draw(amounts), draw(amounts)))
    qualifier = draw(st.sampled_from(Qualifier.values))
    unit = draw(st.sampled_from(["", "", "km", "mi", "families"]))
    return Quantity(low, high if qualifier == "between" else None, qualifier, unit)


@st.composite
def claims(draw, key):
    first, last = draw(days), draw(days)
    voice = draw(st.sampled_from(["one", "two", "many"]))
    return claim(
        voice,
        key=key,
        question=draw(st.sampled_from(["q"] * 9 + ["", "other"])),
        collective=voice == "many",
        stance=draw(st.sampled_from(["asserts", "denies"] * 3 + Stance.values)),
        answer=draw(st.sampled_from(["", "left", "driven out"])),
        quantity=draw(st.none() | figures()),
        date_from=first,
        date_to=max(first, last) if first and last else None,
        said_on=draw(days),
        as_of=draw(days),
        hedge=draw(st.sampled_from(["", "likely"])),
    )


questions = st.builds(
    QuestionFacts,
    key=st.just("q"),
    answer_kind=st.sampled_from(["quantity", "quantity", "choice", "date", "text"]),
    unit=st.sampled_from(["", "km", "people"]),
    accumulates=st.booleans(),
    exclusive=st.booleans(),
    only_answer=st.sampled_from(["", "left"]),
)
relations = st.none() | st.builds(
    RelationFacts,
    first=st.just("b"),
    second=st.just("a"),
    kind=st.sampled_from(RelationKind.values),
    basis=st.sampled_from(Basis.values),
    state=st.sampled_from(RelationState.values),
)


@given(claims("a"), claims("b"), questions, relations)
def test_a_verdict_and_its_reason_are_the_same_both_ways_round(a, b, question, relation):
    found = judge(a, b, question, relation)
    assert judge(b, a, question, relation) == found
    assert found.verdict in Verdict.values and found.reason.endswith(".")


@given(claims("a"), claims("b"), questions)
def test_somebody_acts_in_updates_and_evades_and_contradictions_have_a_basis(a, b, question):
    found = both_ways(a, b, question)
    assert (found.acts in ("a", "b")) == (found.verdict in (Verdict.UPDATES, Verdict.EVADES))
    assert bool(found.basis) == (found.verdict == Verdict.CONTRADICTS)
    assert found.basis in ("", Basis.NUMBER, Basis.DENIAL, Basis.RIVAL_ACCOUNT, Basis.TIME)


@given(claims("a"), claims("b"), questions)
def test_every_reason_names_both_voices_and_what_weakens_them(a, b, question):
    reason = compare(a, b, question).reason
    assert a.voice_name in reason and b.voice_name in reason
    assert reason.count("hedge of") == bool(a.hedge) + bool(b.hedge)
    assert ("different dates" in reason) == bool(a.as_of and b.as_of and a.as_of != b.as_of)


@given(figures(), figures())
def test_two_figures_contradict_if_and_only_if_no_number_fits_both(one, two):
    found = both_ways(claim(quantity=one), claim("two", quantity=two), DISTANCE)
    here, there = interval(one, "km"), interval(two, "km")
    if here and there:
        narrow = here.misses(there) or there.misses(here)
        assert (found.verdict == Verdict.CONTRADICTS) == (not here.meets(there) and not narrow)
        assert found.verdict != Verdict.AGREES or here.meets(there)


@given(claims("a"), claims("b"), questions)
def test_a_voice_is_either_reversed_or_reported_differently(a, b, question):
    found = compare(a, b, question)
    contradicts_itself = found.verdict == Verdict.CONTRADICTS and a.voice == b.voice and not a.collective
    assert is_reversal(a, b, found) + reported_differently(a, b, found) == contradicts_itself

"""What two claims are to each other: one table per rule, and the cases that led to the rules."""

import pytest

from claims.agreement import compare, judge
from claims.choices import Basis, RelationKind, RelationState, Verdict
from claims.facts import RelationFacts
from claims.quantities import Quantity
from tests.claims.spoken import (
    COUNT,
    DISTANCE,
    MANY,
    PARTS,
    RIVALS,
    TEXT,
    TOLL,
    WHEN,
    YES_NO,
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

QUESTIONS = [
    ("claims on two questions", says("70"), says("70", "two", question="other"), COUNT),
    ("claims on no question", says("70", question=""), says("70", "two", question=""), COUNT),
    ("a claim that is not coded yet", says("70"), says("70", "two", question=""), COUNT),
    ("an evasion of another question", says("70"), claim("two", stance="declines", question="other"), COUNT),
    ("a withdrawal on another question", says("70"), claim(key="w", stance="withdraws", question="other"), COUNT),
    ("claims without a question to go by", says("70"), says("0", "two"), None),
]


@pytest.mark.parametrize(("a", "b", "question"), **table(QUESTIONS))
def test_rule_1_only_claims_on_one_question_compare(a, b, question):
    assert both_ways(a, b, question).verdict == Verdict.INCOMPARABLE


EVASIONS = [
    ("declining", says("70"), claim("two", stance="declines"), "two-says"),
    ("being noncommittal", says("70"), claim("two", stance="noncommittal"), "two-says"),
    ("declining beside a denial", denies("70"), claim("one", stance="declines"), "one-says"),
    ("declining beside an uncoded answer", claim("one"), claim("two", stance="declines"), "two-says"),
    ("declining beside another's withdrawal", claim(stance="withdraws"), claim("two", stance="declines"), "two-says"),
    ("one member of a collective", claim(key="a", collective=True, stance="declines"), says("7", collective=True), "a"),
    ("two evasions", claim(stance="declines"), claim("two", stance="noncommittal"), ""),
    ("one voice's evasion and answer", claim(key="a", stance="declines"), says("70"), ""),
    ("one voice's evasion and withdrawal", claim(key="a", stance="declines"), claim(stance="withdraws"), ""),
]


@pytest.mark.parametrize("question", [COUNT, RIVALS, TEXT], ids=["figure", "choice", "text"])
@pytest.mark.parametrize(("a", "b", "acts"), **table(EVASIONS))
def test_rule_2_an_evasion_evades_what_others_answer(a, b, acts, question):
    found = both_ways(a, b, question)
    assert (found.verdict, found.acts) == (Verdict.EVADES if acts else Verdict.INCOMPARABLE, acts)


W = {"key": "w", "stance": "withdraws"}
LATER_W = {**W, "said_on": may(2)}
WITHDRAWALS = [
    ("takes back what its voice said", says("70"), claim(**W), Verdict.UPDATES, "w"),
    ("takes back what its voice denied", denies("70", "one"), claim(**W), Verdict.UPDATES, "w"),
    ("takes back an uncoded claim, too", claim(), claim(**W), Verdict.UPDATES, "w"),
    ("even with the same answer", says("70"), says("70", **W), Verdict.UPDATES, "w"),
    ("is overtaken by a later claim", says("7", key="c", said_on=may(3)), claim(**LATER_W), Verdict.UPDATES, "c"),
    ("takes back an undated claim", says("70"), claim(**LATER_W), Verdict.UPDATES, "w"),
    ("says nothing of other voices", says("70", "two"), claim(**W), Verdict.INCOMPARABLE, ""),
    ("a collective is no one voice", says("7", collective=True), claim(**W, collective=True), Verdict.INCOMPARABLE, ""),
    ("of two, the later acts", claim(**LATER_W), claim(**W | {"key": "v", "said_on": may(1)}), Verdict.UPDATES, "w"),
    ("of two undated, none acts", claim(**W), claim(**W | {"key": "v"}), Verdict.INCOMPARABLE, ""),
]


@pytest.mark.parametrize(("a", "b", "verdict", "acts"), **table(WITHDRAWALS))
def test_rule_3_a_withdrawal_updates_its_own_voice(a, b, verdict, acts):
    found = both_ways(a, b, COUNT)
    assert (found.verdict, found.acts) == (verdict, acts)


UNTYPED = [
    ("no figure on a question for one", says("70"), claim("two"), COUNT),
    ("a figure without an amount", says("70"), claim("two", quantity=Quantity(None)), COUNT),
    ("a choice on a question for a figure", says("70"), picks("many", "two"), COUNT),
    ("a date on a question for a figure", says("70"), on(22, voice="two"), COUNT),
    ("a figure on a question for a date", on(22), says("22", "two"), WHEN),
    ("a figure on a choice", picks("yes"), says("70", "two"), RIVALS),
    ("a denied figure on a choice denies no answer", picks("yes"), denies("70"), RIVALS),
    ("an assertion without an answer", rejects("yes", "one"), claim("two"), RIVALS),
    ("a denial without a figure", says("70"), claim("two", stance="denies"), COUNT),
    ("a denial without a date", on(22), claim("two", stance="denies"), WHEN),
    ("families beside people", says("70"), says("70 families", "two"), COUNT),
    ("miles beside hectares", says("70 mi"), says("70 ha", "two"), DISTANCE),
    ("denied families beside people", says("70"), denies("70 families"), COUNT),
]


@pytest.mark.parametrize(("a", "b", "question"), **table(UNTYPED))
def test_rule_4_only_answers_of_the_questions_kind_compare(a, b, question):
    assert both_ways(a, b, question).verdict == Verdict.INCOMPARABLE


def test_rule_4_figures_in_a_unit_of_their_own_compare_with_each_other():
    assert both_ways(says("70 families"), says("20 families", "two"), COUNT).verdict == Verdict.CONTRADICTS


DENIALS = [
    ("of the same answer", picks("left"), rejects("left"), RIVALS, Verdict.CONTRADICTS),
    ("of another answer", picks("left"), rejects("driven out"), RIVALS, Verdict.COMPATIBLE),
    ("of every answer", picks("left"), rejects(""), RIVALS, Verdict.CONTRADICTS),
    ("of every answer that may hold together", picks("left"), rejects(""), PARTS, Verdict.CONTRADICTS),
    ("of the only answer", picks("yes"), rejects("yes"), YES_NO, Verdict.CONTRADICTS),
    ("by the same voice", picks("left"), rejects("left", "one", key="b"), RIVALS, Verdict.CONTRADICTS),
    ("of the same figure", says("70"), denies("70"), COUNT, Verdict.CONTRADICTS),
    ("of a figure that holds the asserted one", says("100"), denies(">50"), COUNT, Verdict.CONTRADICTS),
    ("of a lower bound below the asserted one", says(">125000"), denies(">100000"), COUNT, Verdict.CONTRADICTS),
    ("of a lower bound above the asserted one", says(">100000"), denies(">125000"), COUNT, Verdict.COMPATIBLE),
    ("of a figure that would agree", says("13-46"), denies("40-60"), COUNT, Verdict.CONTRADICTS),
    ("of over 100 beside 100", says("100"), denies(">100"), COUNT, Verdict.COMPATIBLE),
    ("of a figure apart", says("0"), denies(">=70"), COUNT, Verdict.COMPATIBLE),
    ("of an asserted figure's neighbour in another unit", says("40"), denies("25 mi"), DISTANCE, Verdict.CONTRADICTS),
    ("of the same day", on(22), on(22, voice="two", stance="denies"), WHEN, Verdict.CONTRADICTS),
    ("of days that hold the asserted one", on(22), on(20, 24, "two", stance="denies"), WHEN, Verdict.CONTRADICTS),
    ("of days that overlap", on(22, 25), on(20, 24, "two", stance="denies"), WHEN, Verdict.CONTRADICTS),
    ("of other days", on(22), on(23, voice="two", stance="denies"), WHEN, Verdict.COMPATIBLE),
]


@pytest.mark.parametrize(("a", "b", "question", "verdict"), **table(DENIALS))
def test_rule_5_a_denial_contradicts_an_assertion_of_the_same_answer(a, b, question, verdict):
    found = both_ways(a, b, question)
    assert (found.verdict, found.basis) == (verdict, Basis.DENIAL if verdict == Verdict.CONTRADICTS else "")


TWO_DENIALS = [
    ("the same choice", rejects("left", "one"), rejects("left"), RIVALS, Verdict.AGREES),
    ("two choices", rejects("left", "one"), rejects("driven out"), RIVALS, Verdict.COMPATIBLE),
    ("every answer", rejects("", "one"), rejects(""), RIVALS, Verdict.AGREES),
    ("every answer beside one", rejects("", "one"), rejects("left"), RIVALS, Verdict.COMPATIBLE),
    ("every answer beside the only one", rejects("", "one"), rejects("yes"), YES_NO, Verdict.AGREES),
    ("the same figure", denies(">70", "one"), denies(">70"), COUNT, Verdict.AGREES),
    ("figures that overlap", denies(">70", "one"), denies(">=70"), COUNT, Verdict.COMPATIBLE),
    ("the same days", on(22, stance="denies"), on(22, 22, "two", stance="denies"), WHEN, Verdict.AGREES),
    ("days that overlap", on(22, stance="denies"), on(22, 23, "two", stance="denies"), WHEN, Verdict.COMPATIBLE),
]


@pytest.mark.parametrize(("a", "b", "question", "verdict"), **table(TWO_DENIALS))
def test_rule_5_two_denials_agree_only_if_they_deny_the_same(a, b, question, verdict):
    assert both_ways(a, b, question).verdict == verdict


def test_rule_6_choices_agree_or_are_rival_accounts():
    assert both_ways(picks("left"), picks("left", "two"), RIVALS).verdict == Verdict.AGREES
    found = both_ways(picks("left"), picks("driven out", "two"), RIVALS)
    assert (found.verdict, found.basis) == (Verdict.CONTRADICTS, Basis.RIVAL_ACCOUNT)
    assert both_ways(picks("planned"), picks("supported", "two"), PARTS).verdict == Verdict.COMPATIBLE


GROWTH = [
    ("a later and higher count", dated("20", 1), dated("25", 2, "two"), Verdict.UPDATES),
    ("a voice's own later and higher count", dated("20", 1), dated("25", 2), Verdict.UPDATES),
    ("a lower bound that is higher", dated("20", 1), dated(">=25", 2, "two"), Verdict.UPDATES),
    ("a range above the earlier one", dated("13-24", 1), dated("25-30", 2, "two"), Verdict.UPDATES),
    ("a range that touches the earlier one", dated("13-25", 1), dated("25-30", 2, "two"), Verdict.AGREES),
    ("an earlier upper bound", dated("<=20", 1), dated("25", 2, "two"), Verdict.UPDATES),
    ("a later upper bound is no stage of a count", dated("20", 1), dated("<=25", 2, "two"), Verdict.DIFFERS),
    ("nor is a later fewer-than", dated("20", 1), dated("<25", 2, "two"), Verdict.DIFFERS),
    ("a later and lower count", dated("25", 1), dated("20", 2), Verdict.CONTRADICTS),
    ("the same count again", dated(">70", 1), dated(">70", 2), Verdict.AGREES),
    ("a count at the same time", dated("20", 1), dated("25", 1, "two"), Verdict.CONTRADICTS),
    ("an undated count", says("20"), dated("25", 2, "two"), Verdict.CONTRADICTS),
    ("a rival's zero is a denial", dated("0", 1), dated(">=70", 2, "two"), Verdict.CONTRADICTS),
    ("a voice's own zero is a stage", dated("0", 1), dated("25", 2), Verdict.UPDATES),
    ("a collective's zero is a rival's", dated("0", 1, **MANY), dated("9", 2, **MANY), Verdict.CONTRADICTS),
    ("a collective's count goes on", dated("3", 1, **MANY), dated("9", 2, **MANY), Verdict.UPDATES),
    ("a denial is no count", dated("70", 1), dated("70", 2, stance="denies"), Verdict.CONTRADICTS),
]


@pytest.mark.parametrize(("earlier", "later", "verdict"), **table(GROWTH))
def test_rule_7_while_a_count_goes_on_a_later_higher_figure_updates(earlier, later, verdict):
    found = both_ways(earlier, later, TOLL)
    assert (found.verdict, found.acts) == (verdict, later.key if verdict == Verdict.UPDATES else "")
    assert both_ways(earlier, later, COUNT).verdict != Verdict.UPDATES


FIGURES = [
    ("70", "70", Verdict.AGREES),
    (">70", ">70", Verdict.AGREES),
    (">70", ">=70", Verdict.AGREES),
    ("25", ">=25", Verdict.AGREES),
    ("70", "<=70", Verdict.AGREES),
    (">=70", "<=70", Verdict.AGREES),
    ("100", "~100", Verdict.AGREES),
    ("~100", ">100", Verdict.AGREES),
    ("100", ">100", Verdict.DIFFERS),
    (">100", "100", Verdict.DIFFERS),
    ("100", "<100", Verdict.DIFFERS),
    ("<70", ">=70", Verdict.CONTRADICTS),
    ("<70", ">70", Verdict.CONTRADICTS),
    ("0", ">70", Verdict.CONTRADICTS),
    ("99", ">100", Verdict.CONTRADICTS),
    ("~50", "~100", Verdict.CONTRADICTS),
    ("13-46", "47-50", Verdict.CONTRADICTS),
    ("155", "~150", Verdict.AGREES),
    ("99", "24-99", Verdict.AGREES),
    ("13-46", "46-50", Verdict.AGREES),
    ("~90", "~100", Verdict.AGREES),
    (">100000", ">125000", Verdict.DIFFERS),
    ("155", ">=100", Verdict.DIFFERS),
    ("13-46", ">=20", Verdict.DIFFERS),
    ("<=70", ">50", Verdict.DIFFERS),
    ("30", "<=70", Verdict.DIFFERS),
    ("24-99", ">12", Verdict.DIFFERS),
]


@pytest.mark.parametrize(("first", "second", "verdict"), FIGURES, ids=[f"{a} beside {b}" for a, b, _ in FIGURES])
def test_rule_7_figures_are_intervals(first, second, verdict):
    found = both_ways(says(first), says(second, "two"), COUNT)
    assert (found.verdict, found.basis) == (verdict, Basis.NUMBER if verdict == Verdict.CONTRADICTS else "")


DISTANCES = [
    ("40", "25 mi", Verdict.AGREES),
    ("25", "25 mi", Verdict.CONTRADICTS),
    ("25000 m", "25", Verdict.AGREES),
    ("25 mi", "25 mi", Verdict.AGREES),
    (">25 mi", "40", Verdict.DIFFERS),
    ("40.2336", ">25 mi", Verdict.AGREES),
]


@pytest.mark.parametrize(("first", "second", "verdict"), DISTANCES, ids=[f"{a} beside {b}" for a, b, _ in DISTANCES])
def test_rule_7_a_converted_figure_counts_as_about(first, second, verdict):
    assert both_ways(says(first), says(second, "two"), DISTANCE).verdict == verdict


DATES = [
    ("the same day", on(22), on(22, voice="two"), Verdict.AGREES),
    ("a day in a range", on(22), on(20, 24, "two"), Verdict.AGREES),
    ("ranges with one day in common", on(20, 22), on(22, 24, "two"), Verdict.AGREES),
    ("neighbouring days", on(22), on(23, voice="two"), Verdict.CONTRADICTS),
    ("ranges apart", on(20, 21), on(22, 24, "two"), Verdict.CONTRADICTS),
]


@pytest.mark.parametrize(("a", "b", "verdict"), **table(DATES))
def test_rule_8_dates_contradict_without_a_common_day(a, b, verdict):
    found = both_ways(a, b, WHEN)
    assert (found.verdict, found.basis) == (verdict, Basis.TIME if verdict == Verdict.CONTRADICTS else "")


def test_rule_9_free_text_is_for_people():
    assert both_ways(claim(), claim("two", stance="denies"), TEXT).verdict == Verdict.INCOMPARABLE


RELATIONS = [
    ("contradicts", "place", "confirmed", (Verdict.CONTRADICTS, "place", "")),
    ("corroborates", "", "confirmed", (Verdict.AGREES, "", "")),
    ("repeats", "", "confirmed", (Verdict.AGREES, "", "")),
    ("updates", "", "confirmed", (Verdict.UPDATES, "", "two-says")),
    ("withdraws", "", "confirmed", (Verdict.UPDATES, "", "two-says")),
    ("contradicts", "number", "rejected", (Verdict.COMPATIBLE, "", "")),
    ("updates", "", "rejected", (Verdict.COMPATIBLE, "", "")),
]


@pytest.mark.parametrize(("kind", "basis", "state", "expected"), RELATIONS)
@pytest.mark.parametrize("other", ["q", "elsewhere"])
def test_a_persons_relation_overrides_the_rules(kind, basis, state, expected, other):
    a, b = says("70"), says("0", "two", question=other)
    relation = RelationFacts("two-says", "one-says", kind, basis, "The analyst says why", state)
    found = judge(a, b, COUNT, relation)
    assert (found.verdict, found.basis, found.acts) == expected
    assert found.reason == "The analyst says why"
    assert judge(b, a, COUNT, relation) == found


@pytest.mark.parametrize("kind", RelationKind.values)
def test_a_suggested_relation_changes_nothing(kind):
    a, b = says("70"), says("0", "two")
    relation = RelationFacts("one-says", "two-says", kind, state=RelationState.SUGGESTED)
    assert judge(a, b, COUNT, relation) == judge(a, b, COUNT) == compare(a, b, COUNT)


# The cases that led to the rules, as an analyst meets them.


def legion(text, **facts):
    return says(text, "legion", said_on=may(22), **facts)


CASES = [
    ("an evasion has no answer and still evades", picks("yes"), claim("peskov", stance="declines"), YES_NO, "evades"),
    ("to reject any role is to deny every answer", picks("supported"), rejects(""), PARTS, "contradicts"),
    ("at least 25 and later 25 is no new stage", dated(">=25", 1), dated("25", 9), TOLL, "agrees"),
    ("more than 70 repeated the next day is no new stage", dated(">70", 1), dated(">70", 2), TOLL, "agrees"),
    ("70 and then not 70 is no new stage", dated("70", 1), denies("70", "one", as_of=may(2)), TOLL, "contradicts"),
    ("a toll that falls is no new stage", dated(">125000", 1), dated(">100000", 9), TOLL, "differs"),
    ("a rival's none is not overtaken", legion("0"), says(">=70", "kremlin", said_on=may(23)), TOLL, "contradicts"),
    ("at least 70 is what a denial of more than 70 speaks of", says(">=70"), denies(">70"), COUNT, "contradicts"),
    ("about 155 is what a denial of 155 speaks of", says("~155"), denies("155"), COUNT, "contradicts"),
    ("over 100 beside 100 is a matter of words", says("100"), says(">100", "two"), COUNT, "differs"),
    ("40 km and 25 miles are one distance", says("40 km"), says("25 mi", "two"), DISTANCE, "agrees"),
    ("25 miles and 25 km are two", says("25 km"), says("25 mi", "two"), DISTANCE, "contradicts"),
    ("looking into it, then denial", claim(stance="declines", key="c"), rejects("yes", "one"), YES_NO, "incomparable"),
    ("commentators who differ", picks("a", **MANY), picks("b", key="b", **MANY), RIVALS, "contradicts"),
    ("what one takes back, others still say", says("70", "two"), claim(stance="withdraws"), COUNT, "incomparable"),
    ("none of its own ranks beside over 70", says(">70"), legion("0", scope="own ranks"), COUNT, "contradicts"),
    ("over 100,000 and over 125,000", says(">100000"), says(">125000", "two"), COUNT, "differs"),
    ("who planned it may also have supported it", picks("planned"), picks("supported", "two"), PARTS, "compatible"),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "question", "verdict"), **table(CASES))
def test_a_case_that_led_to_a_rule(a, b, question, verdict):
    assert both_ways(a, b, question).verdict == verdict

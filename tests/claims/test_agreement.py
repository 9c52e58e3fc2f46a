"""What two claims are to each other: one table per rule, the cases that led to the rules, and what always holds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.agreement import (
    ClaimFacts,
    QuestionFacts,
    RelationFacts,
    compare,
    is_later,
    is_reversal,
    judge,
    one_occasion,
    reported_differently,
    weigh,
)
from claims.choices import Basis, Qualifier, RelationKind, RelationState, Stance, Verdict
from claims.quantities import Quantity, interval

COUNT = QuestionFacts("q", "quantity", "people")
TOLL = replace(COUNT, accumulates=True)
DISTANCE = replace(COUNT, unit="km")
RIVALS = QuestionFacts("q", "choice", exclusive=True)
PARTS = replace(RIVALS, exclusive=False)
YES_NO = replace(RIVALS, only_answer="yes")
WHEN = QuestionFacts("q", "date")
TEXT = QuestionFacts("q", "text")


def claim(voice="one", **facts):
    usual = {"key": f"{voice}-says", "question": "q", "voice": f"speaker:{voice}", "voice_name": voice.title()}
    return ClaimFacts(**usual | facts)


def says(text, voice="one", **facts):
    """A claim with a figure: `70`, `>70`, `>=25`, `<=70`, `<10`, `~100`, `13-46`, each with a unit after a space."""
    figure, _, unit = text.partition(" ")
    qualifiers = {">=": "at_least", "<=": "at_most", ">": "more_than", "<": "fewer_than", "~": "about"}
    sign = next((sign for sign in qualifiers if figure.startswith(sign)), "")
    low, _, high = figure.removeprefix(sign).partition("-")
    qualifier = "between" if high else qualifiers.get(sign, "exactly")
    return claim(voice, quantity=Quantity(D(low), D(high) if high else None, qualifier, unit), **facts)


def denies(text, voice="two", **facts):
    return says(text, voice, stance="denies", **facts)


def picks(answer, voice="one", **facts):
    return claim(voice, answer=answer, **facts)


def rejects(answer, voice="two", **facts):
    return claim(voice, answer=answer, stance="denies", **facts)


def on(first, last=None, voice="one", **facts):
    return claim(voice, date_from=date(2023, 5, first), date_to=last and date(2023, 5, last), **facts)


def may(day):
    return date(2023, 5, day)


def both_ways(a, b, question):
    """The comparison, after checking that it is the same the other way round."""
    found = compare(a, b, question)
    assert compare(b, a, question) == found
    assert weigh(a, b, question).verdict == found.verdict
    return found


def table(rows):
    return {"argvalues": [row[1:] for row in rows], "ids": [row[0] for row in rows]}


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


def dated(text, day, voice="one", **facts):
    return says(text, voice, key=f"{voice}-{day}", as_of=may(day), **facts)


MANY = {"collective": True}
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


def said(first=None, last=None, as_of=None):
    return {"said_on": first and may(first), "said_until": last and may(last), "as_of": as_of and may(as_of)}


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


def test_a_relation_without_a_reason_still_gets_a_sentence():
    found = judge(says("70"), says("0", "two"), COUNT, RelationFacts("one-says", "two-says", "contradicts", "number"))
    assert found.reason == "One says 70 people and Two says 0 people: a person judged it so."


REASONS = [
    (
        "names voices and figures",
        (says(">70"), says("0", "two"), COUNT),
        "One says more than 70 people and Two says 0 people: no number fits both.",
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
        "One says 70 people and Two says 0 people: no number fits both "
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


# What always holds.

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

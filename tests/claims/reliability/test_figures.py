"""What places add up to, and when alpha is left out."""

from claims.reliability.figures import by_question, measure
from claims.reliability.pairing import places
from tests.claims.reliability.test_pairing import QUESTIONS, coded


def codings(number, stances=("asserts", "asserts"), voices=("a", "b")):
    """As many places, by the voices in turn; the two coders give the stances."""
    spots = [(10 * at, 10 * at + 8, voices[at % len(voices)]) for at in range(number)]
    left, right = ([coded(s, e, voice=v, stance=stance) for s, e, v in spots] for stance in stances)
    return places(left, right, QUESTIONS)


def test_from_ten_places_alpha_is_given():
    nine, ten = measure(codings(9)), measure(codings(10))
    assert (nine.fields["speaker"].alpha, nine.fields["speaker"].why) == (None, "left out: fewer than 10 places")
    assert (ten.both, ten.fields["speaker"].alpha, ten.fields["speaker"].alike) == (10, 1.0, 10)


def test_where_nothing_varies_alpha_is_not_defined_and_the_counts_stay():
    stance = measure(codings(12)).fields["stance"]
    assert (stance.alike, stance.of, stance.alpha, stance.why) == (12, 12, None, "not defined: nothing varies")


def test_what_one_coder_recorded_alone_stands_beside_it():
    found = measure([*codings(2), *places([coded(500, 510)], [], QUESTIONS)])
    assert (found.both, found.left_only, found.right_only, found.alone) == (2, 1, 0, 1)


def test_nothing_in_common_has_no_overlap():
    assert measure([]).overlap is None and measure(codings(3)).overlap == 1


def test_each_question_has_its_own_figures():
    found = by_question([*codings(3), *places([coded(500, 510, question="who")], [], QUESTIONS)])
    assert {key: (one.both, one.alone) for key, one in found.items()} == {"killed": (3, 0), "who": (0, 1)}

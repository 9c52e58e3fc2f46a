"""Two codings lined up by place: whose claim is the other's, what counts as alike, how far words overlap."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.facts import ClaimFacts, QuestionFacts
from claims.quantities import Quantity
from claims.reliability.pairing import Coded, Span, overlap, places

KILLED = QuestionFacts("killed", "quantity", "people")
QUESTIONS = {
    "killed": KILLED,
    "who": QuestionFacts("who", "choice"),
    "began": QuestionFacts("began", "date"),
    "why": QuestionFacts("why", "text"),
}


def coded(start, end, question="killed", voice="speaker:shoigu", number=1, **facts):
    return Coded(ClaimFacts(f"k{number}", question, voice, voice, **facts), (Span("t", start, end),), number)


def figure(amount, qualifier="exactly"):
    return Quantity(Decimal(amount), None, qualifier, "")


def only(left, right):
    (place,) = places([left], [right], QUESTIONS)
    return place


def test_the_same_question_on_overlapping_words_is_one_place():
    place = only(coded(0, 10), coded(5, 10))
    assert place.is_pair and place.agrees and place.overlap == pytest.approx(2 * 5 / 15)


def test_words_that_only_touch_are_two_places():
    found = places([coded(0, 10)], [coded(10, 20)], QUESTIONS)
    assert [(place.left is None, place.right is None) for place in found] == [(False, True), (True, False)]


def test_one_sentence_with_two_speakers_is_two_places_by_who_says_it():
    left = [coded(0, 9, voice="a", number=1), coded(0, 9, voice="b", number=2)]
    right = [coded(0, 9, voice="b", number=3), coded(0, 9, voice="a", number=4)]
    assert [place.name for place in places(left, right, QUESTIONS)] == ["1-4", "2-3"]


def test_the_greatest_total_overlap_decides_not_the_first_come():
    left, right = [coded(0, 10, number=1), coded(8, 20, number=2)], [coded(6, 20, number=3)]
    assert [place.name for place in places(left, right, QUESTIONS)] == ["1-0", "2-3"]


def test_the_same_words_on_two_questions_differ_in_the_question():
    place = only(coded(0, 10), coded(0, 9, question="who", answer="us"))
    assert place.unlike == ["question", "answer"]
    assert not places([coded(0, 10)], [coded(8, 30, question="who")], QUESTIONS)[0].is_pair


def test_every_field_that_differs_is_named():
    place = only(
        coded(0, 9, stance="denies", quantity=figure(70)), coded(0, 9, voice="speaker:legion", quantity=figure(3))
    )
    assert place.unlike == ["speaker", "stance", "answer"]


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ({"quantity": figure(70)}, {"quantity": figure(70)}, True),
        ({"quantity": figure(70, "at_least")}, {"quantity": figure(70, "more_than")}, True),
        ({"quantity": figure(70)}, {"quantity": figure(80)}, False),
        ({"quantity": figure(0)}, {"stance": "declines"}, False),
        ({"question": "began", "date_from": date(2023, 5, 22)}, {"question": "began"}, False),
        (
            {"question": "began", "date_from": date(2023, 5, 22)},
            {"question": "began", "date_from": date(2023, 5, 22), "date_to": date(2023, 5, 23)},
            True,
        ),
        ({"question": "who", "answer": "a"}, {"question": "who", "answer": "b"}, False),
        ({"question": "why", "statement": "a"}, {"question": "why", "statement": "b"}, True),
    ],
)
def test_answers_count_as_alike_if_they_agree_by_the_rules(left, right, same):
    place = only(coded(0, 9, **left), coded(0, 9, **right))
    assert ("answer" not in place.unlike) == same


def test_free_text_is_not_compared_and_says_nothing():
    assert only(coded(0, 9, question="why"), coded(0, 9, question="why")).values["answer"] == (None, None)


def test_who_denies_and_who_asserts_the_same_figure_differ_in_the_stance_alone():
    place = only(coded(0, 9, stance="denies", quantity=figure(70)), coded(0, 9, quantity=figure(70)))
    assert place.unlike == ["stance"]


def test_a_claim_without_words_stands_alone_at_the_end():
    bare = Coded(ClaimFacts("k", "killed", "v", "v"), (), 7)
    assert [place.name for place in places([bare, coded(0, 9)], [], QUESTIONS)] == ["1-0", "7-0"]


def test_two_texts_of_a_document_have_no_words_in_common():
    assert overlap([Span("a", 0, 9)], [Span("b", 0, 9)]) == 0


def test_words_selected_twice_count_once():
    assert overlap([Span("t", 0, 9), Span("t", 3, 9)], [Span("t", 0, 9)]) == 1


spans = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda p: Span("t", p[0], sum(p))), max_size=4)


@given(spans, spans)
def test_overlap_is_dice_over_code_points(left, right):
    ours, theirs = ({at for span in one for at in range(span.start, span.end)} for one in (left, right))
    together = len(ours) + len(theirs)
    assert overlap(left, right) == (pytest.approx(2 * len(ours & theirs) / together) if together else 0)
    assert overlap(left, right) == overlap(right, left)

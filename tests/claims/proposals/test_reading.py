"""What a selection proposes: every rule by sentences, and what holds for any text at all."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.proposals.reading import read_off
from claims.quantities import Quantity
from tests.claims.proposals.marked import NAMES, WEDNESDAY, read


def test_a_plain_report_fills_the_whole_form():
    found = read("On Tuesday, Marek said that [[more than 40 boats were damaged]].")
    assert found.quantity.value == Quantity(D(40), None, "more_than")
    assert (found.quantity_text, found.cue.value, found.manner.value) == ("more than 40", "said", "indirect")
    assert (found.stance.value, found.said_on.value) == ("asserts", date(2023, 5, 23))
    assert [one.value.key for one in found.speakers] == ["record-1"]
    assert found.speakers[0].rule == "name beside the verb, surname “Marek”"
    assert found.unknown is None


def test_blank_words_propose_nothing():
    found = read("On Tuesday, Marek said that[[ ]]more than 40 boats were damaged.")
    assert (found.quantity, found.quantity_text, found.hedge) == (None, "", None)


WORDS = st.sampled_from(
    ["Marek", "Orlova’s", "said", "according to", "“", "”", "\"", "‘", "’", ". ", "\n", "\n\n", "70",
     "15-20", "more than",
     "Gov.", "U.S.", "on Tuesday", "30 February", "31 May 2023", "did not comment", "denied", "𝔊𝔬𝔳", "٣", "نفى", "\x00",
     "may have", "May", "tens of thousands", "half a", "dozen", "9" * 20, "İ", "ß", "…", "—"]
)  # fmt: skip
TEXTS = st.lists(WORDS | st.text(max_size=8), max_size=40).map(" ".join)


@given(TEXTS, st.integers(-5, 300), st.integers(-5, 300), st.sampled_from([None, WEDNESDAY, date.min, date.max]))
def test_any_span_of_any_text_is_read_and_every_place_holds_its_words(text, start, end, published_on):
    found = read_off(text, start, end, NAMES, published_on)
    single = (found.quantity, found.cue, found.manner, found.stance, found.said_on, found.said_until, found.hedge)
    for proposed in filter(None, (*single, found.unknown, *found.speakers)):
        assert 0 <= proposed.start <= proposed.end <= len(text)
        assert proposed.words in ("", text[proposed.start : proposed.end])
        assert proposed.rule
    assert len({one.value.record for one in found.speakers}) == len(found.speakers) <= 5


@pytest.mark.parametrize("size", [1, 20_000])
def test_a_long_text_proposes_what_a_short_one_does(size):
    marked = "Orlova said that [[about 20 boats]] sank. " + "Nobody else spoke. " * size
    assert read(marked) == read("Orlova said that [[about 20 boats]] sank. ")

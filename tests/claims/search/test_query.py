"""What is typed into the box."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.search.query import LONGEST, MOST, Phrase, parse


def shown(query):
    """*wanted -unwanted*, phrases with underscores, prefixes with a star."""

    def one(term):
        return "_".join(term.phrase.words) + ("*" if term.phrase.prefix else "")

    return " ".join([*map(one, query.wanted), *(f"-{one(term)}" for term in query.unwanted)])


READ = [
    ("  boats  lost ", "boats lost"),
    ('"more than 70" boats', "more_than_70 boats"),
    ("“more than” „so wie“ «так»", "more_than so_wie tak"),
    ("boats -lost", "boats -lost"),
    ('boats -"were lost"', "boats -were_lost"),
    ("air-defence", "air_defence"),
    ("boat*", "boat*"),
    ("air-def*", "air_def*"),
    ("b*", "b"),
    ('"boat*"', "boat"),
    ("-boat*", "-boat*"),
    ("AND OR NOT NEAR(a, b)", "and or not near_a b"),
    ("title:boats ^boats {words} : x", "title_boats boats words x"),
    ("a & b | !c <-> d:*", "a b c d"),
    ("boats boats BOATS", "boats"),
    ('boats "boats"', "boats boats"),
    ("70,000", "70000"),
    ("*", ""),
    ("-", ""),
    ("- -- ** -* *-", ""),
    ('"" "*" "', ""),
    ("", ""),
    ("a\0b", "ab"),
    ("\u202eboats\u200f", "boats"),
    ("🚣 % _ \\ ' ( ) ; --", ""),
]


@pytest.mark.parametrize(("typed", "read"), READ, ids=[typed for typed, _ in READ])
def test_a_query_is_read(typed, read):
    assert shown(parse(typed)) == read


def test_a_quotation_mark_that_is_not_closed_closes_at_the_end():
    query = parse('boats "at least 70')
    assert (shown(query), query.unclosed) == ("boats at_least_70", True)
    assert not parse('boats "at least 70"').unclosed


def test_a_long_query_is_cut_and_says_so():
    assert parse("x" * 10_000).cut
    many = parse(" ".join(f"w{number}" for number in range(40)))
    assert (len(many.wanted), many.cut) == (MOST, True)
    assert not parse("boats").cut


@given(st.text(max_size=2 * LONGEST))
def test_nothing_that_is_typed_is_wrong(typed):
    query = parse(typed)
    for term in (*query.wanted, *query.unwanted):
        assert isinstance(term.phrase, Phrase) and term.phrase.words
        assert all(word.isascii() and word.isalnum() for word in term.phrase.words)

"""Where a query's words stand in a text."""

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from claims.search.marks import AROUND, Marks
from claims.search.query import parse
from claims.templatetags.marks import marked, pieces


def shown(query, text):
    return "".join(
        f"[{piece.text}]" if piece.marked else piece.text for piece in Marks(parse(query).phrases).pieces(text)
    )


MARKED = [
    ("gladkov", "Гладков and GLADKOV’s men", "[Гладков] and [GLADKOV]’s men"),
    ("70,000", "of 70000 or 70,000 people", "of [70000] or [70,000] people"),
    (
        '"more than 70"',
        "more than 7, more than 70, more more than 70",
        "more than 7, [more than 70], more [more than 70]",
    ),
    ("air-defence", "Air defence, air and defence", "[Air defence], air and defence"),
    ("boat*", "Boats, a boat; aboat", "[Boats], a [boat]; aboat"),
    ("air-def*", "air defences of the air", "[air defences] of the air"),
    ('more "more than"', "more than more", "[more than] [more]"),
    ("中国", "在中国人", "[在中国人]"),
    ("lost -boats", "lost boats", "[lost] boats"),
    ("none", "nothing here", "nothing here"),
]


@pytest.mark.parametrize(("query", "text", "expected"), MARKED, ids=[row[0] for row in MARKED])
def test_words_are_marked(query, text, expected):
    assert shown(query, text) == expected


def test_a_snippet_shows_where_most_words_stand_together():
    text = "Boats. " + "Nothing else. " * 50 + "The water took twenty boats; all were lost. " + "Later rain. " * 50
    found = Marks(parse("boats lost").phrases).snippet(text)
    said = "".join(piece.text for piece in found)
    assert [piece.text for piece in found if piece.marked] == ["boats", "lost"]
    assert (said[:2], said[-2:]) == ("… ", " …")
    assert said[2:-2] in text and len(said) <= AROUND + 60


def test_a_snippet_may_begin_at_a_later_place():
    found = Marks(parse("boats").phrases).snippet("boats " * 3 + "and oars, then boats", 17)
    assert [piece.text for piece in found if piece.marked] == ["boats"]


def test_a_short_text_is_its_own_snippet():
    assert "".join(piece.text for piece in Marks(parse("boats").phrases).snippet("Twenty boats.")) == "Twenty boats."


def test_where_nothing_stands_there_is_no_snippet():
    assert Marks(parse("boats").phrases).snippet("Nothing here.") == []


HOSTILE = "<script>alert('boats')</script> & <b onmouseover=x>boats</b> {{ boats }}"


def test_what_a_text_holds_is_escaped():
    found = marked(HOSTILE, Marks(parse("boats script").phrases))
    assert "<mark>boats</mark>" in found and "&lt;<mark>script</mark>&gt;" in found
    assert found.replace("<mark>", "").replace("</mark>", "") == escape(HOSTILE)


@given(st.text(max_size=120), st.lists(st.text(min_size=1, max_size=4), max_size=4))
def test_marks_lose_nothing_and_escape_everything(text, typed):
    marks = Marks(parse(" ".join(typed)).phrases)
    assert "".join(piece.text for piece in marks.pieces(text)) == text
    plain = str(pieces(marks.pieces(text))).replace("<mark>", "").replace("</mark>", "")
    assert plain == "".join(escape(piece.text) for piece in marks.pieces(text))


@given(st.text(alphabet="ab \n", max_size=600), st.integers(0, 100))
def test_a_snippet_is_a_piece_of_the_text(text, start):
    found = Marks(parse('a "b a"').phrases).snippet(text, start)
    said = "".join(piece.text for piece in found)
    assert said.removeprefix("… ").removesuffix(" …") in text

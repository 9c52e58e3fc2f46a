"""Texts are cut into paragraphs and marks without losing or moving a character."""

from hypothesis import given
from hypothesis import strategies as st

from claims.highlights import Mark, around, paragraphs


def shape(text, *places):
    """The text with its marks as brackets: `[` opens a first piece, `(` a later one; paragraphs are joined with ¶."""
    marks = [Mark(start, end, f"m{number}") for number, (start, end) in enumerate(places, 1)]
    return "¶".join("".join(_step(token) for token in found.tokens) for found in paragraphs(text, marks))


def _step(token):
    if token.kind == "text":
        return token.text
    number = token.mark.key[1:]
    if token.kind == "open":
        return f"[{number}:" if token.whole else f"({number}:"
    return "]" if token.whole else ")"


def test_a_text_without_marks_is_its_paragraphs():
    assert shape("one\n\ntwo\nthree\n") == "one¶two¶three"


def test_a_mark_stands_around_its_words():
    assert shape("more than 70 boats", (5, 12)) == "more [1:than 70] boats"


def test_a_mark_within_a_mark_nests():
    assert shape("abcdef", (0, 6), (2, 4)) == "[1:ab[2:cd]ef]"


def test_marks_that_touch_do_not_mix():
    assert shape("abcd", (0, 2), (2, 4)) == "[1:ab][2:cd]"


def test_marks_that_cross_give_way_and_open_again():
    assert shape("abcdef", (0, 4), (2, 6)) == "[1:ab[2:cd)](2:ef]"


def test_marks_on_the_same_words_nest_in_the_order_of_their_keys():
    assert shape("abc", (0, 3), (0, 3)) == "[1:[2:abc]]"


def test_of_marks_that_begin_together_the_longer_is_outside():
    assert shape("abcd", (0, 2), (0, 4)) == "[2:[1:ab]cd]"


def test_a_mark_over_several_paragraphs_has_a_piece_in_each():
    assert shape("abc\n\ndef\nghi", (1, 10)) == "a[1:bc\n\n)¶(1:def\n)¶(1:g]hi"


def test_positions_count_code_points_beyond_the_basic_plane():
    assert shape("🚀🚀 two 🚤", (6, 7), (7, 8)) == "🚀🚀 two[1: ][2:🚤]"


def test_a_cut_before_a_combining_mark_keeps_both_characters():
    text = "e\u0301a"
    assert shape(text, (0, 1)) == "[1:e]\u0301a"


def test_blank_lines_are_shown_only_where_something_is_marked():
    assert shape("\n\na\n \n\nb\n\n", (5, 6)) == "a\n [1:\n]¶b"


def test_a_text_of_blank_lines_alone_has_one_paragraph():
    assert shape("\n\n") == ""
    assert shape("\n\n", (0, 1)) == "[1:\n]"


def test_marks_outside_the_text_are_left_out():
    assert shape("abc", (2, 9), (3, 3), (9, 12)) == "abc"


def test_paragraphs_know_where_they_start_and_which_marks_begin_there():
    one, two = paragraphs("abc\ndef", [Mark(1, 6, "long"), Mark(4, 5, "short")])
    assert (one.start, one.end, two.start, two.end) == (0, 4, 4, 7)
    assert [mark.key for mark in one.marks] == ["long"]
    assert [mark.key for mark in two.marks] == ["short"]


def test_around_gives_only_the_paragraphs_that_are_touched():
    found = around("one\ntwo\nthree", Mark(4, 7, "m"))
    assert [(paragraph.number, paragraph.text) for paragraph in found] == [(2, "two")]


letters = st.text(st.sampled_from("ab \n🚀\u0301\u202e"), max_size=40)
places = st.lists(st.tuples(st.integers(0, 42), st.integers(0, 42)), max_size=6)


@given(letters, places)
def test_nothing_is_lost_whatever_is_marked(text, wanted):
    marks = [Mark(start, end, str(number)) for number, (start, end) in enumerate(wanted)]
    found = paragraphs(text, marks)
    assert [p.start for p in found] == [0, *(p.end for p in found[:-1])][: len(found)]
    assert (found[-1].end if found else 0) == len(text)
    pieces = {}
    for paragraph in found:
        assert paragraph.text in text[paragraph.start : paragraph.end]
        assert paragraph.text.strip("\n") == text[paragraph.start : paragraph.end].strip("\n")
        opened = []
        for token in paragraph.tokens:
            if token.kind == "open":
                opened.append(token.mark)
            elif token.kind == "close":
                assert opened.pop() == token.mark
            for mark in opened if token.kind == "text" else []:
                pieces[mark.key] = pieces.get(mark.key, "") + token.text
        assert not opened
    valid = {m.key: text[m.start : m.end] for m in marks if 0 <= m.start < m.end <= len(text)}
    assert pieces == valid
    firsts = [t.mark.key for p in found for t in p.tokens if t.kind == "open" and t.whole]
    lasts = [t.mark.key for p in found for t in p.tokens if t.kind == "close" and t.whole]
    assert sorted(firsts) == sorted(lasts) == sorted(valid)
    assert sorted(mark.key for p in found for mark in p.marks) == sorted(valid)

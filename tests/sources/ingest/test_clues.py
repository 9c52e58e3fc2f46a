"""What a plain text says of itself, and where: in words of our own, in the forms that real files have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.ingest.clues import clues
from tests.sources.ingest.files import BODY


def said(text, known=()):
    return {field: guess.value for field, guess in clues(text, known).guesses.items()}


def test_title_then_byline_then_day():
    found = said(f"\n\nRockets fall on a border town\n\nAnn Lee, Jean-Luc von Berg\n27 March 2024\n\n{BODY}\n")
    assert found == {
        "title": "Rockets fall on a border town",
        "byline": "Ann Lee, Jean-Luc von Berg",
        "published_on": "2024-03-27",
        "language": "en",
    }


def test_menu_address_byline_and_day_above_the_title():
    head = "روزنامه آزاد\n\nAA-AA\n\nwww.example.org\n\ndesk@example.org\n\nWorld News\n\nAnn Lee\n\n09.01.2024\n\n"
    found = clues(f"{head}Rockets fall on a border town\n\n{BODY}", {"aa-aa"})
    assert found.credits == ()  # what belongs to the page credits nobody
    assert {field: guess.value for field, guess in found.guesses.items()} == {
        "title": "Rockets fall on a border town",
        "byline": "Ann Lee",
        "published_on": "2024-01-09",
        "outlet": "example.org",
        "language": "en",
    }
    assert "World News" in found.set_aside and "www.example.org" in found.set_aside
    assert found.text.startswith("Ann Lee")


def test_every_guess_says_where_it_was_read():
    found = clues(f"Rockets fall on a border town\nBy Ann Lee\n24 May 2023\n{BODY}").guesses
    assert {field: guess.where for field, guess in found.items()} == {
        "title": "line 1, stands alone above the text",
        "byline": "line 2",
        "published_on": "line 3",
        "language": "its commonest words",
    }


def test_a_text_that_begins_at_once_has_no_title():
    assert set(said(f"{BODY}\nA heading within\n{BODY}")) == {"language"}


def test_what_is_reprinted_stands_on_the_last_line_with_its_day():
    found = clues(f"Ann Lee\n09.01.2024\nRockets fall on a border town\n{BODY}\n\nDaily Herald 08.01.2024").guesses
    assert found["republishes"].value == "Daily Herald 08.01.2024"
    assert (found["published_on"].value, found["published_on"].others[0].value) == ("2024-01-09", "2024-01-08")


def test_a_weekday_without_a_year_gets_the_year_in_which_it_was_that_weekday():
    found = clues(f"Drones came on Wednesday, May 24, they say. {BODY}\n(May 22, 2023)\n(June 2021)\n{BODY}").guesses
    assert found["published_on"].value == "2023-05-24"
    assert "year" in found["published_on"].where


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("With Reuters, AP and local media", ["Reuters", "AP"]),
        ("With material from Reuters.", ["Reuters"]),
        ("A house in ruins, Friday. [AP Photo/Somebody]", ["AP"]),
        ("Portal/Telegram A house in ruins", ["Portal"]),
        ("AP houses in ruins", ["AP"]),
        ("With friends like these", []),
    ],
)
def test_credits_are_read_where_a_line_gives_them(line, names):
    assert [credit.value for credit in clues(f"{BODY}\n{line}", {"portal"}).credits] == names


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("9/1/2024", ["2024-01-09", "2024-09-01"]),
        ("2024-01-09", ["2024-01-09"]),
        ("24. Mai 2023", ["2023-05-24"]),
        ("24 мая 2023", ["2023-05-24"]),
        ("Published: May 24, 2023 | 10:31", ["2023-05-24"]),
        ("31.02.2024", []),
        ("May 2023", []),
        ("In 2023 he said so", []),
    ],
)
def test_days_are_read_in_many_forms_and_never_half(line, days):
    guess = clues(f"{line}\n\n{BODY}").guesses.get("published_on")
    assert [one.value for one in ([guess, *guess.others] if guess else [])] == days


@given(st.text(max_size=400))
def test_any_text_is_taken(text):
    found = clues(text)
    assert all(guess.value and guess.where for guess in found.guesses.values())

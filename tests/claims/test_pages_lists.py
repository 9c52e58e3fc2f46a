"""What all lists share, tried on claims, and the constant number of queries of each list."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_alias,
    make_attribution,
    make_choice,
    make_claim,
    make_document,
    make_event,
    make_question,
    make_reading,
    make_relation,
    make_snapshot,
    make_speaker,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _public(settings):
    settings.PUBLIC_PAGES = True


def make_dispute(number):
    """Two voices that contradict each other, in two documents, all different from those of other numbers."""
    question = make_question(make_event(f"Flood {number}"), label=f"Boats lost {number}", unit="boats")
    first = make_claim(question, make_speaker(f"Mayor {number}"), amount=70, said_on=date(2023, 5, 24))
    second = make_claim(question, make_speaker(f"Miller {number}"), amount=3, said_on=date(2023, 5, 25))
    make_alias(first.speaker, f"Mayer {number}")
    for claim in (first, second):
        make_reading(make_attribution(claim).snapshot.document, question.event)
    make_relation(first, second, state="suggested")


@pytest.mark.parametrize("path", ["/events/", "/claims/", "/speakers/", "/outlets/", "/documents/"])
def test_the_number_of_queries_does_not_grow_with_the_rows(client, path):
    make_dispute(0)
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert client.get(path).status_code == 200
    for number in range(1, 12):
        make_dispute(number)
    with CaptureQueriesContext(connection) as many:
        assert client.get(path).status_code == 200
    assert len(many) == len(few), [query["sql"][:200] for query in many]


def test_a_filter_narrows_the_list_and_its_csv_alike(client):
    make_dispute(1)
    make_dispute(2)
    page = client.get("/claims/?event=flood-1-2023").text
    assert "2 claims" in page
    assert "Flood 2" not in page.split("<tbody>")[1]
    assert "?event=flood-1-2023" in page


def test_a_chip_drops_one_filter_and_keeps_the_others(client):
    make_dispute(1)
    page = client.get("/claims/?event=flood-1-2023&stance=asserts").text
    chips = page.split('aria-label="Chosen filters"')[1].split("</ul>")[0]
    assert 'href="?stance=asserts"' in chips
    assert 'href="?event=flood-1-2023"' in chips


def test_an_unknown_value_shows_the_error_and_no_rows(client):
    make_dispute(1)
    response = client.get("/claims/?since=2023-05-32")
    assert "“2023-05-32” is not a date" in response.text
    assert "<tbody>" not in response.text


def test_an_unknown_parameter_shows_the_error_and_no_rows(client):
    make_dispute(1)
    page = client.get("/claims/?speeker=x").text
    assert "speeker" in page
    assert "<tbody>" not in page


@pytest.mark.parametrize("wanted", ["99", "0", "-1", "abc", "1.5", "9" * 400])
def test_a_page_that_does_not_exist_is_said_so(client, wanted):
    make_dispute(1)
    response = client.get(f"/claims/?page={wanted}")
    assert response.status_code == 404
    assert "the last one is 1" in response.text


@pytest.mark.parametrize("wanted", ["0", "101", "many", "²"])
def test_a_page_shows_at_most_a_hundred_rows(client, wanted):
    make_dispute(1)
    page = client.get(f"/claims/?per_page={wanted}").text
    assert "is not a number from 1 to 100" in page
    assert "<tbody>" not in page


def test_pages_keep_the_filters(client):
    make_dispute(1)
    page = client.get("/claims/?stance=asserts&per_page=1").text
    assert "Page 1 of 2" in page
    assert "?stance=asserts&amp;per_page=1&amp;page=2" in page


def test_a_heading_sorts_and_turns_round(client):
    make_dispute(1)
    page = client.get("/claims/?sort=said_on").text
    assert 'aria-sort="ascending"' in page
    assert "?sort=-said_on" in page
    rows = page.split("<tbody>")[1]
    assert rows.index("Mayor 1") < rows.index("Miller 1")


def test_an_empty_list_names_the_filter_to_drop_and_what_it_would_show(client):
    make_dispute(1)
    page = client.get("/claims/?stance=denies&event=flood-1-2023").text
    assert "No claim matches." in page
    assert "to see 2." in page
    assert "to see 0." in page


def test_a_site_without_records_says_so(client):
    assert "No claims yet." in client.get("/claims/").text


def test_visitors_see_accepted_claims_only_and_counts_of_them(client):
    question = make_question()
    make_claim(question, statement="The open one.")
    make_claim(question, statement="The hidden one.", status="draft")
    assert "The hidden one." not in client.get("/claims/").text
    assert ">1</a>" in client.get("/events/").text
    client.force_login(make_user())
    assert "The hidden one." in client.get("/claims/").text


def test_a_name_that_is_markup_is_shown_as_text(client):
    make_claim(make_question(), make_speaker("<script>alert(1)</script>"), statement="<img src=x onerror=alert(1)>")
    for path in ["/claims/", "/speakers/"]:
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "<img" not in page


def test_the_claims_list_shows_voice_answer_outlets_and_dispute(client):
    question = make_choice(answers=["the mayor", "the miller"], exclusive=True)
    one = make_claim(question, make_speaker("Anna Ash"), "the mayor", role="harbour master", hedge="likely")
    two = make_claim(question, make_speaker("Ben Birch"), "the miller")
    make_attribution(one, make_snapshot(make_document(title="Who opened the gate")))
    make_relation(one, two, basis="rival_account", state="confirmed")
    rows = client.get("/claims/").text.split("<tbody>")[1]
    for words in ["Anna Ash", "harbour master", "the mayor", "likely", "≠ rival account", "is-confirmed"]:
        assert words in rows

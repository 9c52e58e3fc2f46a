"""/reports/: every report with its purpose, filters, count of rows and codebook."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from claims.exports.registry import REPORTS
from tests import factories as make
from tests.claims.exports.world import World


@pytest.fixture
def world(db):
    return World()


@pytest.fixture
def page(client, world):
    """Asks for the page as an analyst and gives its text."""
    client.force_login(world.analyst)

    def ask(query=""):
        response = client.get(f"/reports/{query}")
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    return ask


def test_every_report_is_there_with_its_purpose(page):
    text = page()
    for report in REPORTS.values():
        assert f'id="{report.name}"' in text
        assert escape(report.title) in text
        assert escape(report.purpose) in text


def test_each_list_can_be_downloaded_whole(page):
    text = page("?report=events")
    for name in ("claims", "contradictions", "attributions", "documents", "outlets", "speakers"):
        assert f'href="/{name}.csv"' in text


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_shows_what_each_of_its_columns_says(page, name):
    text = page(f"?report={name}")
    for column in REPORTS[name].columns:
        assert f"<code>{column.name}</code>" in text
        assert escape(column.meaning) in text


def test_the_codebook_shows_examples_from_the_data(page):
    assert "<bdi>How many raiders were killed?</bdi>" in page("?report=claims")
    assert "<bdi>36.21024</bdi>" in page("?report=claims&question=far")
    assert "<bdi>&#x27;=SUM(1)</bdi>" in page("?report=attributions&speaker=&document=story")


def test_filters_are_counted_and_lead_to_the_file(page):
    text = page("?report=claims&speaker=ada-orlova&stance=")
    assert "<strong>1 row</strong>" in text
    assert "of 3" in text
    assert 'href="/claims.csv?speaker=ada-orlova"' in text
    assert 'href="?report=claims#claims">Speaker: <bdi>Ada Orlova</bdi>' in text


def test_no_rows_are_said_to_be_no_rows(page):
    text = page("?report=claims&stance=withdraws")
    assert "<strong>0 rows</strong>" in text
    assert "The file holds its header only." in text


def test_a_report_of_one_event_waits_for_the_choice(page):
    text = page("?report=comparison")
    assert "Choose event" in text
    assert 'role="alert"' not in text
    assert 'href="/events/raid/comparison.csv"' not in text


def test_a_chosen_event_is_counted_and_leads_to_its_file(page):
    text = page("?report=comparison&event=raid")
    assert "<strong>3 rows</strong>" in text
    assert 'href="/events/raid/comparison.csv"' in text


def test_two_outlets_are_chosen_one_by_one(page):
    assert "other: Name the outlet by its slug." in page("?report=outlet-vs&outlet=herald")
    assert 'href="/outlets/herald/vs/mirror.csv"' in page("?report=outlet-vs&outlet=herald&other=mirror")


def test_what_is_not_understood_is_said_and_offers_no_file(page):
    text = page("?report=claims&since=2023-05-32&speker=x")
    assert "“2023-05-32” is not a date; write it as 2023-05-24." in text
    assert "“speker” is not a filter here." in text
    assert "Download these" not in text


def test_the_command_that_gives_the_same_file_is_shown(page):
    assert "<code>manage.py export_report comparison event=raid</code>" in page("?report=comparison&event=raid&q=")
    assert escape("manage.py export_report claims 'q=70 raiders'") in page("?report=claims&q=70+raiders")


def test_an_unknown_report_is_named(page):
    assert "There is no report “&lt;x&gt;”." in page("?report=<x>")


def test_visitors_see_counts_of_accepted_claims(client, world, settings):
    assert client.get("/reports/").status_code == 302
    settings.PUBLIC_PAGES = True
    make.make_claim(world.killed, status="draft")
    text = client.get("/reports/").content.decode()
    assert "<b>3</b>" in text
    assert "<b>4</b>" not in text.split('id="attributions"')[0]
    assert "accepted claims only" in text


def test_more_than_is_counted_is_said_so(page, monkeypatch):
    monkeypatch.setattr("claims.exports.report.COUNTED", 1)
    monkeypatch.setattr("claims.views.reports.COUNTED", 1)
    assert "<b>over 1</b>" in page()


def test_more_rows_take_no_more_queries(page, world):
    found = []
    for number in (2, 20):
        for _ in range(number):
            claim = make.make_claim(world.killed, amount=3)
            make.make_attribution(claim, make.make_snapshot(make.make_document()))
        with CaptureQueriesContext(connection) as queries:
            page("?report=claims&event=raid")
        found.append(len(queries))
    assert found[0] == found[1]

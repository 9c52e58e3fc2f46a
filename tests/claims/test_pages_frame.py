"""The frame around every page, the guide, the login, and the answer to unknown addresses."""

import re

import pytest
from django.urls import reverse

from tests.factories import make_analyst, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_pages(settings):
    settings.PUBLIC_PAGES = True


def test_every_page_needs_a_login_by_default(client):
    response = client.get("/guide/")
    assert (response.status_code, response["Location"]) == (302, "/login/?next=/guide/")


def test_public_pages_open_to_visitors(client, open_pages):
    assert client.get("/guide/").status_code == 200


def test_a_wrong_password_is_said_in_words(client):
    make_user("reader", password="right-password")
    response = client.post("/login/", {"username": "reader", "password": "wrong", "next": "/guide/"})
    assert response.status_code == 200
    assert "Not logged in" in response.text


def test_login_leads_back_to_the_page_that_was_asked_for(client):
    make_user("reader", password="right-password")
    response = client.post("/login/", {"username": "reader", "password": "right-password", "next": "/guide/"})
    assert response["Location"] == "/guide/"


def test_staff_find_the_admin_and_everybody_the_way_out(client, open_pages):
    client.force_login(make_analyst())
    page = client.get("/guide/").text
    assert reverse("admin:index") in page
    assert "Log out" in page


def test_the_current_place_is_marked_in_the_navigation(client, open_pages):
    assert re.search(r'href="/guide/" aria-current="true"', client.get("/guide/").text)


def test_an_unknown_address_answers_404_in_the_frame(client, open_pages):
    response = client.get("/no-such-page/<script>")
    assert response.status_code == 404
    assert "no such page" in response.text
    assert "<script>" not in response.text


def test_pages_carry_no_inline_script_or_style(client, open_pages):
    for address in ["/", "/guide/", "/search/", "/login/"]:
        page = client.get(address).text
        assert "<script" not in page
        assert not re.search(r"\sstyle=|<style|\son\w+=", page)


def test_each_rule_of_the_guide_has_an_anchor_and_an_example(client, open_pages):
    page = client.get("/guide/").text
    for number in range(1, 9):
        section = page.split(f'id="rule-{number}"')[1].split("</section>")[0]
        assert 'class="example"' in section
    assert all(f'id="{anchor}"' in page for anchor in ["figures", "unsure", "agreement", "positions", "words"])


@pytest.mark.parametrize(
    "place", ["events", "questions", "claims", "contradictions", "speakers", "outlets", "documents"]
)
@pytest.mark.parametrize("key", ["nothing", "%00", "a%00b", "%F0%9F%9A%A3", "..", "' OR 1=1", "x" * 3000])
def test_a_key_that_nobody_has_is_not_found(client, open_pages, place, key):
    assert client.get(f"/{place}/{key}/").status_code == 404

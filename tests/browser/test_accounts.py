"""Logging in and out."""

from playwright.sync_api import expect

from tests.browser.conftest import log_in
from tests.browser.pages import EVENT


def test_a_login_leads_back_to_the_page_it_was_asked_on(page):
    page.goto(f"{EVENT}?outlet=unidentified-1")
    page.get_by_role("link", name="Log in").click()
    page.get_by_label("Username").fill("analyst")
    page.get_by_label("Password").fill("not-a-secret")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{EVENT}?outlet=unidentified-1")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in")).to_be_visible()


def test_a_wrong_password_is_told_and_the_name_kept(page):
    page.goto("/login/")
    page.get_by_label("Username").fill("analyst")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_contain_text("Not logged in")
    expect(page.get_by_label("Username")).to_have_value("analyst")


def test_the_admin_asks_who_one_is_and_leads_back_to_the_reading_pages(page):
    page.goto("/admin/claims/claim/")
    expect(page.get_by_label("Username")).to_be_visible()
    log_in(page, "analyst")
    page.get_by_role("link", name="Admin").click()
    page.get_by_role("link", name="Guide").click()
    expect(page).to_have_url("/guide/")


def test_analysts_see_what_waits_for_them(visit):
    page = visit("/", user="analyst")
    expect(page.get_by_role("heading", name="Waiting for a person")).to_be_visible()
    page.get_by_role("link", name="suggested judgement").click()
    expect(page).to_have_url("/admin/queues/judge/")

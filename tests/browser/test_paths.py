"""The main paths of a reader: from where accounts part down to the words, between outlets, and by search."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.pages import DOCUMENT, EVENT


def follow(page, name, within="main"):
    """Follow the first link of that name in a part of the page."""
    page.locator(within).get_by_role("link", name=name).first.click()


def test_from_the_dashboard_down_to_the_words_and_back(page):
    page.goto("/")
    visited = [page.url]
    for step in [
        lambda: follow(page, "Cross-border raid into Belgorod region, May 2023"),
        lambda: follow(page, "Raiders killed", "#glance"),
        lambda: follow(page, re.compile("^≠ number"), "#pairs"),
        lambda: follow(page, re.compile("says that .* 70"), ".side"),
        lambda: follow(page, re.compile("."), "#evidence figcaption"),
    ]:
        step()
        page.wait_for_url(lambda url: url not in visited)
        visited.append(page.url)
    kinds = ["", "events", "questions", "contradictions", "claims", "documents"]
    assert [urlsplit(url).path.split("/")[1] for url in visited] == kinds
    words = page.locator("mark:target")
    expect(words).to_contain_text("70")
    expect(words).to_be_in_viewport()
    for address in reversed(visited[:-1]):
        page.go_back()
        expect(page).to_have_url(address)


def test_highlighted_words_and_their_claim_lead_to_each_other(page):
    page.goto(DOCUMENT)
    page.locator("mark").first.get_by_role("link").first.click()
    note = page.locator("li:target")
    expect(note).to_be_in_viewport()
    note.get_by_role("link", name=re.compile("^Go to highlight")).click()
    expect(page.locator("mark:target")).to_be_in_viewport()


def test_an_event_is_narrowed_and_shown_whole_again(page):
    page.goto(EVENT)
    documents = page.locator("#documents tbody tr")
    before = documents.count()
    page.get_by_text("Narrow what is compared").click()
    form = page.get_by_role("form", name="Narrow what is compared")
    form.get_by_label("Outlet").select_option("unidentified-1")
    form.get_by_role("button", name="Apply").click()
    expect(form.get_by_label("Outlet")).to_have_value("unidentified-1")
    assert documents.count() < before
    expect(page.locator(".toc .csv")).to_have_attribute("href", re.compile("outlet=unidentified-1"))
    page.get_by_role("list", name="Chosen filters").get_by_role("link", name=re.compile("Outlet")).click()
    expect(documents).to_have_count(before)


@pytest.mark.parametrize("address", [EVENT, "/questions/raid-attackers-killed/"])
def test_what_was_not_understood_is_not_counted(page, address):
    page.goto(f"{address}?since=yesterday")
    expect(page.get_by_role("alert")).to_contain_text("yesterday")
    expect(page.locator(".facts")).not_to_contain_text("Claims")


def test_every_part_of_an_event_is_reached_from_its_contents(page):
    page.goto(EVENT)
    for link in page.locator(".toc a:not(.csv)").all():
        link.click()
        expect(page.locator(":target h2").first).to_be_in_viewport()


def test_what_is_folded_on_an_event_has_a_page_of_its_own(page):
    page.goto(EVENT)
    shown = page.locator("#singles tbody tr").count()
    follow(page, re.compile(r"^All \d+"), "#singles")
    page.wait_for_url("**/singles/")
    assert page.locator("#singles tbody tr").count() > shown


def test_two_outlets_are_compared_case_by_case(page):
    page.goto("/outlets/unidentified-1/")
    follow(page, "Unidentified 2", "#others")
    page.wait_for_url("**/outlets/unidentified-1/vs/unidentified-2/")
    follow(page, "Raiders killed", "#partly")
    page.wait_for_url("**/questions/raid-attackers-killed/")


def test_a_speaker_leads_to_who_says_otherwise(page):
    page.goto("/speakers/")
    follow(page, "Igor Konashenkov")
    page.wait_for_url("**/speakers/konashenkov/")
    follow(page, re.compile("^≠"))
    page.wait_for_url("**/contradictions/*/")
    expect(page.locator(".side")).to_have_count(2)


def test_one_box_finds_names_by_any_spelling_and_marks_the_words(page):
    page.goto("/guide/")
    page.get_by_role("searchbox", name="Search").fill("Gladkow")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=Gladkow")
    expect(page.get_by_role("heading", name=re.compile("^Speakers"))).to_be_visible()
    expect(page.locator(".hits mark").first).to_be_visible()
    follow(page, "Vyacheslav Gladkov", ".hits")
    page.wait_for_url("**/speakers/gladkov/")


def test_search_results_are_narrowed_to_a_kind(page):
    page.goto("/search/?q=Kremlin")
    follow(page, re.compile("^quotes"), ".facets")
    expect(page.locator(".hit-group")).to_have_count(1)
    expect(page.locator(".facets [aria-current]").first).to_contain_text("quotes")


def test_an_unknown_address_leads_on(page):
    page.watch.expected = {404}
    page.goto("/questions/no-such-question/")
    follow(page, "first page")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Where accounts part")

"""Lists: filtered, sorted and turned page by page, with the same rows in their file."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.files import downloaded_rows

LISTS = {
    "claims": "/claims/?event=belgorod-raid-2023&sort=speaker",
    "speakers": "/speakers/?side=russia",
    "outlets": "/outlets/?q=unidentified",
    "documents": "/documents/?event=belgorod-raid-2023",
    "events": "/events/?until=2023-12-31",
}


def shown(page):
    """How many the list says there are."""
    return int(re.search(r"\d+", page.locator(".result-line strong").inner_text())[0])


def every_page(page):
    """Yield once for each page of a list that is open."""
    yield
    while page.get_by_role("link", name="Next →").count():
        page.get_by_role("link", name="Next →").click()
        yield


def records(page, name):
    """The addresses of the records that the rows of a list are about, in their order."""
    found = [
        [link.get_attribute("href") for link in row.locator(f"a[href^='/{name}/']:not([href*='?'])").all()]
        for row in page.locator("table.grid tbody tr").all()
    ]
    return [addresses[0] for addresses in found]


def test_a_list_is_filtered_by_its_form_and_shown_whole_again(page):
    page.goto("/claims/")
    total = shown(page)
    page.get_by_label("Event", exact=True).select_option("belgorod-raid-2023")
    page.get_by_label("Stance").select_option("denies")
    page.get_by_role("button", name="Apply").click()
    assert parse_qsl(urlsplit(page.url).query) == [("event", "belgorod-raid-2023"), ("stance", "denies")]
    assert 0 < shown(page) < total
    expect(page.get_by_label("Stance")).to_have_value("denies")
    for chip in ("Event", "Stance"):
        page.get_by_role("list", name="Chosen filters").get_by_role("link", name=re.compile(chip)).click()
    assert shown(page) == total


def test_a_list_is_sorted_by_its_headings(page):
    page.goto("/claims/")
    orders = {}
    for direction in ("ascending", "descending"):
        page.get_by_role("columnheader", name="Speaker").get_by_role("link").click()
        expect(page.get_by_role("columnheader", name="Speaker")).to_have_attribute("aria-sort", direction)
        orders[direction] = page.locator("tbody th a").all_inner_texts()
    assert orders["ascending"][0] < orders["ascending"][-1] < orders["descending"][0]


def test_pages_of_a_list_follow_each_other(page):
    page.goto("/claims/?event=belgorod-raid-2023")
    total, seen = shown(page), [records(page, "claims") for _ in every_page(page)]
    assert len(seen) > 1
    assert len({address for some in seen for address in some}) == total
    page.get_by_role("link", name="← Before").click()
    assert records(page, "claims") == seen[-2]


@pytest.mark.parametrize("name", LISTS)
def test_the_file_of_a_list_holds_its_rows_in_its_order(page, name):
    page.goto(LISTS[name])
    found = downloaded_rows(page, page.locator(".result-line .csv"))
    seen = [address for _ in every_page(page) for address in records(page, name)]
    assert [urlsplit(row["url"]).path for row in found] == seen
    assert seen


def test_the_file_of_contradictions_holds_every_pair_of_the_disputes(page):
    page.goto("/contradictions/?event=belgorod-raid-2023&state=confirmed")
    pairs = int(re.search(r"(\d+) pair", page.locator(".result-line").inner_text())[1])
    found = downloaded_rows(page, page.locator(".result-line .csv"))
    assert len(found) == pairs
    assert {row["state"] for row in found} == {"confirmed"}


def test_a_filter_that_matches_nothing_says_which_to_drop(page):
    page.goto("/claims/?event=belgorod-raid-2023&q=nobody-says-this")
    page.get_by_role("link", name=re.compile("^Drop .*nobody-says-this")).click()
    assert shown(page) > 0


def test_a_filter_that_is_not_understood_shows_no_rows_and_the_way_out(page):
    page.goto("/claims/?stance=shouts")
    expect(page.get_by_role("alert")).to_contain_text("shouts")
    expect(page.locator("table.grid")).to_have_count(0)
    page.get_by_role("link", name="Show all claims").click()
    assert shown(page) > 0

"""Reports and the dossier: what a reader takes home."""

import re

from playwright.sync_api import expect

from tests.browser.files import downloaded_rows, downloaded_zip
from tests.browser.pages import EVENT


def test_a_report_is_filtered_counted_and_taken_home(page):
    page.goto("/reports/")
    page.locator("#attributions").get_by_role("link", name="filter, columns").click()
    report = page.locator("#attributions")
    report.get_by_label("Outlet").select_option("unidentified-1")
    report.get_by_role("button", name="Count").click()
    counted = int(re.search(r"(\d+) rows", report.locator(".result-line").inner_text())[1])
    found = downloaded_rows(page, report.get_by_role("link", name="Download these"))
    assert len(found) == counted > 0
    assert {row["outlet"] for row in found} == {"Unidentified 1"}


def test_the_codebook_describes_every_column_of_the_file(page):
    page.goto("/reports/?report=claims#claims")
    report = page.locator("#claims")
    found = downloaded_rows(page, report.get_by_role("link", name=re.compile("^All .* as CSV")))
    described = report.locator("details tbody th").all_text_contents()
    assert described == list(found[0])


def test_a_report_of_one_event_asks_which(page):
    page.goto("/reports/")
    page.locator("#comparison").get_by_role("link", name="Choose event").click()
    report = page.locator("#comparison")
    report.get_by_label("Event", exact=True).select_option("crocus-attack-2024")
    report.get_by_role("button", name="Choose").click()
    found = downloaded_rows(page, report.get_by_role("link", name=re.compile("^Download")))
    assert {row["event_key"] for row in found} == {"crocus-attack-2024"}


def test_an_event_is_taken_home_as_a_dossier(page):
    page.goto(EVENT)
    dossier = downloaded_zip(page, page.get_by_role("link", name=re.compile("^Dossier")))
    names = [name.split("/", 1)[1] for name in dossier.namelist()]
    assert {"index.html", "SHA256SUMS"} <= set(names)


def test_a_dossier_is_read_without_a_network(page, tmp_path):
    page.goto(EVENT)
    dossier = downloaded_zip(page, page.get_by_role("link", name=re.compile("^Dossier")))
    dossier.extractall(tmp_path)
    [index] = tmp_path.glob("*/index.html")
    page.context.set_offline(True)
    page.watch.host = ""
    page.goto(index.as_uri())
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cross-border raid")
    for link in page.locator("a[href]").all():
        address = link.get_attribute("href").split("#")[0]
        assert not address or (index.parent / address).exists(), address

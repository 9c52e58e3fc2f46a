"""Without JavaScript every reading page says the same, and records are entered all the same."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import EVENT, READING


@pytest.fixture
def still(visit):
    """Open a page in a browser that runs no script."""
    return lambda path="", **options: visit(path, java_script_enabled=False, **options)


@pytest.mark.parametrize("name", [name for name, (_, status) in READING.items() if status == 200])
def test_reading_pages_need_no_script(page, name):
    response = page.goto(READING[name][0])
    assert "<script" not in response.text()


def test_folds_and_forms_work_without_scripts(still):
    page = still(EVENT)
    page.get_by_text("Narrow what is compared").click()
    page.get_by_label("Outlet").select_option("unidentified-1")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("list", name="Chosen filters")).to_contain_text("Unidentified 1")


def test_a_speaker_is_added_without_scripts(still, changed_site):
    page = still("/admin/claims/speaker/add/", user="analyst")
    page.get_by_label("Name:", exact=True).fill("A new speaker")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("A new speaker")


def test_a_claim_is_returned_without_scripts(still, changed_site):
    page = still("/admin/claims/claim/?q=belgorod-border-distance-wsws-2024-01", user="analyst")
    page.locator("#result_list tbody th a").first.click()
    page.get_by_label("Status").select_option("returned")
    page.get_by_label("Why this change").fill("Read again")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_a_contradiction_is_judged_without_scripts(still, changed_site):
    page = still("/contradictions/?state=suggested", user="analyst")
    page.locator("main a.verdict.is-suggested").first.click()
    page.get_by_label("Reason").fill("The two figures count the same people.")
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator(".history")).to_contain_text("The two figures count the same people.")

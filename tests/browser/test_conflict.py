"""Two people edit one claim: the second is shown both versions and merges them, from the keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import faults

pytestmark = pytest.mark.usefixtures("changed_site")
CLAIM = "/admin/claims/claim/?q=raid-attackers-killed-shoigu"


def open_form(visit, **options):
    page = visit(CLAIM, user="analyst", **options)
    page.locator("#result_list tbody th a").first.click()
    return page


def save_another(visit):
    """In another window, the same claim gets another statement, scope and cue."""
    page = open_form(visit)
    page.get_by_label("Statement").fill("Russian forces killed more than 70 raiders.")
    page.get_by_label("Scope").fill("on one day")
    page.get_by_label("Why this change").fill("date was the day before")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_two_versions_become_one_by_keyboard(visit):
    mine = open_form(visit)
    mine.get_by_label("Statement").fill("The military killed more than 70 of the raiders.")
    mine.get_by_label("Hedge").fill("likely")
    mine.get_by_label("Why this change").fill("The words say so")
    mine.locator("#id_attributions-0-cue").fill("repeated")
    save_another(visit)
    mine.get_by_role("button", name="Save", exact=True).click()
    expect(mine.get_by_role("heading", level=1)).to_contain_text("Not saved")
    expect(mine.get_by_label("Statement: theirs")).to_be_focused()
    assert faults(mine) == ""
    mine.keyboard.press("Control+Enter")  # nothing is stored while a choice is open
    expect(mine.get_by_label("Statement: theirs")).to_be_focused()
    mine.keyboard.press("2")
    expect(mine.get_by_role("button", name="Save the merged version")).to_be_focused()
    mine.keyboard.press("Enter")
    expect(mine.locator(".messagelist")).to_contain_text("Merged with what you (in another window) saved.")
    mine.goto("/claims/raid-attackers-killed-shoigu/")
    expect(mine.get_by_role("heading", level=1)).to_have_text("The military killed more than 70 of the raiders.")
    expect(mine.locator("main")).to_contain_text("on one day")


def test_two_versions_become_one_without_scripts(visit):
    mine = open_form(visit, java_script_enabled=False)
    mine.get_by_label("Statement").fill("The military killed more than 70 of the raiders.")
    mine.get_by_label("Why this change").fill("The words say so")
    save_another(visit)
    mine.get_by_role("button", name="Save", exact=True).click()
    mine.get_by_label("Statement: yours").check()
    mine.get_by_role("button", name="Save the merged version").click()
    expect(mine.locator(".messagelist .success")).to_be_visible()

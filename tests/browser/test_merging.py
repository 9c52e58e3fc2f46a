"""Two entries of one speaker become one, from the keyboard alone, and are two again."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import faults

pytestmark = pytest.mark.usefixtures("changed_site")


def test_two_speakers_are_merged_and_parted_by_keyboard(visit):
    page = visit("/admin/merge/speaker/?keep=russian-freedom-legion", user="analyst")
    assert faults(page) == ""
    page.get_by_label("Name, alias or slug").fill("Volunteer Corps")
    page.keyboard.press("Enter")
    page.locator(".line-up a").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("into")
    assert faults(page) == ""
    page.keyboard.press("Control+Enter")  # nothing happens while a choice is open
    while page.locator(".choose tbody tr:not(:has(input:checked))").count():
        page.keyboard.press("1")
    expect(page.get_by_label("Reason")).to_be_focused()
    page.keyboard.type("For the sake of a test")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("Merged:")
    page.locator("h1").click()
    page.keyboard.press("u")
    expect(page.locator("body")).to_contain_text("Undone:")

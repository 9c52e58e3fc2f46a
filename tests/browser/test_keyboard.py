"""Everything is reached and done from the keyboard, and one sees where one is."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import EVENT, READING

FOCUSED = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    return {
        name: (one.getAttribute("aria-label") || one.textContent || one.name || one.tagName).trim().slice(0, 40),
        seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0,
        marked: style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2,
        top: box.top + scrollY,
    };
}"""
REACHABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary"


def tab(page, key="Tab"):
    page.keyboard.press(key)
    return page.evaluate(FOCUSED)


@pytest.mark.parametrize("name", ["dashboard", "event", "claims", "contradiction", "document", "reports", "search"])
def test_each_stop_is_seen_and_marked(page, name):
    page.goto(READING[name][0])
    page.locator("body").focus()
    stops = [tab(page) for _ in range(25)]
    assert [stop["name"] for stop in stops if not (stop["seen"] and stop["marked"])] == []
    assert len({(stop["name"], stop["top"]) for stop in stops}) > 20


def test_stops_follow_the_page_from_top_to_bottom(page):
    page.goto("/")
    heights = [tab(page)["top"] for _ in range(20)][1:]
    inside = [height for height in heights if height > 60]
    assert len(inside) > 5
    assert inside == sorted(inside)


def test_the_first_stop_leads_past_the_navigation(page):
    page.goto("/claims/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_everything_that_can_be_clicked_can_be_reached(page):
    page.goto("/contradictions/")
    reached = page.evaluate(
        f"[...document.querySelectorAll({REACHABLE!r})].filter(one => one.checkVisibility() && one.tabIndex < 0).length"
    )
    assert reached == 0
    assert page.locator("[onclick], [tabindex]:not([tabindex='-1']):not([tabindex='0'])").count() == 0


def test_what_is_folded_opens_and_closes_with_the_enter_key(page):
    page.goto(EVENT)
    fold = page.get_by_text("Narrow what is compared")
    fold.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Apply")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Apply")).to_be_hidden()


def test_a_list_is_filtered_without_a_mouse(page):
    page.goto("/claims/")
    page.get_by_label("Words").focus()
    page.keyboard.type("Kremlin")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=Kremlin"))
    expect(page.locator("tbody tr").first).to_be_visible()


def test_a_drawing_is_entered_like_any_text(page):
    page.goto(EVENT)
    page.locator("#time .lanes th a").first.focus()
    assert tab(page)["marked"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/*/")

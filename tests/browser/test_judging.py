"""Judging relations from the keyboard, one by one and many at once, and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looks import faults
from tests.browser.pages import DESK

JUDGE = re.compile("/admin/judge/")
pytestmark = pytest.mark.usefixtures("changed_site")


@pytest.fixture
def judge(visit):
    def judge(path=DESK["queue-judge"], **options):
        page = visit(user="analyst", **options)
        page.wait_for_url("**/")
        page.goto(path)
        return page

    return judge


def done(page, words):
    """The line that says what was done, and offers to undo it."""
    expect(page.locator(".toast-line")).to_contain_text(words)


def press(page, *keys):
    page.wait_for_load_state()  # until then no key is heard
    for key in keys:
        page.keyboard.press(key)


def test_a_queue_is_judged_with_one_or_two_keys_each(judge):
    page = judge()
    press(page, "n")
    expect(page).to_have_url(JUDGE)
    first = page.url
    press(page, "c")
    done(page, "contradicts")
    expect(page.locator("#judge .is-proposed")).to_be_visible()
    press(page, "x", "2")
    done(page, "rejected")
    press(page, "3", "1")
    done(page, "updates")
    press(page, "1")
    done(page, "corroborates")
    fifth = page.url
    press(page, "u")
    expect(page.locator(".messages")).to_contain_text("Undone:")
    expect(page).not_to_have_url(fifth)  # it is the relation again whose decision was undone
    press(page, "x", "x")  # for the last reason
    done(page, "rejected")
    page.goto(first)
    expect(page.locator("h1 + nav, .page-head .verdict").first).not_to_have_class(re.compile("is-suggested"))


def test_a_reason_is_written_kept_and_taken_again(judge):
    page = judge()
    press(page, "n")
    expect(page).to_have_url(JUDGE)
    press(page, "m")
    expect(page.get_by_label("Reason").first).to_be_focused()
    press(page, "Control+a")
    page.keyboard.type("Both were checked; c and x are letters here.")
    press(page, "Escape", "c")
    done(page, "confirmed")
    press(page, ";", "1")
    expect(page.get_by_label("Reason").first).to_have_value("Both were checked; c and x are letters here.")
    press(page, "x", "0")
    done(page, "rejected")


def test_many_pairs_are_chosen_and_judged_by_keys(judge):
    page = judge(DESK["judge"])
    press(page, "g", "Shift+ArrowDown", "Space")
    expect(page.get_by_role("button", name="Confirm 4")).to_be_visible()
    press(page, "Shift+C")
    done(page, "4 pairs confirmed")
    expect(page.locator(".tick .is-confirmed")).to_have_count(4)
    press(page, "u")
    expect(page.locator(".tick [name=pair]")).to_have_count(5)
    press(page, "g", "Shift+ArrowDown", "Shift+X", "1")
    done(page, "5 pairs rejected")


def test_arrows_move_and_enter_opens_the_pair(judge):
    page = judge(DESK["judge"])
    here = page.url
    press(page, "g", "ArrowUp", "Enter")
    expect(page).not_to_have_url(here)
    expect(page.locator(".tick .here")).to_have_count(1)


def test_open_lists_are_for_everybody(judge):
    page = judge(DESK["judge"])
    press(page, "x")
    expect(page.locator(".choose[open] .ready")).to_be_visible()
    assert faults(page) == ""


def test_everything_is_judged_without_scripts(judge):
    page = judge(DESK["judge"], java_script_enabled=False)
    boxes = page.locator("[name=pair]")
    for at in (0, 1):
        boxes.nth(at).check()
    page.locator("#many summary").click()
    page.locator("#many").get_by_role("button", name="2 They speak of different times.").click()
    done(page, "2 pairs rejected")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".messages")).to_contain_text("Undone: 2 pairs rejected")
    page.locator("#judge").get_by_text("Reject …").click()
    page.locator("#judge").get_by_role("button", name="2 They speak of different times.").click()
    done(page, "rejected")
    page.locator("#judge").get_by_text("withdraws …").click()
    page.locator("#judge .choose[open] button").first.click()
    done(page, "withdraws")

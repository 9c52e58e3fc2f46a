"""Double coding by keyboard: both say that they are done, then an editor settles place by place."""

import os
import re

import pytest
from playwright.sync_api import expect

from tests.browser.coded import DOCUMENT
from tests.browser.looks import NARROW, WIDE, faults
from tests.browser.served import prepared, served

PAGE = f"/admin/codings/{DOCUMENT}/"


@pytest.fixture
def coded_site(browser, shared_folder, tmp_path):
    with served(prepared(shared_folder, "coded"), tmp_path) as site:
        yield site


@pytest.fixture
def work(visit, coded_site):
    return lambda path, user: visit(path, user=user, site=coded_site)


def press(page, name):
    page.get_by_role("button", name=name).focus()
    page.keyboard.press("Enter")


def both_done(work):
    for coder, other in (("ibarra", "lind"), ("lind", "ibarra")):
        page = work("/admin/queues/read/", coder)
        page.locator(".line-up a", has_text="given to you").focus()
        page.keyboard.press("Enter")
        page.get_by_role("link", name="I am done, or not yet").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Yours to code")).to_be_visible()
        look(page, f"waiting-{coder}")
        press(page, "I am done")
        expect(
            page.get_by_role("heading", name=re.compile(f"{other} is not|agree in every field")).first
        ).to_be_visible()


def look(page, name):
    """Pictures for people: with a folder in PICTURES, never for a verdict."""
    if folder := os.environ.get("PICTURES"):
        for scheme in ("light", "dark"):
            for size in (WIDE, NARROW):
                page.emulate_media(color_scheme=scheme)
                page.set_viewport_size(size)
                page.screenshot(path=f"{folder}/{name}-{size['width']}-{scheme}.png", full_page=True)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(WIDE)


def test_two_codings_become_one_by_keyboard(work):
    both_done(work)
    page = work(PAGE, "osei")
    heading = page.get_by_role("heading", level=2, name=re.compile("to settle"))
    expect(heading).to_have_text("5 places to settle")
    assert faults(page) == ""
    look(page, "settle")
    first, second = (page.locator("article.inline").nth(number) for number in (0, 1))
    expect(first).to_have_class(re.compile("is-here"))
    page.keyboard.press("j")
    expect(second).to_be_focused()
    page.keyboard.press("m")
    page.keyboard.type("12 tells nothing here")
    page.keyboard.press("Enter")
    expect(heading).to_have_text("5 places to settle")  # Enter in the reason decides nothing
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    expect(heading).to_have_text("4 places to settle")
    expect(page.get_by_role("status")).to_contain_text("lind’s taken")
    expect(page.locator("article.inline").nth(1)).to_be_focused()  # the place that followed
    page.keyboard.press("u")
    expect(heading).to_have_text("5 places to settle")
    page.keyboard.press("t")
    expect(page.get_by_role("status")).to_contain_text("places on which both agree")
    look(page, "taken")
    for key, left in (("1", 4), ("0", 3), ("3", 2), ("2", 1)):
        page.keyboard.press(key)
        expect(heading).to_have_text(f"{left} place{'s' if left > 1 else ''} to settle")
    page.keyboard.press("e")
    expect(page).to_have_url(re.compile(r"/admin/claims/claim/\d+/change/"))
    page.goto(PAGE)
    expect(page.get_by_text("Settled on")).to_be_visible()
    assert faults(page) == ""
    look(page, "settled")
    page.goto("/admin/codings/agreement/")
    expect(page.get_by_role("row", name=re.compile("^ibarra"))).to_be_visible()
    assert faults(page) == ""
    look(page, "agreement")

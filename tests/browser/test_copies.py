"""Likely copies are judged by keyboard, one key each; the family is drawn as a tree, and the change of a text shown."""

import os

import pytest
from playwright.sync_api import expect

from tests.browser.looks import NARROW, WIDE, faults
from tests.browser.served import prepared, served

FAMILY = "/documents/coast-gazette/family/"


@pytest.fixture
def copied_site(browser, shared_folder, tmp_path):
    with served(prepared(shared_folder, "copied"), tmp_path) as site:
        yield site


@pytest.fixture
def work(visit, copied_site):
    return lambda path: visit(path, user="analyst", site=copied_site)


def look(page, name):
    """Pictures for people: with a folder in PICTURES, never for a verdict."""
    if folder := os.environ.get("PICTURES"):
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            page.screenshot(path=f"{folder}/{name}-{size['width']}.png", full_page=True)


def test_copies_are_judged_by_keyboard(work):
    page = work("/admin/copies/")
    first = page.get_by_role("heading", level=1)
    expect(first).to_contain_text("Does Evening Post copy")
    look(page, "copies")
    assert faults(page) == ""
    page.set_viewport_size(WIDE)
    page.keyboard.press("n")
    expect(first).to_contain_text("copy Morning Mirror?")
    page.keyboard.press("p")
    expect(first).to_contain_text("copy Coast Gazette?")
    page.keyboard.press("c")
    expect(page.get_by_role("status")).to_contain_text("republishes Coast Gazette")
    expect(first).to_contain_text("River Herald")
    page.keyboard.press("u")
    expect(first).to_contain_text("Does Evening Post copy")
    page.keyboard.press("t")
    expect(first).to_contain_text("Does Coast Gazette copy Evening Post?")
    page.keyboard.press("x")
    expect(page.get_by_role("status")).to_contain_text("is no copy of")
    page.goto(FAMILY)
    expect(page.get_by_role("heading", name="Judged to be no copies")).to_be_visible()


def test_a_family_and_a_change_look_as_they_should(work):
    for name, path in {
        "family": FAMILY,
        "document": "/documents/coast-gazette/",
        "changes": "/documents/coast-gazette/changes/",
    }.items():
        page = work(path)
        look(page, name)
        assert faults(page) == "", name

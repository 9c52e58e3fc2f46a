"""Drawings: each an SVG that can be heard, with the same figures in words in its row."""

import re

from playwright.sync_api import expect

from tests.browser.looks import NARROW
from tests.browser.pages import EVENT

FIGURES = "/questions/raid-attackers-killed/"


def test_each_figure_is_drawn_with_a_title_beside_its_words(page):
    page.goto(FIGURES)
    rows = page.locator(".ranges tbody tr:has(td.draw svg)")
    assert rows.count() >= 4
    for row in rows.all():
        drawing = row.locator("td.draw svg").first
        expect(drawing).to_have_attribute("role", "img")
        assert drawing.locator("title").first.text_content().strip()
        assert re.search(r"\d|not a single", row.inner_text())


def test_the_figures_in_words_are_those_that_are_drawn(page):
    page.goto(FIGURES)
    row = page.locator(".ranges tbody tr", has=page.get_by_role("link", name="Kremlin", exact=True))
    assert "70" in row.inner_text()
    assert "70" in row.get_by_role("img").locator("title").text_content()


def test_an_open_end_is_an_arrow_and_a_closed_one_is_not(page):
    page.goto(FIGURES)
    kremlin = page.locator(".ranges tbody tr", has=page.get_by_role("link", name="Kremlin", exact=True))
    legion = page.locator(".ranges tbody tr", has=page.get_by_text("not a single soldier"))
    assert kremlin.locator("use[href='#arrow-right']").count() == 1
    assert legion.locator("use[href='#arrow-right']").count() == 0


def test_a_drawing_keeps_its_place_at_either_width(page):
    page.goto(FIGURES)
    for size in (None, NARROW):
        if size:
            page.set_viewport_size(size)
        box = page.locator(".ranges tbody td.draw svg").first.bounding_box()
        assert box["width"] > 150
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= page.viewport_size["width"]


def test_every_statement_in_time_has_a_name_and_leads_to_its_claim(page):
    page.goto(EVENT)
    marks = page.locator("#time .lanes td.draw a")
    assert marks.count() > 10
    assert all(mark.get_attribute("aria-label").strip() for mark in marks.all())
    words = marks.first.get_attribute("aria-label").split(": ", 1)[1]
    marks.first.click()
    page.wait_for_url("**/claims/*/")
    expect(page.get_by_role("main")).to_contain_text(words)

"""Pictures of every page for people to look at: `SCREENSHOTS=1 pytest tests/browser/test_screenshots.py`."""

import pytest

from tests.browser.looks import NARROW, WIDE
from tests.browser.pages import ADMIN_FORMS, READING, of_admin
from tests.browser.served import ROOT

FOLDER = ROOT / "var" / "screenshots"


def take(page, name):
    """Both widths in light, and the narrow one in dark."""
    page.watch.expected = {404}
    for size, scheme, suffix in [(WIDE, "light", ""), (NARROW, "light", ""), (NARROW, "dark", "-dark")]:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=FOLDER / f"{name}-{size['width']}{suffix}.png", full_page=True)


@pytest.mark.parametrize("name", READING)
def test_reading_pages(page, name):
    page.watch.expected = {404}
    page.goto(READING[name][0])
    take(page, name)


@pytest.mark.parametrize("name", of_admin())
def test_pages_of_the_admin(visit, name):
    take(visit(of_admin()[name], user="analyst"), name)


@pytest.mark.parametrize("name", ADMIN_FORMS)
def test_forms_of_the_admin(visit, name):
    page = visit(of_admin()[f"{name}-list"], user="analyst")
    page.locator("#result_list tbody th a").first.click()
    take(page, f"{name}-change")

"""Reading pages, wide and narrow, light and dark: axe finds nothing serious, nothing is wider than the screen."""

import pytest

from tests.browser.looks import faults
from tests.browser.pages import READING


@pytest.mark.parametrize("name", READING)
def test_reading_pages_are_for_everybody(page, name):
    address, status = READING[name]
    page.watch.expected = {status} - {200}
    assert page.goto(address).status == status
    assert faults(page) == ""

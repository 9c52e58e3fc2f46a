"""Pages of the admin, wide and narrow, light and dark: axe finds nothing serious, nothing is wider than the screen."""

import pytest

from tests.browser.looks import faults
from tests.browser.pages import ADMIN_FORMS, of_admin


@pytest.mark.parametrize("name", of_admin())
def test_lists_and_empty_forms_are_for_everybody(visit, name):
    page = visit(of_admin()[name], user="analyst")
    assert faults(page) == ""


@pytest.mark.parametrize("name", ADMIN_FORMS)
def test_forms_of_records_are_for_everybody(visit, name):
    page = visit(of_admin()[f"{name}-list"], user="analyst")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_load_state()
    assert faults(page) == ""

"""An event of 700 claims from 40 outlets: still light, and still for everybody."""

import pytest

from tests.browser.looks import faults
from tests.browser.served import prepared, served

PAGES = [
    "/",
    "/events/busy/",
    "/events/busy/?outlet=paper-3",
    "/events/busy/questions/",
    "/events/busy/coverage/",
    "/questions/busy-0/",
    "/questions/busy-1/",
    "/claims/",
    "/contradictions/",
    "/outlets/paper-0/",
    "/outlets/paper-0/vs/paper-1/",
    "/speakers/side-0/",
    "/documents/report-0/",
    "/search/?q=Statement",
    "/reports/",
]
MOST_BYTES, MOST_ELEMENTS = 300_000, 3_000


@pytest.fixture(scope="module")
def busy_site(browser, shared_folder, tmp_path_factory):
    with served(prepared(shared_folder, "busy"), tmp_path_factory.mktemp("busy")) as site:
        yield site


@pytest.fixture
def page(visit, busy_site):
    return visit(site=busy_site)


@pytest.mark.parametrize("path", PAGES)
def test_pages_stay_light(page, path):
    response = page.goto(path)
    assert len(response.body()) <= MOST_BYTES
    assert page.locator("*").count() <= MOST_ELEMENTS


def test_the_event_is_for_everybody(page):
    page.goto("/events/busy/")
    assert faults(page) == ""

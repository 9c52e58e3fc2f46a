"""The browser, the site it visits, and what must hold of every page that any test opens.

Pages are the same whichever database answers (their own tests run on both), so the browser visits them once, on SQLite.
"""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.looks import WIDE
from tests.browser.served import prepared, served
from tests.browser.watch import Watch

NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]
# Pictures are for people: taken with SCREENSHOTS=1, never for a verdict.
collect_ignore = [] if os.environ.get("SCREENSHOTS") == "1" else ["test_screenshots.py"]
PATIENCE = 30_000  # ms: how long a busy machine may take
MISSING = "No browser: install Chromium (Debian: apt-get install chromium) or name one in CHROMIUM."


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        for item in items:
            if here in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="The browser sees the same pages on SQLite."))


def executable(playwright):
    """The browser that is installed, or None."""
    names = [os.environ.get("CHROMIUM"), *NAMES, playwright.chromium.executable_path]
    return next(filter(None, map(shutil.which, filter(None, names))), None)


@pytest.fixture(scope="package")
def browser():
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        path = executable(playwright)
        if path is None and os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        if path is None:
            pytest.skip(MISSING)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def shared_folder(tmp_path_factory):
    """One folder for all processes of a run."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="package")
def site(browser, shared_folder, tmp_path_factory):
    """The example corpus and an analyst, behind a real server."""
    with served(prepared(shared_folder, "seeds"), tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture
def changed_site(site):
    """The same site, for a test that changes something: afterwards all is as before."""
    yield site
    site.restore()


@pytest.fixture
def visit(browser, site):
    """Open a page of the site in a context of one's own: `visit("/claims/", viewport=NARROW)`; `user` logs in first.

    Whatever is opened, at the end nothing went wrong: see `Watch`.
    """
    contexts, watches = [], []

    def visit(path="", user="", site=site, **options):
        context = browser.new_context(**{"base_url": site.url, "viewport": WIDE, "reduced_motion": "reduce"} | options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        watches.append(Watch(page, site.url))
        page.watch = watches[-1]
        if user:
            log_in(page, user)
        if path:
            page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert [wrong for watch in watches for wrong in watch.wrongs] == []


@pytest.fixture
def page(visit):
    """A reader's page: wide, light, nothing opened yet."""
    return visit()


def log_in(page, user):
    page.goto("/login/")
    page.get_by_label("Username").fill(user)
    page.get_by_label("Password").fill("not-a-secret")
    page.get_by_role("button", name="Log in").click()

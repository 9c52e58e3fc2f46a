"""Bringing documents in, from the files to what is confirmed: by keyboard, with nothing saved unasked."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import violations
from tests.sources.ingest.files import BODY, OTHER

pytestmark = pytest.mark.usefixtures("changed_site")
ARTICLE = f"Raid near the border\n\nBy Ann Lee\n\n9 January 2024\n\n{BODY}\n\n{OTHER}\n\nHerald 08.01.2024\n".encode()
PAGE = (
    '<html><head><meta property="og:title" content="Road closed"><meta property="og:site_name" content="Evening Post">'
    '<meta property="article:published_time" content="2024-01-10"></head>'
    f"<body><p>{BODY[:90]} {OTHER}</p></body></html>"
).encode()


def test_files_are_read_checked_saved_and_confirmed(visit):
    page = visit("/admin/import/", user="analyst")
    page.get_by_label("Files").set_input_files(
        [
            {"name": "raid.txt", "mimeType": "text/plain", "buffer": ARTICLE},
            {"name": "road.html", "mimeType": "text/html", "buffer": PAGE},
            {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""},
        ]
    )
    page.keyboard.press("r")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check before they are saved")
    expect(page.get_by_text("will be made")).to_have_count(1)
    assert violations(page) == []
    page.locator("summary", has_text="Correct").first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Title").first.fill("Raid near the river")
    page.get_by_label("Title").first.blur()
    page.locator("body").press("s")
    expect(page.get_by_text("Saved: 2 new documents.")).to_be_visible()
    page.locator("body").press("n")
    mine = page.locator(".files > li", has=page.get_by_role("link", name="Raid near the river", exact=True))
    expect(mine.locator(".sure", has_text="Raid near the river")).to_be_visible()
    assert violations(page) == []
    mine.get_by_role("radio", name="8 January 2024").check()
    mine.get_by_role("checkbox").check()
    mine.get_by_role("checkbox").blur()
    page.locator("body").press("c")
    expect(page.get_by_text("Confirmed of")).to_be_visible()
    expect(mine.locator(".sure", has_text="8 January 2024")).to_be_visible()

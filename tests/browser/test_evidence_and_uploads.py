"""Repairing evidence and bringing a spreadsheet, from the keyboard: the whole path."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import faults
from tests.browser.pages import rows

pytestmark = pytest.mark.usefixtures("changed_site")
CLAIM = next(row for row in rows("claims") if row["key"] == "raid-attackers-killed-shoigu")
QUOTED = next(row for row in rows("attributions") if row["key"] == "raid-attackers-killed-shoigu-1")


@pytest.fixture
def curate(visit):
    return lambda path, **options: visit(path, user="analyst", **options)


def capture(page, document, change):
    """Capture the document's newest text once more, with something changed in it."""
    page.goto(f"/admin/sources/snapshot/?q={document}")
    page.locator("#result_list tbody th a").first.click()
    text = page.locator(".snapshot-text").text_content()
    page.goto(f"/admin/sources/snapshot/add/?document={document}")
    page.get_by_label("Text").fill(change(text))
    page.get_by_label("Rendition").select_option("digest")
    page.get_by_role("button", name="Save", exact=True).click()


def test_evidence_is_repaired_from_the_keyboard(curate):
    page = curate("/admin/")
    words = QUOTED["exact"]
    capture(page, QUOTED["document"], lambda text: text.replace(words, words.replace("70", "seventy")))
    expect(page.get_by_text("Evidence in earlier texts of this document:")).to_contain_text(
        "moved (a person has to look)"
    )
    page.get_by_role("link", name="Evidence to repair").first.click()
    page.locator(".line-up a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is this where the words stand now?")
    expect(page.locator("mark").first).to_contain_text("70")
    assert faults(page) == ""
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("It is right")
    page.keyboard.press("u")
    expect(page.get_by_text("Undone: It is right")).to_be_visible()
    page.goto(f"/admin/evidence/{QUOTED['key']}/")
    page.keyboard.press("x")
    expect(page.get_by_role("status")).to_contain_text("Kept as lost")


def test_lost_words_are_looked_up_by_hand(curate):
    page = curate("/admin/")
    capture(page, QUOTED["document"], lambda text: "All was written anew: an unknown number died.")
    page.goto(f"/admin/evidence/{QUOTED['key']}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Where did these words go?")
    page.keyboard.press("w")
    page.keyboard.type("an unknown number")
    page.get_by_role("button", name="Find them").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Took another place")


def test_a_spreadsheet_is_previewed_and_applied(curate):
    page = curate("/admin/claims/claim/")
    page.get_by_role("link", name="Upload a spreadsheet").click()
    header = "key,statement,speaker,question,said_on,cue"
    first = f'{CLAIM["key"]},"In other words.",{CLAIM["speaker"]},{CLAIM["question"]},{CLAIM["said_on"]},said'
    wrong = f"new-one,Something.,shoigo,{CLAIM['question']},23.05.2023,said"

    def bring(*lines):
        content = "\n".join([header, *lines, ""]).encode()
        page.locator("#file").set_input_files({"name": "claims.csv", "mimeType": "text/csv", "buffer": content})
        page.get_by_role("button", name="Preview").click()

    bring(first, wrong)
    expect(page.get_by_text("cell C3: no speaker has this slug; did you mean shoigu?")).to_be_visible()
    assert faults(page) == ""
    bring(first, "new-one,Something.,shoigu," + CLAIM["question"] + ",2023-05-23,said")
    page.get_by_label("ignore cue").check()
    page.locator("h1").click()
    page.keyboard.press("r")
    page.keyboard.type("Worded more plainly")
    assert faults(page) == ""
    page.get_by_role("button", name="Apply 2 rows").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Applied on")
    assert faults(page) == ""
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("and undone")

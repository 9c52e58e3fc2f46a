"""Read and record by the keyboard alone: words selected, proposals taken, claims saved, known ones added to, undone.

`type` counts what is pressed after the words are selected; the counts are the product's promise (see `/admin/record/`).
"""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.browser.looks import NARROW, violations

DOCUMENT = "/admin/record/unidentified-2023-05-24-a/?event=belgorod-raid-2023"
pytestmark = pytest.mark.usefixtures("changed_site")


@pytest.fixture
def read(visit):
    """Open a text with the cursor at the first word of a paragraph."""

    def read(address, paragraph, **options):
        page = visit(address, user="analyst", **options)
        page.locator("#text").focus()
        press(page, *["j"] * paragraph)
        expect(page.locator(f"#p{paragraph}")).to_have_class("para is-here")
        return page

    return read


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)
    return len(keys)


def select(page, words, after=0):
    """Select as many words, beginning so many words on in the paragraph; answers with what the desk quotes."""
    press(page, *["ArrowRight"] * after, "v", *["Shift+ArrowRight"] * (words - 1))
    expect(page.locator("#desk .quote")).to_be_visible()
    return page.locator("#desk .quote").inner_text()


def saved(page, words):
    expect(page.locator(".toast-line")).to_contain_text(words)
    expect(page.locator("#text")).to_be_focused()


def test_a_figure_is_recorded_in_four_keys_and_undone_by_one(read):
    page = read(DOCUMENT, 13)
    assert select(page, 5, after=10) == "more than 70 were killed"
    asked = []
    page.on("request", lambda request: "/record/" in request.url and asked.append(request.method))
    assert press(page, "c", "1", "Enter", "Enter") == 4  # question 1 of 28: others begin with its digit
    saved(page, "Igor Konashenkov, Raiders killed: more than 70")
    assert asked == ["POST", "POST", "GET"]  # read off for the question, saved, shown again
    expect(page.locator("#p13 .recorded")).to_contain_text("Raiders killed")
    press(page, "u")
    expect(page.locator("#save")).to_be_focused()
    expect(page.get_by_label("Figure")).to_have_value("70")
    expect(page.locator("#desk .quote")).to_have_text("more than 70 were killed")
    assert violations(page) == []


def test_a_choice_is_recorded_in_five_keys_as_fast_as_they_are_typed(read):
    page = read(DOCUMENT, 13)
    select(page, 5, after=10)
    assert press(page, "c", "2", "Enter", "1", "Enter") == 5  # question 2 of 28, answer 1
    saved(page, "Igor Konashenkov, Who the raiders were: Ukrainians")


def test_the_same_speaker_and_question_again_take_two_keys(read):
    page = read(DOCUMENT, 13)
    select(page, 5, after=10)
    press(page, "c", "1", "Enter", "Enter")
    saved(page, "Raiders killed")
    select(page, 3, after=0)
    press(page, ".")
    expect(page.locator("#desk")).to_contain_text("1 Raiders killed")
    expect(page.locator("#id_speaker")).to_have_value("Igor Konashenkov")


def test_a_wording_takes_two_keys(read):
    page = read(DOCUMENT, 13)
    assert select(page, 2, after=8) == "Ukrainian terrorists"
    assert press(page, "w", "Enter") == 2
    saved(page, "“Ukrainian terrorists”")


def test_evidence_for_a_known_claim_takes_one_key(read, site):
    with closing(sqlite3.connect(site.database)) as database:  # as if another text alone had carried the claim so far
        other = "SELECT s.id FROM sources_snapshot s JOIN sources_document d ON d.id = s.document_id WHERE d.key = ?"
        moved = f"UPDATE claims_attribution SET snapshot_id = ({other}) WHERE key = ?"
        database.execute(moved, ["unidentified-2023-05-24-b", "raid-attackers-killed-konashenkov-1"])
        database.commit()
    page = read(DOCUMENT, 13)
    select(page, 5, after=10)
    assert press(page, "a") == 1
    saved(page, "Added an attribution: Igor Konashenkov, Raiders killed")


def test_a_name_that_nobody_has_is_kept_as_an_alias(read):
    page = read(DOCUMENT, 13)
    select(page, 5, after=10)
    press(page, "c", "1", "Enter")
    expect(page.locator("#save")).to_be_focused()
    press(page, "s")
    page.keyboard.type("Konaschenko")
    press(page, "Enter")
    expect(page.locator("#desk")).to_contain_text("No speaker goes by this name.")
    assert violations(page) == []
    press(page, "1")
    expect(page.locator("#desk")).to_contain_text("Will be kept as another name of Igor Konashenkov")
    press(page, "Enter")
    saved(page, "Igor Konashenkov, Raiders killed")


def test_what_is_refused_keeps_what_was_typed(read):
    page = read(DOCUMENT, 13)
    page.watch.expected.add(422)
    select(page, 5, after=10)
    press(page, "c", "1", "Enter")
    expect(page.locator("#save")).to_be_focused()
    page.get_by_label("Statement").fill("Typed by hand.")
    page.get_by_label("Qualifier").select_option("between")
    press(page, "Control+Enter")
    expect(page.locator("#desk [role=alert]")).to_be_focused()
    expect(page.locator("#desk [role=alert]")).to_contain_text("between")
    expect(page.get_by_label("Statement")).to_have_value("Typed by hand.")
    assert violations(page) == []


def test_words_are_selected_with_the_mouse_past_marks_and_signs_of_two_units(read):
    page = read(DOCUMENT, 3)
    page.evaluate("""() => {
        const line = document.querySelector("#p3 p[data-start]");
        getSelection().setBaseAndExtent(line, 0, line, line.childNodes.length);
    }""")
    expect(page.locator("#desk[data-start]")).to_be_visible()
    start, end = (int(page.locator("#desk").get_attribute(f"data-{name}")) for name in ("start", "end"))
    assert start == int(page.locator("#p3 p[data-start]").get_attribute("data-start"))
    assert end - start == len(page.locator("#desk input[name=exact]").input_value()) > 100


def test_reading_is_noted_and_taken_back(read):
    page = read(DOCUMENT, 1)
    button = page.locator("[data-key=r]")
    press(page, "r")
    expect(button).to_have_attribute("aria-pressed", "true")
    press(page, "r")
    expect(button).to_have_attribute("aria-pressed", "false")


def test_a_narrow_page_has_a_bar_for_what_is_selected(read):
    page = read(DOCUMENT, 13, viewport=NARROW)
    select(page, 5, after=10)
    bar = page.locator("#sel-bar")
    expect(bar).to_contain_text("24 characters")
    bar.get_by_role("button", name="Claim").click()
    expect(page.locator("#id_question")).to_be_focused()
    expect(bar).to_be_hidden()


def test_without_scripts_the_same_desk_is_reached_by_links_and_buttons(visit):
    page = visit(user="analyst", java_script_enabled=False)
    page.goto(DOCUMENT)
    page.get_by_role("link", name="Record from paragraph 13", exact=True).click()
    page.get_by_label("Words").fill("more than 70 were killed")
    page.get_by_role("button", name="Read off", exact=True).click()
    page.get_by_role("textbox", name="Question").fill("1")
    page.get_by_role("button", name="read off again").click()
    expect(page.get_by_label("Statement")).to_have_value("More than 70 raiders were killed.")
    page.get_by_role("button", name="Save with").click()
    expect(page.locator(".toast-line")).to_contain_text("Igor Konashenkov, Raiders killed: more than 70")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Statement")).to_have_value("More than 70 raiders were killed.")

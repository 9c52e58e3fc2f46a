"""Curating: a claim from its question down to the pasted words, judgements with reasons, and what is refused."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.looks import violations
from tests.browser.pages import rows

ADD_CLAIM, ADD_QUESTION = "/admin/claims/claim/add/", "/admin/claims/question/add/"
SUGGESTED = "/admin/claims/relation/?state__exact=suggested"
WORDS = next(row for row in rows("attributions") if row["key"] == "raid-attackers-killed-shoigu-1")
pytestmark = pytest.mark.usefixtures("changed_site")


@pytest.fixture
def curate(visit):
    return lambda path, **options: visit(path, user="analyst", **options)


def choose(page, name, typed, listed):
    """Choose from a box that searches, from the keyboard alone: the first one found whose name begins with `listed`."""
    page.get_by_role("combobox", name=re.compile(f"{re.escape(name)}")).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".select2-search__field")).to_be_focused()
    with page.expect_response(lambda answer: parse_qs(urlsplit(answer.url).query).get("term") == [typed]) as answer:
        page.keyboard.type(typed)
    expect(page.locator(".select2-results__option")).to_have_count(len(answer.value.json()["results"]))
    found = page.locator(".select2-results__option", has_text=re.compile(f"{listed}")).first
    expect(found).to_be_visible()
    for _ in range(20):
        if "highlighted" in found.get_attribute("class"):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".select2-results__option")).to_have_count(0)


def test_a_claim_asks_only_what_its_question_asks(curate):
    page = curate(ADD_CLAIM)
    figure, day = page.get_by_label("Quantity in words"), page.get_by_label("Date from")
    choice = page.get_by_label("Answer:", exact=True)
    choose(page, "Question", "Raiders killed", "Raiders killed")
    expect(page.locator("#question-asks")).to_contain_text("How many of the raiders were killed?")
    expect(choice).to_be_hidden()
    expect(day).to_be_hidden()
    expect(figure).to_be_visible()
    choose(page, "Question", "How the raid ended", "How the raid ended")
    expect(figure).to_be_hidden()
    expect(choice.locator("option")).to_contain_text(["", "driven out or destroyed", "left of their own accord"])
    choose(page, "Question", "Day the raid began", "Day the raid began")
    expect(choice).to_be_hidden()
    expect(day).to_be_visible()


def test_a_question_asks_only_what_its_kind_of_answer_needs(curate):
    page = curate(ADD_QUESTION)
    kind = page.get_by_label("Answer kind")
    kind.select_option("choice")
    expect(page.get_by_label("Unit")).to_be_hidden()
    expect(page.get_by_label("Exclusive")).to_be_visible()
    kind.select_option("quantity")
    expect(page.get_by_label("Unit")).to_be_visible()
    expect(page.get_by_label("Exclusive")).to_be_hidden()


def test_a_claim_is_added_from_the_keyboard_down_to_its_words(curate):
    page = curate(ADD_CLAIM)
    choose(page, "Question", "Raiders killed", "Raiders killed")
    choose(page, "Speaker", "Gladkow", "Vyacheslav Gladkov")
    page.get_by_label("Quantity in words").focus()
    page.keyboard.type("more than 70")
    page.get_by_label("Statement").focus()
    page.keyboard.type("Gladkov says that more than 70 were killed.")
    choose(page, "Snapshot", WORDS["document"], ".*24 May 2023")
    page.get_by_role("textbox", name="Words:", exact=True).focus()
    page.keyboard.insert_text(WORDS["exact"])
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Save", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist .success")).to_contain_text("was added successfully")
    page.locator("#result_list tbody .field-page a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gladkov says that more than 70 were killed.")
    expect(page.locator("#evidence mark")).to_have_text(WORDS["exact"])
    expect(page.locator(".facts")).to_contain_text("more than 70")


def test_a_refused_claim_says_where_and_keeps_what_was_typed(curate):
    page = curate(ADD_CLAIM)
    choose(page, "Question", "Raiders killed", "Raiders killed")
    page.get_by_label("Statement").fill("Nobody says who says it.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".errornote")).to_be_visible()
    expect(page.locator(".field-speaker, .fieldBox.errors").first).to_contain_text(re.compile("speaker|outlet", re.I))
    expect(page.get_by_label("Statement")).to_have_value("Nobody says who says it.")
    expect(page.locator("#question-asks")).to_contain_text("How many of the raiders were killed?")
    assert violations(page) == []


def test_words_that_the_text_does_not_have_are_told(curate):
    page = curate(ADD_CLAIM)
    choose(page, "Question", "Raiders killed", "Raiders killed")
    choose(page, "Speaker", "Gladkow", "Vyacheslav Gladkov")
    page.get_by_label("Quantity in words").fill("more than 70")
    page.get_by_label("Statement").fill("Gladkov says that more than 70 were killed.")
    choose(page, "Snapshot", WORDS["document"], ".*24 May 2023")
    page.get_by_role("textbox", name="Words:", exact=True).fill("words that nobody printed")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".field-exact .errorlist").first).to_contain_text("not")
    expect(page.get_by_role("textbox", name="Words:", exact=True)).to_have_value("words that nobody printed")


def test_a_box_that_searches_is_for_everybody_while_it_is_open(curate):
    page = curate(ADD_CLAIM)
    page.get_by_role("combobox", name="Speaker").first.click()
    expect(page.locator(".select2-results__option a, .select2-results__option--highlighted").first).to_be_visible()
    assert violations(page) == []


def total(page):
    """How many records an admin list says it has."""
    return int(re.search(r"(\d+) relation", page.locator(".paginator").inner_text())[1])


def test_a_suggestion_is_rejected_only_with_a_reason(curate):
    page = curate(SUGGESTED)
    before = total(page)
    page.locator("#result_list tbody th a").first.click()
    page.get_by_role("button", name="Reject").click()  # the reason that stands there speaks for it
    expect(page.locator(".field-reason .errorlist")).to_contain_text("Say why")
    page.get_by_label("Reason").fill("They speak of two different days.")
    page.get_by_role("button", name="Reject").click()
    expect(page.locator(".messagelist .success").first).to_be_visible()
    page.goto(SUGGESTED)
    assert total(page) == before - 1


def test_a_suggestion_is_confirmed_where_it_is_read(curate):
    page = curate("/contradictions/?state=suggested")
    page.locator("main a.verdict.is-suggested").first.click()
    page.get_by_label("Reason").fill("Both speak of the same people and the same days.")
    page.get_by_role("button", name="Confirm").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".history")).to_contain_text("Both speak of the same people and the same days.")
    expect(page.locator("h1 + *, .verdict").first).not_to_have_class(re.compile("is-suggested"))


def test_what_was_changed_stands_in_the_history(curate):
    page = curate("/admin/claims/speaker/?q=Gladkov")
    page.locator("#result_list tbody th a").first.click()
    page.get_by_label("Description").fill("Head of Belgorod region.")
    page.get_by_label("Why this change").fill("The office by its name")
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_role("link", name="History").click()
    newest = page.locator(".version").first
    expect(newest).to_contain_text("The office by its name")
    expect(newest.locator("ins").first).to_contain_text("Head")


def test_an_earlier_version_comes_back_by_keyboard_and_goes_again(curate):
    page = curate("/admin/claims/speaker/?q=Gladkov")
    page.locator("#result_list tbody th a").first.click()
    before = page.get_by_label("Description").input_value()
    page.get_by_label("Description").fill("Somebody else.")
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_role("link", name="History").click()
    expect(page.locator(".version")).not_to_have_count(0)
    page.wait_for_load_state()  # the keys are there once the page is
    for key in "jjv":
        page.keyboard.press(key)
    expect(page.get_by_role("heading", name="Restore version 1?")).to_be_visible()
    assert violations(page) == []
    expect(page.get_by_label("Why")).to_be_focused()
    page.keyboard.type("It was right before.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("version 1 of")
    expect(page.locator(".version").first).to_contain_text("It was right before.")
    page.keyboard.press("e")
    expect(page.get_by_label("Description")).to_have_value(before)
    page.go_back()
    page.keyboard.press("u")
    expect(page.locator(".version").first).to_contain_text("Undone: version 1 of")


def test_the_list_of_claims_is_filtered_and_taken_home_from_the_admin(curate):
    page = curate("/admin/claims/claim/")
    page.get_by_label("Event: name or key").fill("crocus-attack-2024")
    page.keyboard.press("Enter")
    shown = page.locator("#result_list tbody tr")
    expect(shown.first).to_be_visible()
    count = shown.count()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download this list as CSV").click()
    assert len(download.value.path().read_text(encoding="utf-8").splitlines()) >= count + 1

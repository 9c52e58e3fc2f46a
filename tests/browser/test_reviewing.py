"""Reviewing from the keyboard: the path of a claim from the queue to accepted or returned, and back again."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.in_review import COMMENT
from tests.browser.looks import faults
from tests.browser.served import prepared, served

REVIEW, RETURNED, CODE = (f"/admin/queues/{name}/" for name in ("review", "returned", "code"))


@pytest.fixture(scope="module")
def review_site(browser, shared_folder, tmp_path_factory):
    with served(prepared(shared_folder, "review"), tmp_path_factory.mktemp("review")) as site:
        yield site


@pytest.fixture
def work(visit, review_site):
    yield lambda path, user="osei", **options: visit(path, user=user, site=review_site, **options)
    review_site.restore()


def place(page):
    return page.get_by_role("navigation", name="In this queue")


def test_a_claim_is_accepted_with_one_key_and_undone_with_another(work):
    page = work(REVIEW)
    expect(place(page)).to_contain_text("1 of 6")
    first = page.locator("#claim-h").inner_text()
    page.keyboard.press("a")
    expect(page.locator(".toast-line [role=status]")).to_contain_text("accepted")
    expect(place(page)).to_contain_text("1 of 5")
    expect(page.locator("#claim-h")).not_to_have_text(first)
    page.keyboard.press("u")
    expect(place(page)).to_contain_text("1 of 6")
    expect(page.locator("#claim-h")).to_have_text(first)


def test_a_claim_is_returned_with_a_comment_and_sent_again_with_an_answer(work):
    page = work(REVIEW)
    first = page.locator("#claim-h").inner_text()
    page.keyboard.press("r")
    expect(page.get_by_label("Comment")).to_be_focused()
    page.keyboard.type("The figure is an older one.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toast-line [role=status]")).to_contain_text("returned")
    author = work(RETURNED, user="lind")
    author.keyboard.press("n")
    expect(author.locator("#claim-h")).to_have_text(first)
    expect(author.locator(".queue-open .problem")).to_contain_text("The figure is an older one.")
    author.keyboard.press("m")
    author.keyboard.type("It is the one that was printed.")
    author.keyboard.press("Control+Enter")
    expect(place(author)).to_contain_text("1 of 1")
    page.goto(REVIEW)
    expect(page.locator("#claim-h")).to_have_text(first)
    expect(page.locator(".queue-open")).to_contain_text("It is the one that was printed.")


def test_several_are_chosen_and_accepted(work):
    page = work(REVIEW)
    page.keyboard.press("Space")
    page.keyboard.press("n")
    expect(place(page)).to_contain_text("2 of 6")
    boxes = page.locator(".line-up input[type=checkbox]")
    expect(boxes.first).to_be_checked()
    boxes.nth(3).focus()
    page.keyboard.press("Space")
    page.locator(".line-up a").nth(4).focus()
    page.keyboard.press("Space")
    expect(page.locator(".line-up input:checked")).to_have_count(3)
    page.keyboard.press("Shift+A")
    expect(page.locator(".toast-line [role=status]")).to_contain_text("accepted 3 claims")
    expect(place(page)).to_contain_text("of 3")


def test_what_was_said_and_changed_is_seen_and_more_text_comes_with_a_key(work):
    page = work(REVIEW)
    expect(page.locator(".remark").filter(has_text=COMMENT)).to_have_count(1)
    expect(page.locator(".fields ins")).to_have_text("of both militias")
    before = page.locator(".context blockquote").count()
    page.keyboard.press("x")
    expect(page).to_have_url(re.compile("around"))
    assert page.locator(".context blockquote").count() > before


def test_a_question_is_given_by_its_number(work):
    page = work(CODE)
    page.keyboard.press("1")  # 19 questions: 1 may be the beginning of 12
    page.keyboard.press("4")
    expect(page.locator(".toast-line [role=status]")).to_contain_text("given its question")
    expect(page.locator(".empty")).to_contain_text("every claim has its question")


def test_the_form_leads_back_to_the_place_in_the_queue(work):
    page = work(REVIEW)
    page.keyboard.press("n")
    expect(place(page)).to_contain_text("2 of 6")
    address = page.url
    page.keyboard.press("e")
    page.get_by_label("Coding note").fill("Read again.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page).to_have_url(address)


def test_all_of_it_works_without_scripts(work):
    page = work(REVIEW, java_script_enabled=False)
    page.get_by_role("button", name="Return").click()
    expect(page.locator("#comment-e")).to_contain_text("Say what should change")
    page.get_by_label("Comment").fill("Count again.")
    page.get_by_role("button", name="Return").click()
    expect(place(page)).to_contain_text("of 5")
    page.get_by_role("button", name="Undo").click()
    expect(place(page)).to_contain_text("of 6")


@pytest.mark.parametrize(
    ("path", "user"), [(REVIEW, "osei"), (RETURNED, "lind"), (CODE, "osei"), (RETURNED, "osei"), ("/", "osei")]
)
def test_the_queues_are_for_everybody(work, path, user):
    assert faults(work(path, user=user)) == ""

"""Two texts side by side: a copy beside its original, and two snapshots of one document."""

import html
import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.curation.anchoring import reanchor
from tests.factories import (
    make_attribution,
    make_claim,
    make_document,
    make_outlet,
    make_person,
    make_question,
    make_snapshot,
    make_speaker,
    make_user,
)

pytestmark = pytest.mark.django_db
TEXT = """The mayor counted 25 boats on Tuesday.

The harbour of Kiel is closed.

Nobody was hurt, says the guild.

It stayed calm at sea all day.

The search goes on.
"""


@pytest.fixture(autouse=True)
def _public(settings):
    settings.PUBLIC_PAGES = True


@pytest.fixture
def original():
    document = make_document(make_outlet("Gazette"), key="first", title="Boats lost", published_on=date(2024, 1, 8))
    make_snapshot(document, TEXT)
    return document


@pytest.fixture
def copy(original):
    return make_document(make_outlet("Mirror"), key="second", republishes=original, published_on=date(2024, 1, 9))


def copied(copy, *changes, **fields):
    text = TEXT
    for old, new in changes:
        text = text.replace(old, new)
    return make_snapshot(copy, text, **fields)


def words(markup):
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())
    return re.sub(r" (?=[,.])", "", text)


def beside(client, path="/documents/second/vs/first/"):
    response = client.get(path)
    assert response.status_code == 200
    return response.text


def test_changed_words_are_struck_and_underlined_and_figures_framed(client, copy):
    copied(copy, ("25 boats", "52 boats"), ("Kiel", "Kiél"))
    page = beside(client)
    assert 'counted <del class="fig">25</del> boats' in page
    assert 'counted <ins class="fig">52</ins> boats' in page
    assert "The harbour of <del>Kiel</del> is closed." in page
    assert "The harbour of <ins>Kiél</ins> is closed." in page
    assert "¶ 1, figure changed" in page
    assert "<del>25</del>" in page.split("Figures that changed")[1]


@pytest.mark.parametrize("path", ["/documents/second/vs/first/", "/documents/first/vs/second/"])
def test_the_original_stands_left_whichever_is_asked_for_first(client, copy, path):
    copied(copy, ("25", "52"))
    page = words(beside(client, path))
    assert "Mirror copies Gazette, with one figure changed" in page
    assert "Original: Gazette, 8 January 2024 Copy: Mirror, 9 January 2024" in page


def test_what_is_cut_added_or_moved_says_so(client, copy):
    hurt, calm = "Nobody was hurt, says the guild.\n\n", "It stayed calm at sea all day.\n\n"
    copied(copy, (hurt, ""), (calm, ""), ("The mayor", f"{hurt}The mayor"), ("goes on.", "goes on.\n\nA late line."))
    page = words(beside(client))
    for text in ["¶ 1, moved", "it was ¶ 3", "was ¶ 4, cut", "Not in the copy", "¶ 5, added", "Not in the original"]:
        assert text in page


def test_long_runs_of_the_same_are_folded(client, copy):
    copied(copy, ("25", "52"))
    page = beside(client)
    assert "¶ 2 to ¶ 5: 4 paragraphs" in page
    assert "<details" in page


def test_the_same_texts_are_said_to_be_the_same(client, copy):
    copied(copy, ("\n\n", "\n"), ("says the guild", "says  the guild"))
    page = words(beside(client))
    assert "Mirror copies Gazette, word for word" in page
    assert "not one differs; 1 paragraph differs in space" in page


def test_claims_tell_what_became_of_their_words(client, original, copy):
    first, second = (
        original.snapshots.get(),
        copied(copy, ("25", "52"), ("Kiel", "Kiél"), ("It stayed calm", "It was calm")),
    )
    question = make_question(label="Boats lost")
    for voice, snapshot, exact in [
        ("Anna", first, "25 boats"), ("Ben", first, "harbour of Kiel"), ("Carl", first, "Nobody was hurt"),
        ("Dora", second, "was calm"),
    ]:  # fmt: skip
        make_attribution(make_claim(question, make_speaker(voice), amount=1), snapshot, exact)
    page = beside(client)
    notes = words("".join(re.findall(r'<ol class="margin".*?</ol>', page, re.S)))
    assert "Anna 1 Boats lost · figure changed" in notes
    assert "Ben 1 Boats lost · words changed" in notes
    assert "Dora 1 Boats lost · words changed" in notes
    assert "Carl 1 Boats lost · unchanged" in notes
    assert "3 of 4" in words(page.split("Claims affected")[1])
    assert '<mark><del class="fig">25</del> boats<sup>1</sup></mark>' in page


def test_a_claim_whose_words_are_gone_is_named(client, original, copy):
    copied(copy, ("Nobody was hurt, says the guild.\n\n", ""))
    make_attribution(make_claim(voice=make_speaker("Carl")), original.snapshots.get(), "Nobody was hurt")
    assert "not in the copy" in words(beside(client).split('id="claims"')[1])


def test_visitors_see_accepted_claims_only(client, original, copy):
    copied(copy, ("25", "52"))
    make_attribution(make_claim(voice=make_speaker("Anna"), status="draft"), original.snapshots.get(), "25 boats")
    assert "Anna" not in beside(client)
    client.force_login(make_user())
    assert "Anna" in beside(client)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("full", "digest", "One text is a digest in the curators’ words, the other is not"),
        ("digest", "digest", "Both texts are digests in the curators’ words"),
        ("full", "machine_translation", "One text is a machine translation"),
        ("excerpt", "excerpt", "Both texts are excerpts"),
    ],
)
def test_what_the_texts_are_is_named(client, first, second, said):
    document = make_document(key="first")
    make_snapshot(document, rendition=first)
    make_snapshot(make_document(key="second", republishes=document), rendition=second)
    assert said in beside(client)


def test_another_language_is_named(client):
    document = make_document(key="first", language="en-GB")
    make_snapshot(document)
    make_snapshot(make_document(key="second", republishes=document, language="ru"))
    assert "different languages" in beside(client)


@pytest.mark.parametrize("text_of", ["first", "second", ""])
def test_a_document_without_text_is_named(client, original, copy, text_of):
    original.snapshots.all().delete()
    if text_of:
        make_snapshot({"first": original, "second": copy}[text_of])
    page = words(beside(client))
    missing = {"first": "of Mirror, Title", "second": "of Gazette, Boats lost", "": "of either document"}[text_of]
    assert f"No text was captured {missing}" in page


def test_two_copies_of_one_original_are_compared_with_each_other(client, original, copy):
    copied(copy)
    make_snapshot(
        make_document(make_outlet("Herald"), key="third", republishes=original, published_on=None),
        TEXT.replace("25", "30"),
    )
    page = words(beside(client, "/documents/second/vs/third/"))
    assert "Mirror beside Herald" in page
    assert "Both copy Gazette" in page
    assert "only in the text of Mirror" in page


def test_documents_that_are_no_copies_are_said_to_be_none(client, original):
    make_snapshot(make_document(key="stranger"))
    assert "No record says that one of these two documents copies the other." in beside(
        client, "/documents/first/vs/stranger/"
    )


@pytest.mark.parametrize("path", ["first/vs/nothing/", "nothing/vs/first/", "nothing/changes/", "first/vs/%00/"])
def test_an_unknown_document_is_not_found(client, original, path):
    assert client.get(f"/documents/{path}").status_code == 404


def test_a_document_beside_itself_is_the_document(client, original):
    assert client.get("/documents/first/vs/first/")["Location"] == original.get_absolute_url()


def test_a_text_of_any_length_stays_light(client, original, copy):
    original.snapshots.all().delete()
    make_snapshot(original, "\n".join(f"Line {at} of the list is here, and it is rather long." for at in range(3000)))
    make_snapshot(copy, "\n".join(f"Line {at} of the list is there, and it is rather long." for at in range(3000)))
    page = beside(client)
    assert len(page) < 300_000
    assert page.count("<") < 6000
    last = int(re.search(r"Page 1 of (\d+)", page).group(1))
    assert "Line 2999" in words(beside(client, f"/documents/second/vs/first/?page={last}"))
    for wanted in (last + 1, 0, "x", "9" * 30):
        assert client.get(f"/documents/second/vs/first/?page={wanted}").status_code == 404


def test_one_endless_paragraph_is_shown_around_what_changed(client, original, copy):
    original.snapshots.all().delete()
    text = " ".join(f"word{at}" for at in range(20_000))
    make_snapshot(original, text)
    make_snapshot(copy, text.replace("word9000 ", "changed "))
    page = beside(client)
    assert "<del>word9000</del>" in page
    assert len(page) < 30_000
    assert re.search(r"\[… 89\d\d words …\]", page)


@pytest.mark.parametrize("beyond", ["5" * 300_000, "\n5" * 20_000])
def test_a_text_beyond_all_measure_is_not_compared(client, original, copy, beyond):
    copied(copy, ("25", beyond))
    assert "Too long to compare on a page." in beside(client)


def test_markup_in_texts_and_names_is_shown_as_text(client):
    document = make_document(make_outlet("<script>alert(1)</script>"), key="first", title="</title><script>")
    make_snapshot(document, "An <img src=x onerror=alert(2)> stands here.\n<script>one</script>")
    copy = make_document(make_outlet("</del><script>"), key="second", republishes=document)
    make_snapshot(copy, "An <img src=y onerror=alert(3)> stands here.\n</ins><script>two</script>")
    make_attribution(make_claim(statement="<script>"), document.snapshots.get(), "<img src=x")
    page = beside(client)
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;/del&gt;" in page


def later(document, text, day):
    return make_snapshot(document, text, captured_at=datetime(2026, 2, day, tzinfo=UTC))


def test_the_newest_snapshots_of_a_document_are_compared(client, original):
    later(original, TEXT.replace("25", "30"), 1)
    later(original, TEXT.replace("25", "52"), 2)
    page = beside(client, "/documents/first/changes/")
    assert '<del class="fig">30</del>' in page
    assert '<ins class="fig">52</ins>' in page
    assert "1 Feb 2026" in page


def test_any_two_snapshots_can_be_chosen_and_the_earlier_stands_left(client, original):
    first, last = original.snapshots.get(), later(original, TEXT.replace("25", "52"), 2)
    later(original, TEXT.replace("25", "30"), 1)
    for before, after in ((first, last), (last, first)):
        page = beside(client, f"/documents/first/changes/?before={before.sha256[:12]}&snapshot={after.sha256[:12]}")
        assert '<del class="fig">25</del>' in page
        assert '<ins class="fig">52</ins>' in page
        assert page.count(" selected") == 2


@pytest.mark.parametrize("query", ["before=ffff", "snapshot=zz", "before=%00", "before=<script>"])
def test_an_unknown_snapshot_is_not_found(client, original, query):
    assert client.get(f"/documents/first/changes/?{query}").status_code == 404


def test_one_snapshot_or_none_is_said(client, original, copy):
    assert "One snapshot only." in beside(client, "/documents/first/changes/")
    assert "No text of this document was captured." in beside(client, "/documents/second/changes/")
    same = original.snapshots.get().sha256[:12]
    assert "One snapshot only." in beside(client, f"/documents/first/changes/?before={same}&snapshot={same}")


def test_the_page_of_a_document_leads_to_the_differences(client, original, copy):
    copied(copy)
    newer = later(original, TEXT.replace("25", "30"), 1)
    page = client.get("/documents/second/").text
    assert 'href="/documents/second/vs/first/">compare with the original' in page
    page = client.get("/documents/first/").text
    older = original.snapshots.first()
    query = f"before={older.sha256[:12]}&amp;snapshot={newer.sha256[:12]}"
    assert f'href="/documents/first/changes/?{query}"' in page
    assert "compare with this copy" in page
    assert "compare with the later snapshot" in client.get(f"/documents/first/?snapshot={older.sha256[:12]}").text


def test_without_a_text_nothing_leads_there(client, original, copy):
    assert "/vs/" not in client.get("/documents/first/").text
    assert "/vs/" not in client.get("/documents/second/").text


def test_the_number_of_queries_does_not_grow(client, original, copy):
    second, first = copied(copy, ("25", "52")), original.snapshots.get()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            beside(client)
        return [query["sql"][:120] for query in captured]

    def add():
        make_attribution(make_claim(), first, "25 boats")
        make_attribution(make_claim(voice=make_outlet()), second, "52 boats")

    add()
    few = queries()
    for _ in range(20):
        add()
    assert len(queries()) == len(few), few


def test_the_line_that_says_when_a_page_was_updated_is_not_counted(client, original):
    make_snapshot(original, f"Updated 9 January 2024, 10:15\n\n{TEXT}", captured_at=datetime(2026, 1, 3, tzinfo=UTC))
    page = words(beside(client, "/documents/first/changes/"))
    assert "Nothing of substance changed." in page and "not counted" in page
    assert "Figures changed 0" in page and "Added" not in page


def test_claims_lead_to_their_repair_with_the_state_of_their_anchor(client, original):
    snapshot = original.snapshots.get()
    attribution = make_attribution(make_claim(), snapshot, "Nobody was hurt")
    later = make_snapshot(original, TEXT.replace("Nobody was hurt, says the guild.", "The guild would not speak."))
    reanchor(later, make_user())
    page = beside(client, "/documents/first/changes/")
    assert "lost" in page.split("Claims whose words changed")[1] and "/admin/evidence/" not in page
    client.force_login(make_person("analyst"))
    assert f"/admin/evidence/{attribution.key}/" in beside(client, "/documents/first/changes/")

"""The pages of double coding: given, blind until both are done, settled place by place."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Coding
from tests.adminforms import errors_of, save
from tests.claims.codings import make_codings, record
from tests.factories import (
    make_attribution,
    make_claim,
    make_document,
    make_person,
    make_question,
    make_snapshot,
    make_speaker,
)

pytestmark = pytest.mark.django_db
PAGE = "/admin/codings/{}/"


@pytest.fixture
def coded():
    return make_codings()


def page_of(coded):
    return PAGE.format(coded.document.key)


def opened(client, user, address):
    client.force_login(user)
    return client.get(address)


def settle(client, coded, **sent):
    client.force_login(coded.editor)
    return client.post(f"{page_of(coded)}settle/", sent, follow=True)


# Who may


@pytest.mark.parametrize(
    ("role", "listed", "document"),
    [("reader", 302, 302), ("analyst", 200, 403), ("reviewer", 200, 403), ("editor", 200, 200)],
)
def test_roles(client, coded, role, listed, document):
    person = make_person(role)
    assert opened(client, person, "/admin/codings/").status_code == listed
    for page in (page_of(coded), "/admin/codings/agreement/", "/admin/codings/agreement.csv"):
        assert client.get(page).status_code == document, page
    for step in ("done", "take-back", "settle"):
        expected = document if document != 200 else (403 if step == "done" else 302)
        assert client.post(f"{page_of(coded)}{step}/").status_code == expected, step


def test_coders_do_not_settle_nor_give(client, coded):
    coded.finish()
    client.force_login(coded.ibarra)
    assert client.post(f"{page_of(coded)}settle/", {"rest": ""}).status_code == 403
    assert client.post(f"{page_of(coded)}take-back/").status_code == 403
    assert client.post(page_of(coded)).status_code == 403
    assert "Take" not in client.get(page_of(coded)).content.decode()


def test_no_such_document(client):
    assert opened(client, make_person("editor"), PAGE.format("nothing")).status_code == 404


# Giving


def test_an_editor_gives_a_document_to_two(client):
    snapshot, editor = make_snapshot(), make_person("editor")
    make_attribution(make_claim(), snapshot)
    people = [make_person("analyst"), make_person("analyst")]
    page = PAGE.format(snapshot.document.key)
    assert "<strong>1 claim</strong>" in opened(client, editor, page).content.decode()
    client.post(page, {"first": people[0].pk, "second": people[1].pk})
    assert [coding.coder for coding in Coding.objects.order_by("pk")] == people
    assert "Being coded" in client.get(page).content.decode()
    client.post(f"{page}take-back/")
    assert not Coding.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"first": "x", "second": "9" * 40}, {"first": "\0"}])
def test_what_makes_no_sense_is_said_and_nothing_given(client, sent):
    client.force_login(make_person("editor"))
    response = client.post(PAGE.format(make_document().key), sent)
    assert "Not given yet" in response.content.decode() and not Coding.objects.exists()


def test_one_person_is_not_two(client):
    client.force_login(make_person("editor"))
    person = make_person("analyst")
    response = client.post(PAGE.format(make_document().key), {"first": person.pk, "second": person.pk})
    assert "another person" in response.content.decode() and not Coding.objects.exists()


def test_it_is_given_once_though_the_form_is_sent_twice(client, coded):
    client.force_login(coded.editor)
    client.post(page_of(coded), {"first": make_person("analyst").pk, "second": make_person("analyst").pk})
    assert Coding.objects.count() == 2


def test_the_document_leads_there(client, coded):
    address = f"/admin/sources/document/{coded.document.pk}/change/"
    assert page_of(coded) in opened(client, coded.editor, address).content.decode()
    assert page_of(coded) not in opened(client, coded.ibarra, address).content.decode()


# Coding


def test_a_coder_finds_it_among_what_to_read(client, coded):
    assert page_of(coded) in opened(client, coded.ibarra, "/admin/codings/").content.decode()
    row = opened(client, coded.ibarra, "/admin/queues/read/").context["rows"][0]
    assert (row.url, row.small[:12]) == (f"/admin/record/{coded.document.key}/", "given to you")


def test_the_ordinary_form_records_blindly(client, coded):
    client.force_login(coded.ibarra)
    address = f"/admin/claims/claim/add/?document={coded.document.key}"
    row = "attributions-0-"
    changes = {
        "question": coded.question.pk,
        "speaker": make_speaker("Shoigu").pk,
        "statement": "Many.",
        "amount": "70",
    }
    save(client, address, **changes, qualifier="exactly", **{f"{row}exact": "more than 70"})
    claim = Claim.objects.get()
    assert (claim.coding, claim.blind, claim.author) == (coded.left, True, coded.ibarra)
    assert claim.key == f"{coded.question.key}-shoigu-c{coded.left.pk}" and claim.history.count() == 1


def test_a_first_attribution_makes_a_draft_blind_and_any_other_is_refused(client, coded):
    client.force_login(coded.ibarra)
    mine = make_claim(coded.question, author=coded.ibarra, status="draft", amount=3)
    known = make_claim(coded.question, amount=3)
    row = {"attributions-0-snapshot": coded.snapshot.pk, "attributions-0-exact": "more than 70"}
    save(client, f"/admin/claims/claim/{mine.pk}/change/", **row)
    mine.refresh_from_db()
    assert mine.blind and mine.coding == coded.left
    response = save(client, f"/admin/claims/claim/{known.pk}/change/", **row)
    assert "new claim" in response.content.decode() and not known.attributions.exists()


def test_the_form_of_an_attribution_keeps_to_that_as_well(client, coded):
    client.force_login(coded.ibarra)
    known = make_claim(coded.question)
    mine = make_claim(coded.question, author=coded.ibarra, status="draft")
    sent = {"snapshot": coded.snapshot.pk, "exact": "more than 70"}
    response = save(client, "/admin/claims/attribution/add/", claim=known.pk, **sent)
    assert "new claim" in str(errors_of(response))
    save(client, "/admin/claims/attribution/add/", claim=mine.pk, **sent)
    mine.refresh_from_db()
    assert mine.blind and mine.attributions.count() == 1


def test_done_and_open_again(client, coded):
    client.force_login(coded.ibarra)
    client.post(f"{page_of(coded)}done/")
    assert "You are done; lind is not" in client.get(page_of(coded)).content.decode()
    client.post(f"{page_of(coded)}done/", {"again": ""})
    assert "Yours to code" in client.get(page_of(coded)).content.decode()


def test_an_editor_ends_the_coding_of_somebody_who_left(client, coded):
    page = opened(client, coded.editor, page_of(coded)).content.decode()
    assert "End lind’s coding" in page
    assert client.post(f"{page_of(coded)}done/", {"coder": "nobody"}).status_code == 403
    client.post(f"{page_of(coded)}done/", {"coder": "lind"})
    assert coded.right.is_done and not coded.left.is_done
    assert coded.right.history.first().history_user == coded.editor
    client.force_login(coded.lind)
    assert client.post(f"{page_of(coded)}done/", {"coder": "ibarra"}).status_code == 403


def test_nothing_of_the_other_is_shown_before_both_are_done(client, coded):
    theirs = record(coded.right, "more than 70", statement="Only lind sees this.")
    before = opened(client, coded.ibarra, page_of(coded)).content.decode()
    for _ in range(3):
        record(coded.right, "said")
    for person in (coded.ibarra, coded.editor):
        page = opened(client, person, page_of(coded)).content.decode()
        assert theirs.statement not in page and theirs.key not in page
    assert len(before) == len(opened(client, coded.ibarra, page_of(coded)).content.decode())
    coded.finish()
    assert theirs.statement in opened(client, coded.ibarra, page_of(coded)).content.decode()


# Settling


def test_places_are_lined_up_with_what_differs(client, coded):
    speaker = make_speaker("Shoigu")
    record(coded.left, "more than 70", voice=speaker, amount=70)
    record(coded.right, "than 70", voice=speaker, amount=71, stance="denies")
    record(coded.left, "The ministry")
    coded.finish()
    page = opened(client, coded.editor, page_of(coded)).content.decode()
    assert "2 places to settle" in page and "one coder only" in page
    assert "same: question, speaker" in page
    assert '<span class="unlike">Stance</span>' in page and '<span class="unlike">Speaker</span>' not in page
    assert '<mark>more <span class="other-words">than 70</span></mark>' in page


def test_taking_one_comes_back_to_the_place_that_follows_and_can_be_undone(client, coded):
    ours, theirs = record(coded.left, "more than 70"), record(coded.right, "more than 70", stance="denies")
    single = record(coded.left, "said")
    coded.finish()
    response = settle(
        client, coded, place=f"{ours.pk}-{theirs.pk}", verdict="right", reason="Rule 4", following=f"{single.pk}-0"
    )
    assert response.redirect_chain[0][0].endswith(f"#place-{single.pk}-0")
    page = response.content.decode()
    assert "1 place to settle" in page and "lind’s taken" in page and "Undo" in page
    assert "Rule 4" in theirs.history.first().history_change_reason
    client.post(f"/admin/undo/{response.context['done'].pk}/")
    assert "2 places to settle" in client.get(page_of(coded)).content.decode()


def test_the_form_takes_a_claim_and_leads_on_to_it(client, coded):
    ours = record(coded.left, "more than 70")
    coded.finish()
    response = settle(client, coded, place=f"{ours.pk}-0", form="left")
    assert response.redirect_chain[0][0] == f"/admin/claims/claim/{ours.pk}/change/"
    assert not Claim.objects.get(pk=ours.pk).blind


def test_all_that_agree_at_once_and_the_rest(client, coded):
    speaker = make_speaker()
    for coding in coded.pair:
        record(coding, "more than 70", voice=speaker)
        record(coding, "said")
    coded.finish()
    assert "1 place agrees" in opened(client, coded.editor, page_of(coded)).content.decode()
    assert "1 place to settle" in settle(client, coded, agreed="").content.decode()
    page = settle(client, coded, rest="").content.decode()
    assert "2 places settled" in page and "Settled on" in page
    assert Claim.objects.compared().count() == 3


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"place": "0-0", "verdict": "left"},
        {"place": "x", "verdict": "left", "following": "https://elsewhere.example/"},
        {"place": "1-1", "form": "left", "reason": "\0"},
    ],
)
def test_a_stale_or_clumsy_form_says_so_and_changes_nothing(client, coded, sent):
    record(coded.left, "more than 70")
    coded.finish()
    response = settle(client, coded, **sent)
    assert "settled meanwhile" in response.content.decode()
    assert response.redirect_chain[-1][0] == page_of(coded)


def test_a_claim_without_words_and_without_a_question_can_be_settled(client, coded):
    claim = record(coded.left, "said")
    claim.attributions.get().delete()
    claim.question = None
    claim.save()
    coded.finish()
    assert "not coded yet" in opened(client, coded.editor, page_of(coded)).content.decode()


# Figures


def test_agreement_is_told_by_person_document_and_question(client, coded):
    speaker = make_speaker()
    for coding in coded.pair:
        record(coding, "more than 70", voice=speaker)
    coded.finish()
    page = opened(client, coded.editor, "/admin/codings/agreement/").content.decode()
    assert "1 document coded twice" in page and "ibarra" in page and coded.question.text in page
    rows = client.get("/admin/codings/agreement.csv").getvalue().decode().splitlines()
    assert rows[0].startswith("of,key,name,coders,documents,both,one_only,question_alike")
    assert [row.split(",")[0] for row in rows[1:]] == ["all", "person", "person", "document", "question"]
    assert rows[1].startswith("all,,all documents coded twice,ibarra; lind,1,1,0,1,1,,left out: fewer than 10 places")


def test_before_two_are_done_there_is_nothing_to_tell(client, coded):
    record(coded.left, "said")
    page = opened(client, coded.editor, "/admin/codings/agreement/").content.decode()
    assert "No document is coded twice yet" in page
    rows = client.get("/admin/codings/agreement.csv").getvalue().decode().splitlines()
    assert len(rows) == 2 and ",0,0,0," in rows[1]


def test_the_file_of_one_document(client, coded):
    other = make_codings("x", "y")
    for made in (coded, other):
        made.finish()
    client.force_login(coded.editor)
    address = "/admin/codings/agreement.csv?document="
    documents = [
        row.split(",")[1]
        for row in client.get(address + coded.document.key).getvalue().decode().splitlines()
        if row.startswith("document,")
    ]
    assert documents == [coded.document.key]
    assert client.get(f"{address}%00nothing").status_code == 200


# Queries


@pytest.mark.parametrize("address", ["/admin/codings/", "/admin/codings/agreement/", ""])
def test_the_number_of_queries_is_fixed(client, coded, django_assert_num_queries, address):
    address = address or page_of(coded)
    for coding in coded.pair:
        record(coding, "said")
    coded.finish()
    opened(client, coded.editor, address)
    with CaptureQueriesContext(connection) as before:
        client.get(address)
    for number in range(20):
        for coding in coded.pair:
            record(coding, "more than 70", question=make_question())
        make_codings(f"a{number}", f"b{number}").finish()
    with django_assert_num_queries(len(before)):
        client.get(address)

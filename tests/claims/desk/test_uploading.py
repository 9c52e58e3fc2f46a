"""A spreadsheet of claims is previewed row by row, applied as one act or not at all, and never past the rules."""

import csv
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.dataset import sheet
from claims.models import Act, Claim, Relation, SearchEntry, Upload
from tests.factories import (
    make_attribution,
    make_claim,
    make_entrant,
    make_event,
    make_person,
    make_question,
    make_speaker,
)

pytestmark = pytest.mark.django_db
UPLOAD = "/admin/upload/"
HEADER = "key,question,speaker,stance,statement,amount,qualifier,status,note"


@pytest.fixture
def osei(client):
    person = make_person("editor", "osei")
    client.force_login(person)
    return person


@pytest.fixture
def claims(osei):
    """Claims of a question that the rows below speak of: a draft of osei's, and an accepted one of lind's."""
    question = make_question(make_event("Raid"), label="Killed")
    speakers = [make_speaker(name) for name in ("Colborne", "Shoigu", "Melvin")]
    facts = {"amount": 70, "qualifier": "more_than", "statement": "More than 70."}
    draft = make_claim(question, speakers[0], key="first", status="draft", author=osei, **facts)
    accepted = make_claim(question, speakers[1], key="second", author=make_person("analyst", "lind"), **facts)
    make_attribution(accepted)
    return {"first": draft, "second": accepted, "question": question}


def table(*rows, header=HEADER):
    return "\n".join([header, *rows, ""])


def row(key, speaker="colborne", *, statement="More than 70.", amount="70", status="draft", note=""):
    return f"{key},killed,{speaker},asserts,{statement},{amount},more_than,{status},{note}"


def upload(client, content, name="claims.csv"):
    data = content if isinstance(content, bytes) else content.encode()
    response = client.post(UPLOAD, {"file": SimpleUploadedFile(name, data)})
    assert response.status_code == 302, response.content.decode()
    return Upload.objects.latest("pk"), client.get(response["Location"])


def outcomes(stored):
    return {found["key"]: found["outcome"] for found in stored.preview["rows"]}


def apply(client, stored, **fields):
    return client.post(f"{UPLOAD}{stored.pk}/", {"do": "apply"} | fields, follow=True)


def wrong(client, content):
    """{cell: why} of the one wrong row."""
    stored, _ = upload(client, content)
    (found,) = [found for found in stored.preview["rows"] if found["outcome"] == "wrong"]
    return {where: reason for _, where, _, reason in found["wrong"]}


FILE = table(row("first", amount="75"), row("second", "shoigu", status="accepted"), row("third", "melvin"))


def test_every_row_is_shown_and_nothing_is_stored(client, claims):
    stored, response = upload(client, FILE)
    page = response.content.decode()
    assert outcomes(stored) == {"first": "changed", "second": "unchanged", "third": "new"}
    assert "<code>amount</code> <del>70</del> <ins>75</ins>" in page and "melvin asserts" in page
    assert "1 unchanged row is folded" in page and ">second<" not in page
    assert ">second<" in client.get(f"{UPLOAD}{stored.pk}/?rows=unchanged").content.decode()
    assert Claim.objects.count() == 2 and Claim.objects.get(key="first").amount == 70


def test_all_of_it_is_applied_as_one_act(client, claims, osei):
    stored, _ = upload(client, FILE)
    page = apply(client, stored, reason="Figures checked").content.decode()
    first, third = Claim.objects.get(key="first"), Claim.objects.get(key="third")
    assert (first.amount, third.author, third.status) == (75, osei, "draft")
    entry = first.history.first()
    assert (entry.history_user, entry.history_change_reason) == (osei, "Figures checked")
    assert Claim.objects.get(key="second").history.count() == 1
    act = Act.objects.get()
    assert (act.kind, act.words, act.reason) == ("uploaded", "claims.csv: 1 new, 1 changed", "Figures checked")
    assert "Applied on" in page and "claims.csv: 1 new, 1 changed" in client.get(UPLOAD).content.decode()


def test_suggestions_and_the_search_follow(client, claims):
    stored, _ = upload(client, table("third,killed,melvin,asserts,Fewer.,3,exactly,draft,"))
    apply(client, stored)
    third = Claim.objects.get(key="third")
    assert Relation.objects.filter(state="suggested").count() == 2
    assert SearchEntry.objects.filter(kind="claim", object_id=third.pk).exists()


def test_an_upload_is_undone(client, claims):
    stored, _ = upload(client, FILE)
    apply(client, stored)
    client.post(f"/admin/undo/{Act.objects.get().pk}/", {"next": UPLOAD})
    assert Claim.objects.get(key="first").amount == 70 and not Claim.objects.filter(key="third").exists()
    assert ">undone<" in client.get(UPLOAD).content.decode()


def test_an_upload_of_very_many_rows_cannot_be_undone_and_does_not_offer_it(client, claims, monkeypatch):
    monkeypatch.setattr("claims.curation.uploading.MOST_STEPS", 1)
    stored, _ = upload(client, FILE)
    assert "Undo <kbd>" not in apply(client, stored).content.decode()
    response = client.post(f"/admin/undo/{Act.objects.get().pk}/", {"next": UPLOAD}, follow=True)
    assert "too much to be undone" in response.content.decode() and Claim.objects.filter(key="third").exists()


def test_an_upload_is_applied_once(client, claims):
    stored, _ = upload(client, FILE)
    apply(client, stored)
    response = apply(client, stored)
    assert response.status_code == 409 and "was applied already" in response.content.decode()
    assert Act.objects.count() == 1


def test_a_file_that_says_what_is_recorded_has_nothing_to_apply(client, claims):
    stored, response = upload(client, table(row("first")))
    page = response.content.decode()
    assert "1 row, all unchanged." in page and 'value="apply"' not in page
    assert apply(client, stored).status_code == 409


def test_an_upload_is_left(client, claims):
    stored, _ = upload(client, FILE)
    assert client.post(f"{UPLOAD}{stored.pk}/", {"do": "leave"})["Location"] == UPLOAD
    assert not Upload.objects.exists()


@pytest.mark.parametrize("fields", [{}, {"do": "else"}])
def test_a_made_up_form_does_nothing(client, claims, fields):
    stored, _ = upload(client, FILE)
    assert client.post(f"{UPLOAD}{stored.pk}/", fields).status_code == 409 and not Act.objects.exists()


# What is wrong


def test_wrong_cells_are_named_as_a_spreadsheet_names_them(client, claims):
    rows = [
        'first,killed,colborne,asserts,"Two\nlines",70,more_than,draft,',
        "third,killed,colbourne,asserts,x,7.1234,more_than,draft,",
    ]
    assert wrong(client, table(*rows)) == {
        "C3": "no speaker has this slug; did you mean colborne?",
        "F3": "at most 3 digits after the point; nothing is rounded",
    }


def test_one_wrong_row_stops_all_and_is_given_as_a_file(client, claims):
    stored, response = upload(client, table(row("first", amount="75"), row("third", "colbourne")))
    assert "1 row is wrong, so none can be applied" in response.content.decode()
    assert apply(client, stored).status_code == 409 and Claim.objects.get(key="first").amount == 70
    answer = client.get(f"{UPLOAD}{stored.pk}/wrong.csv")
    (found,) = csv.DictReader(StringIO(b"".join(answer.streaming_content).decode()))
    assert (found["line"], found["cell"], found["value"]) == ("3", "C3", "colbourne")
    assert "attachment" in answer["Content-Disposition"]


def test_one_row_per_claim(client, claims):
    found = wrong(client, table(row("first"), row("first", amount="80")))
    assert found == {"A3": "stands already in line 2; one row per record"}


def test_unknown_columns_are_named_and_ignored_only_when_ticked(client, claims):
    content = table("first,75,more_than,said,", header="key,amount,qualifier,cue,statment")
    stored, response = upload(client, content)
    page = response.content.decode()
    assert "2 columns are not known here" in page and "belongs to attributions.csv" in page
    assert "did you mean statement?" in page
    assert "Tick each column" in apply(client, stored, ignore=["cue"]).content.decode()
    assert Claim.objects.get(key="first").amount == 70
    apply(client, stored, ignore=["cue", "statment"])
    assert Claim.objects.get(key="first").amount == 75


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "file is empty"),
        (b" \n\n", "file is empty"),
        (b"PK\x03\x04rest", "an Excel or LibreOffice file"),
        ("key,statement\nfirst,x".encode("utf-16"), "UTF-16"),
        ("key,statement\nfirst,Größe".encode("latin-1"), "not UTF-8 (first on line 2)"),
        (b"key;statement\nfirst;x", "separated by “;”; save it with commas"),
        (b"key,url,event_key,question_key,own_voice", "This is a report (claims report)"),
        (b"key,claim,document,start,end,exact", "the columns of attributions.csv"),
        (b"statement,note", "lacks this column"),
        (b"key,key", "heads 2 columns"),
        (b"\n" * 500_000 + b"key", "more than 10,000 rows"),
    ],
)
def test_a_file_of_another_kind_is_told_apart(client, claims, content, told):
    stored, response = upload(client, content)
    page = response.content.decode()
    assert "The file cannot be used" in page and told in page
    assert apply(client, stored).status_code == 409


def test_a_bom_is_accepted(client, claims):
    stored, _ = upload(client, b"\xef\xbb\xbf" + FILE.encode())
    assert outcomes(stored)["first"] == "changed"


def test_a_nul_character_is_told(client, claims):
    assert list(wrong(client, table(row("first", statement="a\0b"))).values()) == [
        "holds a NUL character; remove it",
    ]
    assert "not known here" in upload(client, "key,no\0te\nfirst,x\n")[1].content.decode()


def test_a_quotation_mark_that_never_closes_is_told(client, claims):
    stored, response = upload(client, 'key,statement\nfirst,"open\nsecond,x\n')
    assert "never closed" in response.content.decode() and outcomes(stored).get("first", "wrong") == "wrong"


def test_too_many_rows_and_too_many_bytes_are_refused(client, claims, monkeypatch):
    monkeypatch.setattr(sheet, "MOST_ROWS", 2)
    _, response = upload(client, table(*(row(f"new-{number}") for number in range(3))))
    assert "more than 10,000 rows" in response.content.decode()
    monkeypatch.setattr("claims.desk.uploading.LARGEST", 10)
    response = client.post(UPLOAD, {"file": SimpleUploadedFile("claims.csv", FILE.encode())})
    assert response.status_code == 409 and "larger than" in response.content.decode()


def test_without_a_file_nothing_happens(client, osei):
    response = client.post(UPLOAD)
    assert response.status_code == 409 and "Choose a file first" in response.content.decode()


# The rules of review


def test_a_changed_accepted_claim_needs_a_reason_and_goes_back_to_review(client, claims, monkeypatch):
    Claim._base_manager.filter(key="second").update(author=get_user_model().objects.get(username="osei"))
    stored, response = upload(client, table("second,killed,shoigu,asserts,More than 80.,80,more_than,accepted,"))
    page = response.content.decode()
    assert "<del>accepted</del> <ins>in_review</ins>" in page and "needs a reason" in page
    assert "Say why" in apply(client, stored).content.decode()
    assert Claim.objects.get(key="second").status == "accepted"
    apply(client, stored, reason="A new figure")
    second = Claim.objects.get(key="second")
    assert (second.status, second.amount) == ("in_review", 80)


def test_whoever_may_accept_it_keeps_it_accepted_and_is_its_reviewer(client, claims, osei):
    stored, _ = upload(client, table(row("second", "shoigu", amount="80", status="accepted")))
    apply(client, stored, reason="A new figure")
    second = Claim.objects.get(key="second")
    assert (second.status, second.amount, second.reviewer) == ("accepted", 80, osei)


def test_a_note_on_an_accepted_claim_needs_a_reason_but_no_review(client, claims):
    stored, _ = upload(client, table(row("second", "shoigu", status="accepted", note="See there")))
    apply(client, stored, reason="Noted")
    second = Claim.objects.get(key="second")
    assert (second.status, second.note) == ("accepted", "See there")


@pytest.mark.parametrize("status", ["accepted", "returned"])
def test_a_spreadsheet_is_no_way_round_review(client, claims, status):
    assert list(wrong(client, table(row("first", status=status)))) == ["H2"]
    assert list(wrong(client, table(row("third", status=status)))) == ["H2"]


def test_a_spreadsheet_does_not_say_who_wrote_or_reviewed_what(client, claims):
    header = "key,event,speaker,statement,author,reviewer"
    raid = claims["question"].event.key
    for key in ("first", "new"):
        found = wrong(client, table(f"{key},{raid},colborne,x,lind,lind", header=header))
        assert set(found) == {"E2", "F2"}
    assert "nobody has this user name here" in wrong(client, table(f"a,{raid},colborne,x,ghost,", header=header))["E2"]
    assert not get_user_model().objects.filter(username="ghost").exists()


def test_claims_that_another_codes_blindly_are_not_there(client, claims, osei):
    make_claim(claims["question"], key="hidden", blind=True, author=make_person("analyst"))
    make_claim(claims["question"], key="mine", blind=True, author=osei, status="draft", amount=3)
    found = wrong(client, table(row("hidden")))
    assert "no claim of this key is open to you" in found["A2"]
    assert outcomes(upload(client, table(row("mine")))[0]) == {"mine": "changed"}
    assert list(wrong(client, table(row("mine", status="in_review")))) == ["H2"]


# Changed since the preview


def test_what_changed_since_the_preview_is_told_and_nothing_is_applied(client, claims):
    stored, _ = upload(client, FILE)
    first = claims["first"]
    first.statement, first._history_user = "Mended.", get_user_model().objects.get(username="lind")
    first.save()
    response = apply(client, stored)
    page = response.content.decode()
    assert response.status_code == 409 and "Line 2, first: lind changed it" in page and "Mended." in page
    assert not Act.objects.exists() and not Claim.objects.filter(key="third").exists()
    assert "<del>Mended.</del> <ins>More than 70.</ins>" in page  # the new preview
    apply(client, stored)
    assert Claim.objects.get(key="first").statement == "More than 70."


def test_an_unchanged_row_that_another_changed_is_told_too(client, claims):
    stored, _ = upload(client, FILE)
    second = claims["second"]
    second.note = "Elsewhere."
    second.save()
    assert "Line 3, second" in apply(client, stored).content.decode()


def test_a_new_claim_that_another_added_is_told(client, claims):
    stored, _ = upload(client, FILE)
    make_claim(claims["question"], key="third", status="draft")
    page = apply(client, stored).content.decode()
    assert "Line 4, third" in page and not Act.objects.exists()


def test_a_speaker_who_is_gone_is_told(client, claims):
    stored, _ = upload(client, table(row("third", "melvin")))
    Claim.objects.get(key="first").speaker.__class__.objects.get(slug="melvin").delete()
    page = apply(client, stored).content.decode()
    assert "it was new, now it is wrong" in page


# Who may


@pytest.mark.parametrize("role", ["analyst", "reviewer"])
def test_only_who_may_upload_does(client, claims, osei, role):
    stored, _ = upload(client, FILE)
    client.force_login(make_person(role))
    for path in (UPLOAD, f"{UPLOAD}{stored.pk}/", f"{UPLOAD}{stored.pk}/wrong.csv"):
        assert client.get(path).status_code == 403
    assert client.post(UPLOAD).status_code == apply(client, stored).status_code == 403
    assert "Upload a spreadsheet" not in client.get("/admin/claims/claim/").content.decode()


def test_an_upload_is_its_owners(client, claims):
    stored, _ = upload(client, FILE)
    client.force_login(make_entrant("upload_claim"))
    assert client.get(f"{UPLOAD}{stored.pk}/").status_code == apply(client, stored).status_code == 404
    assert client.get(f"{UPLOAD}{stored.pk}/wrong.csv").status_code == 404


def test_the_list_of_claims_leads_there(client, osei):
    assert 'href="/admin/upload/"' in client.get("/admin/claims/claim/").content.decode()


def test_a_page_has_at_most_100_rows(client, claims):
    stored, response = upload(client, table(*(row(f"new-{number}", "melvin") for number in range(130))))
    assert len(response.context["page"]) == 100 and "Page 1 of 2" in response.content.decode()
    for query, many in (("page=2", 30), ("rows=new&page=2", 30), ("page=999", 30), ("page=x", 100), ("rows=odd", 100)):
        assert len(client.get(f"{UPLOAD}{stored.pk}/?{query}").context["page"]) == many


def questions_asked(doing):
    with CaptureQueriesContext(connection) as asked:
        doing()
    return len(asked)


def test_a_preview_and_an_upload_ask_as_much_for_2_rows_as_for_22(client, claims):
    uploading, looking = set(), set()
    for many in (2, 22):
        content = table(*(row(f"new-{number}", "melvin") for number in range(many)), row("first", amount="75"))
        file = SimpleUploadedFile("claims.csv", content.encode())
        uploading.add(questions_asked(lambda file=file: client.post(UPLOAD, {"file": file})))
        looking.add(questions_asked(lambda: client.get(f"{UPLOAD}{Upload.objects.latest('pk').pk}/")))
    assert len(uploading) == len(looking) == 1

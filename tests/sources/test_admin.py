"""Outlets, documents and snapshots in the admin."""

import pytest
from django.urls import reverse

from sources.admin.quoting import nearest
from sources.admin.searching import spellings
from sources.models import Document, Outlet, Snapshot
from tests.adminforms import errors_of, save
from tests.factories import make_analyst, make_document, make_entrant, make_outlet, make_snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(client):
    client.force_login(make_analyst())
    return client


def change(record, page="change"):
    return reverse(f"admin:sources_{record._meta.model_name}_{page}", args=[record.pk])


def add(model):
    return reverse(f"admin:sources_{model._meta.model_name}_add")


def test_an_outlet_is_added_with_its_aliases(analyst):
    typed = {"name": "Reuters", "kind": "agency", "homepage": "reuters.com", "aliases-0-name": "Portal"}
    save(analyst, add(Outlet), **typed)
    outlet = Outlet.objects.get()
    assert (outlet.slug, outlet.homepage, outlet.aliases.get().name) == ("reuters", "https://reuters.com", "Portal")
    assert outlet.aliases.get().history.get().history_user.username == "analyst"


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"name": " "}, "name", "required"),
        ({"country": "ua"}, "country", "two capital letters"),
        ({"slug": "no spaces"}, "slug", "A key is made of"),
        ({"kind": "odd"}, "kind", "valid choice"),
        ({"homepage": "javascript:alert(1)"}, "homepage", "valid URL"),
        ({"name": "x\0y"}, "name", "Null characters"),
        ({"aliases-0-name": "Twice", "aliases-1-name": "Twice"}, "__all__", ""),
    ],
)
def test_what_an_outlet_cannot_be_is_said_at_its_field(analyst, typed, field, words):
    response = save(analyst, add(Outlet), **{"name": "Somebody", "kind": "agency"} | typed)
    assert response.status_code == 200 and not Outlet.objects.exists()
    assert words in errors_of(response)[field][0]


def test_two_outlets_of_one_name_get_two_slugs(analyst):
    for _ in range(2):
        save(analyst, add(Outlet), name="Portal", kind="online")
    assert set(Outlet.objects.values_list("slug", flat=True)) == {"portal", "portal-2"}


def test_a_document_without_an_outlet_gets_one_message(analyst):
    response = save(analyst, add(Document), title="Title")
    assert set(errors_of(response)) == {"outlet"}


def test_a_document_credits_outlets_and_shows_its_snapshots(analyst):
    document, agency = make_document(), make_outlet("Agency")
    snapshot = make_snapshot(document)
    save(analyst, change(document), **{"credits-0-outlet": agency.pk})
    assert [str(credit) for credit in document.credits.all()] == ["Agency"]
    page = analyst.get(change(document)).content.decode()
    assert change(snapshot) in page and f"{add(Snapshot)}?document={document.key}" in page
    assert snapshot.text not in page


def test_documents_that_copy_each_other_are_refused(analyst):
    document = make_document()
    copy = make_document(republishes=document)
    assert "a circle" in errors_of(save(analyst, change(document), republishes=copy.pk))["republishes"][0]
    assert "circle" in errors_of(save(analyst, change(document), republishes=document.pk))["republishes"][0]


def test_a_time_without_a_day_is_refused_at_the_time(analyst):
    response = save(analyst, change(make_document(published_on=None)), published_time="10:00")
    assert "Give published_on too" in errors_of(response)["published_time"][0]


# Snapshots


def test_a_text_is_captured_once_and_normalised(analyst):
    document = make_document()
    url = f"{add(Snapshot)}?document={document.key}"
    save(analyst, url, text="One\r\ntwo e\u0301.", rendition="digest")
    snapshot = Snapshot.objects.get()
    assert (snapshot.document, snapshot.text, snapshot.rendition) == (document, "One\ntwo é.", "digest")
    assert snapshot.captured_at
    again = save(analyst, url, text="One\ntwo é.")
    assert "exactly this text" in errors_of(again)["text"][0]


def test_a_text_keeps_its_outer_spaces_and_blank_lines(analyst):
    save(analyst, add(Snapshot), document=make_document().pk, text="  One.\r\n\r\nTwo. \r\n")
    assert Snapshot.objects.get().text == "  One.\n\nTwo. \n"


def test_a_snapshot_is_read_not_changed(analyst):
    snapshot = make_snapshot(text="First line.\n<script>alert(1)</script>")
    response = analyst.get(change(snapshot))
    page = response.content.decode()
    assert "First line.\n&lt;script&gt;" in page and 'class="snapshot-text"' in page
    assert 'name="_save"' not in page and not set(response.context["adminform"].form.fields) & {"text", "document"}
    data = {"text": "Another.", "document": make_document().pk, "note": "x", "_save": "Save"}
    assert analyst.post(change(snapshot), data).status_code == 403
    assert Snapshot.objects.get().text.startswith("First line.")


# Deleting


def test_what_rests_on_a_record_keeps_it_and_is_named(analyst):
    document = make_document(make_outlet("Herald"), title="The raid")
    make_snapshot(document)
    page = analyst.get(change(document.outlet, "delete")).content.decode()
    assert "Nothing was deleted" in page and "1 document (outlet)" in page
    assert f'<a href="{change(document)}">Herald: The raid</a>' in page
    assert analyst.post(change(document.outlet, "delete"), {"post": "yes"}).status_code == 200
    assert "1 snapshot" in analyst.get(change(document, "delete")).content.decode()
    chosen = {"action": "delete_selected", "_selected_action": [document.pk], "post": "yes"}
    assert "other records rest on" in analyst.post("/admin/sources/document/", chosen).content.decode()
    assert (Outlet.objects.count(), Document.objects.count()) == (1, 1)


def test_naming_what_rests_takes_no_more_queries_the_more_there_is(analyst, django_assert_max_num_queries):
    outlet = make_outlet()
    for _ in range(30):
        make_document(outlet)
    with django_assert_max_num_queries(30):
        page = analyst.get(change(outlet, "delete")).content.decode()
    assert "30 documents" in page and "and others" in page


def test_what_nothing_rests_on_can_be_deleted(analyst):
    snapshot = make_snapshot()
    document = snapshot.document
    for record in (snapshot, document, document.outlet):
        analyst.post(change(record, "delete"), {"post": "yes"})
    assert not Outlet.objects.exists()
    assert document.history.first().history_type == "-"


# Finding


def test_cyrillic_is_found_whatever_its_case_on_either_database(analyst):
    make_outlet("Белгородские известия"), make_outlet("Herald")
    page = analyst.get("/admin/sources/outlet/?q=белгородские ИЗВЕСТИЯ")
    assert [str(row) for row in page.context["cl"].result_list] == ["Белгородские известия"]
    assert spellings("raid") == {"raid"}


def test_a_filter_takes_a_key_or_part_of_a_name(analyst):
    herald, other = make_outlet("Herald"), make_outlet("Herald of the North")
    mine, theirs = make_document(herald), make_document(other)
    make_document()

    def listed(query):
        return set(analyst.get(f"/admin/sources/document/?{query}").context["cl"].result_list)

    assert listed("outlet=herald") == {mine}
    assert listed("outlet=erald") == {mine, theirs}
    assert listed("outlet=nobody") == set()
    assert listed("text=no&outlet=erald&q=title") == {mine, theirs}
    assert len(listed("outlet=%00")) == 3


def test_ways_on_lead_to_forms_that_are_filled_in(analyst):
    snapshot = make_snapshot()
    for record in (snapshot, snapshot.document):
        ways = dict(analyst.get(change(record)).context["ways_on"])
        assert all(analyst.get(way).status_code == 200 for way in ways.values())
        formset = analyst.get(ways["Add a claim from it"]).context["inline_admin_formsets"][0].formset
        assert formset.forms[0]["snapshot"].value() == snapshot.pk
        form = analyst.get(ways["Add a wording from it"]).context["adminform"].form
        assert form["snapshot"].value() == snapshot.pk


def test_ways_that_one_may_not_go_are_not_offered(client):
    client.force_login(make_entrant("view_document"))
    assert client.get(change(make_snapshot().document)).context["ways_on"] == []


def test_a_filter_keeps_the_others(analyst):
    make_document()
    page = analyst.get("/admin/sources/document/?kind__exact=article&q=title&p=1").content.decode()
    form = page[page.index('class="named-filter"') :]
    form = form[: form.index("</form>")]
    assert '<input type="hidden" name="kind__exact" value="article">' in form and 'name="q"' in form


def test_the_nearest_words_are_those_that_differ_only_in_case_spaces_and_marks():
    text = "He said: “We  do\nnot know”."
    assert nearest(text, '"we do not know"') == "“We  do\nnot know”"
    assert nearest(text, "we knew") == ""
    assert nearest("İstanbul and ẞ", "and ß") == "and ẞ"

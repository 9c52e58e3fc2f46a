"""The pages on which two speakers or outlets are merged: what they show, who may, what is refused, where it leads."""

import pytest

from claims.models import Act, Speaker
from sources.models import Outlet
from tests.adminforms import form_data
from tests.factories import make_alias, make_claim, make_document, make_outlet, make_person, make_question, make_speaker

PAGE, OUTLETS = "/admin/merge/speaker/", "/admin/merge/outlet/"
WHY = "One man, two spellings"
pytestmark = pytest.mark.django_db


@pytest.fixture
def osei(client):
    person = make_person("editor", "osei")
    client.force_login(person)
    return person


@pytest.fixture
def pair():
    keep, go = make_speaker("Gladkov"), make_speaker("Gladkow", description="Governor")
    make_claim(make_question(), go, amount=3)
    return keep, go


def address(keep, go, page=PAGE):
    return f"{page}?keep={keep.slug}&go={go.slug}"


def send(client, keep, go, page=PAGE, **data):
    shown = client.get(address(keep, go, page)).context["shown"]
    return client.post(address(keep, go, page), {"shown": shown, "reason": WHY} | data)


def test_the_page_says_what_would_happen_and_changes_nothing(client, osei, pair):
    page = client.get(address(*pair)).content.decode()
    for words in ("Merge <bdi>Gladkow</bdi> into <bdi>Gladkov</bdi>", "1 accepted", "/speakers/gladkow/ leads to"):
        assert words in page
    assert Speaker.objects.count() == 2 and not Act.objects.exists()


def test_one_button_merges_and_another_takes_it_back(client, osei, pair):
    response = send(client, *pair)
    stored = Act.objects.get()
    assert response["Location"] == f"{PAGE}?keep=gladkov&done={stored.pk}"
    page = client.get(response["Location"]).content.decode()
    assert "Gladkow into Gladkov" in page and f"/admin/undo/{stored.pk}/" in page
    assert Speaker.objects.get().description == "Governor"
    client.post(f"/admin/undo/{stored.pk}/", {"next": PAGE})
    assert Speaker.objects.count() == 2


def test_old_addresses_lead_on_until_the_merge_is_undone(client, osei, pair):
    send(client, *pair)
    response = client.get("/speakers/gladkow/?page=2")
    assert (response.status_code, response["Location"]) == (301, "/speakers/gladkov/?page=2")
    client.post(f"/admin/undo/{Act.objects.get().pk}/")
    assert client.get("/speakers/gladkow/").status_code == 200
    assert client.get("/speakers/nobody/").status_code == 404


def test_outlets_are_merged_alike(client, osei):
    keep, go = make_outlet("Reuters"), make_outlet("Portal")
    document = make_document(go)
    send(client, keep, go, OUTLETS)
    document.refresh_from_db()
    assert document.outlet == keep
    response = client.get("/outlets/portal/")
    assert (response.status_code, response["Location"]) == (301, "/outlets/reuters/")


def test_a_choice_that_is_left_open_comes_back(client, osei, pair):
    keep, go = pair
    keep.description = "Head of the region"
    keep.save()
    response = send(client, keep, go)
    assert "description: they differ" in response.content.decode()
    assert f'value="{WHY}"' in response.content.decode()  # nothing typed is lost
    send(client, keep, go, **{"take-description": "go"})
    assert Speaker.objects.get().description == "Governor"


def test_what_changed_meanwhile_is_shown_first(client, osei, pair):
    _, go = pair
    shown = client.get(address(*pair)).context["shown"]
    go.description = "Mayor"
    go.save()
    response = client.post(address(*pair), {"shown": shown, "reason": WHY})
    assert "changed meanwhile" in response.content.decode() and Speaker.objects.count() == 2


def test_a_merge_sent_twice_is_done_once(client, osei, pair):
    shown = client.get(address(*pair)).context["shown"]
    for _ in range(2):
        response = client.post(address(*pair), {"shown": shown, "reason": WHY}, follow=True)
    assert "not there any more" in response.content.decode()
    assert Act.objects.count() == 1


@pytest.mark.parametrize(
    "data",
    [
        {"reason": ""},
        {"reason": "a\0b"},
        {"take-description": "both"},
        {"take-slug": "go"},
        {"take-pk": "go"},
        {"shown": "9" * 50},
    ],
)
def test_clumsy_and_hostile_forms_change_nothing(client, osei, pair, data):
    keep, go = pair
    keep.description = "Head of the region"
    keep.save()
    response = send(client, keep, go, **{"take-description": "keep"} | data)
    assert response.status_code == 200 and response.context["problems"]
    assert Speaker.objects.count() == 2


@pytest.mark.parametrize(
    "query", ["", "?keep=gladkov", "?go=gladkow", "?keep=gladkov&go=gladkov", "?keep=%00&go=nobody"]
)
def test_the_other_one_is_looked_for_by_any_name(client, osei, pair, query):
    make_alias(make_speaker("Governor of Belgorod"), "Гладков")
    response = client.get(PAGE + query + ("&" if query else "?") + "q=ГЛАДКОВ")
    assert [str(one) for one in response.context["found"]] == ["Governor of Belgorod"]


@pytest.mark.parametrize("role", ["analyst", "reviewer"])
def test_editors_merge_nobody_else(client, pair, role):
    client.force_login(make_person(role))
    assert client.get(address(*pair)).status_code == 403
    assert client.post(address(*pair), {"reason": WHY}).status_code == 403
    assert client.get(OUTLETS).status_code == 403
    change = f"/admin/claims/speaker/{pair[0].pk}/change/"
    assert "Merge with another" not in client.get(change).content.decode()


def test_a_form_leads_to_the_merge(client, osei, pair):
    page = client.get(f"/admin/claims/speaker/{pair[0].pk}/change/").content.decode()
    assert f"{PAGE}?keep=gladkov" in page
    outlet = make_outlet("Reuters")
    assert f"{OUTLETS}?keep=reuters" in client.get(f"/admin/sources/outlet/{outlet.pk}/change/").content.decode()


def test_what_was_typed_about_one_that_was_merged_away_is_kept_and_leads_on(client, osei, pair):
    keep, go = pair
    change = f"/admin/claims/speaker/{go.pk}/change/"
    mine = form_data(client, change, description="Governor of the region") | {"_save": "Save"}
    send(client, keep, go)
    page = client.post(change, mine).content.decode()
    assert "merged it into" in page and f"/admin/claims/speaker/{keep.pk}/change/" in page
    assert "Governor of the region" in page and WHY in page


def test_of_an_outlet_of_the_same_slug_nothing_is_told(client, osei, pair):
    make_outlet("Gladkow")
    send(client, *pair)
    assert client.get("/outlets/gladkow/").status_code == 200
    Outlet.objects.all().delete()
    assert client.get("/outlets/gladkow/").status_code == 404

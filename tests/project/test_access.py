"""Who may see a page: nobody without a login, unless PUBLIC_PAGES opens the reading pages; never the admin."""

import pytest
from django.urls import reverse

from claims.urls import source_urlpatterns, urlpatterns
from tests.factories import make_analyst, make_claim, make_user

ALL = {f"claims:{page.name}": page for page in urlpatterns} | {f"sources:{p.name}": p for p in source_urlpatterns}
ACTIONS = {name for name, page in ALL.items() if page.callback.view_class.http_method_names == ["post"]}
PAGES = {name: page for name, page in ALL.items() if name not in ACTIONS}


def address(name):
    converters = ALL[name].pattern.converters
    return reverse(name, kwargs={argument: f"some-{argument}" for argument in converters})


@pytest.mark.parametrize("name", PAGES)
def test_every_page_and_file_asks_for_a_login(db, client, name):
    response = client.get(address(name))
    assert (response.status_code, response["Location"]) == (302, f"/login/?next={address(name)}")


@pytest.mark.parametrize("open_pages", [True, False])
@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_every_action_asks_for_a_login(db, client, settings, name, open_pages):
    settings.PUBLIC_PAGES = open_pages
    assert client.post(address(name))["Location"].startswith("/login/?next=/")
    assert client.get(address(name)).status_code == 405


@pytest.mark.parametrize("name", [name for name in PAGES if not PAGES[name].pattern.converters])
def test_public_pages_open_every_list(db, client, settings, name):
    settings.PUBLIC_PAGES = True
    assert client.get(address(name)).status_code == 200


@pytest.mark.parametrize("name", [name for name in PAGES if PAGES[name].pattern.converters])
def test_an_unknown_key_is_not_found(db, client, settings, name):
    settings.PUBLIC_PAGES = True
    assert client.get(address(name)).status_code == 404


@pytest.mark.parametrize("open_pages", [True, False])
def test_the_admin_always_asks_for_a_login(db, client, settings, open_pages):
    settings.PUBLIC_PAGES = open_pages
    response = client.get("/admin/")
    assert response.status_code == 302
    assert "login" in response["Location"]
    client.force_login(make_user())
    assert client.get("/admin/").status_code == 302
    client.force_login(make_analyst())
    assert client.get("/admin/").status_code == 200


def test_visitors_do_not_see_what_is_not_accepted(db, client, settings):
    settings.PUBLIC_PAGES = True
    draft = make_claim(status="draft")
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(make_user())
    assert client.get(draft.get_absolute_url()).status_code == 200


def test_a_failing_page_says_so_without_a_traceback(db, client, settings, monkeypatch):
    settings.PUBLIC_PAGES = True
    monkeypatch.setattr("claims.views.guide.GuideView.get", lambda *args, **kwargs: 1 / 0)
    client.raise_request_exception = False
    response = client.get("/guide/")
    assert response.status_code == 500
    assert "Something failed on our side" in response.text
    assert "ZeroDivisionError" not in response.text


def test_a_host_that_is_not_ours_gets_a_plain_refusal(db, client):
    response = client.get("/guide/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.text

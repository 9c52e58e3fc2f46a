"""Two people save one record of sources at once: the second is shown both versions, and nothing is lost."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from sources.models import Outlet
from tests.adminforms import form_data
from tests.factories import make_analyst, make_document, make_entrant, make_outlet, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(client):
    client.force_login(make_analyst())
    return client


def change(record):
    return reverse(f"admin:sources_{record._meta.model_name}_change", args=[record.pk])


def typed(client, record, **changes):
    return form_data(client, change(record), **changes) | {"_save": "Save"}


def stored_by(other, outlet, **fields):
    for name, value in fields.items():
        setattr(outlet, name, value)
    outlet._history_user = other
    outlet.save()


def test_the_second_save_shows_both_versions(analyst):
    outlet = make_outlet("Herald")
    mine = typed(analyst, outlet, owner="Me")
    stored_by(make_user("other"), outlet, owner="Them")
    response = analyst.post(change(outlet), mine)
    (line,) = response.context["conflict"].lines
    assert (line.label, line.theirs[0].text, line.mine[0].text, line.is_open) == ("Owner", "Them", "Me", True)
    assert "other saved this outlet while you had it open" in response.content.decode()
    assert Outlet.objects.get().owner == "Them"


def test_an_alias_added_meanwhile_stays(analyst):
    outlet = make_outlet("Herald")
    mine = typed(analyst, outlet, owner="Me", **{"aliases-0-name": "The Herald"})
    outlet.aliases.create(name="Der Herold")
    response = analyst.post(change(outlet), mine)
    sent = dict(response.context["carried"]) | {"_against": response.context["conflict"].now, "_meet": "merged"}
    analyst.post(change(outlet), sent)
    assert {alias.name for alias in outlet.aliases.all()} == {"The Herald", "Der Herold"}
    assert Outlet.objects.get().owner == "Me"


def test_a_version_that_is_not_known_makes_every_difference_a_choice(analyst):
    outlet = make_outlet("Herald", owner="Them")
    response = analyst.post(change(outlet), typed(analyst, outlet, owner="Me", seen="x-y\u0661"))
    assert [line.chosen for line in response.context["conflict"].lines] == [""]
    assert "not known" in response.content.decode()


def test_saving_twice_from_two_windows_is_told_as_ones_own(analyst):
    outlet = make_outlet("Herald")
    mine = typed(analyst, outlet, owner="Second")
    analyst.post(change(outlet), mine | {"owner": "First"})
    assert "Not saved: you (in another window) saved this outlet" in analyst.post(change(outlet), mine).content.decode()


def test_pressing_save_twice_is_no_conflict(analyst):
    outlet = make_outlet("Herald")
    mine = typed(analyst, outlet, owner="Me", **{"aliases-0-name": "The Herald"})
    for _ in range(2):
        response = analyst.post(change(outlet), mine, follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "Nothing was left to save: you (in another window) saved the same."
    ]
    assert (Outlet.objects.get().history.count(), outlet.aliases.count()) == (2, 1)


def test_whoever_may_not_change_a_record_is_not_shown_what_others_saved(client):
    outlet = make_outlet("Herald")
    client.force_login(make_entrant("view_outlet"))
    assert client.post(change(outlet), {"seen": "0-0", "owner": "Me"}).status_code == 403


def test_a_record_that_never_was_is_passed_over(analyst):
    assert analyst.post("/admin/sources/outlet/999999/change/", {"seen": "1-1"}).status_code == 302


def test_what_was_typed_into_a_deleted_document_is_still_there(analyst):
    document = make_document()
    mine, url = typed(analyst, document, title="A title of mine"), change(document)
    document.delete()
    page = analyst.post(url, mine).content.decode()
    assert "A title of mine" in page and "A program" in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite writes one after the other.")
def test_of_two_who_press_save_at_one_moment_one_is_shown_the_others(analyst):
    outlet = make_outlet("Herald")
    sent = [typed(analyst, outlet, owner=owner) for owner in ("First", "Second")]
    start, pages = Barrier(2), []

    def save(data, cookies):
        browser = Client()
        browser.cookies = cookies
        start.wait()
        pages.append(browser.post(change(outlet), data))
        connection.close()

    threads = [Thread(target=save, args=(data, analyst.cookies)) for data in sent]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(page.status_code for page in pages) == [200, 302]
    assert Outlet.objects.get().history.count() == 2

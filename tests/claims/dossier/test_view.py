"""The button of an event's page: its dossier as one zip file, made for whoever asks."""

import io
import zipfile

import pytest
from django.urls import reverse

from tests import factories as make
from tests.claims.dossier.world import raid

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(settings):
    settings.PUBLIC_PAGES = True


def fetch(client, key="raid"):
    answer = client.get(reverse("claims:event_dossier", args=[key]))
    assert answer.status_code == 200
    return answer, zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_a_visitor_gets_accepted_claims_only(client, public):
    raid()
    answer, packed = fetch(client)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == 'attachment; filename="dossier-raid.zip"'
    assert packed.testzip() is None
    assert b"killed-draft" not in packed.read("dossier-raid/data/claims.csv")
    assert b"accepted claims only" in packed.read("dossier-raid/index.html")


def test_an_analyst_gets_drafts_too(client):
    raid()
    client.force_login(make.make_user())
    _, packed = fetch(client)
    assert b"killed-draft" in packed.read("dossier-raid/data/claims.csv")


def test_without_public_pages_it_asks_for_a_login(client):
    raid()
    answer = client.get("/events/raid/dossier.zip")
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


def test_an_unknown_event_is_not_found_and_nothing_can_be_sent_to_it(client, public):
    raid()
    assert client.get("/events/nothing/dossier.zip").status_code == 404
    assert client.head("/events/nothing/dossier.zip").status_code == 404
    assert client.head("/events/raid/dossier.zip")["Content-Type"] == "application/zip"
    assert client.post("/events/raid/dossier.zip").status_code == 405


def test_a_hostile_key_makes_a_harmless_name(client, public):
    make.make_event("Odd", key='x"; ..\\y')
    answer, packed = fetch(client, 'x"; ..\\y')
    assert answer["Content-Disposition"].startswith('attachment; filename="dossier-x-y.')
    assert {name.split("/")[0] for name in packed.namelist()} == {answer["Content-Disposition"].split('"')[1][:-4]}


def test_the_event_s_page_offers_it(client, public):
    raid()
    assert b'href="/events/raid/dossier.zip"' in client.get("/events/raid/").content

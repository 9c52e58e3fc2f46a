"""Feeds are added, asked now, paused; what they bring is shown before it is saved."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.desk import bringing
from sources.importing import links, previewing
from sources.models import Arrival, Batch, Document, Feed
from tests.claims.desk.test_bringing import head
from tests.claims.test_poll_feeds import FEED, RSS, Web
from tests.factories import make_entrant, make_outlet, make_person

pytestmark = pytest.mark.django_db
FEEDS = "/admin/feeds/"


@pytest.fixture
def web(monkeypatch):
    found = Web()
    item = "<item><link>https://herald.example/a</link></item>"
    found.pages = {FEED: RSS.format(item).encode(), "https://herald.example/a": head("Raid")}
    monkeypatch.setattr(links, "fetcher", lambda: found)
    monkeypatch.setattr(previewing, "fetcher", lambda: found)
    return found


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    monkeypatch.setattr(bringing, "SECONDS", 600)


@pytest.fixture
def osei(client):
    person = make_person("analyst", "osei")
    client.force_login(person)
    return person


def test_a_new_feed_is_asked_at_once_and_shows_what_it_has(client, osei, web):
    herald = make_outlet("Herald")
    response = client.post(FEEDS, {"do": "add", "url": FEED, "outlet": "herald"}, follow=True)
    assert "Check before" in response.content.decode() and not Document.objects.exists()
    feed = Feed.objects.get()
    assert (feed.outlet, feed.title, feed.problem) == (herald, "Herald", "") and feed.answered_at
    arrival = Arrival.objects.get()
    client.post(f"/admin/import/{arrival.batch_id}/", {"do": "save", "shown": arrival.pk, "file": arrival.pk})
    assert Document.objects.get().outlet == herald
    (group,) = client.get(FEEDS).context["groups"]
    assert group[0] == "Working" and group[1][0].documents == 1
    assert "nothing new" in client.post(FEEDS, {"do": "ask", "feed": feed.pk}, follow=True).content.decode()
    page = client.get(f"/outlets/{herald.slug}/").content.decode()
    assert "Its feeds" in page


def test_what_was_left_out_is_shown_again_when_asked(client, osei, web):
    client.post(FEEDS, {"do": "add", "url": FEED})
    client.post(f"/admin/import/{Batch.objects.get().pk}/", {"do": "leave"})
    client.post(FEEDS, {"do": "ask", "feed": Feed.objects.get().pk})
    assert Batch.objects.count() == 2


def test_a_feed_that_does_not_answer_says_why_and_can_be_paused(client, osei, web):
    response = client.post(FEEDS, {"do": "add", "url": "https://gone.example/feed"}, follow=True)
    shown = response.content.decode()
    assert "It does not answer" in shown and "Failing (1)" in shown and not Batch.objects.exists()
    feed = Feed.objects.get()
    assert "Paused (1)" in client.post(FEEDS, {"do": "pause", "feed": feed.pk}, follow=True).content.decode()
    client.post(FEEDS, {"do": "resume", "feed": feed.pk})
    assert Feed.objects.get().is_active


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"do": "ask"},
        {"do": "ask", "feed": "9" * 30},
        {"do": "add"},
        {"do": "add", "url": "ftp://x.example/"},
        {"do": "add", "url": "\0"},
        {"do": "add", "url": f"https://x.example/{'a' * 1001}"},
        {"do": "add", "url": FEED, "outlet": "Nobody"},
    ],
)
def test_what_makes_no_sense_is_refused(client, osei, web, form):
    assert client.post(FEEDS, form).status_code == 409 and not Feed.objects.exists()


def test_feeds_are_for_those_who_bring_documents_in(client):
    client.force_login(make_entrant())
    assert client.get(FEEDS).status_code == 403


def test_the_page_needs_as_many_queries_for_22_feeds_as_for_2(client, osei):
    found = []
    for number in (2, 20):
        for one in range(number):
            Feed.objects.create(url=f"https://{number}-{one}.example/", outlet=make_outlet())
        client.get(FEEDS)
        with CaptureQueriesContext(connection) as captured:
            client.get(FEEDS)
        found.append(len(captured))
    assert found[0] == found[1], found

"""Links and feeds bring documents in; a feed that does not answer says so and stops no other."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sources.importing import links
from sources.ingest.fetching import Fetched
from sources.ingest.records import Unreadable
from sources.models import Document, Feed
from tests.factories import make_outlet
from tests.sources.ingest.files import BODY, OTHER, packed, page

pytestmark = pytest.mark.django_db
FEED = "https://herald.example/feed"
RSS = "<rss version='2.0'><channel><title>Herald</title>{}</channel></rss>"


class Web:
    """Answers in place of the web: address -> bytes, or why not."""

    def __init__(self, **pages):
        self.pages, self.asked = pages, []

    def fetch(self, url, etag="", modified="", most=0):
        self.asked.append(url)
        found = self.pages.get(url)
        if found is None:
            raise Unreadable("It does not answer.")
        if etag and etag == '"1"':
            return Fetched(url, b"", etag=etag, is_unchanged=True)
        return Fetched(url, found, "text/html", "utf-8", '"1"' if url == FEED else "")


@pytest.fixture
def web(monkeypatch):
    found = Web()
    items = "".join(f"<item><link>https://herald.example/{name}</link></item>" for name in ("a", "b", "gone"))
    found.pages = {
        FEED: RSS.format(items).encode(),
        "https://herald.example/a": page(),
        "https://herald.example/b": page(body=f"<p>{OTHER}</p><p>{BODY[:90]}</p>"),
    }
    monkeypatch.setattr(links, "fetcher", lambda: found)
    for command in ("import_documents", "poll_feeds"):
        monkeypatch.setattr(f"claims.management.commands.{command}.fetcher", lambda: found)
    return found


def run(*args, **options):
    said = StringIO()
    try:
        call_command(*args, stdout=said, stderr=said, **options)
    except CommandError as problem:
        said.write(f"[{problem.returncode}] {problem}")
    return said.getvalue()


def test_a_link_brings_a_document_with_its_address(web):
    assert "1 new document" in run("import_documents", url=["https://herald.example/a"])
    document = Document.objects.get()
    assert (document.url, document.outlet.name) == ("https://herald.example/a", "herald.example")
    assert document.snapshots.get().captured_from == "https://herald.example/a"


def test_files_of_an_archive_do_not_have_its_address(web):
    web.pages["https://herald.example/all.zip"] = packed({"a.html": page(), "b.html": page(body=f"<p>{OTHER}</p>")})
    assert "2 new document" in run("import_documents", url=["https://herald.example/all.zip"])
    assert set(Document.objects.values_list("url", flat=True)) == {""}


def test_a_feed_is_remembered_and_asked_again(web):
    outlet = make_outlet("Herald")
    said = run("import_documents", feed=[FEED], outlet="Herald")
    assert "2 new document, 1 cannot be read" in said
    feed = Feed.objects.get()
    assert (feed.title, feed.outlet, feed.etag, feed.problem) == ("Herald", outlet, '"1"', "")
    web.asked.clear()
    assert "nothing new" in run("poll_feeds")
    assert web.asked == [FEED]


def test_only_what_is_not_here_yet_is_fetched(web):
    run("import_documents", url=["https://herald.example/a"])
    web.asked.clear()
    run("import_documents", feed=[FEED])
    assert "https://herald.example/a" not in web.asked and Document.objects.count() == 2


def test_a_feed_that_does_not_answer_says_so_and_stops_no_other(web):
    Feed.objects.create(url="https://nowhere.example/feed")
    Feed.objects.create(url=FEED)
    said = run("poll_feeds")
    assert "✕ https://nowhere.example/feed: It does not answer." in said and "[1] 1 feeds" in said
    assert Feed.objects.get(url__contains="nowhere").problem == "It does not answer."
    assert Document.objects.count() == 2


def test_a_dry_run_remembers_no_feed(web):
    assert "Would be: 2 new document" in run("import_documents", feed=[FEED], dry_run=True)
    assert not Feed.objects.exists() and not Document.objects.exists()


def test_what_is_no_feed_is_told(web):
    assert "Not a feed" in run("import_documents", feed=["https://herald.example/a"])
    assert "Name a file or folder" in run("import_documents")

"""Links and feeds, as files to bring in: each is fetched when its turn comes."""

from django.conf import settings
from django.utils import timezone

from sources.importing.files import File, Opened
from sources.ingest.feeds import read_feed
from sources.ingest.fetching import Fetcher
from sources.ingest.records import Unreadable
from sources.models import Document, Feed

MOST_FEED = 10_000_000  # bytes
CALLED = {"text/html": "page.html", "application/xhtml+xml": "page.html", "text/plain": "text.txt"}
CALLED |= {"application/pdf": "file.pdf", "application/json": "file.json", "text/markdown": "text.md"}


def fetcher():
    """A `Fetcher` that tells servers whose it is."""
    return Fetcher(settings.SITE_URL)


def link(url, fetching):
    """A link as a `File`."""
    return File(url, lambda: _opened(fetching.fetch(url)))


def new_entries(feed, fetching):
    """The entries of a `Feed` that are not here yet, as `File`s; notes when it was asked and what came of it.

    Raises Unreadable, after noting why, if the feed does not answer or is none.
    """
    feed.asked_at = timezone.now()
    try:
        answer = fetching.fetch(feed.url, feed.etag, feed.modified, MOST_FEED)
        content = None if answer.is_unchanged else read_feed(answer.content)
    except Unreadable as problem:
        feed.problem = str(problem)[:300]
        feed.save()
        raise
    feed.answered_at, feed.problem = feed.asked_at, ""
    feed.etag, feed.modified = answer.etag or feed.etag, answer.modified or feed.modified
    feed.title = feed.title or (content.title if content else "")
    feed.save()
    return [link(entry.url, fetching) for entry in _unknown(content.entries if content else ())]


def remember(url, outlet=None):
    """The `Feed` with this address, remembered from now on. Raises ValidationError for what is no address."""
    feed = Feed.objects.filter(url=url).first()
    if feed is None:
        feed = Feed(url=url, outlet=outlet)
        feed.full_clean()
        feed.save()
    return feed


def _unknown(entries):
    urls = [entry.url for entry in entries]
    here = set(Document.objects.filter(url__in=urls).values_list("url", flat=True))
    return [entry for entry in entries if entry.url not in here]


def _opened(fetched):
    return Opened(fetched.content, fetched.url, fetched.charset, CALLED.get(fetched.media_type, ""))

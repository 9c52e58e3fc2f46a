"""RSS and Atom feeds: their entries, newest first as the feed has them."""

from dataclasses import dataclass

import feedparser

from sources.ingest.records import Unreadable

MOST = 500  # entries


@dataclass(frozen=True)
class Entry:
    """One entry: where its document is, and what the feed says of it."""

    url: str
    title: str = ""


@dataclass(frozen=True)
class FeedContent:
    """A feed's own title, and its entries."""

    title: str
    entries: tuple[Entry, ...]


def read_feed(content: bytes) -> FeedContent:
    """The entries of a feed that lead somewhere. Raises Unreadable for what is no feed."""
    found = feedparser.parse(content, sanitize_html=False, resolve_relative_uris=False)
    if not found.get("version"):
        raise Unreadable("Not a feed.", "Look for the site's RSS or Atom address.")
    entries = [Entry(_text(entry.get("link")), _text(entry.get("title"))) for entry in found.entries[:MOST]]
    kept = {entry.url: entry for entry in entries if entry.url.startswith(("http://", "https://"))}
    return FeedContent(_text(found.feed.get("title"))[:300], tuple(kept.values()))


def _text(value: object) -> str:
    return " ".join(str(value or "").split())

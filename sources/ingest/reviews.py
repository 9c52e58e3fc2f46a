"""Other tools' records in JSON: ClaimReview (schema.org), and W3C Web Annotations (as Hypothesis exports them).

Both become plain dicts of what they say, no judgement taken over: a review's rating is kept as the reviewer's words.
"""

from typing import Any

MOST = 5000  # of one file


def reviews(data: Any) -> tuple[dict, ...]:
    """What the ClaimReviews in a piece of JSON-LD are about, each a dict of texts, empty where nothing is said:
    statement, speaker, said_on, appearance (an address), reviewer, url, rating."""
    return tuple(_review(node) for node in _nodes(data, "ClaimReview"))[:MOST]


def annotations(data: Any) -> tuple[dict, ...]:
    """Web Annotations: source (address), exact, prefix, suffix, start, end (None if not said), body, tags, creator."""
    rows = data.get("rows", data.get("items", data)) if isinstance(data, dict) else data
    rows = rows if isinstance(rows, list) else [rows]
    return tuple(found for row in rows[:MOST] if isinstance(row, dict) and (found := _annotation(row)))


def _nodes(data: Any, kind: str, depth: int = 0) -> list[dict]:
    """All objects of a kind, wherever in a list, a graph or another object they stand."""
    if depth > 12:
        return []
    if isinstance(data, list):
        return [node for item in data[:MOST] for node in _nodes(item, kind, depth + 1)]
    if not isinstance(data, dict):
        return []
    if kind in _listed(data.get("@type")):
        return [data]
    return [node for item in data.values() for node in _nodes(item, kind, depth + 1)]


def _review(node: dict) -> dict:
    item = _object(node.get("itemReviewed"))
    rating = _object(node.get("reviewRating"))
    appearances = _listed(item.get("appearance") or item.get("firstAppearance"))
    return {
        "statement": _text(node.get("claimReviewed")) or _text(item.get("name")),
        "speaker": _text(_object(item.get("author")).get("name")),
        "said_on": _text(item.get("datePublished"))[:10],
        "appearance": next((_text(_object(one).get("url")) or _text(one) for one in appearances), ""),
        "reviewer": _text(_object(node.get("author")).get("name")),
        "url": _text(node.get("url")),
        "rating": _text(rating.get("alternateName")) or _text(rating.get("ratingValue")),
    }


def _annotation(row: dict) -> dict | None:
    target = _object(row.get("target"))
    selectors = {_text(one.get("type")): one for one in _listed(target.get("selector")) if isinstance(one, dict)}
    quote, place = selectors.get("TextQuoteSelector", {}), selectors.get("TextPositionSelector", {})
    source = _text(target.get("source")) or _text(target.get("id")) or _text(row.get("uri"))
    if not _text(quote.get("exact")):
        return None
    bodies = [one for one in _listed(row.get("body")) if isinstance(one, dict)]
    tagging = [_text(one.get("value")) for one in bodies if one.get("purpose") == "tagging"]
    comments = [_text(one.get("value")) for one in bodies if one.get("purpose") != "tagging"]
    return {
        "source": source,
        "exact": _text(quote.get("exact")),
        "prefix": _text(quote.get("prefix")),
        "suffix": _text(quote.get("suffix")),
        "start": _number(place.get("start")),
        "end": _number(place.get("end")),
        "body": _text(row.get("text")) or "\n".join(filter(None, comments)),
        "tags": [_text(tag) for tag in _listed(row.get("tags"))] or tagging,
        "creator": _text(_object(row.get("creator")).get("name")) or _text(row.get("user") or row.get("creator")),
    }


def _object(value: Any) -> dict:
    """An object, or the first of a list of objects."""
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, dict) else {}


def _listed(value: Any) -> list:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None

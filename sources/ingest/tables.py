"""Exports of other tools: JSON, JSON lines, CSV; each object or row with a text is a document."""

import csv
import json
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

from sources.ingest.characters import cleaned, decoded
from sources.ingest.languages import language_of
from sources.ingest.page import read_page
from sources.ingest.records import MOST_PARTS, Guess, Reading, Unreadable
from sources.ingest.reviews import annotations, reviews
from sources.lib.texts import normalise

# field: what other tools call it
NAMES = {
    "text": ["text", "body", "content", "article", "fulltext", "full_text", "maintext", "message", "raw_text"],
    "title": ["title", "headline", "name", "subject"],
    "byline": ["byline", "author", "authors", "creator"],
    "outlet": ["outlet", "source", "publisher", "site_name", "sitename", "media_name", "channel", "hostname"],
    "published_on": ["published_on", "published", "date", "publish_date", "pubdate", "date_published", "created_at"],
    "url": ["url", "link", "source_url", "uri"],
    "language": ["language", "lang"],
}
CALLED = {other: field for field, others in NAMES.items() for other in others}
NO_TEXT = f"No text in it: none of the fields {', '.join(NAMES['text'][:5])} …"


def read_json(content: bytes, known=()) -> list[Reading]:
    """The documents of a JSON file: an object, a list of objects, or an object that holds such a list."""
    text, _ = decoded(content)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise Unreadable("Not JSON, though it is named so.", str(problem)[:120]) from problem
    found = list(_others(data)) or list(_documents(_objects(data), "item"))
    return found or _nothing()


def read_jsonl(content: bytes, known=()) -> list[Reading]:
    """The documents of a file with one JSON object in each line."""
    text, _ = decoded(content)
    return list(_documents(_lines(text), "line")) or _nothing()


def read_csv(content: bytes, known=()) -> list[Reading]:
    """The documents of a CSV file with a header."""
    text, _ = decoded(content)
    csv.field_size_limit(MOST_PARTS * 1000)
    try:
        dialect = csv.Sniffer().sniff(text[:20_000], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        rows = list(csv.DictReader(StringIO(text, newline=""), dialect=dialect))
    except csv.Error as problem:
        raise Unreadable("Not a CSV file that can be read.", str(problem)[:120]) from problem
    return list(_documents(enumerate(rows, 2), "row")) or _nothing()


def _nothing() -> list[Reading]:
    raise Unreadable(NO_TEXT, "Name the column or field with the text “text”.")


def _lines(text: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError) as problem:
                raise Unreadable(f"Line {number} is no JSON.", str(problem)[:120]) from problem


def _objects(data: Any) -> Iterator[tuple[int, Any]]:
    if isinstance(data, dict) and not _text_of(_called(data)):
        data = next((value for value in data.values() if isinstance(value, list)), data)
    return enumerate(data if isinstance(data, list) else [data], 1)


def _others(data: Any) -> Iterator[Reading]:
    """What other tools record of statements and quotes, without a text of its own."""
    found, quotes = reviews(data), annotations(data) if isinstance(data, dict | list) else ()
    if found or quotes:
        yield Reading("", "application/json", "json", reviews=found, annotations=quotes)


def _documents(objects: Iterable[tuple[int, Any]], noun: str) -> Iterator[Reading]:
    for count, (number, data) in enumerate(objects):
        if count >= MOST_PARTS:
            raise Unreadable(f"More than {MOST_PARTS:,} documents.", "Cut it into parts.")
        called = _called(data) if isinstance(data, dict) else {}
        if _text_of(called):
            yield _document(called, f"{noun} {number}")


def _called(data: dict) -> dict[str, tuple[str, str]]:
    """{field: (value, the name that it had)}; the first name that fits wins."""
    found: dict[str, tuple[str, str]] = {}
    for name, value in data.items():
        field = CALLED.get(str(name).strip().lower())
        words = ", ".join(map(str, value)) if isinstance(value, list) else str(value if value is not None else "")
        if field and words.strip() and field not in found:
            found[field] = (words.strip(), str(name))
    return found


def _text_of(called: dict[str, tuple[str, str]]) -> str:
    return called["text"][0] if "text" in called else ""


def _document(called: dict[str, tuple[str, str]], where: str) -> Reading:
    words = _text_of(called)
    if words.lstrip().lower().startswith(("<!doctype html", "<html")):
        (page,) = read_page(words.encode())
        words = page.text
    text, notes = cleaned(normalise(words))
    guesses = {field: Guess(value[:500], f"“{name}”") for field, (value, name) in called.items() if field != "text"}
    if "language" not in guesses and (found := language_of(text)):
        guesses["language"] = found
    return Reading(text.strip(), "text/plain", "fields of a table", guesses, notes=notes, name=where)

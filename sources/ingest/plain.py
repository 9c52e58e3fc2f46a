"""Plain text and Markdown: the file is the document."""

import re

from sources.ingest.characters import cleaned, decoded
from sources.ingest.clues import clues
from sources.ingest.records import Guess, Reading, Unreadable
from sources.lib.texts import normalise

EXTRACTOR = "plain text"
FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*\n", re.DOTALL)
FIELDS = {"title": "title", "author": "byline", "byline": "byline", "date": "published_on", "url": "url"}
FIELDS |= {"lang": "language", "language": "language", "canonical": "canonical"}
FIELDS |= {"source": "outlet", "outlet": "outlet", "publisher": "outlet"}


def read_plain(content: bytes, known=(), media_type="text/plain", declared="") -> list[Reading]:
    """One document. `known` are names of outlets in lower case. Raises Unreadable."""
    text, notes = decoded(content, declared)
    text, more = cleaned(normalise(text))
    front, text = front_matter(text)
    found = clues(text, known)
    if not found.text:
        raise Unreadable("Nothing but empty lines.")
    reading = Reading(found.text, media_type, EXTRACTOR, found.guesses | front, found.credits, found.set_aside)
    return [Reading(**{**vars(reading), "notes": (*notes, *more)})]


def read_markdown(content: bytes, known=()) -> list[Reading]:
    """One document; a first heading is its title, signs of Markdown stay in the text."""
    (reading,) = read_plain(content, known, "text/markdown")
    heading = re.match(r"\s*#\s+(.+)", reading.text)
    if heading and "title" not in reading.guesses:
        reading.guesses["title"] = Guess(heading[1].strip().rstrip("#").strip(), "the first heading")
    return [reading]


def front_matter(text: str) -> tuple[dict[str, Guess], str]:
    """What stands between two lines of dashes at the top, as many programs write it; and the text without it."""
    found = FRONT.match(text)
    if not found:
        return {}, text
    guesses = {}
    for line in found[1].split("\n"):
        name, _, value = line.partition(":")
        field, value = FIELDS.get(name.strip().lower()), value.strip().strip("\"'")
        if field and value:
            guesses[field] = Guess(value, f"“{name.strip()}” at the top")
    return guesses, text[found.end() :]

"""Bytes to characters: the charset a file declares goes first, then what its bytes allow; no character is invented."""

import codecs
import re

from charset_normalizer import from_bytes

from sources.ingest.records import MOST_TEXT, Unreadable

MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
SAMPLE = 200_000  # bytes from which a charset is guessed
# They turn the direction of what is written after them, so that a reader sees other words than are stored.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
NO_TEXT = "Not a text: it holds bytes that no text has."


def decoded(content: bytes, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of `content` and notes on how it was read. Raises Unreadable."""
    for mark, charset in MARKS:
        if content.startswith(mark):
            return _strictly(content, charset), ()
    if b"\x00" in content:
        raise Unreadable(NO_TEXT, "Save it as text in UTF-8, and bring it again.")
    notes: list[str] = []
    if declared:
        text = _perhaps(content, declared)
        if text is not None:
            return text, ()
        notes.append(f"It says that it is written in {declared[:40]}, but its bytes are not.")
    text = _perhaps(content, "utf-8")
    if text is not None:
        return text, tuple(notes)
    return _guessed(content, notes)


def cleaned(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` without characters that cannot be shown or that turn the direction of writing, and notes on them."""
    if len(text) > MOST_TEXT:
        raise Unreadable(f"Longer than {MOST_TEXT:,} characters.", "Cut it into its documents, and bring these.")
    text, turned = TURNING.subn("", text)
    text, controls = CONTROLS.subn("", text.replace("\x0c", "\n\n"))
    notes = []
    if turned:
        notes.append(f"{turned} invisible characters that turn the direction of writing were taken out.")
    if controls:
        notes.append(f"{controls} control characters were taken out.")
    return text, tuple(notes)


def _strictly(content: bytes, charset: str) -> str:
    text = _perhaps(content, charset)
    if text is None:
        raise Unreadable(f"Begins as {charset} but does not go on so.", "Save it as text in UTF-8, and bring it again.")
    return text


def _perhaps(content: bytes, charset: str) -> str | None:
    try:
        return content.decode(charset)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _guessed(content: bytes, notes: list[str]) -> tuple[str, tuple[str, ...]]:
    best = from_bytes(content[:SAMPLE]).best()
    if best is None:
        raise Unreadable("Its charset is unknown.", "Save it as text in UTF-8, and bring it again.")
    text = _perhaps(content, best.encoding)
    if text is None:
        raise Unreadable(f"Begins like {best.encoding} but does not go on so.", "Save it as text in UTF-8.")
    return text, (*notes, f"Its charset is guessed from its bytes: {best.encoding}.")

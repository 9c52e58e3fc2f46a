"""One file in, its documents out: the kind is told by its bytes, each kind has a reader of its own."""

from collections.abc import Callable, Iterator

from sources.ingest.archives import members
from sources.ingest.mail import read_mail
from sources.ingest.page import read_page
from sources.ingest.pdf import read_pdf
from sources.ingest.plain import read_markdown, read_plain
from sources.ingest.records import Reading, Unreadable
from sources.ingest.sniffing import ending, kind_of
from sources.ingest.tables import read_csv, read_json, read_jsonl
from sources.ingest.word import read_word

READERS: dict[str, Callable[..., list[Reading]]] = {
    "text": read_plain,
    "markdown": read_markdown,
    "html": read_page,
    "pdf": read_pdf,
    "docx": read_word,
    "mail": read_mail,
    "json": read_json,
    "jsonl": read_jsonl,
    "csv": read_csv,
}
SENT = {"text", "html"}  # what servers name a charset of
USUAL = {"text": "txt", "markdown": "md", "mail": "eml"}  # other kinds are called as their files end


def read(name: str, content: bytes, known=(), declared: str = "") -> list[Reading]:
    """The documents of one file that is no archive.

    `known` are names of outlets, in lower case; `declared` is the charset that a server named. Raises Unreadable.
    """
    kind = kind_of(name, content)
    if kind not in READERS:
        raise Unreadable("An archive within an archive." if kind == "zip" else "A feed: give its address with --feed.")
    found = READERS[kind](content, known, **({"declared": declared} if declared and kind in SENT else {}))
    usual, named = USUAL.get(kind, kind), ending(name)
    if kind in {"pdf", "docx", "html"} and named not in {usual, "htm", "xhtml", ""}:
        found = [_noted(one, f"Named .{named}, but it is {usual.upper()}.") for one in found]
    return found


def opened(name: str, content: bytes) -> Iterator[tuple[str, bytes | Unreadable]]:
    """The files of an archive, each with the archive's name before its own; any other file as it is."""
    if not is_archive(name, content):
        yield name, content
        return
    for inner, found in members(content):
        yield f"{name}/{inner}", found


def is_archive(name: str, content: bytes) -> bool:
    try:
        return kind_of(name, content) == "zip"
    except Unreadable:
        return False  # reading it says why


def _noted(reading: Reading, note: str) -> Reading:
    return Reading(**{**vars(reading), "notes": (note, *reading.notes)})

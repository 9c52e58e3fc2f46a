"""What kind of file it is: told by its first bytes; its name only decides between kinds of text."""

import re
import zipfile
from io import BytesIO
from pathlib import PurePosixPath

from sources.ingest.records import MOST_BYTES, Unreadable

TEXTS = {
    **dict.fromkeys(["txt", "text", "log"], "text"),
    **dict.fromkeys(["md", "markdown"], "markdown"),
    **dict.fromkeys(["html", "htm", "xhtml", "mhtml"], "html"),
    **dict.fromkeys(["jsonl", "ndjson"], "jsonl"),
    "json": "json",
    "csv": "csv",
    "eml": "mail",
}
OTHERS = [  # first bytes of what cannot be read, and what it is
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "a rich text file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a rar archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
]
HELPS = {"an old Office file": "Save it as DOCX or PDF.", "a rich text file": "Save it as DOCX, PDF or text."}
HTML = re.compile(rb"\s*(<!--.*?-->\s*)*(<\?xml[^>]*>\s*)?<(!doctype html|html|head|body)", re.IGNORECASE | re.DOTALL)
FEED = re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(rss|feed|rdf:RDF)[\s>]", re.IGNORECASE | re.DOTALL)
MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){3,}\r?\n")
OPENING = 4000  # bytes that are looked at


def kind_of(name: str, content: bytes) -> str:
    """One of text, markdown, html, feed, pdf, docx, mail, json, jsonl, csv, zip. Raises Unreadable."""
    if not content.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise Unreadable("Empty.")
    if len(content) > MOST_BYTES:
        raise Unreadable(f"Larger than {MOST_BYTES // 1_000_000} MB.", "Bring the documents in it one by one.")
    if content[:1024].find(b"%PDF-") >= 0:
        return "pdf"
    if content.startswith(b"PK"):
        return _package(content)
    for first, what in OTHERS:
        if content.startswith(first):
            raise Unreadable(f"This is {what}; it cannot be read as text.", HELPS.get(what, ""))
    return _text_kind(ending(name), content)


def ending(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).suffix.lower().removeprefix(".")


def _text_kind(ending: str, content: bytes) -> str:
    opening = content[:OPENING]
    if FEED.match(opening):
        return "feed"
    if HTML.match(opening):
        return "html"
    if ending == "eml" or (ending not in TEXTS and MAIL.match(opening)):
        return "mail"
    if ending in TEXTS:
        return TEXTS[ending]
    if ending in {"pdf", "docx", "zip"}:
        raise Unreadable(f"Named .{ending}, but its bytes are of another kind.", "Look at what it really is.")
    return "json" if opening.lstrip()[:1] in (b"{", b"[") and content.rstrip()[-1:] in (b"}", b"]") else "text"


def _package(content: bytes) -> str:
    """A DOCX is a zip, too."""
    try:
        names = set(zipfile.ZipFile(BytesIO(content)).namelist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as problem:
        raise Unreadable("A broken zip archive or Office file.", "Save or pack it anew.") from problem
    if "word/document.xml" in names:
        return "docx"
    if {"xl/workbook.xml", "ppt/presentation.xml"} & names:
        raise Unreadable("A spreadsheet or presentation, not a document.", "Save it as CSV or PDF.")
    return "zip"

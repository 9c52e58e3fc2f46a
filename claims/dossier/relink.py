"""Pages of the site made fit for a folder: links lead to its files or are taken off; forms and scripts are left out.

A page is HTML as the site's templates write it. Its links are given to a function that answers with the address of a
file in the folder, None for a link that leads nowhere there (its words stay), or `GONE` for one that is pointless
without the site (its words go, too). Pure.
"""

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

GONE = object()
LEFT_OUT = {"script", "form", "button", "iframe", "object", "embed", "noscript", "select", "textarea"}
VOID_LEFT_OUT = {"input", "base"}
LINKS = {"a", "area"}
DRAWING = "svg"
_RUNS_OR_LOADS = re.compile(r"(on|hx-|data-hx-).*|src|srcset|action|formaction|ping|target|background|poster|data")

Resolve = Callable[[str], object]


def relink(page: str, resolve: Resolve) -> str:
    """The page with each link of an `<a>` as `resolve` has it."""
    writer = _Writer(resolve)
    writer.feed(page)
    writer.close()
    return "".join(writer.pieces)


def ids(page: str) -> set[str]:
    """The names of all places in a page that a link can lead to."""
    reader = _Ids()
    reader.feed(page)
    reader.close()
    return reader.found


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.found |= {value for name, value in attrs if name == "id" and value}


class _Writer(HTMLParser):
    """Writes what it reads, but for what is left out; `_skipping` names the element that is, and how deep we are."""

    def __init__(self, resolve: Resolve) -> None:
        super().__init__(convert_charrefs=False)
        self.pieces: list[str] = []
        self._resolve = resolve
        self._skipping, self._depth = "", 0
        self._drawings = 0
        self._open: list[str] = []  # what each open <a> was written as

    def handle_starttag(self, tag, attrs):
        if self._skipping:
            self._depth += tag == self._skipping
        elif tag in LEFT_OUT:
            self._skip(tag)
        elif tag not in VOID_LEFT_OUT:
            self._drawings += tag == DRAWING
            self._start(tag, attrs)

    def handle_startendtag(self, tag, attrs):
        if not self._skipping and tag not in LEFT_OUT | VOID_LEFT_OUT:
            self._write(tag, tag, attrs, "/>")

    def handle_endtag(self, tag):
        if self._skipping:
            self._depth -= tag == self._skipping
            self._skipping = self._skipping if self._depth else ""
            return
        self._drawings -= tag == DRAWING
        if tag not in VOID_LEFT_OUT:
            self._put(f"</{self._open.pop() if tag in LINKS and self._open else tag}>")

    def _start(self, tag, attrs):
        if tag not in LINKS:
            return self._write(tag, tag, attrs)
        wanted = dict(attrs).get("href")
        found = self._resolve(wanted) if wanted is not None else None
        if found is GONE:
            return self._skip(tag)
        name = tag if found is not None or wanted is None else "g" if self._drawings else "span"
        self._open.append(name)
        return self._write(tag, name, attrs, href=found)

    def _skip(self, tag):
        self._skipping, self._depth = tag, 1

    def _write(self, tag, name, attrs, end=">", href=None):
        """A start tag: as it stood, if nothing in it has to change."""
        kept = [pair for pair in attrs if not _RUNS_OR_LOADS.fullmatch(pair[0])]
        if tag in LINKS:
            kept = [("href", href) if pair[0] == "href" else pair for pair in kept if pair[0] != "href" or href]
            kept = [pair for pair in kept if name == tag or pair[0] not in ("rel", "hreflang", "download")]
        if kept == attrs and name == tag:
            return self._put(self.get_starttag_text())
        written = "".join(f" {key}" if value is None else f' {key}="{escape(value)}"' for key, value in kept)
        return self._put(f"<{name}{written}{end}")

    def _put(self, text):
        if not self._skipping:
            self.pieces.append(text)

    def handle_data(self, data):
        self._put(data)

    def handle_entityref(self, name):
        self._put(f"&{name};")

    def handle_charref(self, name):
        self._put(f"&#{name};")

    def handle_comment(self, data):
        pass  # nobody reads them here

    def handle_decl(self, decl):
        self._put(f"<!{decl}>")

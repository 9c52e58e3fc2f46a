"""Pages of the site made fit for a folder: links lead to its files or are taken off; forms and scripts are left out.

A page is HTML as the site's templates write it: well-formed, and every word of a document escaped in it. Its links are
given to a function that answers with the address of a file in the folder, None for a link that leads nowhere there
(its words stay), or `GONE` for one that is pointless without the site (its words go, too). Pure.
"""

import re
from collections.abc import Callable, Iterator
from html import escape, unescape

GONE = object()
LEFT_OUT = {"script", "form", "button", "iframe", "object", "embed", "noscript", "select", "textarea"}
LEFT_OUT_ALONE = {"input", "base"}  # nothing stands in them
LINKS = {"a", "area"}
DRAWING = "svg"
LINK_ONLY = {"rel", "hreflang", "download"}
_VALUE = r"\"[^\"]*\"|'[^']*'"
_TAG = re.compile(rf"<!--.*?-->|<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)(?P<attributes>(?:[^>\"']|{_VALUE})*)>", re.DOTALL)
_ATTRIBUTE = re.compile(rf"(?P<name>[^\s=/\"']+)(?:\s*=\s*(?P<value>{_VALUE}|[^\s\"']+))?")
_RUNS_OR_LOADS = r"on\w+|(?:data-)?hx-[\w:-]+|src|srcset|action|formaction|ping|target|background|poster|data"
_BAD_NAME = re.compile(_RUNS_OR_LOADS)
_MAY_BE_BAD = re.compile(rf"(?:{_RUNS_OR_LOADS})\s*=")
_ID = re.compile(r"\sid=\"([^\"]+)\"")

Resolve = Callable[[str], object]


def relink(page: str, resolve: Resolve) -> str:
    """The page with each link of an `<a>` as `resolve` has it."""
    return "".join(_Relinking(resolve).pieces(page))


def ids(page: str) -> set[str]:
    """The names of all places in a page that a link can lead to."""
    return {unescape(name) for name in _ID.findall(page)}


class _Relinking:
    """One page on its way; `skipping` names the element that is left out, `depth` how deep we are in such ones."""

    def __init__(self, resolve: Resolve) -> None:
        self.resolve = resolve
        self.skipping, self.depth = "", 0
        self.drawings = 0
        self.links: list[str] = []  # what each open <a> was written as

    def pieces(self, page: str) -> Iterator[str]:
        at = 0
        for tag in _TAG.finditer(page):
            if not self.skipping:
                yield page[at : tag.start()]
            at = tag.end()
            yield self.tag(tag)
        if not self.skipping:
            yield page[at:]

    def tag(self, tag: re.Match) -> str:
        """What a tag is written as; comments are not."""
        name = (tag["name"] or "").lower()
        if self.skipping:
            self.skip(tag, name)
            return ""
        self.drawings += 0 if name != DRAWING else -1 if tag["end"] else 1
        if name in LINKS:
            return self.link(tag, name)
        if name in LEFT_OUT and not tag["end"]:
            self.skipping, self.depth = name, 1
        if not name or name in LEFT_OUT | LEFT_OUT_ALONE:
            return ""
        return _harmless(tag) if _MAY_BE_BAD.search(tag["attributes"]) else tag[0]

    def skip(self, tag: re.Match, name: str) -> None:
        if name == self.skipping:
            self.depth += -1 if tag["end"] else 1
            self.skipping = name if self.depth else ""

    def link(self, tag: re.Match, name: str) -> str:
        if tag["end"]:
            return f"</{self.links.pop() if self.links else name}>"
        wanted = dict(_attributes(tag)).get("href")
        found = self.resolve(wanted) if wanted is not None else None
        if found is GONE:
            self.skipping, self.depth = name, 1
            return ""
        leads = found is not None or wanted is None
        self.links.append(name if leads else "g" if self.drawings else "span")
        kept = [(key, value) for key, value in _attributes(tag) if leads or key not in LINK_ONLY]
        return _written(
            self.links[-1], [(key, found if key == "href" else value) for key, value in kept if key != "href" or found]
        )


def _attributes(tag: re.Match) -> list[tuple[str, str | None]]:
    """Names and values; None for an attribute without one. Those that run or load something are left out."""
    found = [(match["name"].lower(), match["value"]) for match in _ATTRIBUTE.finditer(tag["attributes"])]
    return [(name, value and unescape(_bare(value))) for name, value in found if not _BAD_NAME.fullmatch(name)]


def _bare(value: str) -> str:
    return value[1:-1] if value[0] in "\"'" else value


def _harmless(tag: re.Match) -> str:
    end = "/>" if tag["attributes"].endswith("/") else ">"
    return _written(tag["name"], _attributes(tag), end)


def _written(name: str, attributes: list, end: str = ">") -> str:
    words = [f" {key}" if value is None else f' {key}="{escape(value)}"' for key, value in attributes]
    return f"<{name}{''.join(words)}{end}"

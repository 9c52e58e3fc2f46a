"""Saved web pages: the article without the page around it, and what the page's head says of it."""

import json
import re
from importlib.metadata import version

import lxml.html
from lxml import etree
from trafilatura import extract
from trafilatura.metadata import extract_metadata

from sources.ingest.characters import cleaned, decoded
from sources.ingest.clues import clues
from sources.ingest.languages import language_of
from sources.ingest.records import Guess, Reading, Unreadable
from sources.ingest.reviews import reviews
from sources.lib.texts import normalise

EXTRACTOR = f"trafilatura {version('trafilatura')}"
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
HTML_LANG = re.compile(r"<html[^>]{0,500}?\blang\s*=\s*[\"']([\w-]{2,35})[\"']", re.IGNORECASE)
DEEPEST = 200  # elements within one another; from 256 on, the parser passes over what stands in them
LEAST = 40  # characters of an article
LOCALE = re.compile(r"^[a-z]{2,3}([-_][A-Za-z]{2,4})?$")
# field: the places of a page's head that say it, the best first: (attribute, value)
SAID = {
    "title": [("property", "og:title"), ("name", "twitter:title")],
    "outlet": [("property", "og:site_name"), ("name", "application-name"), ("name", "publisher")],
    "byline": [("name", "author"), ("property", "article:author"), ("name", "parsely-author")],
    "published_on": [("property", "article:published_time"), ("name", "date"), ("itemprop", "datePublished")],
    "canonical": [("property", "og:url")],
    "language": [("property", "og:locale"), ("http-equiv", "content-language")],
}
DAY = re.compile(r"^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]00:?00))?")


def read_page(content: bytes, known=(), declared="") -> list[Reading]:
    """One document. `declared` is the charset that a server named. Raises Unreadable."""
    html, notes = decoded(content, declared or _declared(content))
    html, more = cleaned(html)
    tree = _tree(html)
    text = extract(html, favor_recall=True, include_comments=False, include_tables=True) or ""
    text = normalise(text).strip()
    if len(text) < LEAST:
        raise Unreadable("A page without an article: no text stands in it.", "Save the article's own page.")
    guesses = _guesses(html, tree, text)
    return [
        Reading(
            text=text,
            media_type="text/html",
            extractor=EXTRACTOR,
            guesses=guesses,
            credits=clues(text, known).credits,
            notes=(*notes, *more),
            reviews=reviews(_structured(tree)),
        )
    ]


def _declared(content: bytes) -> str:
    found = CHARSET.search(content[:4096])
    return found[1].decode("ascii") if found else ""


def _tree(html: str):
    """The page's elements. Raises Unreadable for what is no page, or is nested beyond all measure."""
    try:
        tree = lxml.html.document_fromstring(html.encode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as problem:
        raise Unreadable("Not a page that can be read.", "Save it anew from the browser.") from problem
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise Unreadable(f"Its elements stand more than {DEEPEST} deep in one another: this is no article.")
    return tree


def _guesses(html: str, tree, text: str) -> dict[str, Guess]:
    found = {field: guess for field, places in SAID.items() if (guess := _said(tree, places))}
    for field, guess in _from_library(html).items():
        found.setdefault(field, guess)
    canonical = tree.xpath("string(//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href)")
    if canonical.startswith(("http://", "https://")):
        found["canonical"] = Guess(canonical[:1000], "link rel=canonical")
    found |= _language(html, found.get("language"), text)
    return _days(found)


def _said(tree, places) -> Guess | None:
    for attribute, name in places:
        value = tree.xpath(f"string(//meta[@{attribute}=$name]/@content)", name=name).strip()
        if value:
            return Guess(" ".join(value.split())[:500], name)
    return None


def _from_library(html: str) -> dict[str, Guess]:
    """What the library finds beyond the plain places, such as in JSON-LD or the first heading."""
    said = extract_metadata(html)
    if said is None:
        return {}
    values = {"title": said.title, "byline": said.author, "outlet": said.sitename or said.hostname}
    values |= {"published_on": said.date, "canonical": said.url}
    return {field: Guess(str(value)[:500], "the page's own data") for field, value in values.items() if value}


def _language(html: str, said: Guess | None, text: str) -> dict[str, Guess]:
    found = HTML_LANG.search(html)
    if found:
        return {"language": Guess(found[1], "html lang")}
    if said and LOCALE.match(said.value):
        return {"language": Guess(said.value.replace("_", "-"), said.where)}
    guess = language_of(text)
    return {"language": guess} if guess else {}


def _days(found: dict[str, Guess]) -> dict[str, Guess]:
    """A moment becomes a day and, where it is told in UTC, a time; what is neither is no guess."""
    said = found.pop("published_on", None)
    moment = DAY.match(said.value) if said else None
    if moment:
        found["published_on"] = Guess(moment[1], said.where)
        if moment[2] and moment[3]:
            found["published_time"] = Guess(moment[2], said.where)
    return found


def _structured(tree) -> list:
    """The page's JSON-LD, as far as it can be read."""
    found = []
    for element in tree.xpath("//script[@type='application/ld+json']")[:50]:
        try:
            found.append(json.loads(element.text or ""))
        except (ValueError, RecursionError):
            continue
    return found

"""Which file of a dossier stands for which address of the site.

A file is named as it lies in the folder: `questions/raid-killed.html`. What has none (lists of the site, other events,
the admin) is answered with None; what would be another file than the link says, such as a part of a report, with GONE.
"""

import posixpath
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from django.urls import Resolver404, get_script_prefix, resolve

from claims.dossier.names import file_name
from claims.dossier.relink import GONE

INDEX, SOURCES, GUIDE, CODEBOOK, UNCODED = ("index.html", "sources.html", "guide.html", "codebook.html", "uncoded.html")
REPORTS = {  # by the name of their address
    "claims:event_comparison_csv": "comparison",
    "claims:event_coverage_csv": "coverage",
    "claims:event_wording_csv": "wording",
    "claims:claim_csv": "claims",
    "claims:contradiction_csv": "contradictions",
    "claims:attribution_csv": "attributions",
    "sources:document_csv": "documents",
}


def question_file(question):
    return f"questions/{file_name(question.key)}.html" if question else UNCODED


def document_file(document, snapshot=None, newest=None):
    """The page of a document; of a snapshot that is not its newest, a page of its own."""
    older = f".{snapshot.sha256}" if snapshot and snapshot != newest else ""
    return f"documents/{file_name(document.key)}{older}.html"


def text_file(document, snapshot, newest):
    return document_file(document, snapshot, newest).replace("documents/", "texts/", 1).removesuffix(".html") + ".txt"


def claim_place(claim):
    return f"{question_file(claim.question)}#claim:{claim.key}"


def voice_place(voice):
    return f"{SOURCES}#{voice._meta.model_name}:{voice.slug}"


@dataclass
class Addresses:
    """Every file that a link of the site may lead to. `parts` are the event's parts that have a page of their own.

    Questions in full have no page together: each has its own, and the glance lists them.
    """

    event_key: str
    parts: set = field(default_factory=set)
    questions: dict = field(default_factory=dict)  # key: file
    claims: dict = field(default_factory=dict)  # key: file and place in it
    relations: dict = field(default_factory=dict)
    documents: dict = field(default_factory=dict)  # key: {SHA-256: file}, the newest last; {"": file} without a text
    voices: dict = field(default_factory=dict)  # (speaker or outlet, slug): file and place
    _found: dict = field(default_factory=dict)  # address: what was found for it

    def resolver(self, page, site_path, places):
        """The function that finds where the links of one page lead, seen from its file `page`.

        `site_path` is the address that the page has on the site, `places` are the names of places in it.
        """

        def found(href):
            if href.startswith("#"):
                return self._in_page(href[1:], page, places)
            if href.startswith("?"):
                href = site_path + href
            if not href.startswith("/") or href.startswith("//"):
                return href if is_file(href) else None
            if href not in self._found:
                self._found[href] = self.file_of(href)
            return seen_from(page, self._found[href])

        return found

    def file_of(self, address):
        """The file that stands for an address of the site, with the place in it."""
        parts = urlsplit(address)
        try:
            match = resolve("/" + unquote(parts.path).removeprefix(get_script_prefix()))
        except Resolver404:
            return None
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if match.view_name in REPORTS:
            return self._report(REPORTS[match.view_name], match.kwargs | query)
        finder = getattr(self, "_" + match.url_name, None) if match.url_name else None
        found = finder(query, **match.kwargs) if finder else None
        return f"{found}#{parts.fragment}" if found and parts.fragment and "#" not in found else found

    def _report(self, name, asked):
        """The whole event's file; a part of it is not in the dossier."""
        narrowed = set(asked) - {"event", "key", "sort"} or asked.get("event", self.event_key) != self.event_key
        return GONE if narrowed else f"{name}.csv"

    def _in_page(self, place, page, places):
        if place in places:
            return f"#{place}"
        return seen_from(page, self.claims.get(place))

    def _event_detail(self, query, key):
        return INDEX if key == self.event_key else None

    def _event_part(self, query, key, part):
        if key != self.event_key:
            return None
        part = "glance" if part == "questions" else part
        return f"{part}.html" if part in self.parts else f"{INDEX}#{part}"

    def _question_detail(self, query, key):
        return self.questions.get(key)

    def _claim_detail(self, query, key):
        return self.claims.get(key)

    def _contradiction_detail(self, query, key):
        return self.relations.get(key)

    def _speaker_detail(self, query, slug):
        return self.voices.get(("speaker", slug))

    def _outlet_detail(self, query, slug):
        return self.voices.get(("outlet", slug))

    def _document_detail(self, query, key):
        files = self.documents.get(key)
        wanted = query.get("snapshot", "")
        chosen = [file for sha256, file in (files or {}).items() if sha256.startswith(wanted)]
        return chosen[-1] if chosen else None

    def _claim_list(self, query):
        """Claims on a question stand on its page; those of a voice, and of the event, where voices are listed."""
        if "question" in query:
            return self.questions.get(query["question"])
        for kind in ("speaker", "outlet"):
            if kind in query:
                return self.voices.get((kind, query[kind]))
        return SOURCES if query.get("event") == self.event_key else None

    def _contradiction_list(self, query):
        return self.questions.get(query.get("question"))

    def _guide(self, query):
        return GUIDE

    def _report_list(self, query):
        return CODEBOOK


def is_file(href):
    """Whether an address is a file beside the page, as the dossier's own templates name them."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    return bool(parts.path) and not (parts.scheme or parts.netloc or "\\" in href)


def seen_from(page, target):
    """A file of the folder as a link in the file `page` names it."""
    if not isinstance(target, str):
        return target
    file, mark, place = target.partition("#")
    if file == page:
        return f"#{place}" if place else posixpath.basename(page)
    return posixpath.relpath(file, posixpath.dirname(page) or ".") + mark + place

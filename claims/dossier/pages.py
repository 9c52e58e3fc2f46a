"""The pages of a dossier, one by one, as the site's own templates draw them and as they lie in the folder.

An event of few claims stands whole on the first page; of a larger one that page shows the first of each part, and
what does not fit there has a page of its own, as on the site. What is said on a question stands whole on its page.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property, partial

from django.conf import settings
from django.template.loader import render_to_string

from claims.charts.ranges import figure_table
from claims.charts.timeline import statements, timeline
from claims.dossier import addresses
from claims.dossier.addresses import Addresses, claim_place, document_file, question_file, text_file, voice_place
from claims.dossier.codebook import files_explained
from claims.dossier.listing import Listing
from claims.dossier.relink import ids, relink
from claims.dossier.rows import DisputeRow, Entry, Judgement, other_end
from claims.dossier.texts import texts
from claims.dossier.version import version
from claims.views.parts import FEW, MOST_ACCOUNTS, PARTS, Excerpt, Part, rows_of_coverage

WHOLE = 150  # claims of an event that stand whole on the first page
ALL = 1_000_000


@dataclass(frozen=True)
class Page:
    """A file of the folder: its template, what that shows, and the address that its twin has on the site."""

    file: str
    template: str
    context: dict = field(default_factory=dict)
    site_path: str = ""


@dataclass(frozen=True)
class DossierPart(Part):
    """A part of the first page that the site's event page has not, or has otherwise."""

    @property
    def template(self):
        return f"claims/dossier/_{self.name}.html"


class Pages:
    """All pages of some material; `addresses` is where the links between them lead."""

    def __init__(self, material):
        self.material, self.event, self.compared = material, material.event, material.compared
        self.excerpts = self._excerpts()
        self.addresses = self._addresses()

    def render(self, page):
        """The HTML of a page as it lies in the folder."""
        drawn = self.text(page)
        return relink(drawn, self.addresses.resolver(page.file, page.site_path, ids(drawn)))

    def text(self, page):
        """A page as its template has it."""
        shared = {
            "event": self.event,
            "recipe": self.material.recipe,
            "material": self.material,
            "compared": self.compared,
            "site": settings.SITE_URL,
            "version": version(),
            "root": "../" * page.file.count("/"),
            "file": page.file,
        }
        no_limits = {"most": None, "most_accounts": None, "query": "", "more": ""}
        return render_to_string(page.template, no_limits | shared | page.context)

    def first(self, entries):
        """The first page; `entries` are the other files of the folder."""
        whole = self._is_whole
        limits = {"most": None if whole else FEW, "most_accounts": None if whole else MOST_ACCOUNTS}
        drawn = timeline(statements(self.compared.questions), self.event.started_on, self.event.ended_on)
        shown = {"parts": self.excerpts, "timeline": drawn, "folder": Listing(entries), "whole": whole} | limits
        return Page(addresses.INDEX, "claims/dossier/index.html", shown)

    def others(self):
        """Every other page; texts are read while they are drawn."""
        yield from self._part_pages()
        yield from map(self._question_page, self._numbered())
        if self.compared.uncoded:
            yield self._uncoded_page()
        yield from self._document_pages()
        yield self._sources_page()
        yield Page(addresses.GUIDE, "claims/dossier/guide.html")
        yield Page(addresses.CODEBOOK, "claims/dossier/codebook.html", {"files": files_explained()})

    @property
    def _is_whole(self):
        return len(self.compared.accounts) <= WHOLE

    def _numbered(self):
        return enumerate(self.compared.questions, 1)

    def _parts(self):
        own = DossierPart("contradictions", "Contradictions", self._dispute_rows, 10, ALL)
        documents = DossierPart("documents", "Documents", lambda compared: self.material.documents, 10, ALL)
        return PARTS | {"contradictions": own, "documents": documents}

    def _excerpts(self):
        """{name: what of each part stands on the first page}; cues have a page of their own."""
        whole = [name for name in self._parts() if self._is_whole and name != "cues"]
        return {name: self._all_of(p) if name in whole else p.of(self.compared) for name, p in self._parts().items()}

    def _all_of(self, part):
        items = part.items(self.compared)
        return Excerpt(part, self.event, items, len(items))

    def _dispute_rows(self, compared):
        return [DisputeRow(q.question, n, pair) for n, q in self._numbered() for pair in q.disputes]

    def _part_pages(self):
        for name, excerpt in self.excerpts.items():
            if name in self.addresses.parts:
                shown = {"excerpt": self._all_of(excerpt.part), "alone": True, "parts": self.excerpts}
                limits = {"most": FEW, "most_accounts": MOST_ACCOUNTS}
                yield Page(f"{name}.html", "claims/dossier/part.html", shown | limits)

    def _question_page(self, numbered):
        number, compared = numbered
        apart = (compared.superseded, compared.withdrawals, compared.evading, compared.uncoded)
        claims = [claim for group in (*(account.claims for account in compared.accounts), *apart) for claim in group]
        carried = rows_of_coverage(self.compared.coverage, [compared])
        shown = {
            "question": compared.question,
            "compared": compared,
            "number": number,
            "figures": figure_table(compared, most=ALL),
            "coverage": [row for row in carried if row.cells[0][1]],
            "entries": [self._entry(claim.key) for claim in claims],
            "judgements": self._judgements[question_file(compared.question)],
        }
        path = compared.question.get_absolute_url()
        return Page(question_file(compared.question), "claims/dossier/question.html", shown, path)

    def _uncoded_page(self):
        entries = [self._entry(account.key) for account in self.compared.uncoded]
        shown = {"entries": entries, "judgements": self._judgements[addresses.UNCODED]}
        return Page(addresses.UNCODED, "claims/dossier/uncoded.html", shown)

    def _entry(self, key):
        material = self.material
        compared, disputes = material.question_of[key], material.disputes.get(key, [])
        return Entry(
            material.by_key[key],
            compared and self._numbers[compared.question.pk],
            material.account(key),
            [(relation, material.by_key[other_end(relation, key)].claim) for relation in disputes],
        )

    @cached_property
    def _numbers(self):
        return {compared.question.pk: number for number, compared in self._numbered()}

    @cached_property
    def _judgements(self):
        """{file: the judgements that stand on that page, confirmed ones first}"""
        found = defaultdict(list)
        for relation in sorted(self.material.relations, key=lambda relation: (relation.state, relation.key)):
            ends = self._entry(relation.first.key), self._entry(relation.second.key)
            found[self._page_of(relation)].append(Judgement(relation, *ends))
        return found

    def _page_of(self, relation):
        """The page of its first claim that is coded."""
        questions = (self.material.question_of[end.key] for end in (relation.first, relation.second))
        compared = next(filter(None, questions), None)
        return question_file(compared and compared.question)

    def _document_pages(self):
        bare = {document.pk: document for document in self.material.documents}
        for text in texts(self.material):
            document = bare[text.snapshot.document_id]
            yield self._document_page(document, text)
        for document in self.material.documents:
            if not self.material.snapshots(document):
                yield self._document_page(document, None)

    def _document_page(self, document, text):
        snapshots = self.material.snapshots(document)
        newest = snapshots[-1] if snapshots else None
        snapshot = text and text.snapshot
        shown = {
            "document": document,
            "snapshot": snapshot,
            "snapshots": snapshots,
            "text_file": snapshot and text_file(document, snapshot, newest),
            "reader": text and text.reader,
            "family": [other for other in self.material.families[document.original_id] if other != document],
            "credits": document.credits.all(),
            "readings": document.readings.all(),
        }
        file = document_file(document, snapshot, newest)
        return Page(file, "claims/dossier/document.html", shown, document.get_absolute_url())

    def _sources_page(self):
        entries, documents = defaultdict(list), defaultdict(list)
        for account in self.compared.accounts:
            entries[account.claim.voice].append(self._entry(account.key))
        for document in self.material.documents:
            documents[document.outlet].append(document)
        speakers = [(speaker, entries[speaker]) for speaker in self.material.speakers]
        outlets = [(outlet, entries[outlet], documents[outlet]) for outlet in self.material.outlets]
        return Page(addresses.SOURCES, "claims/dossier/sources.html", {"speakers": speakers, "outlets": outlets})

    def _addresses(self):
        material = self.material
        accounts = self.compared.accounts
        voices = [("speaker", speaker) for speaker in material.speakers]
        voices += [("outlet", outlet) for outlet in material.outlets]
        return Addresses(
            event_key=self.event.key,
            parts={name for name, excerpt in self.excerpts.items() if excerpt.hidden} - {"questions"},
            questions={q.question.key: question_file(q.question) for q in self.compared.questions},
            claims={account.key: claim_place(account.claim) for account in accounts},
            relations={r.key: f"{self._page_of(r)}#relation:{r.key}" for r in material.relations},
            documents={document.key: self._files_of(document) for document in material.documents},
            voices={(kind, voice.slug): voice_place(voice) for kind, voice in voices},
        )

    def _files_of(self, document):
        snapshots = self.material.snapshots(document)
        place = partial(document_file, document, newest=snapshots[-1] if snapshots else None)
        return {snapshot.sha256: place(snapshot) for snapshot in snapshots} or {"": place()}

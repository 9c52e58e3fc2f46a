"""What an event's page shows, part by part: the first few of each part there, the rest page by page on its own page."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from claims.charts.ranges import figure_table
from claims.comparisons.coverage import Coverage
from claims.comparisons.questions import QuestionComparison
from claims.comparisons.wording import CUES, WordingRow

ACCOUNTS_IN_GLANCE = 3  # get a column of their own
FEW = 3  # voices or figures of each account on an event's page; the question's own page has them all
MOST_ACCOUNTS = 6  # of a question there
CELLS_SHOWN, CELLS_PAGED = 160, 1200  # of a coverage table


@dataclass(frozen=True)
class Numbered:
    """A question with its number in the event (0 where it stands without), as pages show it."""

    compared: QuestionComparison
    number: int = 0

    @property
    def figures(self):
        """The drawn table of a few figures of each account."""
        few = FEW if len(self.compared.accounts) <= FEW else 1
        return figure_table(self.compared, most=few, accounts=MOST_ACCOUNTS)


@dataclass(frozen=True)
class GlanceRow(Numbered):
    """One question at a glance: up to three accounts, each with the dispute that parts it from one before it."""

    @property
    def group(self):
        if self.compared.is_contested:
            return "Accounts contradict each other"
        return "Several accounts that can hold together"

    @property
    def cells(self):
        parted = {pair.second.number: pair for pair in reversed(self.compared.disputes)}
        shown = [(account, parted.get(account.number)) for account in self.compared.accounts[:ACCOUNTS_IN_GLANCE]]
        return shown + [(None, None)] * (ACCOUNTS_IN_GLANCE - len(shown))

    @property
    def more_accounts(self):
        return max(0, len(self.compared.accounts) - ACCOUNTS_IN_GLANCE)

    @property
    def leading(self):
        """The dispute to name: a confirmed one first."""
        return min(self.compared.disputes, key=lambda pair: pair.state, default=None)

    @property
    def more_disputes(self):
        return len(self.compared.disputes) - 1


@dataclass(frozen=True)
class CoverageRow:
    """An outlet and, for each question, the accounts that it carries and how it covers it."""

    group: str
    outlet: object
    documents: int
    cells: tuple


@dataclass(frozen=True)
class WordingLine:
    """A phrase of one voice for a subject, with all outlets that print it."""

    group: str
    rows: tuple[WordingRow, ...]

    @property
    def first(self):
        return self.rows[0]

    @property
    def outlets(self):
        return [row.outlet for row in self.rows]

    @property
    def uses(self):
        return sum(row.uses for row in self.rows)


@dataclass(frozen=True)
class Part:
    """A part of an event's page: what it holds, how many of them the event's page shows, and a page of its own."""

    name: str
    title: str
    items: Callable
    shown: int
    per_page: int

    @property
    def template(self):
        return f"claims/comparison/_{self.name}.html"

    def of(self, compared):
        """The first few, for the event's page."""
        items = self.items(compared)
        return Excerpt(self, compared.event, items[: self.most(compared, self.shown)], len(items))

    def most(self, compared, wanted):
        return wanted


class CoveragePart(Part):
    """Its rows are as wide as the event has questions; more of those leave room for fewer rows."""

    def most(self, compared, wanted):
        return max(3, wanted // max(1, len(compared.questions)))


@dataclass(frozen=True)
class Excerpt:
    """Some items of a part, out of `total`."""

    part: Part
    event: object
    items: list
    total: int

    @property
    def hidden(self):
        return self.total - len(self.items)

    @property
    def url(self):
        return reverse("claims:event_part", args=[self.event.key, self.part.name])

    @property
    def groups(self):
        """[(group, its items)], for parts whose items are grouped."""
        return [(group, list(items)) for group, items in groupby(self.items, key=lambda item: item.group)]


def glance_rows(compared):
    """The questions with several accounts; those that contradict each other come first."""
    several = [GlanceRow(q, n) for n, q in enumerate(compared.questions, 1) if len(q.accounts) > 1]
    return sorted(several, key=lambda row: not row.compared.is_contested)


def blocks(compared):
    """The same questions, to be shown in full."""
    return [Numbered(row.compared, row.number) for row in glance_rows(compared)]


def singles(compared):
    """Questions with one account or none."""
    return [Numbered(q, n) for n, q in enumerate(compared.questions, 1) if len(q.accounts) < 2]


def coverage_rows(compared):
    return rows_of_coverage(compared.coverage, compared.questions)


def rows_of_coverage(table, questions):
    """Outlets with documents here, most first; then those that are only heard of. Others would be a row of dots."""
    here = [_row("", table, outlet, questions) for outlet in table.outlets if table.documents.get(outlet.pk)]
    others = [outlet for outlet in table.outlets if not table.documents.get(outlet.pk)]
    heard = [_row("No document here, heard through others", table, o, questions) for o in others]
    heard = [row for row in heard if any(cell.coverage == Coverage.RELAYED for _, cell in row.cells)]
    heard += [_row("No document here, heard through others", table, o, questions) for o in table.relayed_outlets]
    return sorted(here, key=lambda row: -row.documents) + heard


def _row(group, table, outlet, questions):
    cells = tuple(_cell(compared, table.cell(outlet, compared.question)) for compared in questions)
    return CoverageRow(group, outlet, table.documents.get(outlet.pk, 0), cells)


def _cell(compared, cell):
    return [compared.account(number) for number in cell.positions] if cell else [], cell


def wording_lines(compared):
    return _lines(row for row in compared.wording if row.subject != CUES)


def cue_lines(compared):
    return _lines(row for row in compared.wording if row.subject == CUES)


def _lines(rows):
    """What a voice calls a subject is one line, wherever it is printed."""
    found = {}
    for row in rows:
        found.setdefault((row.subject, row.wording.casefold(), row.speaker, row.own_voice), []).append(row)
    return [WordingLine(group[0], tuple(same)) for group, same in found.items()]


PARTS = {
    part.name: part
    for part in (
        Part("glance", "Where accounts part", glance_rows, 10, 50),
        Part("questions", "Questions with several accounts", blocks, 5, 6),
        Part("singles", "One account, or none", singles, 20, 100),
        CoveragePart("coverage", "Coverage: who carries which account", coverage_rows, CELLS_SHOWN, CELLS_PAGED),
        Part("wording", "Wording: what each calls it", wording_lines, 20, 100),
        Part("cues", "Words that introduce speakers", cue_lines, 0, 100),
        Part("documents", "Documents", lambda compared: compared.documents, 12, 100),
    )
}

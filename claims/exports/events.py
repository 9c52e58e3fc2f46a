"""The files of one event: `comparison.csv`, `coverage.csv`, `wording.csv`."""

from dataclasses import dataclass

from claims.choices import Verdict
from claims.comparisons.accounts import AttributedClaim
from claims.comparisons.events import compare_event
from claims.comparisons.questions import QuestionComparison
from claims.exports.attributions import PLACE_COLUMNS
from claims.exports.claims import CLAIM_COLUMNS
from claims.exports.report import Report, absolute, chosen, seen_from
from claims.filtersets import ComparedFilterSet
from sources.lib.csvstream import Column


@dataclass(frozen=True)
class Compared:
    """A claim beside the others on its question (none, while it is not coded)."""

    account: AttributedClaim
    question: QuestionComparison | None

    @property
    def position(self):
        return self.question and self.question.number_of(self.account.key)

    def linked(self, verdict):
        """Keys of the claims that it stands to in this way."""
        return self.question.links[self.account.key][verdict] if self.question else []


def comparison_of(asked):
    return compare_event(asked.form.cleaned_data["event"], asked.filtered())


def comparison_rows(asked):
    comparison = comparison_of(asked)
    for compared in comparison.questions:
        for account in in_order(compared):
            yield Compared(account, compared)
    for account in comparison.uncoded:
        yield Compared(account, None)


def in_order(compared):
    """The claims of a question by position; then those that stand apart."""
    for position in compared.accounts:
        yield from position.claims
    for apart in (compared.superseded, compared.withdrawals, compared.evading, compared.uncoded):
        yield from apart


def coverage_rows(asked):
    """(compared question, outlet, cell) for each cell of the table."""
    comparison = comparison_of(asked)
    table = comparison.coverage
    for compared in comparison.questions:
        for outlet in (*table.outlets, *table.relayed_outlets):
            found = table.cell(outlet, compared.question)
            if found:
                yield compared.question, outlet, found


def wording_rows(asked):
    """(event, wording row)."""
    comparison = comparison_of(asked)
    return ((comparison.event, row) for row in comparison.wording)


def _of_claim(names):
    return seen_from(chosen(CLAIM_COLUMNS, names), lambda row: row.account)


def _of_earliest(names):
    return tuple(
        Column(column.name, _if_printed(column.compute), f"of its earliest attribution: {column.meaning}", column.type)
        for column in chosen(PLACE_COLUMNS, names)
    )


def _if_printed(compute):
    return lambda row: compute(row.account.places[0]) if row.account.places else None


def _keys(name, verdict, meaning):
    return Column(name, lambda row: row.linked(verdict), f"keys of the claims that {meaning}")


COMPARISON_COLUMNS = (
    *_of_claim("event_key question_key question"),
    Column("position", lambda row: row.position, "number of its position; empty: it stands apart", "integer"),
    Column("claim_key", lambda row: row.account.key, "key of the claim"),
    Column("url", lambda row: absolute(row.account.claim), "address of the claim's page"),
    *_of_claim("speaker own_voice side stance statement answer quantity_text low high unit hedge scope"),
    *_of_claim("said_on said_until as_of first_published outlets documents origins origin_names"),
    *_of_earliest("document published_on cue manner relays quote"),
    _keys("contradicts", Verdict.CONTRADICTS, "contradict it"),
    _keys("differs_from", Verdict.DIFFERS, "differ from it, but can hold beside it"),
    _keys("agrees_with", Verdict.AGREES, "agree with it"),
    _keys("updates", Verdict.UPDATES, "it updates"),
    _keys("evades", Verdict.EVADES, "it leaves unanswered"),
)
COVERAGE_COLUMNS = (
    Column("event_key", lambda row: row[0].event.key, "key of the event"),
    Column("question_key", lambda row: row[0].key, "key of the question"),
    Column("question", lambda row: row[0].text, "the question"),
    Column("outlet", lambda row: row[1].name, "the outlet"),
    Column(
        "coverage",
        lambda row: row[2].coverage,
        "reported (also through a copy of its document), absent (all its documents for this event were read), unread "
        "(not all of them were), no document (for this event), or relayed (it is heard only through others)",
    ),
    Column("positions", lambda row: row[2].positions, "numbers of the positions it carries"),
    Column("documents", lambda row: row[2].documents, "how many documents carry them", "integer"),
    Column("first_published", lambda row: row[2].first_published, "the earliest of these documents", "date"),
)
WORDING_COLUMNS = (
    Column("event_key", lambda row: row[0].key, "key of the event"),
    Column("subject", lambda row: row[1].subject, "what is named; (cue): the words that attribute a claim"),
    Column("wording", lambda row: row[1].wording, "the words used for it"),
    Column("outlet", lambda row: row[1].outlet, "outlet that prints them"),
    Column("speaker", lambda row: row[1].speaker, "who uses them; in own voice the outlet"),
    Column("own_voice", lambda row: row[1].own_voice, "true if the outlet uses them itself", "boolean"),
    Column("uses", lambda row: row[1].uses, "how often", "integer"),
    Column("documents", lambda row: row[1].documents, "in how many documents", "integer"),
)


def _report(name, title, purpose, columns, rows):
    url_name = f"claims:event_{name}_csv"
    return Report(name, title, purpose, columns, ComparedFilterSet, rows, url_name, keys=("event",))


COMPARISON = _report(
    "comparison",
    "Comparison of one event",
    "One row per claim, by position, with the keys of the claims it contradicts, differs from or agrees with.",
    COMPARISON_COLUMNS,
    comparison_rows,
)
COVERAGE = _report(
    "coverage",
    "Coverage of one event",
    "Question by outlet: reported, absent, unread, no document, relayed. Shows what an outlet leaves out.",
    COVERAGE_COLUMNS,
    coverage_rows,
)
WORDING = _report(
    "wording",
    "Wording of one event",
    "What outlets and speakers call the same subject, and which words introduce whom.",
    WORDING_COLUMNS,
    wording_rows,
)

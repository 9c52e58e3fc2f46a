"""`claims.csv`: one row per claim, with what its evidence adds up to. Rows are `AttributedClaim`."""

from claims.comparisons.accounts import UNKNOWN, attributed
from claims.exports.report import Report, absolute
from claims.filtersets import ClaimFilterSet
from claims.quantities import interval
from sources.lib.csvstream import CHUNK, Column, batches


def claim_rows(asked):
    claims = asked.filtered().for_listing().select_related("author", "reviewer")
    for batch in batches(claims.iterator(CHUNK)):
        yield from attributed(batch)


def unit(claim):
    """The unit that low and high are in: the question's, or the claim's own where it cannot be converted."""
    if claim.quantity is None:
        return ""
    asked = claim.question.unit if claim.question_id else ""
    return asked if interval(claim.quantity, asked) and asked else claim.unit


def origin_names(account):
    """The known origins, or *unknown* where there is none."""
    return list(account.origin_names.values()) or ([UNKNOWN] if account.places else [])


CLAIM_COLUMNS = (
    Column("key", lambda row: row.claim.key, "the claim's key"),
    Column("url", lambda row: absolute(row.claim), "address of the claim's page"),
    Column("event_key", lambda row: row.claim.event.key, "key of the event"),
    Column("event", lambda row: row.claim.event.title, "title of the event"),
    Column("question_key", lambda row: row.claim.question and row.claim.question.key, "key of the question it answers"),
    Column(
        "question",
        lambda row: row.claim.question and row.claim.question.text,
        "the question that it answers; empty while it is not coded",
    ),
    Column("speaker_key", lambda row: row.claim.voice.slug, "slug of the speaker, or of the outlet in own voice"),
    Column("speaker", lambda row: row.claim.voice.name, "who says it; in own voice the outlet"),
    Column("role", lambda row: row.claim.role, "the speaker's role when speaking"),
    Column("own_voice", lambda row: row.claim.own_voice, "true if the outlet itself claims it", "boolean"),
    Column("side", lambda row: row.side and row.side.name, "root of the speaker's affiliations, or the outlet"),
    Column("stance", lambda row: row.claim.stance, "asserts, denies, noncommittal, declines or withdraws"),
    Column("statement", lambda row: row.claim.statement, "what is claimed, in an analyst's neutral words"),
    Column("answer", lambda row: row.claim.answer_text, "the answer: its label, the quantity or the days in words"),
    Column("quantity_text", lambda row: row.claim.quantity_text, "the quantity as the text words it"),
    Column("low", lambda row: row.claim.low, "lowest number that the figure allows; empty: no lower end", "number"),
    Column("high", lambda row: row.claim.high, "highest number that the figure allows; empty: no upper end", "number"),
    Column("unit", lambda row: unit(row.claim), "unit of low and high: the question's, else the claim's own"),
    Column("hedge", lambda row: row.claim.hedge, "hedge, word for word: likely, reportedly"),
    Column("scope", lambda row: row.claim.scope, "limit of this claim: of its own ranks only"),
    Column("evidence", lambda row: row.claim.evidence, "what the speaker offers as evidence"),
    Column("said_on", lambda row: row.claim.said_on, "first possible day of saying it; empty: not known", "date"),
    Column("said_until", lambda row: row.claim.said_until, "last possible day of saying it", "date"),
    Column("as_of", lambda row: row.claim.as_of, "day that the figure or account speaks of", "date"),
    Column("first_published", lambda row: row.first_published, "earliest document that attributes it", "date"),
    Column(
        "credibility",
        lambda row: row.claim.credibility,
        "Admiralty code 1 to 6 (6: cannot be judged)",
    ),
    Column("status", lambda row: row.claim.status, "draft, in_review, accepted, returned or dropped"),
    Column("outlets", lambda row: [outlet.name for outlet in row.outlets], "outlets that print it"),
    Column("documents", lambda row: len(row.documents), "how many documents attribute it", "integer"),
    Column("origins", lambda row: row.origins, "how many independent origins; all unknown count as one", "integer"),
    Column("origin_names", origin_names, "the known origins, or “unknown” if none is known"),
    Column("note", lambda row: row.claim.note, "coding note: why this question and this answer"),
    Column("author", lambda row: row.claim.author and row.claim.author.username, "who recorded it"),
    Column("reviewer", lambda row: row.claim.reviewer and row.claim.reviewer.username, "who reviewed it"),
    Column("updated_at", lambda row: row.claim.updated_at, "last change, in UTC", "datetime"),
)

CLAIMS = Report(
    name="claims",
    title="Claims",
    purpose="One row per claim: who said what, on which question, through how many outlets and origins.",
    columns=CLAIM_COLUMNS,
    filterset=ClaimFilterSet,
    rows=claim_rows,
    url_name="claims:claim_csv",
)

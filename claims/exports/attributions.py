"""`attributions.csv`: one row per place where a document attributes a claim. Rows are `Place`."""

from claims.comparisons.accounts import hop_of, placed
from claims.exports.report import Report, absolute
from claims.filtersets import AttributionFilterSet
from sources.lib.csvstream import CHUNK, Column, batches


def attribution_rows(asked):
    attributions = asked.filtered().for_listing()
    for batch in batches(attributions.iterator(CHUNK)):
        yield from placed(batch, {attribution.claim_id: attribution.claim for attribution in batch})


PLACE_COLUMNS = (
    Column("key", lambda row: row.attribution.key, "the attribution's key"),
    Column("url", lambda row: absolute(row.attribution), "address of the marked words in the document"),
    Column("claim_key", lambda row: row.attribution.claim.key, "key of the claim"),
    Column("speaker", lambda row: row.attribution.claim.voice.name, "who says it; in own voice the outlet"),
    Column("document_key", lambda row: row.document.key, "key of the document"),
    Column("document", lambda row: row.document.title, "title of the document"),
    Column("outlet", lambda row: row.outlet.name, "outlet of the document"),
    Column("published_on", lambda row: row.document.published_on, "day of publication", "date"),
    Column("cue", lambda row: row.attribution.cue, "words that attribute: said, according to"),
    Column("manner", lambda row: row.attribution.manner, "direct, indirect or mixed"),
    Column("relays", lambda row: [hop_of(relay).name for relay in row.relays], "through whom, nearest the voice first"),
    Column("origin", lambda row: row.origin_name, "where its knowledge starts, or unknown"),
    Column("quote", lambda row: row.attribution.exact, "the words, exactly as the text has them"),
    Column(
        "rendition",
        lambda row: row.attribution.snapshot.rendition,
        "what the text is: full, excerpt, digest, translation, machine_translation",
    ),
    Column("start", lambda row: row.attribution.start, "characters before the first one of the words", "integer"),
    Column("end", lambda row: row.attribution.end, "characters before the first one after them", "integer"),
    Column("snapshot_sha256", lambda row: row.attribution.snapshot.sha256, "SHA-256 of the text they stand in"),
    Column("anchor", lambda row: row.attribution.anchor, "anchored, moved or lost"),
)

ATTRIBUTIONS = Report(
    name="attributions",
    title="Attributions",
    purpose="The evidence: each place in a document where a claim is printed, with quote, cue, relays and offsets.",
    columns=PLACE_COLUMNS,
    filterset=AttributionFilterSet,
    rows=attribution_rows,
    url_name="claims:attribution_csv",
)

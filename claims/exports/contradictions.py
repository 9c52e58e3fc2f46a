"""`contradictions.csv`: one row per pair of claims that contradict each other, with both sides."""

from dataclasses import dataclass, replace

from claims.comparisons.accounts import AttributedClaim, attributed
from claims.exports.claims import CLAIM_COLUMNS
from claims.exports.report import Report, absolute, chosen, prefixed, seen_from
from claims.filtersets import RelationFilterSet, between
from claims.models import Relation
from sources.lib.csvstream import CHUNK, Column, batches
from sources.models import Document


@dataclass(frozen=True)
class Pair:
    """A relation with the evidence for both its claims."""

    relation: Relation
    first: AttributedClaim
    second: AttributedClaim
    same_outlet: bool


def relation_rows(asked):
    relations = asked.filtered().for_listing().annotate(standing=between())
    for batch in batches(relations.iterator(CHUNK)):
        yield from _pairs(batch)


def _pairs(relations):
    claims = {claim.pk: claim for relation in relations for claim in (relation.first, relation.second)}
    accounts = {account.claim.pk: account for account in attributed(list(claims.values()))}
    printing = printing_outlets(accounts.values())
    for relation in relations:
        first, second = relation.first, relation.second
        own_voice = first.outlet_id is not None and first.outlet_id == second.outlet_id
        same = own_voice or bool(printing[first.pk] & printing[second.pk])
        yield Pair(relation, accounts[first.pk], accounts[second.pk], same)


def printing_outlets(accounts):
    """{claim pk: pks of the outlets that print it, those of copied documents included}. One query."""
    places = [(account.claim.pk, place) for account in accounts for place in account.places]
    copied = {place.document.original_id for _, place in places if place.is_copy}
    family = Document.objects.filter(original__in=copied).values_list("pk", "republishes", "outlet")
    above = {pk: (parent, outlet) for pk, parent, outlet in family}
    found = {account.claim.pk: set() for account in accounts}
    for claim, place in places:
        found[claim] |= {place.outlet.pk, place.carrier.pk, *_chain(place.document.pk, above)}
    return found


def _chain(document, above):
    """Outlets of a document and of those that it copies, directly or through others."""
    while document in above:
        document, outlet = above[document]
        yield outlet


def _earliest(account):
    return account.places[0].attribution if account.places else None


def _rendition(account):
    earliest = _earliest(account)
    return earliest and earliest.snapshot.rendition


SIDE_COLUMNS = (
    Column("claim_key", lambda row: row.claim.key, "key of the claim"),
    *chosen(CLAIM_COLUMNS, "speaker side statement answer said_on outlets origins"),
    Column("quote", lambda row: _earliest(row) and _earliest(row).exact, "words of its earliest attribution"),
    Column("rendition", _rendition, "what the quoted text is: full, excerpt, digest, translation, machine_translation"),
)
FIRST_S_QUESTION = tuple(
    replace(column, meaning=f"{column.meaning} (the first claim's)")
    for column in seen_from(chosen(CLAIM_COLUMNS, "event_key event question_key question"), lambda row: row.first)
)
COLUMNS = (
    Column("key", lambda row: row.relation.key, "the relation's key: its two claims' keys, joined with two points"),
    Column("url", lambda row: absolute(row.relation), "address of the contradiction's page"),
    *FIRST_S_QUESTION,
    Column("kind", lambda row: row.relation.kind, "contradicts"),
    Column(
        "basis",
        lambda row: row.relation.basis,
        "why: number, denial, rival_account or time; by a person also place, wording or inference",
    ),
    Column("state", lambda row: row.relation.state, "suggested, confirmed or rejected"),
    Column("reason", lambda row: row.relation.reason, "the reason in a sentence"),
    Column("between", lambda row: row.relation.standing, "sides, within a side, or reversal (one voice)"),
    *prefixed("first_", seen_from(SIDE_COLUMNS, lambda row: row.first)),
    *prefixed("second_", seen_from(SIDE_COLUMNS, lambda row: row.second)),
    Column(
        "same_outlet",
        lambda row: row.same_outlet,
        "true if a common outlet prints both (copied documents included), or both are one outlet's own voice",
        "boolean",
    ),
    Column(
        "decided_by",
        lambda row: row.relation.decided_by and row.relation.decided_by.username,
        "who judged it, if any",
    ),
    Column("decided_at", lambda row: row.relation.decided_at, "when it was judged, in UTC", "datetime"),
)

CONTRADICTIONS = Report(
    name="contradictions",
    title="Contradictions",
    purpose="Where two claims cannot both hold: both sides, why, and who decided. For a list of disputes.",
    columns=COLUMNS,
    filterset=RelationFilterSet,
    rows=relation_rows,
    url_name="claims:contradiction_csv",
)

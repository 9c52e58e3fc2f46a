"""Suggests contradictions: writes relations in the state *suggested*, for people to confirm or reject.

Idempotent. It takes back only its own undecided suggestions that no longer hold, never touches a relation that a person
made or decided, and writes no history until a person decides.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from claims.choices import RelationKind, RelationState
from claims.comparisons.accounts import facts_of
from claims.comparisons.questions import question_facts, relation_facts
from claims.disagreements import to_suggest
from claims.models import Attribution, Claim, Question, Relation
from claims.models.relations import relation_key
from claims.positions import Carried, stand
from sources.lib import bulk

NAME = "find_contradictions"
BATCH = 500
WRITTEN = ("key", "first_id", "second_id", "kind", "basis", "reason", "state", "suggested_by", "reasons")
READ = ("key", "kind", "basis", "reason", "state", "suggested_by")
READ += tuple(f"{end}__{name}" for end in ("first", "second") for name in ("key", "question"))


@dataclass
class Tally:
    """What a run did: suggestions written, changed in basis or reason, and taken back."""

    written: int = 0
    changed: int = 0
    taken_back: int = 0

    def __add__(self, other):
        return Tally(self.written + other.written, self.changed + other.changed, self.taken_back + other.taken_back)


def suggest_contradictions(question_pks):
    """Bring the suggestions of these questions up to date; answers with a `Tally`."""
    pks, tally = sorted(question_pks), Tally()
    for start in range(0, len(pks), BATCH):
        tally += _suggest(pks[start : start + BATCH])
    return tally


def _suggest(pks):
    wanted, claim_pks = {}, {}
    _hold(pks)
    relations = _relations(pks)
    for question, carried, pks_by_key in _questions(pks):
        claim_pks |= pks_by_key
        standing = stand(carried, question_facts(question), map(relation_facts, relations[question.pk]))
        for pair in to_suggest(standing):
            wanted[relation_key(pair.first.key, pair.second.key)] = pair
    related = {relation.key: relation for found in relations.values() for relation in found}
    return _write(wanted, related, claim_pks)


def _hold(pks):
    """Let whoever else brings the same questions up to date wait until this transaction ends."""
    list(Question.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk").values_list("pk"))


def _questions(pks):
    """(question, its claims as `Carried`, their pks by key) for each question that has claims."""
    questions = Question.objects.prefetch_related("answers").in_bulk(pks)
    documents = _documents(pks)
    claims = Claim.objects.compared().filter(question__in=pks).with_facts().order_by("question", "pk")
    for question_pk, found in groupby(claims, key=lambda claim: claim.question_id):
        found = list(found)
        carried = [Carried(facts_of(claim), documents=frozenset(documents[claim.pk])) for claim in found]
        yield questions[question_pk], carried, {claim.key: claim.pk for claim in found}


def _documents(pks):
    found = defaultdict(set)
    places = Attribution.objects.filter(claim__question__in=pks)
    for claim, document in places.values_list("claim", "snapshot__document__key").order_by():
        found[claim].add(document)
    return found


def _relations(pks):
    """{question pk: relations between two of its claims}; under None those whose claims answer different questions."""
    found = defaultdict(list)
    related = Relation.objects.select_related("first", "second").only(*READ)
    here = related.filter(first__question__in=pks)
    for relation in (*here, *related.filter(second__question__in=pks).exclude(pk__in=here.values("pk"))):
        together = relation.first.question_id == relation.second.question_id
        found[relation.first.question_id if together else None].append(relation)
    return found


def _write(wanted, related, claim_pks):
    """Relations that are undecided and our own follow `wanted`; all others stay as they are."""
    ours = {key: r for key, r in related.items() if r.suggested_by == NAME and r.state == RelationState.SUGGESTED}
    new = [_relation(key, pair, claim_pks) for key, pair in wanted.items() if key not in related]
    changed = [relation for key, relation in ours.items() if key in wanted and _revise(relation, wanted[key])]
    stale = [relation.pk for key, relation in ours.items() if key not in wanted]
    undecided = Relation._base_manager.filter(state=RelationState.SUGGESTED)  # a person may have decided meanwhile
    bulk.insert(Relation, WRITTEN, new)
    undecided.bulk_update(changed, ["basis", "reason"], batch_size=BATCH)
    for start in range(0, len(stale), BATCH):
        gone = undecided.filter(pk__in=stale[start : start + BATCH])
        gone._raw_delete(gone.db)  # leaves no history: nobody had decided them
    return Tally(len(new), len(changed), len(stale))


def _relation(key, pair, claim_pks):
    """The row of a suggestion, by attnames."""
    return {
        "key": key,
        "first_id": claim_pks[pair.first.key],
        "second_id": claim_pks[pair.second.key],
        "kind": RelationKind.CONTRADICTS.value,
        "basis": str(pair.comparison.basis),
        "reason": pair.comparison.reason,
        "state": RelationState.SUGGESTED.value,
        "suggested_by": NAME,
        "reasons": "",
    }


def _revise(relation, pair):
    """Give a suggestion its present basis and reason; whether that changed anything."""
    before = relation.basis, relation.reason
    relation.basis, relation.reason = str(pair.comparison.basis), pair.comparison.reason
    return before != (relation.basis, relation.reason)

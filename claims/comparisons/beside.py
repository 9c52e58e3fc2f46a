"""One claim beside the others: its account, and what every other claim on its question is to it."""

from dataclasses import dataclass

from django.db.models import Q

from claims.agreement import judge
from claims.choices import RelationState, Verdict
from claims.comparisons.accounts import facts_of
from claims.comparisons.questions import compare_question, relation_facts
from claims.facts import Comparison
from claims.models import Claim, Relation

MANY = 300  # claims on a question; beyond that only what is stored about the claim is shown
ORDER = [
    Verdict.CONTRADICTS,
    Verdict.DIFFERS,
    Verdict.UPDATES,
    Verdict.EVADES,
    Verdict.AGREES,
    Verdict.COMPATIBLE,
    Verdict.INCOMPARABLE,
]
SIGNS = {
    Verdict.CONTRADICTS: "≠",
    Verdict.DIFFERS: "~",
    Verdict.UPDATES: "→",
    Verdict.EVADES: "…",
    Verdict.AGREES: "=",
    Verdict.COMPATIBLE: "·",
    Verdict.INCOMPARABLE: "×",
}


@dataclass(frozen=True)
class Neighbour:
    """Another claim, the verdict on the two, and the relation that is stored of them, if there is one."""

    claim: Claim
    comparison: Comparison
    relation: Relation | None
    account: object = None  # comparisons.questions.Account

    @property
    def sign(self):
        return SIGNS[self.comparison.verdict]

    @property
    def words(self):
        """The verdict as seen from the claim of the page: *updates*, or *is updated by*."""
        acts_there = self.comparison.acts == self.claim.key
        if acts_there and self.comparison.verdict == Verdict.UPDATES:
            return "is updated by"
        if acts_there and self.comparison.verdict == Verdict.EVADES:
            return "is evaded by"
        return Verdict(self.comparison.verdict).label

    @property
    def is_rejected(self):
        return self.relation is not None and self.relation.state == RelationState.REJECTED


@dataclass(frozen=True)
class Beside:
    """A claim's account (None if it stands apart) and its neighbours, what parts them first."""

    account: object
    neighbours: list[Neighbour]
    complete: bool  # whether every claim on the question is among them

    @property
    def disputes(self):
        return [one for one in self.neighbours if one.comparison.verdict == Verdict.CONTRADICTS]


def beside(claim, visible):
    """The `Beside` of a claim among the `visible` ones. A fixed number of queries."""
    relations = list(Relation.objects.between(visible).filter(_touches(claim)).for_listing())
    related = {_other(relation, claim).key: relation for relation in relations}
    compared = _compared(claim, visible)
    found = _on_question(claim, compared, related) if compared else []
    known = {one.claim.key for one in found}
    found += [_from_relation(claim, relation) for key, relation in related.items() if key not in known]
    number = compared and compared.number_of(claim.key)
    return Beside(compared.account(number) if number else None, sorted(found, key=_rank), compared is not None)


def _touches(claim):
    return Q(first=claim) | Q(second=claim)


def _compared(claim, visible):
    if not claim.question_id or visible.filter(question=claim.question_id)[: MANY + 1].count() > MANY:
        return None
    compared = compare_question(claim.question, visible)
    return compared if claim.key in compared.by_key else None


def _on_question(claim, compared, related):
    accounts = {member.key: account for account in compared.accounts for member in account.claims}
    return [
        Neighbour(other.claim, compared.verdict(claim.key, key), related.get(key), accounts.get(key))
        for key, other in compared.by_key.items()
        if key != claim.key
    ]


def _from_relation(claim, relation):
    other = _other(relation, claim)
    return Neighbour(other, judge(facts_of(claim), facts_of(other), None, relation_facts(relation)), relation)


def _other(relation, claim):
    return relation.second if relation.first_id == claim.pk else relation.first


def _rank(neighbour):
    return ORDER.index(neighbour.comparison.verdict), neighbour.claim.voice.name, neighbour.claim.key

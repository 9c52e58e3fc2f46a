"""One question, or many, compared: who stands where, on what evidence, and where the accounts part.

A fixed number of queries, however many questions: the questions with their answers, the claims with their evidence
(see `accounts`), the relations between them. The reasoning itself is `claims.positions`.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from django.db.models import Q

from claims.agreement import decision
from claims.choices import AnswerKind, Basis, RelationState, Verdict
from claims.comparisons.accounts import AttributedClaim, attributed
from claims.facts import Comparison, QuestionFacts, RelationFacts
from claims.headlines import headline
from claims.models import Claim, Question, Relation
from claims.positions import Position, Standing, position_pairs, stand

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Account:
    """A position as a page shows it: its letter, its claims with their evidence, and how well it is carried."""

    position: Position
    claims: tuple[AttributedClaim, ...]

    @property
    def number(self) -> int:
        return self.position.number

    @property
    def name(self) -> str:
        return self.position.name

    @property
    def letter(self) -> str:
        """A, B, C ...; after Z the number."""
        return LETTERS[self.number - 1] if self.number <= len(LETTERS) else str(self.number)

    @property
    def style(self) -> str:
        """Which of the four drawn shapes stands for it; from the fourth account on they share one."""
        return "abcd"[min(self.number, 4) - 1]

    @property
    def origins(self) -> int:
        return self.position.origins

    @cached_property
    def voices(self):
        return sorted({account.claim.voice for account in self.claims}, key=lambda voice: (voice.name, voice.slug))

    @cached_property
    def outlets(self):
        found = {outlet.pk: outlet for account in self.claims for outlet in account.outlets}
        return sorted(found.values(), key=lambda outlet: (outlet.name, outlet.slug))

    @cached_property
    def sides(self):
        return sorted(
            {account.side for account in self.claims if account.side}, key=lambda side: (side.name, side.slug)
        )

    @property
    def is_single_origin(self) -> bool:
        """Several documents, but one origin: agreement that is not independent."""
        return self.origins == 1 and len({d.pk for account in self.claims for d in account.documents}) > 1


@dataclass(frozen=True)
class AccountPair:
    """Two accounts, what they are to each other and why, and what people have judged of their claims so far."""

    first: Account
    second: Account
    comparison: Comparison
    relations: tuple[Relation, ...]

    @property
    def contradict(self) -> bool:
        return self.comparison.verdict == Verdict.CONTRADICTS

    @property
    def state(self) -> str:
        """Confirmed if a person confirmed one pair of claims, else suggested."""
        states = {relation.state for relation in self.relations}
        return RelationState.CONFIRMED if RelationState.CONFIRMED in states else RelationState.SUGGESTED

    @property
    def basis(self) -> str:
        return Basis(self.comparison.basis).label if self.comparison.basis else ""

    @property
    def leading(self) -> Relation | None:
        """The relation that stands for the pair: a confirmed one first."""
        return min(self.relations, key=lambda r: (r.state != RelationState.CONFIRMED, r.key), default=None)


class QuestionComparison:
    """Everything that pages and files say about one question. `claims` are the compared ones, in the order of keys."""

    def __init__(self, question, claims, relations):
        self.question = question
        self.claims = sorted(claims, key=lambda account: account.key)
        self.relations = [r for r in relations if r.first.question_id == r.second.question_id]
        self.elsewhere = [r for r in relations if r.first.question_id != r.second.question_id]
        self.by_key = {account.key: account for account in self.claims}

    @cached_property
    def standing(self) -> Standing:
        related = [relation_facts(relation) for relation in self.relations]
        return stand((account.carried for account in self.claims), question_facts(self.question), related)

    @cached_property
    def accounts(self) -> tuple[Account, ...]:
        """The positions, with their claims and evidence."""
        return tuple(Account(position, self._expand(position.members)) for position in self.standing.positions)

    @cached_property
    def evading(self):
        return self._expand(self.standing.evading)

    @cached_property
    def superseded(self):
        return self._expand(self.standing.superseded)

    @cached_property
    def withdrawals(self):
        return self._expand(self.standing.withdrawals)

    @cached_property
    def uncoded(self):
        return self._expand((*self.standing.uncoded, *self.standing.unranked))

    @cached_property
    def pairs(self) -> tuple[AccountPair, ...]:
        """Every pair of accounts, by number, with its verdict and reason."""
        return tuple(
            AccountPair(
                self.account(pair.first.number),
                self.account(pair.second.number),
                pair.comparison,
                self._judged.get((pair.first.number, pair.second.number), ()),
            )
            for pair in position_pairs(self.standing)
        )

    @cached_property
    def disputes(self) -> tuple[AccountPair, ...]:
        """The pairs of accounts that contradict each other, by number."""
        return tuple(pair for pair in self.pairs if pair.contradict)

    @cached_property
    def headline(self):
        """The figure that stands for the question by its own rule; None where there is none."""
        return headline(self.standing)

    @property
    def is_contested(self) -> bool:
        return bool(self.disputes)

    @cached_property
    def seams(self):
        """[(account, the dispute that parts it from the account before it, or None)]."""
        parted = {(pair.first.number, pair.second.number): pair for pair in self.disputes}
        return [(account, parted.get((account.number - 1, account.number))) for account in self.accounts]

    @property
    def is_one_sided(self) -> bool:
        """One account only, and nobody to say otherwise."""
        return len(self.accounts) == 1

    @cached_property
    def voices(self) -> int:
        return len({account.facts.voice for account in self.claims})

    @cached_property
    def outlets(self):
        found = {outlet.pk: outlet for account in self.claims for outlet in account.outlets}
        return sorted(found.values(), key=lambda outlet: (outlet.name, outlet.slug))

    def account(self, number) -> Account:
        return self.accounts[number - 1]

    def number_of(self, key):
        """The number of the position that a claim is in; None for one that stands apart."""
        return self._numbers.get(key)

    def verdict(self, first, second) -> Comparison:
        """What two claims of this question are to each other, by their keys."""
        return self.standing.judgements.comparison(self.by_key[first].facts, self.by_key[second].facts)

    def between(self, first, second):
        """The verdict on two positions, by their numbers."""
        return Verdict.AGREES if first == second else self._verdicts[min(first, second), max(first, second)]

    @cached_property
    def links(self):
        """{claim key: {verdict: keys of the other claims}}; `updates` and `evades` stand on the claim that acts."""
        found = {key: defaultdict(list) for key in self.by_key}
        for a, b in combinations(self.claims, 2):
            finding = self.standing.judgements.finding(a.facts, b.facts)
            for acting, other in ((a.key, b.key), (b.key, a.key)):
                if finding.acts in ("", acting):
                    found[acting][finding.verdict].append(other)
        for relation in self.elsewhere:
            self._link_elsewhere(relation, found)
        return found

    def _link_elsewhere(self, relation, found):
        """A person may relate claims across questions; rules never do."""
        finding = decision(relation_facts(relation))
        ends = (relation.first.key, relation.second.key)
        for acting, other in (ends, ends[::-1]):
            if finding and acting in found and finding.acts in ("", acting):
                found[acting][finding.verdict].append(other)

    @cached_property
    def _numbers(self):
        return {key: position.number for position in self.standing.positions for key in position.keys}

    @cached_property
    def _verdicts(self):
        return {(pair.first.number, pair.second.number): pair.comparison.verdict for pair in self.pairs}

    def _expand(self, members):
        return tuple(self.by_key[member.key] for member in members)

    @cached_property
    def _judged(self):
        """{numbers of two positions: the contradictions between their claims that no person rejected}."""
        found = defaultdict(list)
        for relation in self.relations:
            ends = (self.number_of(relation.first.key), self.number_of(relation.second.key))
            if None not in ends and relation.is_standing_contradiction:
                found[tuple(sorted(ends))].append(relation)
        return found


def question_facts(question):
    """A stored question as the reasoning sees it; its answers must be prefetched."""
    answers = list(question.answers.all())
    return QuestionFacts(
        key=question.key,
        answer_kind=question.answer_kind,
        unit=question.unit,
        accumulates=question.accumulates,
        exclusive=question.exclusive,
        label=question.short,
        headline=question.headline,
        only_answer=answers[0].label if question.answer_kind == AnswerKind.CHOICE and len(answers) == 1 else "",
    )


def relation_facts(relation):
    return RelationFacts(
        first=relation.first.key,
        second=relation.second.key,
        kind=relation.kind,
        basis=relation.basis,
        reason=relation.reason,
        state=relation.state,
    )


def compare_questions(questions, claims):
    """A `QuestionComparison` for each question of a query set, in its order.

    `claims` is the query set to compare, such as `Claim.objects.visible_to(user)`; those returned or dropped are left
    out whatever it holds.
    """
    questions = list(questions.select_related("event").prefetch_related("answers"))
    found = attributed(claims.compared().filter(question__in=questions).order_by("key"))
    by_question = defaultdict(list)
    for account in found:
        by_question[account.claim.question_id].append(account)
    relations = relations_touching(questions, claims, found)
    return [QuestionComparison(q, by_question[q.pk], relations[q.pk]) for q in questions]


def compare_question(question, claims):
    """The comparison of one question."""
    return compare_questions(Question.objects.filter(pk=question.pk), claims)[0]


def compare_in_batches(questions, claims, size=200):
    """Like `compare_questions` for any number of questions, in steady memory."""
    pks = list(questions.values_list("pk", flat=True))
    for start in range(0, len(pks), size):
        yield from compare_questions(questions.model.objects.filter(pk__in=pks[start : start + size]), claims)


def relations_touching(questions, claims, accounts):
    """{question pk: relations of which a claim answers it}; both claims of each are among `claims`.

    The claims of the accounts at hand are not fetched again: many relations share them.
    """
    answering = claims.order_by().filter(question__in=questions).values("pk")
    touching = Q(first__in=answering) | Q(second__in=answering)  # two indexes, not a walk through all relations
    related = list(Relation.objects.between(claims.compared()).filter(touching).select_related("decided_by").order_by())
    known = {account.claim.pk: account.claim for account in accounts}
    ends = {pk for relation in related for pk in (relation.first_id, relation.second_id)}
    known |= Claim.objects.for_listing().in_bulk(ends - known.keys())
    found = defaultdict(list)
    for relation in sorted(related, key=lambda relation: relation.key):
        relation.first, relation.second = known[relation.first_id], known[relation.second_id]
        for pk in {relation.first.question_id, relation.second.question_id} - {None}:
            found[pk].append(relation)
    return found

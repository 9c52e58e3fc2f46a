"""One judgement on two claims: both sides with their evidence, what the rules say, and how the judgement came about."""

from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from claims.agreement import compare
from claims.choices import Basis, RelationKind, RelationState, Stance
from claims.comparisons.accounts import AttributedClaim, attributed
from claims.comparisons.disputes import accounts_between
from claims.comparisons.passages import Passage, passages
from claims.comparisons.questions import Account, QuestionComparison, compare_questions, question_facts
from claims.facts import Comparison
from claims.models import Question, Relation
from claims.models.relations import REOPENED
from claims.quantities import number_in_words
from claims.reasons import STANCES

DIRECTED = (RelationKind.UPDATES, RelationKind.WITHDRAWS)
PLACES = 3  # of a claim, shown with their paragraph


@dataclass(frozen=True)
class Words:
    """How a page speaks of a kind of relation: its sign, and what to call the claims and the part on its reason."""

    sign: str
    first: str
    second: str
    why: str


KINDS = {
    RelationKind.CONTRADICTS: Words("≠", "One claim", "The other claim", "Why they contradict each other"),
    RelationKind.CORROBORATES: Words("=", "One claim", "The other claim", "Why they support each other"),
    RelationKind.REPEATS: Words("=", "One claim", "The other claim", "Why one repeats the other"),
    RelationKind.UPDATES: Words(
        "→", "The claim that updates", "The claim that is updated", "Why one updates the other"
    ),
    RelationKind.WITHDRAWS: Words(
        "↩", "The claim that withdraws", "The claim that is withdrawn", "Why one withdraws the other"
    ),
}
BASES = {
    Basis.NUMBER: "No figure fits both claims.",
    Basis.DENIAL: "One claim denies what the other asserts.",
    Basis.RIVAL_ACCOUNT: "The claims give different answers, and one excludes the other.",
    Basis.TIME: "The claims have no day in common.",
    Basis.PLACE: "The claims name different places.",
    Basis.WORDING: "The claims part over words: what was said, or what it meant.",
    Basis.INFERENCE: "What follows from one claim cannot hold together with the other.",
}
STANDING = {
    "sides": "Between two sides.",
    "within a side": "Within one side.",
    "reversal": "One voice, at two times or in two places.",
}


@dataclass(frozen=True)
class End:
    """One of the two claims, the account that it stands in (None: in none), and its first places in full."""

    evidence: AttributedClaim
    account: Account | None
    passages: list[Passage]
    is_replaced: bool  # by a later claim of the same voice

    @property
    def claim(self):
        return self.evidence.claim

    @property
    def says(self):
        """What it comes to, after the name of its voice: *says more than 70*, *denies every answer*."""
        return in_words(self.claim)

    @property
    def bounds(self):
        """The numbers that its figure allows, in words; empty if it has none."""
        return bounds_in_words(self.claim)

    @property
    def places_left(self):
        return self.evidence.places[len(self.passages) :]


@dataclass(frozen=True)
class Decision:
    """One entry of a judgement's history: what was decided, by whom, when (None: not kept), and why.

    `what` says as which kind, where that is not what stood there before.
    """

    word: str
    who: str
    when: datetime | None
    reason: str
    what: str = ""


@dataclass(frozen=True)
class JudgedPair:
    """A relation as its page shows it. `rule` is what the rules say of the two claims, whatever a person decided."""

    first: End
    second: End
    compared: QuestionComparison | None
    rule: Comparison | None
    others: list[Relation]
    history: list[Decision]

    @property
    def is_one_voice(self):
        return self.first.claim.voice == self.second.claim.voice


def in_words(claim):
    """A claim's stance and answer, to stand after the name of its voice."""
    verb = STANCES[claim.stance]
    if claim.stance == Stance.ASSERTS:
        return f"{verb} {claim.answer_text}" if claim.answer_text else f"{verb}: {claim.statement}"
    if claim.stance == Stance.DENIES:
        return f"{verb} {claim.answer_text or 'every answer'}"
    return verb


def bounds_in_words(claim):
    """*above 70, no upper end*, *from 90 to 110 people*: a claim's interval in the unit that its bounds are in."""
    if claim.amount is None:
        return ""
    low, high = (None if end is None else number_in_words(end) for end in (claim.low, claim.high))
    if high is None:
        return f"{'above ' if claim.low_open else 'from '}{low}, no upper end"
    if low is None:
        return f"{'below ' if claim.high_open else 'up to '}{high}, no lower end"
    return f"exactly {low}" if low == high else f"from {low} to {high}"


def judged_pair(relation, claims):
    """The `JudgedPair` of a relation loaded `for_listing`, among the claims that the reader may see."""
    wanted = {relation.first.question_id, relation.second.question_id} - {None}
    compared = {c.question.pk: c for c in compare_questions(Question.objects.filter(pk__in=wanted), claims)}
    first, second = _evidence(relation, compared)
    shown = passages([first, second], PLACES)
    ends = [_end(evidence, compared.get(evidence.claim.question_id), shown) for evidence in (first, second)]
    common = (
        compared.get(relation.first.question_id) if relation.first.question_id == relation.second.question_id else None
    )
    if common and relation.kind not in DIRECTED:
        ends.sort(key=_side_by_side(ends))
    rule = compare(first.facts, second.facts, question_facts(common.question)) if common else None
    return JudgedPair(*ends, common, rule, _others(relation, common), list(history_of(relation)))


def _side_by_side(ends):
    """What to sort two ends by: their accounts; else, if both days are known, the earlier first; else as they are."""
    if all(end.account for end in ends):
        return lambda end: end.account.number
    if all(end.claim.said_on for end in ends):
        return lambda end: end.claim.said_on
    return lambda end: 0


def _evidence(relation, compared):
    """Both claims as `AttributedClaim`: from their question where they answer one."""
    found = {account.key: account for question in compared.values() for account in question.claims}
    missing = [claim for claim in (relation.first, relation.second) if claim.key not in found]
    found |= {account.key: account for account in attributed(missing)} if missing else {}
    return found[relation.first.key], found[relation.second.key]


def _end(evidence, compared, shown):
    number = compared and compared.number_of(evidence.key)
    account = compared.account(number) if number else None
    replaced = bool(compared) and evidence in compared.superseded
    return End(evidence, account, shown[evidence.key], replaced)


def _others(relation, compared):
    """The other relations between claims of the same two accounts."""
    numbers = accounts_between(relation, compared)
    if not numbers:
        return []
    return [
        other
        for other in compared.relations
        if other.pk != relation.pk and sorted(accounts_between(other, compared) or ()) == sorted(numbers)
    ]


def history_of(relation):
    """The entries of a relation's history, newest first; a suggestion leaves a trace only in who suggested it."""
    newest_first = relation.history.order_by("-history_date", "-history_id")
    records = list(newest_first.select_related("history_user", "decided_by"))
    for record, older in zip_longest(records, records[1:]):
        yield _entry(record, older)
    if not records and relation.state != RelationState.SUGGESTED:
        who = relation.decided_by and relation.decided_by.username
        yield Decision(relation.get_state_display(), who or "", relation.decided_at, relation.reason)
    known = relation.suggested_by == REOPENED or any(record.state == RelationState.SUGGESTED for record in records)
    if relation.suggested_by and not known:
        yield Decision(RelationState.SUGGESTED.label, relation.suggested_by, None, relation.reasons)


def _entry(record, older):
    if record.state == RelationState.SUGGESTED and record.suggested_by:
        return _suggested(record, older)
    decided = older is None or older.state != record.state
    word = record.get_state_display() if decided else "changed"
    who = record.history_user or record.decided_by
    name = who.username if who else (record.suggested_by if record.state == RelationState.SUGGESTED else "")
    when = record.decided_at if decided and record.decided_at else record.history_date
    return Decision(word, name, when, record.reason, _as_another(record, older))


def _suggested(record, older):
    """By a program, at first; later on because a person took a decision back, or changed what it rested on."""
    if older is None:
        return Decision(record.get_state_display(), record.suggested_by, None, record.reasons or record.reason)
    who = record.history_user.username if record.history_user else ""
    word = "re-opened" if record.suggested_by == REOPENED else "taken back"
    return Decision(word, who, record.history_date, record.history_change_reason or "")


def _as_another(record, older):
    """*as updates*, *as contradicts, denial*: the kind and basis of a record that differs from the one before it."""
    before = (older.kind, older.basis) if older else (RelationKind.CONTRADICTS, record.basis)
    if before == (record.kind, record.basis):
        return ""
    return f"as {record.get_kind_display()}" + (f", {record.get_basis_display()}" if record.basis else "")

"""What comparing knows of claims, questions and relations, and what can be read off these records alone.

Days are plain dates; *later* means that the whole range of possible days lies later (see `claims.agreement`).
"""

from dataclasses import dataclass
from datetime import date

from claims.choices import AnswerKind, Basis, Headline, RelationState, Stance, Verdict
from claims.quantities import Quantity


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """What comparing needs to know of a question. `only_answer` is the answer of a yes/no question, else empty."""

    key: str
    answer_kind: str
    unit: str = ""
    accumulates: bool = False
    exclusive: bool = False
    label: str = ""
    headline: str = Headline.RANGE.value
    only_answer: str = ""


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """What comparing needs to know of a claim.

    `voice` identifies the voice (*speaker:peskov*, *outlet:wsws*), `voice_name` is for reasons. `answer` is the label
    of a choice, else empty. An empty said-until is the day of said-on, an empty date-to that of date-from. `statement`
    is compared by nobody: it names accounts in free text.
    """

    key: str
    question: str
    voice: str
    voice_name: str
    stance: str = Stance.ASSERTS.value
    answer: str = ""
    quantity: Quantity | None = None
    date_from: date | None = None
    date_to: date | None = None
    said_on: date | None = None
    said_until: date | None = None
    as_of: date | None = None
    hedge: str = ""
    scope: str = ""
    collective: bool = False
    statement: str = ""


@dataclass(frozen=True, slots=True)
class RelationFacts:
    """A judgement on two claims, given by their keys; in updates and withdraws `first` acts."""

    first: str
    second: str
    kind: str
    basis: str = ""
    reason: str = ""
    state: str = RelationState.CONFIRMED.value


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict before it is put into a sentence: `because` is the sentence's last part, `acts` the acting claim."""

    verdict: Verdict
    because: str
    basis: Basis | str = ""
    acts: str = ""
    reason: str = ""  # a person's own words, which stand alone


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two claims are to each other. `acts` is the key of the claim that updates or evades, else empty."""

    verdict: Verdict
    basis: Basis | str
    reason: str
    acts: str = ""


def one_voice(a: ClaimFacts, b: ClaimFacts) -> bool:
    """Whether one voice makes both claims; a collective is never one voice."""
    return a.voice == b.voice and not (a.collective or b.collective)


def is_later(a: ClaimFacts, b: ClaimFacts) -> bool:
    """Whether `a` was certainly made later than `b`."""
    if a.as_of and b.as_of:
        return a.as_of > b.as_of
    last = _last_day(b)
    return bool(a.said_on and last) and a.said_on > last


def one_occasion(a: ClaimFacts, b: ClaimFacts) -> bool:
    """Whether one voice may have made both claims at once, as far as their known days tell."""
    if not (one_voice(a, b) and a.said_on and b.said_on):
        return False
    together = a.said_on <= _last_day(b) and b.said_on <= _last_day(a)
    return together and not (is_later(a, b) or is_later(b, a))


def is_typed(claim: ClaimFacts, question: QuestionFacts) -> bool:
    """Whether a claim has an answer of the question's kind; free text has none that could be compared."""
    if question.answer_kind == AnswerKind.CHOICE:
        return bool(claim.answer) or denies_all(claim)
    if question.answer_kind == AnswerKind.QUANTITY:
        return claim.quantity is not None and claim.quantity.amount is not None
    return question.answer_kind == AnswerKind.DATE and claim.date_from is not None


def denies_all(claim: ClaimFacts) -> bool:
    """Whether a claim on a choice question denies every answer."""
    return claim.stance == Stance.DENIES and not (claim.answer or claim.quantity or claim.date_from)


def chosen(claim: ClaimFacts, question: QuestionFacts) -> str:
    """The answer a claim speaks of; on a yes/no question, to deny every answer is to deny the only one."""
    return claim.answer or (question.only_answer if denies_all(claim) else "")


def days(claim: ClaimFacts) -> tuple[date, date]:
    """First and last day of a date answer."""
    return claim.date_from, claim.date_to or claim.date_from


def _last_day(claim: ClaimFacts) -> date | None:
    return claim.said_until or claim.said_on

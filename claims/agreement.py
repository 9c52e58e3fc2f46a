"""Whether two claims agree, contradict, differ, or cannot be compared at all.

`compare` tries the rules in the order of `RULES` and answers with the first that fits:

1. Claims on different questions, or on none, are incomparable.
2. An evasion (declines, noncommittal) evades every claim of another voice that is no evasion itself.
3. A withdrawal updates its own voice's other claims; no other voice's. The later of two withdrawals, or a claim made
   after a withdrawal, is the one that acts.
4. Claims without an answer of the question's kind, and figures that measure different things, are incomparable. But on
   a choice question a denial without an answer denies every answer.
5. A denial contradicts an assertion of the same answer. For figures and dates: of one that lies within, or would agree
   with, what is denied (*at least 70* beside a denied *more than 70*), however the count went on meanwhile.
6. Two answers to a choice question are rival accounts if the question is exclusive.
7. Figures are intervals (see `claims.quantities`). While a count goes on, a later and higher figure updates an earlier
   one; another voice's zero is not a stage of a count but a denial, and is not updated.
8. Ranges of days contradict if they have no day in common.
9. Free text is never compared; a person may still relate two such claims.

A verdict and its reason are the same whichever way round two claims are given. `judge` lets a person's decided relation
go first; a relation that is merely suggested changes nothing. Hedges and scopes change no verdict, but stand in every
reason that the rules give; so do as-of dates that differ.

*Later* looks at the as-of dates if both claims have one, else at the days they were said; the whole range must lie
later. A claim with only a last possible day may be earlier than another, never later.

A collective speaker (*military bloggers*) is not one voice: its claims are compared like those of two voices, it never
reverses itself, and none of its claims replaces another unless a person says so.

One **occasion** of a voice: the days on which two claims were said are both known and have a day in common, and neither
is later by its as-of date. If these contradict each other, in two documents, the voice is *reported differently*. Every
other contradiction of a voice with itself is a **reversal**, also where nobody knows which claim came first.

Limits: nothing here reads statements; what is coded is compared, and only that. The bases place, wording and inference
are for people. Contradiction types after de Marneffe, Rafferty and Manning, "Finding contradictions in text" (2008).
"""

from collections.abc import Callable
from functools import lru_cache

from claims.choices import AnswerKind, Basis, Qualifier, RelationKind, RelationState, Stance, Verdict
from claims.facts import (
    ClaimFacts,
    Comparison,
    Finding,
    QuestionFacts,
    RelationFacts,
    chosen,
    days,
    is_later,
    is_typed,
    one_occasion,
    one_voice,
)
from claims.quantities import Quantity, common_unit, interval, stated
from claims.reasons import name_of, sentence


def compare(a: ClaimFacts, b: ClaimFacts, question: QuestionFacts | None) -> Comparison:
    """What the rules say about two claims; the same whichever way round they are given."""
    return judge(a, b, question)


def judge(
    a: ClaimFacts, b: ClaimFacts, question: QuestionFacts | None, relation: RelationFacts | None = None
) -> Comparison:
    """What a person decided about two claims or, if nobody did, what the rules say."""
    first, second = _in_order(a, b)
    found = weigh(first, second, question, relation)
    return Comparison(found.verdict, found.basis, found.reason or sentence(first, second, question, found), found.acts)


def weigh(
    a: ClaimFacts, b: ClaimFacts, question: QuestionFacts | None, relation: RelationFacts | None = None
) -> Finding:
    """The verdict of `judge` without its sentence: for whoever weighs every pair of many claims."""
    decided = decision(relation)
    if decided:
        return decided
    first, second = _in_order(a, b)
    return next(found for rule in RULES if (found := rule(first, second, question)))


def decision(relation: RelationFacts | None) -> Finding | None:
    """The verdict that a person's relation stands for; None while it is only suggested."""
    if relation is None or relation.state == RelationState.SUGGESTED:
        return None
    if relation.state == RelationState.REJECTED:
        return Finding(Verdict.COMPATIBLE, "a person judged that both can hold", reason=relation.reason)
    if relation.kind == RelationKind.CONTRADICTS:
        return Finding(Verdict.CONTRADICTS, "a person judged it so", relation.basis, reason=relation.reason)
    if relation.kind in (RelationKind.UPDATES, RelationKind.WITHDRAWS):
        return Finding(Verdict.UPDATES, "a person judged it so", acts=relation.first, reason=relation.reason)
    return Finding(Verdict.AGREES, "a person judged that they agree", reason=relation.reason)


def is_reversal(a: ClaimFacts, b: ClaimFacts, comparison: Comparison | Finding, same_document: bool = False) -> bool:
    """Whether a voice contradicts itself, other than by being reported differently."""
    contradicts = comparison.verdict == Verdict.CONTRADICTS and one_voice(a, b)
    return contradicts and (same_document or not one_occasion(a, b))


def reported_differently(
    a: ClaimFacts, b: ClaimFacts, comparison: Comparison | Finding, same_document: bool = False
) -> bool:
    """Whether two documents give contradicting answers for one occasion of one voice."""
    return comparison.verdict == Verdict.CONTRADICTS and one_occasion(a, b) and not same_document


# The rules. Each takes the two claims in the order of their keys and returns None where it does not fit.


def _on_different_questions(a: ClaimFacts, b: ClaimFacts, question: QuestionFacts | None) -> Finding | None:
    if question is not None and a.question and a.question == b.question:
        return None
    return Finding(Verdict.INCOMPARABLE, "they are not answers to one question")


def _evasions(a: ClaimFacts, b: ClaimFacts, question: QuestionFacts) -> Finding | None:
    evading = [claim for claim in (a, b) if claim.stance in (Stance.DECLINES, Stance.NONCOMMITTAL)]
    if not evading:
        return None
    if len(evading) == 2:
        return Finding(Verdict.INCOMPARABLE, "neither answers the question")
    if one_voice(a, b):
        return Finding(Verdict.INCOMPARABLE, "a voice does not evade its own claim")
    other = b if evading[0] is a else a
    return Finding(Verdict.EVADES, f"what {name_of(other)} says is left unanswered", acts=evading[0].key)


def _withdrawals(a: ClaimFacts, b: ClaimFacts, question: QuestionFacts) -> Finding | None:
    withdrawing = [claim for claim in (a, b) if claim.stance == Stance.WITHDRAWS]
    if not withdrawing:
        return None
    if not one_voice(a, b):
        return Finding(Verdict.INCOMPARABLE, "a withdrawal speaks only of its own voice's claims")
    later = a if is_later(a, b) else b if is_later(b, a) else None
    if later is None and len(withdrawing) == 2:
        return Finding(Verdict.INCOMPARABLE, "nobody knows which withdrawal came later")
    acts = later or withdrawing[0]
    because = "the withdrawal takes the other claim back"
    if acts.stance != Stance.WITHDRAWS:
        because = "the claim was made after the withdrawal"
    return Finding(Verdict.UPDATES, because, acts=acts.key)


def _untyped(a: ClaimFacts, b: ClaimFacts, question: QuestionFacts) -> Finding | None:
    if question.answer_kind not in (AnswerKind.QUANTITY, AnswerKind.CHOICE, AnswerKind.DATE):
        return Finding(Verdict.INCOMPARABLE, "accounts in free text are for people to compare")
    if not (is_typed(a, question) and is_typed(b, question)):
        return Finding(Verdict.INCOMPARABLE, "there are not two answers of the kind that the question asks for")
    if question.answer_kind == AnswerKind.QUANTITY and _unit(a, b, question) is None:
        return Finding(Verdict.INCOMPARABLE, "their units measure different things")
    return None


def _denials(a: ClaimFacts, b: ClaimFacts, question: QuestionFacts) -> Finding | None:
    if a.stance == b.stance == Stance.ASSERTS:
        return None
    if a.stance == b.stance:
        if SAME[question.answer_kind](a, b, question):
            return Finding(Verdict.AGREES, "both deny the same answer")
        return Finding(Verdict.COMPATIBLE, "they deny different answers, and both denials can hold")
    asserted, denied = (a, b) if a.stance == Stance.ASSERTS else (b, a)
    if SPEAKS_OF[question.answer_kind](asserted, denied, question):
        return Finding(Verdict.CONTRADICTS, "one denies what the other asserts", Basis.DENIAL)
    return Finding(Verdict.COMPATIBLE, "what is denied is not what is asserted")


def _choices(a: ClaimFacts, b: ClaimFacts, question: QuestionFacts) -> Finding | None:
    if question.answer_kind != AnswerKind.CHOICE:
        return None
    if a.answer == b.answer:
        return Finding(Verdict.AGREES, "both give the same answer")
    if question.exclusive:
        return Finding(Verdict.CONTRADICTS, "one answer excludes the other", Basis.RIVAL_ACCOUNT)
    return Finding(Verdict.COMPATIBLE, "both answers can hold")


def _growing_counts(a: ClaimFacts, b: ClaimFacts, question: QuestionFacts) -> Finding | None:
    if question.answer_kind != AnswerKind.QUANTITY or not question.accumulates:
        return None
    later, earlier = (a, b) if is_later(a, b) else (b, a)
    if not is_later(later, earlier) or not _outgrows(later, earlier, _unit(a, b, question)):
        return None
    because = f"the count was still going on, and the higher figure is {name_of(later)}'s, which is the later one"
    if a.voice == b.voice:
        because = "the count was still going on, and the higher figure is the later one"
    return Finding(Verdict.UPDATES, because, acts=later.key)


def _figures(a: ClaimFacts, b: ClaimFacts, question: QuestionFacts) -> Finding | None:
    if question.answer_kind != AnswerKind.QUANTITY:
        return None
    return figures(a.quantity, b.quantity, _unit(a, b, question))


def _dates(a: ClaimFacts, b: ClaimFacts, question: QuestionFacts) -> Finding | None:
    if question.answer_kind != AnswerKind.DATE:
        return None
    if _share_a_day(a, b):
        return Finding(Verdict.AGREES, "the two have a day in common")
    return Finding(Verdict.CONTRADICTS, "the two have no day in common", Basis.TIME)


Rule = Callable[[ClaimFacts, ClaimFacts, QuestionFacts], Finding | None]
RULES: tuple[Rule, ...] = (
    _on_different_questions,  # 1
    _evasions,  # 2
    _withdrawals,  # 3
    _untyped,  # 4, and 9: free text has no answer that could be compared
    _denials,  # 5
    _choices,  # 6
    _growing_counts,  # 7
    _figures,  # 7
    _dates,  # 8
)


# What the rules ask of figures, days and answers.


@lru_cache(maxsize=65536)
def figures(a: Quantity, b: Quantity, unit: str) -> Finding:
    """What two asserted figures are to each other, whenever they were given; both must convert into `unit`."""
    one, two = interval(a, unit), interval(b, unit)
    if stated(a, unit) == stated(b, unit) and one.meets(two):  # as they always do if the qualifiers are equal, too
        return Finding(Verdict.AGREES, "both state the same amount")
    if one.misses(two) or two.misses(one):
        return Finding(Verdict.DIFFERS, "one figure only just misses the other")
    if not one.meets(two):
        return Finding(Verdict.CONTRADICTS, "no number fits both", Basis.NUMBER)
    if one.bounded and two.bounded:
        return Finding(Verdict.AGREES, "a number fits both")
    return Finding(Verdict.DIFFERS, "they overlap only because a figure has no end")


def _outgrows(later: ClaimFacts, earlier: ClaimFacts, unit: str) -> bool:
    """Whether the later figure is the same count at a higher stage; another voice's zero is no stage of it."""
    if later.quantity.qualifier in (Qualifier.AT_MOST, Qualifier.FEWER_THAN):
        return False
    before = stated(earlier.quantity, unit)[1]
    return stated(later.quantity, unit)[0] > before and (before != 0 or one_voice(later, earlier))


def _denies_figure(asserted: ClaimFacts, denied: ClaimFacts, question: QuestionFacts) -> bool:
    unit = _unit(asserted, denied, question)
    if interval(asserted.quantity, unit).within(interval(denied.quantity, unit)):
        return True
    return figures(asserted.quantity, denied.quantity, unit).verdict == Verdict.AGREES


def _same_figure(a: ClaimFacts, b: ClaimFacts, question: QuestionFacts) -> bool:
    unit = _unit(a, b, question)
    if stated(a.quantity, unit) == stated(b.quantity, unit) and a.quantity.qualifier == b.quantity.qualifier:
        return True
    return interval(a.quantity, unit) == interval(b.quantity, unit)


def _share_a_day(a: ClaimFacts, b: ClaimFacts, question: QuestionFacts | None = None) -> bool:
    return days(a)[0] <= days(b)[1] and days(b)[0] <= days(a)[1]


Test = Callable[[ClaimFacts, ClaimFacts, QuestionFacts], bool]
SPEAKS_OF: dict[str, Test] = {
    AnswerKind.CHOICE.value: lambda asserted, denied, question: denied.answer in ("", asserted.answer),
    AnswerKind.QUANTITY.value: _denies_figure,
    AnswerKind.DATE.value: _share_a_day,
}
SAME: dict[str, Test] = {
    AnswerKind.CHOICE.value: lambda a, b, question: chosen(a, question) == chosen(b, question),
    AnswerKind.QUANTITY.value: _same_figure,
    AnswerKind.DATE.value: lambda a, b, question: days(a) == days(b),
}


def _unit(a: ClaimFacts, b: ClaimFacts, question: QuestionFacts) -> str | None:
    return common_unit(a.quantity.unit, b.quantity.unit, question.unit)


def _in_order(a: ClaimFacts, b: ClaimFacts) -> tuple[ClaimFacts, ClaimFacts]:
    return (a, b) if a.key <= b.key else (b, a)

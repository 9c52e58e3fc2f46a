"""Reasons: one sentence for each verdict, naming both voices.

Figures are said in the unit that a claim uses and, if that converts, about in the question's too. Exactly nothing is
*none*, unless somebody denies it.
"""

from dataclasses import replace
from datetime import date
from decimal import Context
from functools import lru_cache

from claims.choices import AnswerKind, Stance
from claims.facts import ClaimFacts, Finding, QuestionFacts, denies_all
from claims.quantities import (
    Dimension,
    Quantity,
    dimension,
    in_numbers,
    in_words,
    is_nothing,
    number_in_words,
    stated,
    unit_word,
)

STANCES = {
    Stance.DECLINES.value: "declines to answer",
    Stance.NONCOMMITTAL.value: "neither affirms nor denies anything",
    Stance.WITHDRAWS.value: "withdraws a claim",
    Stance.DENIES.value: "denies",
    Stance.ASSERTS.value: "says",
}
ROUGHLY = Context(prec=3)


def answer_in_words(claim: ClaimFacts, unit: str = "") -> str:
    """A claim's answer as a reader says it: its label, its figure (in `unit` where it names none) or its days."""
    if claim.quantity is not None and claim.quantity.amount is not None:
        return _figure_in_words(claim.quantity, unit, claim.stance == Stance.DENIES)
    return claim.answer or _days_in_words(claim.date_from, claim.date_to)


def sentence(a: ClaimFacts, b: ClaimFacts, question: QuestionFacts | None, found: Finding) -> str:
    """Both claims, what they are to each other, and what weakens them or sets them apart: hedges, scopes, dates."""
    same = a.voice == b.voice
    second = "also" if same else name_of(b)
    notes = "; ".join(_notes(a, b))
    said = f"{name_of(a)} {_says(a, question, same)} and {second} {_says(b, question, same)}"
    return f"{said}: {found.because} ({notes})." if notes else f"{said}: {found.because}."


def _says(claim: ClaimFacts, question: QuestionFacts | None, dated: bool) -> str:
    verb = STANCES[claim.stance]
    on = f" ({_days_in_words(claim.said_on, claim.said_until)})" if dated and claim.said_on else ""
    if claim.stance not in (Stance.ASSERTS, Stance.DENIES):
        return verb + on
    words = answer_in_words(claim, question.unit if question and question.key == claim.question else "")
    if claim.answer and words == claim.answer:
        words = f"“{words}”"
    elif question and question.answer_kind == AnswerKind.CHOICE and denies_all(claim):
        words = "every answer"
    return f"{verb} {words or 'something that has no coded answer'}{on}"


def _notes(a: ClaimFacts, b: ClaimFacts) -> list[str]:
    notes = [f"hedge of {name_of(claim)}: “{claim.hedge}”" for claim in (a, b) if claim.hedge]
    notes += [f"scope of {name_of(claim)}: “{claim.scope}”" for claim in (a, b) if claim.scope]
    if a.as_of and b.as_of and a.as_of != b.as_of:
        dates = ", ".join(f"{name_of(claim)} {_day(claim.as_of)}" for claim in (a, b))
        notes.append(f"as of different dates: {dates}")
    return notes


@lru_cache(maxsize=8192)
def _figure_in_words(quantity: Quantity, unit: str, denied: bool) -> str:
    own = quantity.unit.strip()
    if is_nothing(quantity) and not denied and unit_word(own or unit) == unit_word(unit):
        return in_words(replace(quantity, unit=unit if isinstance(dimension(unit), Dimension) else ""))
    words = in_numbers(quantity)
    if not own:
        return f"{words} {unit}".rstrip()
    converts = unit_word(own) != unit_word(unit) and dimension(own) == dimension(unit)
    if not converts:
        return words
    low, high = (number_in_words(ROUGHLY.plus(amount)) for amount in stated(quantity, unit))
    return f"{words} (about {low if low == high else f'{low} to {high}'} {unit})"


def _days_in_words(first: date | None, last: date | None) -> str:
    if first is None:
        return ""
    return _day(first) if last in (None, first) else f"{_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def name_of(claim: ClaimFacts) -> str:
    """Who makes a claim, for a reader."""
    return claim.voice_name or claim.voice

"""Claims with what carries them, made up in a word or two, and what a standing says of them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

from claims.facts import ClaimFacts, QuestionFacts
from claims.positions import Carried
from claims.quantities import Quantity

COUNT = QuestionFacts("q", "quantity", "people")
TOLL = replace(COUNT, accumulates=True)
DISTANCE = replace(COUNT, unit="km")
RIVALS = QuestionFacts("q", "choice", exclusive=True)
WHEN = QuestionFacts("q", "date")
TEXT = QuestionFacts("q", "text")
QUALIFIERS = {">=": "at_least", "<=": "at_most", ">": "more_than", "<": "fewer_than", "~": "about"}
PLACES = ("withdrawals", "superseded", "evading", "uncoded", "unranked")


def may(day):
    return date(2023, 5, day)


def claim(key, answer="", stance="asserts", said=None, *, documents="", origins="", **facts):
    """A carried claim. Its key begins with its voice (*one-2*); its answer is a label or a figure such as `>70 mi`."""
    voice = key.partition("-")[0]
    usual = {"voice": f"speaker:{voice}", "voice_name": voice.title(), "said_on": said and may(said), "stance": stance}
    found = ClaimFacts(key, "q", **usual | answered(answer) | facts)
    known = frozenset(origins.split()) or frozenset({voice})
    return Carried(found, known - {"?"}, "?" in known, frozenset(documents.split() or [f"article-{key}"]))


def answered(answer):
    figure, _, unit = answer.partition(" ")
    sign = next((sign for sign in QUALIFIERS if figure.startswith(sign)), "")
    low, _, high = figure.removeprefix(sign).partition("-")
    if not low.isdigit():
        return {"answer": answer}
    qualifier = "between" if high else QUALIFIERS.get(sign, "exactly")
    return {"quantity": Quantity(D(low), D(high) if high else None, qualifier, unit)}


def names(standing):
    return [position.name for position in standing.positions]


def members(standing):
    return [set(position.keys) for position in standing.positions]


def keys(claims):
    return [claim.key for claim in claims]


def pairs(found):
    return [(pair.first.key, pair.second.key) for pair in found]


def table(rows):
    return {"argvalues": [row[1:] for row in rows], "ids": [row[0] for row in rows]}

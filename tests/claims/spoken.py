"""Claims as the reasoning sees them, made up in a word or two, and the questions they answer."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

from claims.agreement import compare, weigh
from claims.facts import ClaimFacts, QuestionFacts
from claims.quantities import Quantity

COUNT = QuestionFacts("q", "quantity", "people")
TOLL = replace(COUNT, accumulates=True)
DISTANCE = replace(COUNT, unit="km")
RIVALS = QuestionFacts("q", "choice", exclusive=True)
PARTS = replace(RIVALS, exclusive=False)
YES_NO = replace(RIVALS, only_answer="yes")
WHEN = QuestionFacts("q", "date")
TEXT = QuestionFacts("q", "text")


MANY = {"collective": True}


def claim(voice="one", **facts):
    usual = {"key": f"{voice}-says", "question": "q", "voice": f"speaker:{voice}", "voice_name": voice.title()}
    return ClaimFacts(**usual | facts)


def says(text, voice="one", **facts):
    """A claim with a figure: `70`, `>70`, `>=25`, `<=70`, `<10`, `~100`, `13-46`, each with a unit after a space."""
    figure, _, unit = text.partition(" ")
    qualifiers = {">=": "at_least", "<=": "at_most", ">": "more_than", "<": "fewer_than", "~": "about"}
    sign = next((sign for sign in qualifiers if figure.startswith(sign)), "")
    low, _, high = figure.removeprefix(sign).partition("-")
    qualifier = "between" if high else qualifiers.get(sign, "exactly")
    return claim(voice, quantity=Quantity(D(low), D(high) if high else None, qualifier, unit), **facts)


def denies(text, voice="two", **facts):
    return says(text, voice, stance="denies", **facts)


def picks(answer, voice="one", **facts):
    return claim(voice, answer=answer, **facts)


def rejects(answer, voice="two", **facts):
    return claim(voice, answer=answer, stance="denies", **facts)


def on(first, last=None, voice="one", **facts):
    return claim(voice, date_from=date(2023, 5, first), date_to=last and date(2023, 5, last), **facts)


def may(day):
    return date(2023, 5, day)


def both_ways(a, b, question):
    """The comparison, after checking that it is the same the other way round."""
    found = compare(a, b, question)
    assert compare(b, a, question) == found
    assert weigh(a, b, question).verdict == found.verdict
    return found


def table(rows):
    return {"argvalues": [row[1:] for row in rows], "ids": [row[0] for row in rows]}


def dated(text, day, voice="one", **facts):
    return says(text, voice, key=f"{voice}-{day}", as_of=may(day), **facts)


def said(first=None, last=None, as_of=None):
    return {"said_on": first and may(first), "said_until": last and may(last), "as_of": as_of and may(as_of)}

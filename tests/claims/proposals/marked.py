"""Sentences for tests: the selected words stand between [[ and ]]."""

from datetime import date

from claims.proposals.reading import Name, read_off

WEDNESDAY = date(2023, 5, 24)


def name(pk, label, words="", kind="speaker"):
    return Name(kind, pk, f"record-{pk}", label, words or label)


NAMES = {
    "Marek": name(1, "Pavlo Marek"),
    "Pavlo Marek": name(1, "Pavlo Marek"),
    "Orlova": name(2, "Nina Orlova"),
    "Nina Orlova": name(2, "Nina Orlova"),
    "Harbour Guard": name(3, "Harbour Guard"),
    "the Citadel": name(4, "The Citadel"),
    "Citadel": name(4, "The Citadel"),
    "Lower Town": name(5, "Town council", "Lower Town"),
    "Lower Town’s": name(5, "Town council", "Lower Town"),
    "the Daily Post": name(1, "Daily Post", kind="outlet"),
    "Daily Post": name(1, "Daily Post", kind="outlet"),
    "Сергій Коваль": name(6, "Сергій Коваль"),
    "𝔊𝔲𝔞𝔯𝔡": name(7, "𝔊𝔲𝔞𝔯𝔡"),
}


def span(marked):
    """(text, start, end) of the selected words."""
    before, words, after = marked.replace("]]", "[[").split("[[")
    return before + words + after, len(before), len(before + words)


def read(marked, published_on=WEDNESDAY):
    """What the selected words propose."""
    return read_off(*span(marked), NAMES, published_on)

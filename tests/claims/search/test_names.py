"""Under which other names a word is searched for, and which names are near one that nobody has."""

import pytest

from claims.search.index import rebuild
from claims.search.names import near_names, spelt_out
from claims.search.query import parse
from claims.search.words import fold
from sources.models import OutletAlias
from tests.factories import make_alias, make_outlet, make_speaker

NAMES = [
    ("person", "Vyacheslav Gladkov", ["Gladkow", "Гладков", "Вячеслав Гладков"]),
    ("person", "Denis Kapustin", ["White Rex"]),
    ("government", "Ukraine", ["Kyiv", "Kiev", "the Ukrainian side"]),
    ("organisation", "Main Directorate", ["HUR", "GUR"]),
    ("person", "Xi Jinping", ["习近平"]),
    ("anonymous", "Military bloggers", ["milbloggers"]),
]
OTHERS = [
    ("Gladkow", "gladkov"),
    ("gladkov", "gladkow"),
    ("Гладков", "gladkow"),
    ("vyacheslav", ""),
    ("kapustin", "white_rex"),
    ("rex", ""),
    ("Kyiv", "kiev"),
    ("Ukraine", ""),
    ("HUR", "gur main_directorate"),
    ("directorate", ""),
    ("Jinping", "_".join(fold("习近平").split())),
    ("Portal", "reuters"),
    ("Reuters", "portal"),
    ("bloggers", ""),
    ("milbloggers", "militari_bloggers"),
    ('"Gladkow"', ""),
    ("gladkow*", ""),
    ("-gladkow", ""),
    ("nobody", ""),
]


@pytest.fixture
def known(db):
    for kind, name, aliases in NAMES:
        speaker = make_speaker(name, kind=kind)
        for alias in aliases:
            make_alias(speaker, alias)
    OutletAlias.objects.create(outlet=make_outlet("Reuters"), name="Portal")
    rebuild()


@pytest.mark.parametrize(("typed", "others"), OTHERS, ids=[typed for typed, _ in OTHERS])
def test_a_name_is_searched_for_under_the_others(known, typed, others):
    query, spellings = spelt_out(parse(typed))
    found = ["_".join(phrase.words) for term in query.wanted for phrase in term.others]
    assert sorted(found) == sorted(others.split())
    assert len(spellings) == bool(others)


def test_what_else_is_searched_for_is_told_as_it_is_written(known):
    _, (spelling,) = spelt_out(parse("boats Kyiv"))
    assert (spelling.typed, spelling.record.name, spelling.others) == ("Kyiv", "Ukraine", ["Kiev"])


NEAR = [("Gladkof", "Vyacheslav Gladkov"), ("Rueters", "Reuters"), ("Kapustyn", "Denis Kapustin")]


@pytest.mark.parametrize(("typed", "near"), NEAR)
def test_names_near_one_that_nobody_has(known, typed, near):
    assert near_names(typed)[0].name == near


@pytest.mark.parametrize("typed", ["zzzzzz", "x", "", "🚣", "boatmen"])
def test_nothing_is_near_to_what_is_no_name(known, typed):
    assert near_names(typed) == []

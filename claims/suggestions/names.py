"""Names like one another, across spellings and scripts: for whoever types a name that nobody has, and for finding
records that may be the same. It only suggests; people merge (see `claims.suggestions.alike` for how likeness is told).

Nothing about likeness is stored. `similar` walks through the names once: at most `LOOKED_AT`, in steady memory.
`twins` compares only names that share a key (a skeleton of their words, the beginning of a word), and of those that
share a common one only neighbours, so that the pairs grow with the names and not with their square.
"""

from collections import defaultdict
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice

from django.db import models

from claims.suggestions.alike import LEAST, form, likeness

LOOKED_AT = 200_000
CROWD, NEIGHBOURS = 12, 6  # names that share a key: up to so many all pairs are compared, beyond only near neighbours
BEGINNING = 4  # folded letters
SOUNDS = str.maketrans("zZSCcgf", "ssssshv")  # first letters that languages write for one another


@dataclass(frozen=True)
class Alike:
    """A record whose name or alias `words` is like the words asked for: how much (0 to 100), and in what way."""

    record: models.Model
    words: str
    score: int
    why: str


@dataclass(frozen=True)
class Twins:
    """Two records that may be one, by their two names that are most alike."""

    first: models.Model
    second: models.Model
    first_words: str
    second_words: str
    score: int
    why: str


def similar(model, words, exclude=(), most=5):
    """The records of `model` (Speaker or Outlet) with a name or alias most like `words`, as `Alike`, best first.

    `exclude`: primary keys to leave out. Three queries.
    """
    left_out, best = set(exclude), {}
    wanted = _reach(words)
    for pk, name in _names(model) if wanted else ():
        if pk in left_out or not wanted & _reach(name):
            continue
        found = likeness(words, name)
        if found.score >= LEAST and found.score > best.get(pk, (0,))[0]:
            best[pk] = (found.score, name, found.why)
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[1][1], item[0]))[:most]
    records = model._base_manager.in_bulk([pk for pk, _ in ranked])
    return [Alike(records[pk], name, score, why) for pk, (score, name, why) in ranked if pk in records]


def twins(model, most=50):
    """The likeliest pairs of records of `model` that are one, as `Twins`, best first. Three queries."""
    best = {}
    for (pk, name), (other, name2) in _pairs(_names(model)):
        pair = (pk, other) if pk < other else (other, pk)
        found = likeness(name, name2)
        if found.score >= LEAST and found.score > best.get(pair, (0,))[0]:
            best[pair] = (found.score, *((name, name2) if pk < other else (name2, name)), found.why)
    ranked = nlargest(most, best.items(), key=lambda item: (item[1][0], -item[0][0], -item[0][1]))
    records = model._base_manager.in_bulk({pk for pair, _ in ranked for pk in pair})
    return [
        Twins(records[first], records[second], name, name2, score, why)
        for (first, second), (score, name, name2, why) in ranked
    ]


def _names(model):
    """(primary key of the record, name or alias) of all records, at most `LOOKED_AT`."""
    aliases, owner = model.aliases.rel.related_model, model._meta.model_name
    names = model._base_manager.order_by("pk").values_list("pk", "name")
    others = aliases._base_manager.order_by("pk").values_list(owner, "name")
    for rows in (names, others):
        yield from islice(rows.iterator(chunk_size=5000), LOOKED_AT)


def _reach(name):
    """By what a name is worth comparing with another at all: the first letters of its words, as they sound."""
    return {word[0].translate(SOUNDS) for word in form(name).folded}


def _pairs(names):
    """Pairs of names of two records that share a key."""
    shared = defaultdict(list)
    for pk, name in names:
        for key in _keys(name):
            shared[key].append((pk, name))
    for found in shared.values():
        reach = len(found) if len(found) <= CROWD else NEIGHBOURS
        if reach < len(found):
            found.sort(key=lambda row: sorted(form(row[1]).folded))
        for at, row in enumerate(found):
            yield from ((row, other) for other in found[at + 1 : at + reach] if other[0] != row[0])


def _keys(name):
    """What a name shares with those that may be alike: its skeletons, and the beginnings of its words."""
    known = form(name)
    if not known.folded:
        return set()
    last = max(known.folded[-1], known.folded[0], key=len)
    ends = {("begins", known.folded[-1][:BEGINNING], known.folded[0][0]), ("longest", last[:BEGINNING])}
    return ends | {("all", *sorted(known.skeletons)), ("last", known.skeletons[-1])}

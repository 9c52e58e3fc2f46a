"""Under which other names a word of a query is searched for, and which names are near one that nobody has.

A word that is a whole name, or the surname of a person, is searched for under all names of who goes by it: *Gladkow*
also as *Gladkov*. Governments are the exception: of their names only other spellings (*Kyiv*, *Kiev*), because *Moscow*
stands for a government and for a town. In quotation marks a word is searched for as it is spelt, and nothing else.
"""

from dataclasses import dataclass, replace
from difflib import SequenceMatcher, get_close_matches

from claims.choices import Findable, SpeakerKind
from claims.models import SearchEntry, Speaker
from claims.search.backends import backend
from claims.search.query import Phrase
from claims.search.words import BREAK, fold
from sources.models import Outlet

LOOKED_AT = 200  # entries that hold a word, of speakers and of outlets
OTHERS = 12  # further spellings of one word
LONGEST = 6  # words of a name
ALIKE = 0.6
NEAR, NEARLY, KNOWN = 3, 0.7, 5000  # names offered where nothing is found, how near, among how many
WHO = {Findable.SPEAKER: Speaker, Findable.OUTLET: Outlet}


@dataclass(frozen=True)
class Spelling:
    """A word of a query that somebody goes by, and as what else it is searched for."""

    typed: str
    record: object
    others: list[str]


def spelt_out(query):
    """The query with the other names of each word, and the list of `Spelling` that tells of them."""
    plain = [term for term in query.wanted if not (term.quoted or term.phrase.prefix)]
    known = list(_who_goes_by({term.folded for term in plain})) if plain else []
    spellings, terms = [], []
    for term in query.wanted:
        others = {}
        for record, names in known if term in plain else ():
            found = other_names(term.folded, names, record)
            others |= found
            if found:
                spellings.append(Spelling(term.typed, record, list(found.values())))
        terms.append(replace(term, others=tuple(Phrase(tuple(name.split())) for name in list(others)[:OTHERS])))
    return replace(query, wanted=tuple(terms)), spellings


def _who_goes_by(words):
    """(record, {folded name: name}) of speakers and outlets that have one of these as a name or as its last word."""
    phrases = [Phrase(tuple(word.split())) for word in sorted(words)]
    for kind, model in WHO.items():
        rows = backend().matching(SearchEntry.objects.all(), kind.value, [phrases])[:LOOKED_AT]
        pks = [pk for pk, title in rows.values_list("object_id", "title") if _goes_by(title, words)]
        for record in model.objects.filter(pk__in=pks).prefetch_related("aliases"):
            names = [record.name, *(alias.name for alias in record.aliases.all())]
            yield record, {fold(name): name for name in reversed(names)}


def _goes_by(title, words):
    names = title.split(f" {BREAK} ")
    return any(name == word or name.endswith(f" {word}") for name in names for word in words)


def other_names(word, names, record):
    """{folded name: name} that a folded word is searched for besides itself, if `record` goes by it; else empty."""
    names = dict(names)
    kind = getattr(record, "kind", "")
    if kind == SpeakerKind.PERSON:
        names |= _surnames(names, record.name)
    if word not in names:
        return {}
    if kind == SpeakerKind.GOVERNMENT and isinstance(record, Speaker):
        names = {folded: name for folded, name in names.items() if alike(word, folded)}
    short = {folded: name for folded, name in names.items() if len(folded.split()) <= LONGEST}
    known = [word, *short]
    return {
        folded: name
        for folded, name in short.items()
        if not any(other != folded and _holds(folded, other) for other in known) and folded != word
    }


def _surnames(names, full_name):
    """The last word of a person's name, and of those names whose last word is another spelling of it."""
    surname = fold(full_name).split()[-1:]
    pairs = ((folded.split()[-1], name.split()[-1]) for folded, name in names.items() if " " in name)
    return {folded: name for folded, name in pairs if surname and alike(folded, surname[0])}


def alike(one, other):
    """Whether two folded names may be spellings of one; names in scripts that are not transliterated may always."""
    if one[:2] == "z0" or other[:2] == "z0":
        return True
    return SequenceMatcher(None, one, other).ratio() >= ALIKE


def _holds(name, other):
    return f" {other} " in f" {name} "


def near_names(word):
    """Names like a word that nobody has: (name, record), the nearest first."""
    folded = fold(word)
    if len(folded) < 3:
        return []
    names = {}
    for kind in WHO:
        rows = SearchEntry.objects.filter(kind=kind, title__contains=folded[0]).order_by("pk")
        for pk, title in rows.values_list("object_id", "title")[:KNOWN]:
            for name in title.split(f" {BREAK} "):
                names.setdefault(name, (kind, pk))
                names.setdefault(name.split()[-1], (kind, pk))
    found = get_close_matches(folded, names, n=NEAR * 2, cutoff=NEARLY)
    records = {
        (kind, record.pk): record
        for kind, model in WHO.items()
        for record in model.objects.filter(pk__in=[pk for k, pk in map(names.get, found) if k == kind])
    }
    return list(dict.fromkeys(records[names[name]] for name in found if names[name] in records))[:NEAR]

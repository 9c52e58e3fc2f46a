"""The texts of a dossier, one by one: each with what claims and wordings of the event are marked in it."""

from collections import defaultdict
from dataclasses import dataclass

from claims.comparisons.reader import Note, Phrase, Reader
from claims.highlights import Mark, paragraphs
from sources.models import Snapshot


@dataclass(frozen=True)
class Text:
    """A snapshot (with its text) and how it is read."""

    snapshot: Snapshot
    reader: Reader


def texts(material):
    """Every `Text` of the material, one after the other: only one of them is held at a time. Two queries."""
    places, phrases = _places(material), _phrases(material)
    for snapshot in material.selection.rows(Snapshot).order_by("pk").iterator(chunk_size=20):
        notes = _notes(sorted(places[snapshot.pk], key=_by_place), material)
        marks = [_mark(note.attribution, note) for note in notes]
        marks += [_mark(phrase.wording, phrase) for phrase in phrases[snapshot.pk]]
        yield Text(snapshot, Reader(paragraphs(snapshot.text, marks), notes, phrases[snapshot.pk]))


def _places(material):
    """{snapshot pk: [(claim, place)]}"""
    found = defaultdict(list)
    for account in material.compared.accounts:
        for place in account.places:
            found[place.attribution.snapshot_id].append((account.claim, place))
    return found


def _phrases(material):
    found = defaultdict(list)
    for wording in material.selection.wordings.select_related("speaker", "outlet", "event").order_by("start", "key"):
        found[wording.snapshot_id].append(Phrase(wording))
    return found


def _by_place(pair):
    attribution = pair[1].attribution
    return attribution.start, -attribution.end, attribution.key


def _notes(places, material):
    return [
        Note(number, claim, place, _account(material, claim.key), material.disputes[claim.key])
        for number, (claim, place) in enumerate(places, 1)
    ]


def _account(material, key):
    """The account of a claim, where there are several to tell apart."""
    compared = material.question_of[key]
    return material.account(key) if compared and len(compared.accounts) > 1 else None


def _mark(anchor, item):
    return Mark(anchor.start, anchor.end, anchor.key, item)

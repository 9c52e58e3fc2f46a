"""Attributions as evidence to look at: the words in their paragraph, and the way they took from the voice to us.

Two queries, however many claims: the texts around the words, and whom their documents credit.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, Value
from django.db.models.functions import Greatest, Substr

from claims.comparisons.accounts import Place
from claims.comparisons.ways import Step, way
from claims.highlights import Mark, Paragraph, around
from claims.models import Attribution
from sources.models import Credit

REACH = 500  # characters shown before and after the words at most; a longer paragraph is cut there


@dataclass(frozen=True)
class Passage:
    """One attribution with its surroundings; `cut_before` and `cut_after` say that the paragraph goes on there.

    `credits` names whose material the document says it uses, where that leaves the origin unknown.
    """

    place: Place
    paragraphs: list[Paragraph]
    cut_before: bool
    cut_after: bool
    way: list[Step]
    credits: list[str]

    @property
    def attribution(self):
        return self.place.attribution


def passages(accounts, most):
    """{claim key: its first `most` places as `Passage`} of some `AttributedClaim`."""
    shown = [(account, place) for account in accounts for place in account.places[:most]]
    texts = _texts([place.attribution.pk for _, place in shown])
    credits = _credits([place.document for _, place in shown if not place.origin])
    found = {account.key: [] for account in accounts}
    for account, place in shown:
        names = credits[place.document.pk]
        words = cut(*texts[place.attribution.pk])
        found[account.key].append(Passage(place, *words, way(account.claim, place), sorted(names)))
    return found


def _texts(pks):
    """{attribution pk: (where the piece begins in the text, the piece, start and end of the words in the text)}."""
    begins = Greatest(F("start") - REACH, Value(0))
    found = Attribution.objects.filter(pk__in=pks).annotate(
        begins=begins, piece=Substr("snapshot__text", begins + 1, F("end") - begins + REACH)
    )
    return {pk: row for pk, *row in found.values_list("pk", "begins", "piece", "start", "end")}


def cut(begins, piece, start, end):
    """(paragraphs, whether the first was cut, whether the last was cut) of a piece of a text."""
    found = around(piece, Mark(start - begins, end - begins, "words"))
    cut_before = begins > 0 and found[0].start == 0
    cut_after = len(piece) == end - begins + REACH and found[-1].end == len(piece)
    return found, cut_before, cut_after


def _credits(documents):
    """{document pk: names of the outlets that it credits}."""
    pks = {document.pk for document in documents}
    found = defaultdict(set)
    for pk, name in Credit.objects.filter(document__in=pks).values_list("document", "outlet__name"):
        found[pk].add(name)
    return found

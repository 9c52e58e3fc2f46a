"""One document of the example corpus coded by two people, neither of whom is done: most places alike, some not."""

from claims.curation.coding import give
from claims.models import Attribution, Claim, Speaker
from claims.search.index import refresh
from sources.models import Document
from tests.factories import make_person

DOCUMENT = "unidentified-2023-05-24-b"
FIELDS = ("event", "question", "speaker", "outlet", "stance", "statement", "answer", "amount", "amount_high")
FIELDS += ("qualifier", "unit", "quantity_text", "date_from", "date_to", "said_on")


def make_coded():
    """Both record what the corpus has from this document: four places differ, one has the first coder alone."""
    document = Document.objects.get(key=DOCUMENT)
    coders = [make_person("analyst", "ibarra"), make_person("analyst", "lind")]
    first, second = give(document, coders, make_person("editor", "osei"))
    known = Attribution.objects.filter(snapshot__document=document).order_by("start").select_related("claim")
    for number, attribution in enumerate(known):
        record(first, attribution)
        if number:
            record(second, attribution, **DIFFERENCES.get(number, {}))


DIFFERENCES = {3: {"stance": "denies"}, 6: {"speaker": "kremlin"}, 9: {"longer": 8}, 12: {"stance": "noncommittal"}}
DIFFERENCES[15] = {"speaker": "kremlin", "stance": "denies", "longer": -6}


def record(coding, attribution, speaker="", longer=0, **fields):
    """Copy a claim of the corpus into a coding; `longer` words by so many characters."""
    values = {name: getattr(attribution.claim, name) for name in FIELDS} | fields
    if speaker:
        values |= {"speaker": Speaker.objects.get(slug=speaker), "outlet": None}
    claim = Claim.objects.create(**values, author=coding.coder, coding=coding, blind=True)
    text, start, end = attribution.snapshot.text, attribution.start, attribution.end + longer
    place = {"start": start, "end": end, "exact": text[start:end]}
    Attribution.objects.create(claim=claim, snapshot=attribution.snapshot, cue=attribution.cue, **place)
    refresh(Claim, [claim.pk])

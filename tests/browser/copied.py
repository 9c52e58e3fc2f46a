"""A family of republications: an original, a confirmed copy of it, a copy of that copy, and two likely ones."""

from datetime import date, timedelta

from claims.curation.anchoring import reanchor
from sources.copies.finding import suggest_copies
from sources.copies.judging import confirm, reject
from sources.models import Resemblance
from tests.factories import (
    make_analyst,
    make_attribution,
    make_claim,
    make_document,
    make_outlet,
    make_person,
    make_snapshot,
)

SENTENCES = [
    "The harbour was shut for 3 days after the storm tore two ferries from their moorings.",
    "Nobody knows yet who left the lock gates open that night, the master of the harbour said.",
    "At least 40 roofs were lost in the lower town, most of them within a single hour.",
    "The mayor asked the district for tents, blankets and a second engine for the pumps.",
    "A school near the mill took in families whose cellars had filled with water.",
    "Insurers sent four assessors, who walked the streets until dark and gave no figure.",
    "Trains to the coast run again from Monday, though only as far as the old bridge.",
    "The theatre will open late this year; its stage floor lies drying in the market hall.",
    "Fishermen found nets of a neighbouring port tangled round the pillars of the pier.",
    "The council meets on Thursday to settle who pays for the wall that gave way.",
]
TITLE = "A town counts what it lost in the storm"


def make_copied():
    make_analyst()
    person = make_person("analyst", "ibarra")
    original = published("Coast Gazette", 0, SENTENCES)
    mirror = published("Morning Mirror", 1, [s.replace("lost", "torn away") for s in SENTENCES])
    confirm(suggested(mirror), person, "The last line names it.")
    mirror.refresh_from_db()
    published("Echo", 3, [s.replace("lost", "torn away") for s in SENTENCES[:8]], republishes=mirror)
    short = published("Evening Post", 2, SENTENCES[:5], title="Town counts losses")
    published("River Herald", 4, ["What else the week brought to the valley, in short.", *SENTENCES[6:]])
    other = published("Hill Weekly", 5, [*SENTENCES[:3], "All else here was written by its own reporters."])
    reject(Resemblance.objects.get(copy=other, original=original), person, "Both quote the council in full.")
    claim = make_claim(statement="The harbour was shut for three days")
    for document in (original, short):
        make_attribution(claim, document.snapshots.get(), "shut for 3 days")
    updated(original)


def published(name, days, sentences, title=TITLE, **fields):
    day = date(2024, 1, 8) + timedelta(days)
    key = name.lower().replace(" ", "-")
    document = make_document(make_outlet(name), key=key, title=title, published_on=day, **fields)
    snapshot = make_snapshot(document, "\n\n".join(sentences))
    document.refresh_from_db()
    suggest_copies(snapshot)
    return document


def suggested(document):
    return Resemblance.objects.get(copy=document)


def updated(document):
    """A new snapshot: one figure changed, one sentence gone, and the line that says when."""
    first = document.snapshots.get()
    text = first.text.replace("At least 40", "At least 43").replace(f"{SENTENCES[0]}\n\n", "")
    later = make_snapshot(
        document, f"Updated 9 January 2024, 10:15\n\n{text}", captured_at=first.captured_at + timedelta(days=1)
    )
    reanchor(later, None)

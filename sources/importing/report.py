"""What became of each file of a batch, as columns of a CSV file."""

from operator import attrgetter

from sources.choices import Outcome
from sources.lib.csvstream import Column

# What became of a file, as one sign: in the command's lines and on the pages.
SIGNS = {Outcome.DOCUMENT: "+", Outcome.SNAPSHOT: "↻", Outcome.HERE: "=", Outcome.UNREADABLE: "✕"}
SIGNS |= {Outcome.LEFT: "–", Outcome.RECORDS: "¶"}


def _document(arrival):
    return arrival.document.key if arrival.document_id else ""


def _guess(field):
    return lambda arrival: (arrival.found.get(field) or [""])[0]


ARRIVALS = [
    Column("name", attrgetter("name"), "The file, with its folder or archive; or the address."),
    Column("part", attrgetter("part"), "Which document of a file that holds several."),
    Column("size", attrgetter("size"), "In bytes."),
    Column("sha256", attrgetter("sha256"), "SHA-256 of the bytes."),
    Column(
        "outcome",
        attrgetter("outcome"),
        "document, snapshot, here (already), unreadable or left (out); ready and waiting are not settled yet.",
    ),
    Column("reason", attrgetter("reason"), "Why it cannot be read, or what it is the same as."),
    Column("helps", attrgetter("helps"), "What one can do about it."),
    Column("document", _document, "Key of the document."),
    Column("title", _guess("title"), "As read off the file: a guess."),
    Column("published_on", _guess("published_on"), "As read off the file: a guess."),
    Column("outlet", _guess("outlet"), "As read off the file: a guess."),
]

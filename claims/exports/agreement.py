"""`agreement.csv`: how far two people code alike, over all, by person, by document and by question.

One row for each of these; `of` says which. Fields are counted over the places that both coders recorded.
"""

from dataclasses import dataclass
from decimal import Decimal

from claims.comparisons.codings import two_codings
from claims.models import Coding
from claims.reliability.figures import Agreement, measure
from sources.lib.csvstream import Column

BATCH = 100  # documents lined up at a time


@dataclass(frozen=True)
class Measured:
    """The agreement of one person, document or question, or of all; `key` names it in addresses and files."""

    of: str
    key: str
    name: str
    coders: tuple[str, ...]
    documents: int
    agreement: Agreement


def measured(codings=None):
    """Every `Measured` there is among these codings (a query set; all, if none is given), in the order of the file.

    Documents are lined up some at a time; what is kept of them are the places, without texts.
    """
    found = list(_documents(Coding.objects.all() if codings is None else codings))
    people = sorted({str(coding.coder) for two in found for coding in (two.left, two.right)})
    yield _over("all", "", "all documents coded twice", found, people)
    for person in people:
        theirs = [two for two in found if person in _coders(two)]
        yield _over("person", person, person, theirs, _together(theirs))
    for two in found:
        yield Measured("document", two.document.key, two.document.name, _coders(two), 1, two.agreement)
    yield from _by_question(found)


def _documents(codings):
    documents = list(codings.exclude(done_at=None).order_by("document__key").values_list("document", flat=True))
    pks = list(dict.fromkeys(documents))
    for start in range(0, len(pks), BATCH):
        yield from two_codings(Coding.objects.filter(document__in=pks[start : start + BATCH]))


def _over(of, key, name, found, coders):
    places = [place for two in found for place in two.places]
    return Measured(of, key, name, tuple(coders), len(found), measure(places))


def _by_question(found):
    questions = {key: question for two in found for key, question in two.questions.items()}
    for key, question in sorted(questions.items()):
        here = [two for two in found if any(place.question == key for place in two.places)]
        places = [place for two in here for place in two.places if place.question == key]
        yield Measured("question", key, question.text, tuple(_together(here)), len(here), measure(places))


def _coders(two):
    return (str(two.left.coder), str(two.right.coder))


def _together(found):
    return sorted({person for two in found for person in _coders(two)})


def _rounded(value):
    """Three digits: what so few places can tell."""
    return None if value is None else round(Decimal(value), 3)


def _field(name, label):
    def figure(row):
        return row.agreement.fields[name]

    return (
        Column(f"{name}_alike", lambda row: figure(row).alike, f"places in which the {label} is the same", "integer"),
        Column(f"{name}_of", lambda row: figure(row).of, f"places in which both gave a {label}", "integer"),
        Column(
            f"{name}_alpha",
            lambda row: _rounded(figure(row).alpha),
            f"Krippendorff's alpha (nominal) of the {label}; empty: see {name}_alpha_note",
            "number",
        ),
        Column(f"{name}_alpha_note", lambda row: figure(row).why, "why there is no alpha"),
    )


AGREEMENT_COLUMNS = (
    Column("of", lambda row: row.of, "what the row is about: all, person, document or question"),
    Column("key", lambda row: row.key, "user name of the person, or key of the document or question"),
    Column("name", lambda row: row.name, "its name in words"),
    Column("coders", lambda row: row.coders, "user names of the people whose codings are compared"),
    Column("documents", lambda row: row.documents, "documents coded twice that it rests on", "integer"),
    Column("both", lambda row: row.agreement.both, "places that both coders recorded", "integer"),
    Column("one_only", lambda row: row.agreement.alone, "claims that one coder alone recorded", "integer"),
    *_field("question", "question"),
    *_field("speaker", "speaker"),
    *_field("stance", "stance"),
    *_field("answer", "answer"),
    Column(
        "words_overlap",
        lambda row: _rounded(row.agreement.overlap),
        "mean overlap of the selected words (Dice, over code points), 0 to 1",
        "number",
    ),
)

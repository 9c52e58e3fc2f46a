"""What each kind of record can be found by: its title (what it is called) and its words (what else it says).

Each function takes primary keys and answers with rows of the index as dicts, in a fixed number of queries.
"""

from collections import defaultdict

from claims.choices import Findable
from claims.models import Answer, Attribution, Claim, Event, Question, Speaker, SpeakerAlias
from claims.quantities import Quantity, in_words
from claims.search.words import fold
from sources.models import Document, Outlet, OutletAlias, Snapshot

PIECE = 30_000  # characters of a text in one entry: PostgreSQL counts no more than 16,383 places, and holds no more
# than a megabyte of words

EMPTY = {"part": 0, "start": 0, "claim_id": None, "document_id": None, "snapshot_id": None}
CLAIM_ANSWER = ("question__label", "question__text", "answer__label", "quantity_text")
CLAIM_WORDS = ("statement", "role", "hedge", "scope", "evidence", *CLAIM_ANSWER)
FIGURE = ("amount", "amount_high", "qualifier", "unit")


def row(kind, pk, title, words="", **more):
    """One row of the index; `title` and `words` are folded."""
    return {**EMPTY, "kind": kind.value, "object_id": pk, "title": title, "words": words, **more}


def speakers(pks):
    also = _aliases(SpeakerAlias, "speaker", pks)
    for pk, name, words in Speaker._base_manager.filter(pk__in=pks).values_list("pk", "name", "description"):
        yield row(Findable.SPEAKER, pk, fold(name, *also[pk]), fold(words))


def outlets(pks):
    also = _aliases(OutletAlias, "outlet", pks)
    found = Outlet._base_manager.filter(pk__in=pks).values_list("pk", "name", "owner", "homepage")
    for pk, name, owner, homepage in found:
        yield row(Findable.OUTLET, pk, fold(name, *also[pk]), fold(owner, homepage))


def _aliases(model, owner, pks):
    names = defaultdict(list)
    for pk, name in model._base_manager.filter(**{f"{owner}__in": pks}).order_by("name").values_list(owner, "name"):
        names[pk].append(name)
    return names


def events(pks):
    for pk, title, *words in Event._base_manager.filter(pk__in=pks).values_list("pk", "title", "place", "summary"):
        yield row(Findable.EVENT, pk, fold(title), fold(*words))


def questions(pks):
    labels = defaultdict(list)
    for pk, label in Answer._base_manager.filter(question__in=pks).order_by("pk").values_list("question", "label"):
        labels[pk].append(label)
    for pk, text, label, scope in Question._base_manager.filter(pk__in=pks).values_list("pk", "text", "label", "scope"):
        yield row(Findable.QUESTION, pk, fold(text, label), fold(scope, *labels[pk]))


def claims(pks):
    found = Claim._base_manager.filter(pk__in=pks)
    for pk, speaker, outlet, *values in found.values_list("pk", "speaker__name", "outlet__name", *FIGURE, *CLAIM_WORDS):
        amount, high, qualifier, unit, *words = values
        figure = in_words(Quantity(amount, high, qualifier, unit))
        yield row(
            Findable.CLAIM, pk, fold(speaker or outlet), fold(*(word or "" for word in words), figure), claim_id=pk
        )


def quotes(pks):
    fields = ("claim", "snapshot", "snapshot__document", "exact", "cue", "claim__speaker__name", "claim__outlet__name")
    found = Attribution._base_manager.filter(pk__in=pks).values_list("pk", *fields)
    for pk, claim, snapshot, document, exact, cue, speaker, outlet in found:
        places = {"claim_id": claim, "snapshot_id": snapshot, "document_id": document}
        yield row(Findable.QUOTE, pk, fold(speaker or outlet), fold(exact, cue), **places)


def documents(pks):
    texts = defaultdict(list)
    for pk, document, text in _texts(pks):
        texts[document].append((pk, text))
    fields = ("title", "outlet__name", "byline", "dateline", "url")
    for pk, title, outlet, *about in Document._base_manager.filter(pk__in=pks).values_list("pk", *fields):
        called, part = fold(title, outlet), 0
        for snapshot, text in texts[pk] or [(None, "")]:
            for start, piece in pieces(text):
                words = fold(*about, piece) if part == 0 else fold(piece)
                places = {"document_id": pk, "snapshot_id": snapshot, "part": part, "start": start}
                yield row(Findable.DOCUMENT, pk, called, words, **places)
                part += 1


def _texts(pks):
    """Every snapshot of the documents, the newest first: what was taken out of a text can still be found."""
    found = Snapshot._base_manager.filter(document__in=pks).order_by("document", "-captured_at", "-pk")
    return found.values_list("pk", "document", "text").iterator()


def pieces(text):
    """(start, piece) of a text, each no longer than `PIECE` and ending where a paragraph or a word does."""
    start = 0
    while len(text) - start > PIECE:
        cut = max(text.rfind(sign, start + PIECE // 2, start + PIECE) for sign in "\n ")
        end = cut + 1 if cut > 0 else start + PIECE
        yield start, text[start:end]
        start = end
    yield start, text[start:]


CONTENTS = {
    Findable.SPEAKER: (Speaker, speakers),
    Findable.OUTLET: (Outlet, outlets),
    Findable.EVENT: (Event, events),
    Findable.QUESTION: (Question, questions),
    Findable.CLAIM: (Claim, claims),
    Findable.QUOTE: (Attribution, quotes),
    Findable.DOCUMENT: (Document, documents),
}

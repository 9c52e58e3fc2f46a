"""The records behind the matches of one page, with what is shown of them. A fixed number of queries per kind."""

from dataclasses import dataclass, field

from claims.choices import Findable
from claims.listings import tally
from claims.models import Attribution, Event, Question, Speaker
from claims.search.marks import Piece
from sources.models import Document, Outlet, Snapshot

QUOTE = 300  # characters of a quote that are shown


@dataclass(frozen=True)
class Hit:
    """A record that was found. `snippet` shows where, if its name does not; `beside` says what the snippet is from."""

    record: object
    snippet: list[Piece] = field(default_factory=list)
    beside: str = ""
    names: tuple = ()
    snapshot: object = None
    count: int = 0


def hits(kind, matches, marks, claims):
    """A `Hit` for each of these matches of a kind, in their order, of records that are there and may be seen."""
    by_pk = {match.pk: match for match in matches}
    return list(SHOWN[kind](by_pk, marks, claims))


def _in_order(records, by_pk):
    there = {record.pk: record for record in records.filter(pk__in=by_pk)}
    return [there[pk] for pk in by_pk if pk in there]


def _speakers(by_pk, marks, claims):
    counts = tally(claims.filter(speaker__in=by_pk), "speaker")
    rows = Speaker.objects.select_related("side").prefetch_related("aliases")
    for speaker in _in_order(rows, by_pk):
        names = tuple(alias.name for alias in speaker.aliases.all())
        yield Hit(speaker, marks.snippet(speaker.description), names=names, count=counts.get(speaker.pk, 0))


def _outlets(by_pk, marks, claims):
    for outlet in _in_order(Outlet.objects.prefetch_related("aliases"), by_pk):
        yield Hit(outlet, marks.snippet(outlet.owner), names=tuple(alias.name for alias in outlet.aliases.all()))


def _events(by_pk, marks, claims):
    for event in _in_order(Event.objects.all(), by_pk):
        yield Hit(event, marks.snippet(event.summary))


def _questions(by_pk, marks, claims):
    counts = tally(claims.filter(question__in=by_pk), "question")
    for question in _in_order(Question.objects.select_related("event").prefetch_related("answers"), by_pk):
        shown = _first(marks, ("scope", question.scope), *(("answer", a.label) for a in question.answers.all()))
        yield Hit(question, *shown, count=counts.get(question.pk, 0))


def _claims(by_pk, marks, claims):
    for claim in _in_order(claims.for_listing(), by_pk):
        said = ("statement", claim.statement), ("question", str(claim.question or ""))
        if any(marks.hits(text) for _, text in said):
            yield Hit(claim)
            continue
        fields = (("said as", claim.role), ("answer", claim.answer_text), ("hedge", claim.hedge))
        fields += (("scope", claim.scope), ("evidence", claim.evidence))
        fields += (("asked", claim.question.text),) if claim.question_id else ()
        yield Hit(claim, *_first(marks, *fields))


def _quotes(by_pk, marks, claims):
    rows = Attribution.objects.for_listing().filter(claim__in=claims)
    for attribution in _in_order(rows, by_pk):
        yield Hit(attribution, marks.snippet(attribution.exact) or [Piece(_short(attribution.exact))])


def _documents(by_pk, marks, claims):
    texts = Snapshot.objects.filter(pk__in=[match.snapshot for match in by_pk.values() if match.snapshot])
    texts = {snapshot.pk: snapshot for snapshot in texts}
    for document in _in_order(Document.objects.with_outlets(), by_pk):
        match = by_pk[document.pk]
        snapshot = texts.get(match.snapshot)
        found = marks.snippet(snapshot.text, match.start) if snapshot else []
        yield Hit(document, found, snapshot=snapshot)


def _first(marks, *fields):
    """The first of these (name, text) that holds something to mark: its snippet and name."""
    return next(((found, name) for name, text in fields if (found := marks.snippet(text))), ([], ""))


def _short(text):
    return text if len(text) <= QUOTE else f"{text[:QUOTE]} …"


SHOWN = {
    Findable.SPEAKER: _speakers,
    Findable.OUTLET: _outlets,
    Findable.EVENT: _events,
    Findable.QUESTION: _questions,
    Findable.CLAIM: _claims,
    Findable.QUOTE: _quotes,
    Findable.DOCUMENT: _documents,
}

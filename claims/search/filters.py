"""Which entries a reader may see and asked for: by kind, what each filter means for it.

Everything is asked of the records as they now are, among the claims that the reader may see. A filter that says nothing
of a kind (the outlet of a question) finds nothing of that kind.
"""

from django.db.models import Exists, OuterRef

from claims.choices import Findable
from claims.filtersets.claims import claims_printed_by
from claims.models import Attribution, Event, Question, Reading, Speaker
from sources.models import Document, Outlet

FILTERS = ("event", "outlet", "speaker", "since", "until")


def narrowed(entries, kind, wanted, claims):
    """The entries of a kind that stand for something `wanted`, {filter: value}, or None: there can be none."""
    return NARROWED[kind](entries, wanted, claims)


def _claims(entries, wanted, claims):
    found = _between(_on(claims, wanted), wanted, "said_on")
    if wanted.get("outlet"):
        found = claims_printed_by(found, wanted["outlet"])
    return entries.filter(_among(found, "claim"))


def _quotes(entries, wanted, claims):
    found = entries.filter(_among(_on(claims, wanted), "claim"))
    return _printed(found, wanted)


def _documents(entries, wanted, claims):
    found = _printed(entries, wanted)
    if not (wanted.get("event") or wanted.get("speaker")):
        return found
    places = Attribution.objects.filter(snapshot__document=OuterRef("document"), claim__in=_on(claims, wanted))
    held = Exists(places)
    if wanted.get("event") and not wanted.get("speaker"):
        held |= Exists(Reading.objects.counted().filter(document=OuterRef("document"), event=wanted["event"]))
    return found.filter(held)


def _speakers(entries, wanted, claims):
    if _any(wanted, "outlet", "since", "until"):
        return None
    found = _itself(entries, wanted.get("speaker"))
    if wanted.get("event"):
        found = found.filter(Exists(claims.filter(speaker=OuterRef("object_id"), event=wanted["event"])))
    return found.filter(_among(Speaker.objects.all(), "object_id"))


def _outlets(entries, wanted, claims):
    if _any(wanted, "since", "until"):
        return None
    found = _itself(entries, wanted.get("outlet"))
    if _any(wanted, "event", "speaker"):
        here = Attribution.objects.filter(snapshot__document__outlet=OuterRef("object_id"))
        own = _on(claims, wanted)
        found = found.filter(Exists(here.filter(claim__in=own)) | Exists(own.filter(outlet=OuterRef("object_id"))))
    return found.filter(_among(Outlet.objects.all(), "object_id"))


def _events(entries, wanted, claims):
    if _any(wanted, "outlet", "speaker"):
        return None
    found = _itself(entries, wanted.get("event"))
    return found.filter(_among(_between(Event.objects.all(), wanted, "started_on"), "object_id"))


def _questions(entries, wanted, claims):
    if _any(wanted, "outlet", "speaker"):
        return None
    found = _between(Question.objects.all(), wanted, "event__started_on")
    if wanted.get("event"):
        found = found.filter(event=wanted["event"])
    return entries.filter(_among(found, "object_id"))


def _any(wanted, *names):
    return any(wanted.get(name) for name in names)


def _among(records, name):
    """That the record which an entry leads to is one of these; asked entry by entry, not gathered beforehand."""
    return Exists(records.filter(pk=OuterRef(name)))


def _itself(entries, record):
    return entries.filter(object_id=record.pk) if record else entries


def _on(claims, wanted):
    named = {name: wanted[name] for name in ("event", "speaker") if wanted.get(name)}
    return claims.filter(**named) if named else claims


def _between(records, wanted, day):
    ends = {"since": f"{day}__gte", "until": f"{day}__lte"}
    return records.filter(**{lookup: wanted[name] for name, lookup in ends.items() if wanted.get(name)})


def _printed(entries, wanted):
    """Entries whose document is of the outlet and from the days asked for."""
    documents = _between(Document.objects.all(), wanted, "published_on")
    if wanted.get("outlet"):
        documents = documents.filter(outlet=wanted["outlet"])
    return entries.filter(_among(documents, "document"))


NARROWED = {
    Findable.SPEAKER: _speakers,
    Findable.OUTLET: _outlets,
    Findable.EVENT: _events,
    Findable.QUESTION: _questions,
    Findable.CLAIM: _claims,
    Findable.QUOTE: _quotes,
    Findable.DOCUMENT: _documents,
}

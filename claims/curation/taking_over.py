"""What other tools recorded becomes drafts that wait for coding: ClaimReviews claims, Web Annotations quotes.

    taking = TakingOver(event, user)
    taking(reading, snapshot)       a `Told` for each record: what it is, and what became of it

A review's claim keeps the reviewer, the address and the rating in the reviewer's own words in its note: no judgement is
taken over. An annotation quotes words of a document that is here, in the outlet's name until a person codes whose words
they are. Each record is taken over whole, as an act of its own, or not at all; one that was taken over before, even if
it was changed or deleted since, is not taken over again.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from claims.choices import ActKind, SpeakerKind
from claims.curation.acts import act
from claims.curation.coding import join
from claims.models import Attribution, Claim, Speaker
from sources.choices import Rendition
from sources.ingest.records import Reading
from sources.lib.texts import normalise
from sources.models import Document, Snapshot

SHOWN = 100  # characters of a record's words
LONGEST = 20_000  # characters of a statement or quote
AROUND = 20  # characters of prefix and suffix that tell places apart
TEXTS = 5  # newest texts of a document in which a quote is sought


@dataclass(frozen=True)
class Told:
    """One record: its kind with its number, its first words, and what became of it, in a sentence."""

    name: str
    words: str
    became: str
    taken: bool = False


class TakingOver:
    """Takes over what a `Reading` holds of other tools' records, under one event; without one it only counts them."""

    def __init__(self, event=None, user=None):
        self.event, self.user = event, user

    def __call__(self, reading: Reading, snapshot: Snapshot | None = None) -> list[Told]:
        kinds = (("claim review", reading.reviews, self._review), ("annotation", reading.annotations, self._annotation))
        told: list[Told] = []
        for noun, records, take in kinds:
            if records and not self.event:
                told.append(Told(counted(len(records), noun), "", "Choose an event (--event KEY): they become drafts."))
                continue
            told += [self._told(f"{noun} {at}", cleaned(record), take, snapshot) for at, record in _numbered(records)]
        return told

    def _told(self, name, record, take, snapshot):
        words = (record.get("statement") or record.get("exact") or "")[:SHOWN]
        try:
            with transaction.atomic():
                return Told(name, words, take(record, snapshot), taken=True)
        except ValidationError as problem:
            return Told(name, words, " ".join(problem.messages))

    def _review(self, record, snapshot):
        if not record["statement"]:
            raise ValidationError("It says no claim.")
        if not record["speaker"]:
            raise ValidationError("It names nobody whose claim it is; record it by hand.")
        claim = self._draft(record["statement"], note_of_review(record), said_on=_day(record["said_on"]))
        place = _evidence(record, snapshot)
        with act(ActKind.RECORDED, self.user, f"Took over a claim review: {claim.statement}") as doing:
            claim.speaker = _speaker(record["speaker"], doing)
            self._save(doing, claim, place)
        where = f", quoting {place[0].document}" if place else "; its words stand in no text here: it has no evidence"
        return f"Draft {claim.key}{where}."

    def _annotation(self, record, snapshot):
        document = _document_at(record["source"])
        place = _place_in(document, record)
        words = record["body"] or f"“{record['exact']}”"
        claim = self._draft(words, note_of_annotation(record), outlet=document.original.outlet)
        with act(ActKind.RECORDED, self.user, f"Took over an annotation: {words}") as doing:
            self._save(doing, claim, place)
        return f"Draft {claim.key}, waiting for coding."

    def _draft(self, statement, note, **fields):
        if len(statement) > LONGEST:
            raise ValidationError(f"Longer than {LONGEST:,} characters.")
        claim = Claim(event=self.event, statement=statement, note=note, author=self.user, **fields)
        known = Claim.history.filter(event=self.event, statement=statement, note=note, history_type="+").first()
        if known:
            raise ValidationError(f"Taken over before, as {known.key}.")
        return claim

    def _save(self, doing, claim, place):
        if place and self.user:
            join(claim, self.user, [place[0].document])
        claim.full_clean(exclude=["key"])
        doing.save(claim)
        if place:
            snapshot, start, end = place
            found = Attribution(claim=claim, snapshot=snapshot, start=start, end=end, exact=snapshot.text[start:end])
            found.full_clean(exclude=["key"])
            doing.save(found)


def note_of_review(record):
    """What a review says, in its own words."""
    rating = record["rating"] and f"Rating in the reviewer’s words: “{record['rating']}”."
    by = f"Reviewed by {record['reviewer'] or 'somebody who is not named'}."
    seen = record["appearance"] and f"Appeared at {record['appearance']}"
    return "\n".join(filter(None, (by, rating, record["url"], seen)))


def note_of_annotation(record):
    """Who annotated what; the quote itself is part of it, so that two annotations are told apart."""
    tags = record["tags"] and f"Tags: {', '.join(record['tags'])}."
    by = f"Annotation by {record['creator'] or 'somebody who is not named'} on {record['source']}"
    said = f"“{record['prefix']}[{record['exact']}]{record['suffix']}”"
    voice = "Not coded yet: whose words they are, and what they answer."
    return "\n".join(filter(None, (by, said, tags, voice)))


def counted(number, noun):
    """*1 annotation*, *3 annotations*."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def cleaned(value: Any) -> Any:
    """A record without what no database takes (NUL, halves of surrogate pairs), in normal form."""
    if isinstance(value, str):
        return normalise(value.replace("\0", "").encode("utf-8", "ignore").decode()).strip()
    if isinstance(value, list | tuple):
        return [cleaned(one) for one in value]
    return {name: cleaned(one) for name, one in value.items()} if isinstance(value, dict) else value


def _numbered(records):
    return enumerate(records, 1)


def _day(words):
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _speaker(name, doing):
    """The one speaker of that name or alias; made new, of no known kind, if there is none."""
    named = Speaker.objects.filter(Q(name__iexact=name) | Q(aliases__name__iexact=name)).distinct()[:2]
    if len(named) > 1:
        raise ValidationError(f"Several speakers are called “{name[:SHOWN]}”; record it by hand.")
    if named:
        return named[0]
    speaker = Speaker(name=name, kind=SpeakerKind.OTHER)
    speaker.full_clean(exclude=["slug"])
    return doing.save(speaker)


def _evidence(record, snapshot):
    """(snapshot, start, end) of the claim's words: where it appeared, else in the review itself; None if nowhere."""
    quote = {"exact": record["statement"], "prefix": "", "suffix": ""}
    for text in (*_texts_at(record["appearance"]), *filter(None, [snapshot])):
        found = found_in(text.text, quote)
        if len(found) == 1:
            return text, *found[0]
    return None


def _texts_at(url):
    try:
        return _texts(_document_at(url))
    except ValidationError:
        return []


def _texts(document):
    """The newest texts of a document that are its own words, the newest first."""
    own = document.snapshots.exclude(rendition=Rendition.DIGEST)
    return list(own.order_by("-captured_at", "-pk")[:TEXTS])


def _document_at(url):
    """The one document with an address. Raises ValidationError."""
    address = url.partition("#")[0]
    found = Document.objects.with_outlets().filter(url__in={url, address, address.rstrip("/"), f"{address}/"} - {""})
    documents = list(found[:2])
    if len(documents) == 1:
        return documents[0]
    shown = address[: 2 * SHOWN] or "no address"
    if documents:
        raise ValidationError(f"Several documents here have the address {shown}.")
    raise ValidationError(f"No document here has the address {shown}; bring it in first.")


def _place_in(document, record):
    """(snapshot, start, end) of an annotation's words in the newest text that has them once. Raises ValidationError."""
    texts, most = _texts(document), 0
    for snapshot in texts:
        found = found_in(snapshot.text, record)
        if len(found) == 1:
            return snapshot, *found[0]
        most = max(most, len(found))
    if most:
        raise ValidationError(f"These words stand {most} times in {document}, and what surrounds them does not tell.")
    raise ValidationError(f"{document} has not these words." if texts else f"No text of {document} is here.")


def found_in(text, quote):
    """[(start, end)] where a quote may stand: its words, whatever space is between them; if several, the one between
    its prefix and suffix."""
    words = quote["exact"].split()
    if not words or len(quote["exact"]) > LONGEST:
        return []
    places = [match.span() for match in re.finditer(r"\s+".join(map(re.escape, words)), text)]
    if len(places) < 2:
        return places
    between = [place for place in places if _is_between(text, place, quote)]
    return between if len(between) == 1 else places


def _is_between(text, place, quote):
    start, end = place
    before, after = ("".join(quote[name].split()) for name in ("prefix", "suffix"))
    here = "".join(text[max(0, start - 4 * AROUND) : start].split()), "".join(text[end : end + 4 * AROUND].split())
    return here[0].endswith(before[-AROUND:]) and here[1].startswith(after[:AROUND])

"""Documents, snapshots and guesses made of a `Reading`: all of one or nothing.

What a person says before it is saved (`said`, {field: value}; an empty value clears the field) stands in the place of
what was read off, and is confirmed by that person.
"""

from dataclasses import replace
from datetime import date, time

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from sources.choices import Outcome
from sources.importing.outlets import outlet_for
from sources.ingest.records import Guess as Found
from sources.models import Document, Guess, Snapshot

BY_HAND = "by hand, before it was saved"
LIMITS = {"title": 500, "byline": 300, "language": 35, "dateline": 200}
is_url = URLValidator(["http", "https"])


def url_of(reading, fetched_from=""):
    """The address of a document: its canonical link, else the one it names, else where it was fetched; or empty."""
    named = (reading.guesses[name].value for name in ("canonical", "url") if name in reading.guesses)
    return next((url for url in (*named, fetched_from) if url and len(url) <= 1000 and _fits(url)), "")


@transaction.atomic
def save(reading, match, *, original, captured_from, outlet=None, user=None, fetched_from="", said=()):
    """Store what a reading is by its `Match`; answers with (document, snapshot), the snapshot None if it is here.

    `said` are the names of fields that `user` corrected (see `corrected`).
    """
    if match.outcome == Outcome.HERE:
        return match.document, match.snapshot
    document = match.document or _new_document(reading, outlet, user, url_of(reading, fetched_from), said)
    snapshot = Snapshot(
        document=document,
        text=reading.text,
        captured_from=captured_from[:1000],
        media_type=reading.media_type,
        extractor=reading.extractor,
        note="\n".join(reading.notes),
        original=original,
    )
    snapshot.full_clean()
    snapshot.save()
    return document, snapshot


def corrected(reading, said):
    """The reading with what a person said in the place of its guesses, which become further readings."""
    guesses = {field: guess for field, guess in reading.guesses.items() if said.get(field, "kept")}
    for field, value in said.items():
        if value:
            before = reading.guesses.get(field)
            others = (replace(before, others=()), *before.others) if before else ()
            guesses[field] = Found(value, BY_HAND, tuple(other for other in others if other.value != value))
    return replace(reading, guesses=guesses)


def _new_document(reading, outlet, user, url, said):
    fields = _fields(reading)
    document = Document(outlet=outlet or outlet_for(reading, url), url=url, **fields)
    document._history_user, document._change_reason = user, "Brought in"
    document.full_clean(exclude=["key"])
    document.save()
    given = {"outlet"} if outlet else set()
    found = {field: guess for field, guess in guessed(reading, url).items() if field not in given}
    confirmed = {"confirmed_by": user, "confirmed_at": timezone.now()}
    Guess._base_manager.bulk_create(
        [_guess(document, field, guess, confirmed if field in said else {}) for field, guess in found.items()]
    )
    return document


def _fields(reading):
    """What a document can hold of what was read off; what does not fit stays a guess only."""
    found = {name: reading.guesses[name].value[:most] for name, most in LIMITS.items() if name in reading.guesses}
    day = _parsed(date, reading, "published_on")
    moment = _parsed(time, reading, "published_time")
    return found | {"published_on": day, "published_time": moment if day else None}


def _parsed(kind, reading, field):
    try:
        return kind.fromisoformat(reading.guesses[field].value)
    except (KeyError, ValueError):
        return None


def guessed(reading, url):
    """{field: guess}, with credits as one and the address under the field that it fills."""
    found = {field: guess for field, guess in reading.guesses.items() if field not in ("canonical", "url")}
    address = next((guess for guess in reading.guesses.values() if url and guess.value == url), None)
    if address:
        found["url"] = address
    if reading.credits:
        first = reading.credits[0]
        found["credits"] = type(first)("; ".join(credit.value for credit in reading.credits), first.where)
    return found


def _guess(document, field, guess, confirmed):
    others = [[other.value, other.where] for other in guess.others]
    words = {"value": guess.value[:1000], "where": guess.where[:300]}
    return Guess(document=document, field=field, others=others, **words, **confirmed)


def _fits(url):
    try:
        is_url(url)
    except ValidationError:
        return False
    return True

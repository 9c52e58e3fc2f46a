"""Mails as saved by a mail program (EML): subject, sender, day, and the text; attachments are named, not read."""

import email
import email.policy
from datetime import UTC
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from sources.ingest.characters import cleaned
from sources.ingest.languages import language_of
from sources.ingest.page import read_page
from sources.ingest.records import Guess, Reading, Unreadable
from sources.lib.texts import normalise

EXTRACTOR = "mail"


def read_mail(content: bytes, known=()) -> list[Reading]:
    """One document: the plain text of a mail, or else what its HTML says. Raises Unreadable."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    text, notes = _text(message, known)
    text, more = cleaned(normalise(text).strip())
    if not text:
        raise Unreadable("A mail without text.", "Bring its attachments as files of their own.")
    attached = tuple(f"Attachment not read: {part.get_filename()}" for part in _attachments(message))
    guesses = {**_headers(message), **({"language": found} if (found := language_of(text)) else {})}
    return [Reading(text, "message/rfc822", EXTRACTOR, guesses, notes=(*notes, *more, *attached[:20]))]


def _text(message: EmailMessage, known) -> tuple[str, tuple[str, ...]]:
    try:
        part = message.get_body(("plain", "html"))
        if part is None:
            return "", ()
        if part.get_content_subtype() == "html":
            (page,) = read_page(part.get_payload(decode=True) or b"", known, part.get_content_charset() or "")
            return page.text, page.notes
        return part.get_content(), ()
    except (LookupError, ValueError, KeyError, AttributeError, TypeError) as problem:  # the library's, on odd mails
        raise Unreadable("A broken mail.", "Save its text as a file.") from problem


def _attachments(message: EmailMessage):
    try:
        return [part for part in message.iter_attachments() if part.get_filename()]
    except (AttributeError, TypeError, ValueError):
        return []


def _headers(message: EmailMessage) -> dict[str, Guess]:
    found = {}
    for field, name in {"title": "Subject", "byline": "From"}.items():
        value = " ".join(str(message.get(name, "")).split())
        if value:
            found[field] = Guess(value[:500], name)
    try:
        moment = parsedate_to_datetime(str(message.get("Date", "")))
    except (ValueError, TypeError, OverflowError):
        return found
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
        found["published_time"] = Guess(f"{moment:%H:%M:%S}", "Date")
    found["published_on"] = Guess(f"{moment:%Y-%m-%d}", "Date")
    return found

"""A spreadsheet of claims: received and previewed, then applied as one act, all of it or nothing.

    upload = receive("claims.csv", content, user)
    upload.preview                                    what each row would do (see `claims.dataset.sheet.Found.as_json`)
    outcome = apply(upload, user, "Figures checked", ignored={"cue"})

What the preview saw is what is applied: if any claim of the file was changed since, nothing is written, and the upload
gets a new preview that says what changed. Suggestions and the search follow, as in the load of a data package.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from claims.choices import ActKind
from claims.dataset.known import batches
from claims.dataset.sheet import Found, read_sheet
from claims.histories import versions
from claims.models import Act, Claim, Upload
from sources.lib.bulk import roomy_cache, seldom_collecting

LARGEST = 20 * 1024 * 1024  # bytes
MOST_STEPS = 500  # claims up to which an act remembers each, so that it can be undone
MOST_TOLD = 20  # rows that changed since the preview, told one by one


@dataclass(frozen=True)
class Applied:
    """What came of applying: `act`; or None and the upload has a new preview, `since` saying why."""

    act: Any = None
    since: tuple = ()


def receive(name, content, user):
    """Keep a file and preview it; answers with the `Upload`. Raises ValidationError if it is too large."""
    if len(content) > LARGEST:
        raise ValidationError(f"The file is larger than {LARGEST // 2**20} MB; split it, or load it as a data package.")
    upload = Upload(name=(name.replace("\0", "") or "claims.csv")[-255:], content=content, by=user)
    _keep_preview(upload, read_sheet(upload.name, content, user))
    return upload


def _keep_preview(upload, found, since=()):
    upload.preview = found.as_json() | {"since": list(since)}
    upload.previewed_at = timezone.now()
    upload.save()


def counts(upload):
    """{outcome: how many rows} of a preview."""
    found = dict.fromkeys(("wrong", "changed", "new", "unchanged"), 0)
    for row in upload.preview["rows"]:
        found[row["outcome"]] += 1
    return found


def hindrance(upload, ignored=None, reason=None):
    """Why a preview cannot be applied as it is, or an empty text. None: not asked about."""
    preview, number = upload.preview, counts(upload)
    unknown = [name for name, _ in preview["unknown"] if ignored is not None and name not in ignored]
    if preview["problems"] or number["wrong"]:
        return "Something in the file is wrong: correct it and upload it again."
    if not number["new"] + number["changed"]:
        return "There is nothing to apply: the file says what is recorded already."
    if unknown:
        return f"Not known here: {', '.join(unknown)}. Tick each column that is to be ignored."
    if preview["reasons_for"] and reason is not None and not reason.strip():
        return "Say why: claims that were accepted are changed, or claims are returned or dropped."
    return ""


@transaction.atomic
def apply(upload, user, reason="", ignored=()):
    """Write what the preview shows; answers with `Applied`. Raises ValidationError if it cannot be applied as it is."""
    upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if upload.applied_at:
        raise ValidationError("This file was applied already.")
    if problem := hindrance(upload, ignored, reason):
        raise ValidationError(problem)
    _lock(upload)
    why = reason.strip() or f"Uploaded in {upload.name}"
    try:
        with seldom_collecting(), roomy_cache(), transaction.atomic():
            found = read_sheet(upload.name, bytes(upload.content), user, why, writing=True)
            since = _changed_since(upload, found)
            if since or found.count("wrong") or found.problems:
                raise _Stale
            return Applied(_record(upload, user, reason, found))
    except (_Stale, IntegrityError):
        found = read_sheet(upload.name, bytes(upload.content), user)
    except DatabaseError as error:
        raise ValidationError(f"The database refuses it: {' '.join(str(error).split())}") from error
    since = _changed_since(upload, found)
    _keep_preview(upload, found, since)
    return Applied(None, tuple(since))


class _Stale(Exception):
    """What the preview saw is not so any more."""


def _lock(upload):
    """Nobody changes the claims of the file between the comparison and the writing."""
    keys = [row["key"] for row in upload.preview["rows"]]
    for batch in batches(sorted(keys)):
        list(Claim._base_manager.filter(key__in=batch).order_by("pk").select_for_update().values_list("pk"))


def _record(upload, user, reason, found):
    """The act, and the upload as applied."""
    number = counts(upload)
    words = f"{upload.name[:200]}: {number['new']} new, {number['changed']} changed"
    upload.applied_as = Act.objects.create(
        kind=ActKind.UPLOADED, words=words, reason=reason.strip(), by=user, steps=_steps(found)
    )
    upload.applied_at = timezone.now()
    upload.save()
    return upload.applied_as


def _steps(found):
    """The versions before and after of every claim that was written; of too many none, and nothing undoes them."""
    if len(found.written) > MOST_STEPS:
        return []
    history = Claim.history.filter(id__in=found.written).order_by()
    after = dict(history.values_list("id").annotate(latest=Max("history_id")))
    before = history.exclude(history_id__in=after.values()).values_list("id").annotate(latest=Max("history_id"))
    before = dict(before)
    return [[Claim._meta.label_lower, pk, before.get(pk), after[pk]] for pk in sorted(after)]


# What changed since the preview


def _changed_since(upload, found: Found):
    """Sentences on each row that would do something else now than the preview says."""
    before = {row["line"]: row for row in upload.preview["rows"]}
    rows = [row for row in found.as_json()["rows"] if row != before.get(row["line"])]
    told = [_told(row, before.get(row["line"]), upload.previewed_at) for row in rows[:MOST_TOLD]]
    more = len(rows) - len(told)
    return told + ([f"{more} more rows changed."] if more else [])


def _told(row, before, moment):
    line = f"Line {row['line']}, {row['key'] or 'no key'}"
    claim = Claim._base_manager.filter(key=row["key"]).first()
    happened = [version for version in versions(claim) if version.at > moment] if claim else []
    if happened:
        return f"{line}: {'; '.join(_in_words(version) for version in happened)}."
    was, now = (before or {}).get("outcome", "not there"), row["outcome"]
    return f"{line}: it was {was}, now it is {now}." if was != now else f"{line}: what it refers to was changed."


def _in_words(version):
    changes = ", ".join(f"{one.label} “{one.before[:80]}” → “{one.after[:80]}”" for one in version.changes)
    return f"{version.by or 'a program'} {version.kind} it at {version.at:%H:%M} UTC{': ' if changes else ''}{changes}"

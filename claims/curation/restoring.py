"""Bringing a record back to an earlier version, its parts with it: a new version, in one act that can be undone."""

from dataclasses import replace

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignKey
from django.db.models.deletion import ProtectedError, RestrictedError
from django.utils import timezone
from django.utils.text import Truncator

from claims.choices import ActKind, ClaimStatus, RelationState
from claims.curation.acts import act
from claims.curation.reviewing import after_change, coded
from claims.models import Attribution, Claim, Question, Relation, Relay
from claims.record_histories import RecordHistory

# What a claim is in review, and who wrote it, is not of its text: these stay as they are.
KEPT = {"claims.claim": {"status", "reviewer", "author", "coding", "blind"}}
ASIDE = 1_000_000  # where positions wait while parts change places
MEANWHILE = (
    "Somebody saved this record after you opened this page. Nothing was restored: look at the latest version first."
)
MOVED = "The question belonged to another event then, and its claims would move with it: change the event in its form."


def plan(history, number):
    """What would become of a record: a `Version` for each part that was otherwise after step `number` of its history.

    What stays as it is (`KEPT`) is left out.
    """
    kept = KEPT.get(history.label, ())
    found = history.between(history.current, history.state(number))
    found = [replace(one, changes=tuple(change for change in one.changes if change.field not in kept)) for one in found]
    return [one for one in found if one.changes or one.values]


@transaction.atomic
def restore(model, pk, number, *, mark, user, reason):
    """Restore the record `pk` of `model` as it was after step `number` of its history; answers with the `Act`.

    `mark` is that of the history that the person saw. Raises ValidationError, and changes nothing, where somebody saved
    meanwhile, where what the version names is gone, or where a rule is broken by now.
    """
    model._base_manager.filter(pk=pk).order_by("pk").select_for_update().first()  # one restores at a time
    history = RecordHistory(model, pk)
    if history.mark != mark:
        raise ValidationError(MEANWHILE)
    if not 1 <= number <= len(history.steps) or (history.label, pk) not in history.state(number):
        raise ValidationError(f"There is no version {number} to restore.")
    going, coming = _differences(history, number)
    before = {claim.pk: coded(claim) for claim in _claims_of(model, pk)}
    with act(ActKind.RESTORED, user, f"version {number} of {_name(model, pk, history)}", reason) as doing:
        for row in going:
            _delete(doing, row)
        _set_aside(doing, coming)
        for row in coming:
            _save(doing, row, user)
        for claim in Claim._base_manager.filter(pk__in=before):
            after_change(claim, before[claim.pk], user, reason, doing)
    if doing.stored is None:
        raise ValidationError(f"It is as version {number} was: there is nothing to restore.")
    return doing.stored


def _differences(history, number):
    """(rows to delete, innermost first; rows to save, the record first): from the current state to that of a step."""
    now, then = history.current, history.state(number)
    going = sorted((row for part, row in now.items() if part not in then), key=lambda row: -history.depth(row))
    coming = sorted((row for part, row in then.items() if now.get(part) != row), key=history.depth)
    return [_found(row) for row in going], [_found(row) for row in coming]


def _found(row):
    """The whole row of a history."""
    return apps.get_model(row.label).history.get(history_id=row.number)


def _delete(doing, row):
    record = row.instance_type._base_manager.filter(pk=row.id).first()
    try:
        if record is not None:
            doing.delete(record)
    except (ProtectedError, RestrictedError) as problem:
        raise ValidationError(
            f"{_told(row)} was added later, and other records stand on it: it cannot go."
        ) from problem


def _set_aside(doing, rows):
    """Of parts that change places, none stands in the way of another."""
    placed = [row for row in rows if hasattr(row, "position") and row.instance_type is not Question]
    moved = [(row, record) for row in placed if (record := row.instance_type._base_manager.filter(pk=row.id).first())]
    moved = [record for row, record in moved if record.position != row.position]
    for record in moved if len(moved) > 1 else ():
        record.position += ASIDE
        doing.save(record)


def _save(doing, row, user):
    record = row.instance_type._base_manager.filter(pk=row.id).first()
    changed = record is None
    if record is None:
        record = row.instance
        record._state.adding = True
    kept = KEPT.get(record._meta.label_lower, set()) if not record._state.adding else set()
    for field in type(row).tracked_fields:
        value = getattr(row, field.attname)
        if field.name not in kept and getattr(record, field.attname) != value:
            _check_there(row, field, value)
            setattr(record, field.attname, value)
            changed = True
    if changed:
        _follow_rules(record, user)
        _check(row, record)
        doing.save(record)


def _check_there(row, field, value):
    if isinstance(field, ForeignKey) and value is not None:
        if not field.remote_field.model._base_manager.filter(pk=value).exists():
            what = f"The {field.verbose_name} that {_told(row)} names"
            raise ValidationError(f"{what} was merged away or deleted. Undo that first, or copy the fields you need.")
        moved = row.instance_type is Question and field.name == "event"
        if moved and Claim._base_manager.filter(question=row.id).exclude(event=value).exists():
            raise ValidationError(MOVED)


def _follow_rules(record, user):
    if isinstance(record, Claim) and record._state.adding and record.status == ClaimStatus.ACCEPTED:
        record.status = ClaimStatus.IN_REVIEW  # whoever accepted it did so before it was deleted
    if isinstance(record, Relation) and record.state != RelationState.SUGGESTED:
        record.decided_by, record.decided_at = user, timezone.now()


def _claims_of(model, pk):
    """The claim that a record is, or is evidence of: its review follows."""
    names = {Claim: "pk", Attribution: "attributions", Relay: "attributions__relays"}
    return list(Claim._base_manager.filter(**{names[model]: pk})) if model in names else []


def _check(row, record):
    try:
        record.full_clean()
    except ValidationError as problem:
        raise ValidationError(f"{_told(row)} cannot be as it was: {' '.join(problem.messages)}") from problem


def _told(row):
    return f"the {row.instance_type._meta.verbose_name}"


def _name(model, pk, history):
    stored = model._base_manager.filter(pk=pk).first()
    return Truncator(str(stored) if stored else history.told(history.steps[-1:])[0][1][0].title).chars(200)

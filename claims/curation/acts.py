"""Writing several records as one act that is kept, shown and can be undone.

    with act(ActKind.RECORDED, user, "Podolyak denies it") as doing:
        doing.save(claim)
        doing.save(attribution)
    doing.stored                       the `Act`; None if nothing was written

Everything inside is one transaction. What must follow a change of claims (suggestions, the index of the search) follows
once, when the act ends; so do judgements that rested on what it changed: they are asked again. `undo` takes an act back
as long as nothing that it wrote was changed since.
"""

from contextlib import contextmanager
from itertools import groupby

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import router, transaction
from django.db.models import Q
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.utils import timezone

from claims.choices import ActKind, RelationState
from claims.curation.moving import latest_versions, move_back
from claims.curation.questions import question_changed
from claims.curation.rechecking import recheck
from claims.curation.reopening import grounds, reopen, rested_on
from claims.models import Act, Claim, Question, Relation
from claims.models.relations import REOPENED
from claims.search.index import bring_up_to_date, touched

WORDS = 300
NAMED = 5  # records that a message lists
FEW = 20  # records that are taken back one by one


class Journal:
    """Writes records for one person and one reason, and remembers each version before and after.

    `merging` says that the act finds two names to be one voice, or takes that back; `reopened` lists, when the act has
    ended, the judgements that it asks again. `words` may be set anew while it goes on.
    """

    def __init__(self, user, reason="", merging=False, words=""):
        self.user, self.reason, self.steps, self.stored, self.words = user, reason, [], None, words
        self.questions, self.ruled, self.searched = set(), set(), []
        self.merging, self.asked, self.grounds, self.reopened = merging, set(), {}, []

    def save(self, record, reason=""):
        """Save a record, new or changed; its rules are the caller's to check (`full_clean`).

        `reason` is said of this record alone, where that of the whole act does not tell why.
        """
        before = _version_before(record) if record.pk else None
        self._watch(record, stored=before is not None)
        record._history_user, record._change_reason = self.user, reason or self.reason or None
        record.save()
        self._watch(record)
        self.steps.append([record._meta.label_lower, record.pk, before, version(record)])
        return record

    def delete(self, record):
        """Delete a record and all that goes with it, each of them remembered. Raises ProtectedError."""
        going = [found for found in dependents(record) if hasattr(found, "history")]
        for found in going:
            self._watch(found, stored=True)
            found._history_user, found._change_reason = self.user, self.reason or None
        steps = [(found, found._meta.label_lower, found.pk, version(found)) for found in going]
        for found in going:
            found.delete()
        self.steps += [[label, pk, before, None] for _, label, pk, before in steps]

    def about_to_change(self, claim_pks):
        """Note what judgements on these claims rest on, as long as it stands."""
        fresh = claim_pks - self.asked
        self.asked |= fresh
        self.grounds |= grounds(fresh)

    def _watch(self, record, stored=False):
        """Note what has to follow: as it is stored now, or as it stands in memory."""
        if stored:
            self.about_to_change(rested_on(record))
        if isinstance(record, Claim):
            known = Claim._base_manager.filter(pk=record.pk).values_list("question", flat=True) if stored else ()
            self.questions |= {record.question_id, *known}
        if isinstance(record, Question) and record.pk:
            self.ruled.add(record.pk)
        if record.pk:
            self.searched.append(touched(type(record), [record.pk]))

    def follow(self):
        """What must follow a change, once for all of it. Judgements that the act itself wrote are as it wants them."""
        own = {pk for label, pk, *_ in self.steps if label == Relation._meta.label_lower}
        self.reopened = reopen(self.grounds, self.user, self.save, spared=own, merging=self.merging)
        for question in Question._base_manager.filter(pk__in=self.ruled):
            question_changed(question)
        recheck(self.questions)
        bring_up_to_date(*self.searched)


@contextmanager
def act(kind, user, words, reason="", former=""):
    """One act of a person. Yields a `Journal`; when all is written, stores the act as `journal.stored`.

    A program (`user` None) writes in the same way; its acts are not stored: they are nobody's to undo.
    """
    with transaction.atomic():
        journal = Journal(user, reason, merging=kind == ActKind.MERGED, words=words)
        yield journal
        if journal.steps:
            journal.follow()
        if journal.steps and user:
            journal.stored = Act.objects.create(
                kind=kind, words=journal.words[:WORDS], reason=reason, by=user, steps=journal.steps, former=former
            )


def version(record):
    """The number of a record's latest version in its history; None if it has none, or was deleted."""
    latest = type(record).history.filter(**{record._meta.pk.name: record.pk}).values_list("history_id", "history_type")
    number, kind = latest.first() or (None, "-")
    return None if kind == "-" else number


def _version_before(record):
    """The version that is stored; a suggestion has none until a person touches it, and is given one now."""
    found = version(record)
    stored = None if found else type(record)._base_manager.filter(pk=record.pk).first()
    if stored:
        type(record).history.bulk_history_create([stored])
    return version(record) if stored else found


def dependents(record):
    """What is deleted with a record, the record itself last. Raises ProtectedError where evidence stands on it."""
    collector = Collector(using=router.db_for_write(type(record)), origin=record)
    collector.collect([record])
    found = [one for model, rows in collector.data.items() for one in rows if model is not type(record)]
    found += [one for rows in collector.fast_deletes for one in rows]
    return [*sorted(found, key=_depth, reverse=True), record]


def _depth(record):
    """Parts before what they are part of: relays before attributions before claims."""
    order = ["claims.claim", "claims.relation", "claims.attribution", "claims.relay"]
    label = record._meta.label_lower
    return order.index(label) if label in order else 0


# Undoing


@transaction.atomic
def undo(stored, user):
    """Take an act back: what it made is deleted, what it changed or deleted is as before.

    Raises ValidationError, and changes nothing, where a record was changed since or something new rests on it.
    """
    stored = Act.objects.select_for_update(of=("self",)).get(pk=stored.pk)
    if stored.is_undone:
        raise ValidationError("This was undone already.")
    if not stored.can_be_undone:
        raise ValidationError("This wrote too much to be undone as one.")
    journal = Journal(user, f"Undone: {stored.words}", merging=stored.kind == ActKind.MERGED)
    _check_untouched(stored.steps)
    for label, steps in groupby(reversed(stored.steps), key=lambda step: step[0]):
        _take_all_back(journal, stored, apps.get_model(label), list(steps))
    journal.follow()
    stored.undone_by, stored.undone_at = user, timezone.now()
    stored.save()
    return stored


def may_undo(stored, user):
    """One's own acts; with the permission to change acts those of others, but what they record blindly stays theirs."""
    return stored.by_id == user.pk or (user.has_perm("claims.change_act") and not is_blind(stored))


def is_blind(stored):
    """Whether an act is on claims of a double coding that is not settled: its words tell nobody but its author."""
    pks = {label: [pk for named, pk, *_ in stored.steps if named == label] for label, *_ in stored.steps}
    claims = Q(pk__in=pks.get("claims.claim", [])) | Q(attributions__in=pks.get("claims.attribution", []))
    return Claim.objects.filter(claims, blind=True).exists()


def _check_untouched(steps):
    """Whatever was written is still as it was left; else nothing is undone, and the message says what is not."""
    left = {}
    for label, pk, _, after in steps:
        left.setdefault(apps.get_model(label), {})[pk] = after
    changed = []
    for model, versions in left.items():
        now = latest_versions(model, versions)
        changed += [(model, now[pk]) for pk, after in versions.items() if pk in now and after not in (None, now[pk])]
    if changed:
        said = [_said_of(model.history.get(history_id=number)) for model, number in changed[:NAMED]]
        more = f" And {len(changed) - NAMED} more were changed." if len(changed) > NAMED else ""
        raise ValidationError(f"It cannot be undone: {'; '.join(said)}. Change it by hand.{more}")


def _said_of(latest):
    what = latest.history_object._meta.verbose_name
    return f"{latest.history_user or 'A program'} changed the {what} “{latest.history_object}” since"


def _take_all_back(journal, stored, model, steps):
    """Steps on one model, the last first. What a merge had moved goes back all at once."""
    moved = stored.kind == ActKind.MERGED and all(before and after for _, _, before, after in steps)
    gone = apps.get_model(stored.steps[-1][0])
    if moved and model is not gone and len(steps) > FEW:
        move_back(journal, model, steps, gone._base_manager.get(pk=stored.steps[-1][1]))
        return
    for _, pk, before, _ in steps:
        _take_back(journal, model, pk, before)


def _take_back(journal, model, pk, before):
    if before is None:
        _delete_what_was_made(journal, model, pk)
        return
    row = model.history.filter(history_id=before).first()
    if row is None:
        raise ValidationError("It cannot be undone: the version before is not in the history any more.")
    record = row.instance
    record._state.adding = not model._base_manager.filter(pk=pk).exists()
    try:
        record.full_clean()
    except ValidationError as problem:
        raise ValidationError(f"It cannot be undone: {'; '.join(problem.messages)}") from problem
    journal.save(record)
    _suggest_anew(journal, record)


def _suggest_anew(journal, record):
    """A judgement that was taken back leaves its pair to the rules."""
    if isinstance(record, Relation):
        journal.questions |= {record.first.question_id, record.second.question_id}


def _delete_what_was_made(journal, model, pk):
    record = model._base_manager.filter(pk=pk).first()
    if record is None:
        return
    try:
        rests = [one for one in dependents(record) if one != record and not _goes_by_itself(one)]
    except (ProtectedError, RestrictedError) as problem:
        raise ValidationError(f"It cannot be undone: other records stand on “{record}” meanwhile.") from problem
    if rests:
        raise ValidationError(f"It cannot be undone: meanwhile “{rests[0]}” stands on “{record}”.")
    _suggest_anew(journal, record)
    journal.delete(record)


def _goes_by_itself(record):
    """A suggestion that nobody ever decided goes with its claim."""
    undecided = isinstance(record, Relation) and record.state == RelationState.SUGGESTED
    return undecided and record.suggested_by != REOPENED

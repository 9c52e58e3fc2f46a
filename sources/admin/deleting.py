"""Deleting says first what goes with a record, asks why, and keeps who and why in the history of all that went.

What only *rests on* a record is protected, and refused: see `protection`.
"""

from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.utils import unquote
from django.db import IntegrityError, router
from django.db.models import CASCADE
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.http import HttpResponseRedirect

from sources.admin.protection import EXAMPLES, linked, named_by, visible_of, what_rests_on
from sources.admin.versions import changes_since, stamp

BATCH = 500
LONGEST = 2000  # characters of a reason


@dataclass(frozen=True)
class Going:
    """Records of one kind that are deleted with others: how many, and the first few, as links."""

    number: int
    noun: str
    examples: list

    @property
    def more(self):
        return self.number - len(self.examples)


@dataclass(frozen=True)
class Deletion:
    """What a deletion takes along, and what a person should know before it."""

    going: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    is_told = True  # the stock pages, of users and groups, list objects instead


def going_with(records):
    """{model: set of primary keys} of all that is deleted with `records` of one model, themselves included.

    A few queries for each kind, however much there is.
    """
    model = records[0]._meta.model
    found, level = {model: {record.pk for record in records}}, [(model, [record.pk for record in records])]
    while level:
        owner, pks = level.pop()
        for relation in owner._meta.related_objects:
            if relation.on_delete is CASCADE:
                known = found.setdefault(relation.related_model, set())
                new = _pointing(relation, pks) - known
                known |= new
                level += [(relation.related_model, sorted(new))] if new else []
    return {one: pks for one, pks in found.items() if pks}


def _pointing(relation, pks):
    rows, name = relation.related_model._base_manager, relation.field.name
    batches = (pks[at : at + BATCH] for at in range(0, len(pks), BATCH))
    return {pk for batch in batches for pk in rows.filter(**{f"{name}__in": batch}).values_list("pk", flat=True)}


def as_going(model, pks, site, request):
    first = model._base_manager.filter(pk__in=sorted(pks)[:EXAMPLES])
    rows = visible_of(first, model, site, request).select_related(*named_by(model)).order_by("pk")
    noun = model._meta.verbose_name if len(pks) == 1 else model._meta.verbose_name_plural
    return Going(len(pks), noun, [linked(row, site) for row in rows])


def delete(records, user, reason):
    """Delete records of one model; the history of each, and of all that goes with them, says who and why."""
    records = list(records)
    collector = Collector(using=router.db_for_write(records[0]._meta.model), origin=records[0])
    collector.collect(records)
    for row in (row for rows in collector.data.values() for row in rows):
        row._history_user, row._change_reason = user, reason or None
    collector.delete()


class Deleting:
    """Mixed into admins."""

    def warnings_before(self, records):
        """Sentences that a person should read before `records` are deleted; then a reason must be given."""
        return []

    def get_deleted_objects(self, objs, request):
        """Evidence is protected: what rests on a record is named, with a few examples, before anything is collected."""
        records, site = list(objs), self.admin_site
        resting = what_rests_on(records, site, request)
        if resting or not records:
            return Deletion(), {}, set(), resting
        going = going_with(records)
        own = going.pop(self.model)
        for model, pks in going.items():
            resting += what_rests_on(model._base_manager.filter(pk__in=pks), site, request)
        lacking = {
            str(model._meta.verbose_name) for model in going if not self._may_delete(site._registry.get(model), request)
        }
        told = Deletion(
            [as_going(model, pks, site, request) for model, pks in going.items()], self.warnings_before(records)
        )
        return told, {self.opts.verbose_name_plural: len(own)}, lacking, resting

    def _may_delete(self, model_admin, request):
        return model_admin is None or model_admin.has_delete_permission(request)

    def delete_view(self, request, object_id, extra_context=None):
        """Ask again where something has changed since the page was shown, or the reason is missing."""
        record = self.get_object(request, unquote(object_id)) if request.method == "POST" else None
        problem = record and self.has_delete_permission(request, record) and self._not_yet(request, record)
        if not problem:
            try:
                return super().delete_view(request, object_id, extra_context)
            except (ProtectedError, RestrictedError, IntegrityError):
                problem = "Nothing was deleted: meanwhile something else rests on it."
        self.message_user(request, problem, messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())

    def _not_yet(self, request, record):
        seen, watched = request.POST.get("seen"), self.watched(request, record)
        if seen and seen != stamp(record, watched):
            return changes_since(record, seen, watched).split(". ")[0] + ". Nothing was deleted: look once more."
        return self.warnings_before([record]) and not reason_of(request) and NO_REASON

    def render_delete_form(self, request, context):
        record = context["object"]
        return super().render_delete_form(request, context | {"seen": stamp(record, self.watched(request, record))})

    def delete_model(self, request, obj):
        delete([obj], request.user, reason_of(request))

    def delete_queryset(self, request, queryset):
        delete(queryset, request.user, reason_of(request))

    def get_actions(self, request):
        found = super().get_actions(request)
        if "delete_selected" in found:
            found["delete_selected"] = (delete_several, *found["delete_selected"][1:])
        return found


NO_REASON = "Nothing was deleted: say why first."


def delete_several(model_admin, request, queryset):
    """The stock action; without a reason where one is needed, its page comes back."""
    if request.POST.get("post") and not reason_of(request) and model_admin.warnings_before(list(queryset)):
        model_admin.message_user(request, NO_REASON, messages.ERROR)
        request.POST = request.POST.copy()
        del request.POST["post"]
    return delete_selected(model_admin, request, queryset)


def reason_of(request):
    return request.POST.get("reason", "").replace("\0", "").strip()[:LONGEST]

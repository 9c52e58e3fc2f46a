"""What happens when a form comes back whose record another person saved or deleted meanwhile.

Nothing is stored. A page shows both versions beside the one that was opened; it carries the form as it was sent. What
is chosen there is put into that form, which then goes the ordinary way: one place checks the rules and saves.
"""

from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.http import HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from sources.admin.comparing import BOTH, MINE, THEIRS, Comparison, whole
from sources.admin.sending import raw, renumber
from sources.admin.versions import as_seen, saves_since, stamp, tracked
from sources.admin.wording import Piece, Words, compared

CHOICE, DO, AGAINST = "keep:", "_meet", "_against"
YOURSELF = "you (in another window)"
CHANGEABLE = ("change_reason", "csrfmiddlewaretoken")  # the page has fields of its own for these


@dataclass(frozen=True)
class Line:
    """A place as it is shown: three versions in `Piece`s (None: not there), and the one that is chosen, if any."""

    name: str
    label: str
    changed_by: str
    was: list | None
    theirs: list | None
    mine: list | None
    chosen: str

    @property
    def is_open(self):
        return not self.chosen


class Conflict:
    """The versions of one record that meet in one request. `seen` and `now` are stamps."""

    def __init__(self, model_admin, request, record):
        self.admin, self.request, self.record, self.sent = model_admin, request, record, request.POST
        self.watched = model_admin.watched(request, record)
        self.seen, self.now = self.sent.get("seen", ""), stamp(record, self.watched)

    @property
    def is_one(self):
        return bool(self.seen and self.now and self.seen != self.now)

    @property
    def is_shown(self):
        """Whether the choices that were sent were made against what is stored now."""
        return self.sent.get(AGAINST) == self.now

    @cached_property
    def form(self):
        names = flatten_fieldsets(self.admin.get_fieldsets(self.request, self.record))
        form = self.admin.get_form(self.request, self.record, change=True, fields=names)
        return form(self.sent, instance=self.record)

    @cached_property
    def formsets(self):
        """(formset as sent, formset as stored) of each inline that this person may change."""
        found, inlines = self.admin._create_formsets(self.request, self.record, change=True)
        return [
            (mine, type(mine)(instance=self.record, prefix=mine.prefix, queryset=inline.get_queryset(self.request)))
            for mine, inline in zip(found, inlines, strict=True)
            if inline.has_change_permission(self.request, self.record)
        ]

    @cached_property
    def was(self):
        """The record and its rows as they were opened, or None."""
        return as_seen(self.record, self.seen, self.watched)

    @cached_property
    def comparison(self):
        models = [model for model, _ in tracked(self.watched)]
        found = Comparison(self.was and dict(zip(models, self.was[1:], strict=True)))
        was = self.was and type(self.form)(instance=self.was[0])
        theirs = type(self.form)(instance=self.admin.get_object(self.request, str(self.record.pk)))
        names = [name for name in self.form.fields if name not in self.form.declared_fields]
        found.fields(was, theirs, self.form, names)
        for mine, stored in self.formsets:
            found.formset(mine, stored)
        return found

    def chosen(self, place):
        sent = self.sent.get(CHOICE + place.name)
        preset = "" if place.changed_by == BOTH else place.changed_by
        return sent if sent in (THEIRS, MINE) else preset

    @cached_property
    def lines(self):
        """The `Line`s of the page, those that need a choice first."""
        places = self.comparison.places
        words = Words([version for one in places for version in (one.was, one.theirs, one.mine)], self.admin.admin_site)
        return sorted((self._line(place, words) for place in places), key=lambda line: line.changed_by != BOTH)

    def _line(self, place, words):
        was, theirs, mine = (words.of(version) for version in (place.was, place.theirs, place.mine))
        now = [None if version is None else compared(was, version) for version in (theirs, mine)]
        before = None if was is None else [Piece(was)] if was else []
        return Line(place.name, place.label, place.changed_by, before, *now, self.chosen(place))

    @property
    def are_open(self):
        return any(not self.chosen(place) for place in self.comparison.places)

    @property
    def is_idle(self):
        """Whether both say the same, as when somebody presses Save twice."""
        return bool(self.was) and not self.comparison.places and not self.aside

    @cached_property
    def aside(self):
        """(label, before, now) of what they changed and no field of this form holds."""
        if not self.was:
            return []
        fields = type(self.record).history.model.tracked_fields
        rest = [field for field in fields if field.name not in self.form.fields and not field.primary_key]
        pairs = [(field, getattr(self.was[0], field.attname), getattr(self.record, field.attname)) for field in rest]
        return [
            (capfirst(field.verbose_name), _shown(self.was[0], field), _shown(self.record, field))
            for field, was, now in pairs
            if was != now
        ]

    @cached_property
    def saves(self):
        return saves_since(self.record, self.seen, self.watched)

    @cached_property
    def who(self):
        """Everybody who saved since, newest first."""
        return " and ".join(dict.fromkeys(YOURSELF if one.by == self.request.user else one.who for one in self.saves))

    # What was sent

    def as_typed(self):
        """What was sent, without what this page added."""
        return {name: values for name, values in self.sent.lists() if not _is_ours(name)}

    def merged(self):
        """What was sent, with every choice taken over; where none was made, it is mine."""
        sent = self.as_typed()
        for place in self.comparison.places:
            take = place.keep_theirs if self.chosen(place) == THEIRS else place.keep_mine
            take(sent)
        for settle in self.comparison.settled:
            settle(sent)
        for mine, _ in self.formsets:
            if mine.management_form.is_valid():
                renumber(sent, mine.prefix)
        return sent | {"seen": [self.now]}


def _is_ours(name):
    return name.startswith(CHOICE) or name in (DO, AGAINST)


def _shown(record, field):
    if field.is_relation:
        return str(getattr(record, field.name) or "")
    value = getattr(record, field.attname)
    return str(dict(field.flatchoices).get(value, "" if value is None else value))


def carried(sent):
    """(name, value) of all that was sent and the page carries on unseen."""
    return [
        (name, value)
        for name, values in sent.lists()
        for value in values
        if not _is_ours(name) and name not in CHANGEABLE
    ]


def as_post(sent):
    """A plain dict of lists as a request has it."""
    post = QueryDict(mutable=True)
    for name, values in sent.items():
        post.setlist(name, values)
    return post


class Meeting:
    """Mixed into admins: before a form is saved, see whether others were faster."""

    change_conflict_template = "admin/conflict.html"
    gone_template = "admin/gone.html"

    def _changeform_view(self, request, object_id, form_url, extra_context):
        answer = self._meet(request, unquote(object_id)) if request.method == "POST" and object_id else None
        return answer or super()._changeform_view(request, object_id, form_url, extra_context)

    def _meet(self, request, object_id):
        """The page that shows the conflict, or None where the form, perhaps as merged, goes the ordinary way."""
        record = self.get_object(request, object_id)
        if not self.has_change_permission(request, record):
            return None
        if record is None:
            return self._gone(request, object_id)
        conflict = Conflict(self, request, record)
        return self._settle(request, conflict) if conflict.is_one else None

    def _settle(self, request, conflict):
        """Do what was asked for on the page of a conflict; else show it."""
        asked = request.POST.get(DO)
        if asked == THEIRS:
            return self._stays(request, f"Yours was dropped; what {conflict.who} saved stands.")
        if conflict.is_idle:
            return self._stays(request, f"Nothing was left to save: {conflict.who} saved the same.")
        if asked == "back":
            request.POST = as_post(conflict.as_typed())
            return None
        if not conflict.is_shown or asked not in ("merged", "form") or (asked == "merged" and conflict.are_open):
            return self._conflict_page(request, conflict, asked)
        request.POST, request.merged_with = as_post(conflict.merged()), conflict.who
        request.unsaved = "Nothing is saved yet: change what you like, then save." if asked == "form" else ""
        return None

    def _stays(self, request, text):
        self.message_user(request, text, messages.INFO)
        return HttpResponseRedirect(request.get_full_path())

    def _conflict_page(self, request, conflict, asked):
        return self._working_page(
            request,
            self.change_conflict_template,
            title=f"Not saved: {conflict.who} saved this {self.opts.verbose_name} while you had it open",
            original=conflict.record,
            conflict=conflict,
            carried=carried(request.POST),
            again=bool(asked),
            reason=request.POST.get("change_reason", ""),
        )

    def _gone(self, request, object_id):
        """What was typed, to copy, where the record is not there any more; None where it never was."""
        known = object_id.isascii() and object_id.isdecimal() and len(object_id) < 19 and hasattr(self.model, "history")
        last = known and self.model.history.filter(**{self.opts.pk.name: object_id}).first()
        if not last or last.history_type != "-":
            return None
        return self._working_page(
            request,
            self.gone_template,
            status=409,
            title=f"Not saved: this {self.opts.verbose_name} is not there any more",
            last=last,
            where=self.where_it_went(last),
            typed=self._typed(request),
        )

    def where_it_went(self, last):
        """(words, address) of the record that took the place of a deleted one, or None; `last` is its last version."""
        return None

    def _typed(self, request):
        """(label, words) of all that was typed into a form whose record is gone."""
        form = self.get_form(request, None)(request.POST)
        formsets, _ = self._create_formsets(request, self.model(), change=False)
        rows = [(mine, row) for mine in formsets if mine.management_form.is_valid() for row in mine.forms]
        names = [name for name in form.fields if name not in form.declared_fields]
        own = [(form.fields[name].label, [(form.fields[name], raw(form, name))]) for name in names]
        own += [(mine.model._meta.verbose_name, whole(row)) for mine, row in rows]
        words = Words([version for _, version in own], self.admin_site)
        return [(capfirst(label), said) for label, version in own if (said := words.of(version))]

    def _working_page(self, request, template, status=200, **context):
        frame = getattr(self.admin_site, "frame", self.admin_site.each_context)
        return TemplateResponse(request, template, frame(request) | {"opts": self.opts} | context, status=status)

"""Relations in the admin: two claims side by side, confirmed or rejected with a reason, one or many at once."""

from django import forms
from django.contrib import admin, messages
from django.template.loader import render_to_string
from django.template.response import TemplateResponse

from claims.admin.deleting import of_judgements
from claims.admin.events import EVENT_NAMES
from claims.admin.reports import ReportFile
from claims.admin.seeing import SeesNoBlindWork
from claims.choices import RelationState
from claims.curation.judging import MOST_AT_ONCE, as_shown, decide, decide_all
from claims.exports.contradictions import CONTRADICTIONS
from claims.models import Attribution, Relation
from sources.admin.filters import by_name, filled
from sources.admin.forms import RecordForm
from sources.admin.records import RecordAdmin, as_it_was

BUTTONS = {"_confirm": RelationState.CONFIRMED, "_reject": RelationState.REJECTED}
DECIDED = ["state", "decided_by", "decided_at", "suggested_by", "reasons"]
CLAIMS = [
    f"{side}__{path}" for side in ("first", "second") for path in ("speaker", "outlet", "question__event", "answer")
]
JUDGED = {"kind", "basis", "turn_round"}


class RelationForm(RecordForm):
    """Which button was pressed says what is decided; rejecting needs a reason."""

    turn_round = forms.BooleanField(
        label="The second claim acts",
        required=False,
        help_text="Only for “updates” and “withdraws”: turns the two round, for the first claim is the one that acts.",
    )

    @property
    def decision(self):
        return next((state for button, state in BUTTONS.items() if button in self.data), None)

    def clean(self):
        super().clean()
        if self.decision == RelationState.REJECTED and not self._says_why():
            self.add_error("reason", "Say why it is rejected: it will never be suggested again.")
        if self.instance.pk and self.instance.state == RelationState.SUGGESTED and self.decision is None:
            self.add_error(None, "A suggestion is confirmed or rejected, not just saved.")
        return self.cleaned_data

    def _says_why(self):
        """Whether a reason was typed: the one that stood there spoke for the relation, not against it."""
        return bool((self.cleaned_data.get("reason") or "").strip()) and "reason" in self.changed_data


class DecisionForm(forms.Form):
    """The reason for confirming or rejecting several relations."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}), required=False, max_length=2000
    )

    def __init__(self, *args, state, **kwargs):
        super().__init__(*args, **kwargs)
        rejecting = state == RelationState.REJECTED
        self.fields["reason"].required = rejecting
        self.fields["reason"].error_messages["required"] = "Say why: a rejected pair is never suggested again."
        self.fields["reason"].help_text = (
            "For all of them, in one sentence that a reader understands."
            if rejecting
            else "For all of them, in one sentence; left empty, each keeps the reason it was suggested with."
        )


@admin.register(Relation)
class RelationAdmin(SeesNoBlindWork, ReportFile, RecordAdmin):
    claims_at = ["first", "second"]
    key_name = ""
    report = CONTRADICTIONS
    form = RelationForm
    change_form_template = "admin/claims/relation_form.html"

    list_display = ["first_said", "kind", "second_said", "basis", "why", "state", "decided_by", "page"]
    list_filter = [
        "state",
        "kind",
        "basis",
        by_name("event", *(f"first__event__{path}" for path in EVENT_NAMES)),
        by_name("question", "first__question__key", "first__question__label", "first__question__text"),
        by_name("claim", "first__key", "second__key", "first__statement", "second__statement"),
        by_name("speaker", "first__speaker__name", "second__speaker__name", "first__speaker__slug"),
        ("suggested_by", filled("By a person", "By a program", "who proposed it")),
        "decided_by",
    ]
    list_select_related = [*CLAIMS, "decided_by"]
    search_fields = ["key", "reason", "first__statement", "second__statement"] + [
        f"{side}__{path}" for side in ("first", "second") for path in ("speaker__name", "speaker__aliases__name")
    ]
    search_help_text = "Key, reason, statement or speaker of either claim."
    date_hierarchy = "decided_at"
    ordering = ["-pk"]
    autocomplete_fields = ["first", "second"]
    actions = ["download_csv", "confirm", "reject"]

    # The list

    @admin.display(description="first claim", ordering="first__statement")
    def first_said(self, relation):
        return f"{relation.first.voice}: {relation.first.answer_text or relation.first.statement}"[:120]

    @admin.display(description="second claim", ordering="second__statement")
    def second_said(self, relation):
        return f"{relation.second.voice}: {relation.second.answer_text or relation.second.statement}"[:120]

    @admin.display(description="reason")
    def why(self, relation):
        return relation.reason[:120]

    # The form

    def record_fieldsets(self, request, obj):
        judgement = {"fields": [("kind", "basis"), *([] if as_it_was(request) else ["turn_round"]), "reason"]}
        if obj is None:
            return [("Two claims", {"fields": ["first", "second"]}), ("How they stand", judgement)]
        return [
            ("The two claims", {"fields": ["side_by_side"], "classes": ["wide"]}),
            ("The judgement", judgement),
            ("Who judged", {"fields": DECIDED}),
        ]

    def get_readonly_fields(self, request, obj=None):
        decided = ["side_by_side", *DECIDED] if obj else []
        return [*decided, *(["kind", "basis", "reason"] if as_it_was(request) else [])]

    @admin.display(description="")
    def side_by_side(self, relation):
        """Both claims with the words of their earliest attributions."""
        claims = [self._with_evidence(relation.first), self._with_evidence(relation.second)]
        return render_to_string("admin/claims/_side_by_side.html", {"sides": claims, "relation": relation})

    def _with_evidence(self, claim):
        places = Attribution.objects.filter(claim=claim).for_listing()
        return {"claim": claim, "places": places.order_by("snapshot__document__published_on", "pk")[:3]}

    def render_change_form(self, request, context, **kwargs):
        obj = kwargs.get("obj")
        may = obj is not None and self.has_change_permission(request, obj)
        undecided = obj is not None and obj.state == RelationState.SUGGESTED
        context |= {
            "show_confirm": may and obj.state != RelationState.CONFIRMED,
            "show_reject": may and obj.state != RelationState.REJECTED,
        }
        if undecided:
            context |= {"show_save": False, "show_save_and_continue": False, "show_save_and_add_another": False}
        return super().render_change_form(request, context, **kwargs)

    def save_model(self, request, obj, form, change):
        """A relation that a person makes is confirmed by that person; a stored one is decided by a button only."""
        if form.cleaned_data.get("turn_round"):
            obj.first, obj.second = obj.second, obj.first
        state = form.decision or (RelationState.CONFIRMED if not change else None)
        if state is None and JUDGED & set(form.edited):
            state = obj.state  # judged anew, the same way
        if state is None:
            super().save_model(request, obj, form, change)
            return
        decide(obj, state, form.cleaned_data["reason"], request.user)
        if change:
            self.message_user(request, f"The relation is {RelationState(state).label}.", messages.SUCCESS)

    # Deleting

    def warnings_before(self, relations):
        return of_judgements(Relation.objects.filter(pk__in=[relation.pk for relation in relations]))

    # Actions

    @admin.action(description="Confirm …", permissions=["change"])
    def confirm(self, request, queryset):
        return self._decide(request, queryset, "confirm", RelationState.CONFIRMED)

    @admin.action(description="Reject …", permissions=["change"])
    def reject(self, request, queryset):
        return self._decide(request, queryset, "reject", RelationState.REJECTED)

    def _decide(self, request, queryset, action, state):
        """Ask for the reason; then decide each chosen relation that is still as it was shown."""
        sent = "decide" in request.POST
        form = DecisionForm(request.POST if sent else None, state=state)
        if sent and form.is_valid():
            self._decide_all(request, queryset, state, form.cleaned_data["reason"])
            return None
        relations = queryset[:MOST_AT_ONCE]
        for relation in relations:
            relation.as_shown = as_shown(relation)
        context = {
            **self.admin_site.each_context(request),
            "title": f"{action.capitalize()} {queryset.count()} relations",
            "opts": self.opts,
            "media": self.media,
            "form": form,
            "action": action,
            "relations": relations,
            "too_many": queryset.count() > MOST_AT_ONCE,
            "most": MOST_AT_ONCE,
        }
        return TemplateResponse(request, "admin/claims/decide.html", context)

    def _decide_all(self, request, queryset, state, reason):
        chosen = list(queryset[:MOST_AT_ONCE])
        _, left = decide_all(chosen, set(request.POST.getlist("shown")), state, reason, request.user)
        for relation, why in left:
            self.message_user(request, f"{relation}: left as it is. {why}", messages.WARNING)
        done = len(chosen) - len(left)
        self.message_user(request, f"{done} relations are now {RelationState(state).label}.", messages.SUCCESS)

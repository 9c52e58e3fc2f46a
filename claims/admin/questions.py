"""Questions in the admin, with their answers; and what a question asks for, as JSON for the claim's form."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import Http404, JsonResponse
from django.urls import path

from claims.admin.events import EVENT_NAMES
from claims.admin.kinds import classes
from claims.admin.positions import PositionForm, PositionFormSet
from claims.choices import AnswerKind
from claims.curation.questions import follow_event, question_changed
from claims.models import Answer, Claim, Question
from sources.admin.counting import count_of
from sources.admin.filters import by_name
from sources.admin.forms import RecordForm
from sources.admin.records import RecordAdmin, RecordInline

RULES = {"answer_kind", "unit", "accumulates", "exclusive", "event"}
QUESTION_NAMES = ("label", "text", "key", *(f"event__{path}" for path in EVENT_NAMES))


class AnswerInline(RecordInline, admin.TabularInline):
    model = Answer
    form = PositionForm
    formset = PositionFormSet
    fields = ["position", "label"]
    verbose_name_plural = "answers: the possible accounts. A yes/no question has one; “no” denies it"
    extra = 2


class QuestionForm(RecordForm):
    """A new question comes last in its event, unless a position is given."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            self.fields["position"].required = False
            self.initial["position"] = self.instance.position if self.instance.pk else None

    def clean(self):
        super().clean()
        event = self.cleaned_data.get("event")
        if event and "position" in self.fields and self.cleaned_data.get("position") is None:
            last = event.questions.exclude(pk=self.instance.pk).aggregate(last=Max("position"))["last"]
            self.cleaned_data["position"] = (last or 0) + 1
        return self.cleaned_data


@admin.register(Question)
class QuestionAdmin(RecordAdmin):
    form = QuestionForm
    claims_total = count_of(Claim, "question")
    answers_total = count_of(Answer, "question")

    list_display = [
        "question",
        "event",
        "answer_kind",
        "unit",
        "exclusive",
        "accumulates",
        "answers_total",
        "claims_total",
        "page",
    ]
    list_filter = [
        by_name("event", *(f"event__{path}" for path in EVENT_NAMES)),
        "answer_kind",
        "exclusive",
        "accumulates",
        "headline",
    ]
    list_select_related = ["event"]
    search_fields = QUESTION_NAMES
    search_help_text = "Label, text or key of the question; title, key or place of its event."
    ordering = ["-pk"]
    autocomplete_fields = ["event"]
    choice_joins = ["event"]
    inlines = [AnswerInline]
    csv_columns = {"key": "key", "event": "event__key"} | {
        name: name
        for name in (
            "text",
            "label",
            "scope",
            "answer_kind",
            "unit",
            "accumulates",
            "exclusive",
            "headline",
            "position",
        )
    }

    class Media:
        js = ["admin-kinds.js"]

    @admin.display(ordering="text")
    def question(self, question):
        return question.short

    def ways_on(self, request, question):
        return [
            *self.way_to_add(request, Claim, "Add a claim", question=question.key),
            *self.way_to_list(request, Claim, "Its claims", question=question.key),
        ]

    def choice_label(self, question):
        return f"{question.short} · {question.event}"

    def get_urls(self):
        needs = self.admin_site.admin_view(self.needs_view)
        return [path("<int:pk>/needs/", needs, name="claims_question_needs"), *super().get_urls()]

    def needs_view(self, request, pk):
        """What a claim on this question is asked for: kind, unit, answers, event and scope."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        question = Question.objects.select_related("event").prefetch_related("answers").filter(pk=pk).first()
        if question is None:
            raise Http404
        return JsonResponse(needs(question))

    def record_fieldsets(self, request, obj):
        asked = asked_kind(request, obj)
        figure = {"fields": ["unit", "accumulates", "headline"], "classes": classes(AnswerKind.QUANTITY, asked)}
        choice = {"fields": ["exclusive"], "classes": classes(AnswerKind.CHOICE, asked)}
        return [
            (None, {"fields": ["event", "text", "label", "key", "scope", "position"]}),
            ("What kind of answer", {"fields": ["answer_kind"]}),
            ("A figure", figure),
            ("One of several answers", choice),
        ]

    def get_inline_instances(self, request, obj=None):
        inlines = super().get_inline_instances(request, obj)
        for inline in inlines:
            inline.classes = classes(AnswerKind.CHOICE, asked_kind(request, obj))
        return inlines

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        edited, question = set(form.edited), form.instance
        if "event" in edited and change:
            follow_event(question, request.user)
        if RULES & edited and change:
            question_changed(question)
        if "answer_kind" in edited and change:
            self._warn_of_other_answers(request, question)

    def _warn_of_other_answers(self, request, question):
        number = question.claims.count()
        if number:
            kind = question.get_answer_kind_display()
            text = f"The question now asks for {kind}: look through its {number} claims, which answered it otherwise."
            self.message_user(request, text, messages.WARNING)


def asked_kind(request, question):
    """The kind of answer that the form in hand shows: as sent, as stored, or None where it is not known yet."""
    sent = request.POST.get("answer_kind", "")
    if sent in AnswerKind.values:
        return sent
    return question.answer_kind if question else AnswerKind.QUANTITY


def needs(question):
    """What a claim on a question is asked for, as JSON's types."""
    return {
        "kind": question.answer_kind,
        "summary": summary(question),
        "unit": question.unit,
        "event": {"id": question.event_id, "text": str(question.event)},
        "answers": [{"id": answer.pk, "text": answer.label} for answer in question.answers.all()],
    }


def summary(question):
    """What a question asks, in a line or two."""
    kind = question.get_answer_kind_display() + (f", in {question.unit}" if question.unit else "")
    scope = f" Scope: {question.scope}" if question.scope else ""
    return f"{question.text} Asks for {kind}; event: {question.event}.{scope}"


@admin.register(Answer)
class AnswerAdmin(RecordAdmin):
    key_name = ""
    claims_total = count_of(Claim, "answer")

    list_display = ["label", "question", "event", "position", "claims_total"]
    list_filter = [by_name("question", *(f"question__{path}" for path in QUESTION_NAMES))]
    list_select_related = ["question__event"]
    search_fields = ["label", "question__label", "question__text", "question__key"]
    autocomplete_fields = ["question"]
    csv_columns = {"question": "question__key", "label": "label", "position": "position"}

    @admin.display(ordering="question__event__title")
    def event(self, answer):
        return answer.question.event

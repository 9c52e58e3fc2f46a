"""Claims in the admin: one form from the question to the words in the documents."""

from django.contrib import admin
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.text import Truncator

from claims.admin.attributions import AttributionInline, chosen_snapshot
from claims.admin.claim_form import ClaimForm
from claims.admin.deleting import of_accepted, of_judgements
from claims.admin.events import EVENT_NAMES
from claims.admin.kinds import classes
from claims.admin.questions import QUESTION_NAMES, summary
from claims.admin.rechecking import Rechecking
from claims.admin.reports import ReportFile
from claims.admin.review_steps import BACK
from claims.admin.reviewing import ReviewActions
from claims.admin.seeing import SeesNoBlindWork
from claims.admin.speakers import SPEAKER_NAMES
from claims.choices import AnswerKind
from claims.curation.reviewing import after_change, coded, set_status
from claims.desk.pages import on_this_site
from claims.exports.claims import CLAIMS
from claims.models import Attribution, Claim, Question, Relation
from sources.admin.counting import count_of
from sources.admin.documents import DOCUMENT_NAMES
from sources.admin.filters import by_name, filled
from sources.admin.outlets import OUTLET_NAMES
from sources.admin.records import RecordAdmin

MOST_INLINE = 100  # attributions that one form can hold


def ruled(words, *rules):
    """A fieldset's description, with links to the coding rules that it is about."""
    guide = reverse_lazy("claims:guide")
    links = [format_html('<a href="{}#rule-{}" target="_blank">rule {}</a>', guide, rule, rule) for rule in rules]
    return format_html("{} ({})", words, format_html(", ".join("{}" for _ in links), *links))


@admin.register(Claim)
class ClaimAdmin(SeesNoBlindWork, ReviewActions, Rechecking, ReportFile, RecordAdmin):
    report = CLAIMS
    form = ClaimForm
    change_list_template = "admin/claims/claim_list.html"
    attributions_total = count_of(Attribution, "claim", "places")

    list_display = [
        "said",
        "voice",
        "question",
        "stance",
        "answered",
        "status",
        "said_on",
        "attributions_total",
        "page",
    ]
    list_filter = [
        "status",
        by_name("event", *(f"event__{path}" for path in EVENT_NAMES)),
        by_name("question", *(f"question__{path}" for path in QUESTION_NAMES)),
        by_name("speaker", *(f"speaker__{path}" for path in SPEAKER_NAMES)),
        by_name("outlet", *(f"outlet__{path}" for path in OUTLET_NAMES), title="outlet (own voice)"),
        by_name("document", *(f"attributions__snapshot__document__{path}" for path in DOCUMENT_NAMES)),
        "stance",
        ("question", filled("Not coded yet", "Answers a question", "coding")),
        "question__answer_kind",
        "credibility",
        "author",
    ]
    list_select_related = ["event", "question__event", "speaker__affiliation", "outlet", "answer", "author", "reviewer"]
    search_fields = ["key", "statement", "speaker__name", "speaker__aliases__name", "outlet__name"]
    search_help_text = "Statement, key, any name of the speaker, or the outlet."
    date_hierarchy = "said_on"
    ordering = ["-pk"]
    autocomplete_fields = ["question", "event", "speaker", "outlet"]
    choice_joins = ["speaker", "outlet", "question"]
    readonly_fields = ["asks", "author", "reviewer", "updated_at"]
    inlines = [AttributionInline]
    actions = ["download_csv", *ReviewActions.actions]

    class Media:
        js = ["admin-kinds.js"]

    # The list

    def ways_on(self, request, claim):
        question = {"question": claim.question.key} if claim.question_id else {"event": claim.event.key}
        return [
            *self.way_to_add(request, Claim, "Add another claim", **question),
            *self.way_to_list(request, Attribution, "Its attributions", claim=claim.key),
            *self.way_to_list(request, Relation, "Its relations", claim=claim.key),
            *self.way_to_add(request, Relation, "Relate it to another claim", first=claim.key),
        ]

    def choice_label(self, claim):
        question = f" · {claim.question}" if claim.question_id else ""
        return f"{claim.voice}: {Truncator(claim.statement).chars(90)}{question}"

    @admin.display(description="claim", ordering="statement")
    def said(self, claim):
        return Truncator(claim.statement).chars(110)

    @admin.display(description="who says it", ordering="speaker__name")
    def voice(self, claim):
        return f"{claim.outlet} (own voice)" if claim.own_voice else claim.speaker

    @admin.display(description="answer")
    def answered(self, claim):
        return claim.answer_text

    # The form

    def record_fieldsets(self, request, obj):
        asked = asked_kind(request, obj)
        return [
            (
                "What is asked",
                {
                    "fields": ["question", "asks", "event"],
                    "description": ruled("The question decides what is asked below.", 1, 6),
                },
            ),
            (
                "Who answers",
                {
                    "fields": [("speaker", "outlet"), ("role", "stance")],
                    "description": ruled("The speaker, or the outlet itself: exactly one.", 2, 3, 4),
                },
            ),
            (
                "The answer: a figure",
                {
                    "fields": ["quantity_text", ("qualifier", "amount", "amount_high", "unit")],
                    "classes": classes(AnswerKind.QUANTITY, asked),
                    "description": ruled("Give the words; an amount left empty is read off them.", 8),
                },
            ),
            ("The answer: one of these", {"fields": ["answer"], "classes": classes(AnswerKind.CHOICE, asked)}),
            (
                "The answer: a date",
                {"fields": [("date_from", "date_to")], "classes": classes(AnswerKind.DATE, asked)},
            ),
            ("What is claimed", {"fields": ["statement", ("hedge", "scope"), "evidence"]}),
            (
                "When it was said",
                {
                    "fields": [("said_on", "said_until", "as_of")],
                    "description": ruled("Days of saying it, not of publication, except in an outlet’s own voice.", 7),
                },
            ),
            (
                "Review",
                {
                    "fields": [
                        *("status", ("credibility", "credibility_note"), "note"),
                        *([("author", "reviewer")] if obj else []),
                        "key",
                    ]
                },
            ),
        ]

    def get_inlines(self, request, obj):
        """Of more attributions than a form can hold, the button above it leads to the list."""
        many = obj is not None and obj.pk and obj.attributions.count() > MOST_INLINE
        return [] if many else super().get_inlines(request, obj)

    @admin.display(description="asks for")
    def asks(self, claim):
        """What the stored question asks; the script writes here what a newly chosen one does."""
        words = summary(claim.question) if claim and claim.question_id else "Choose a question first."
        needs = reverse("admin:claims_question_needs", args=[0])
        return format_html('<span id="question-asks" data-needs="{}">{}</span>', needs, words)

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        if initial.get("question"):
            initial.setdefault("event", Question.objects.values_list("event", flat=True).get(pk=initial["question"]))
        return initial

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        return form

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """`?document=KEY` or `?snapshot=NUMBER` chooses the text of the first attribution of a new claim."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        snapshot = chosen_snapshot(request.GET) if obj.pk is None else None
        return kwargs | {"initial": [{"snapshot": snapshot}]} if snapshot else kwargs

    def save_model(self, request, obj, form, change):
        form.before = coded(obj) if change else None
        if not change:
            obj.author = request.user
        elif "status" in form.changed_data:
            set_status(obj, obj.status, request.user)
        super().save_model(request, obj, form, change)

    def response_post_save_change(self, request, obj):
        """Back to the queue that led here (`?back=`), if one did."""
        back = request.GET.get("back", "")
        if on_this_site(request, back):
            return HttpResponseRedirect(back)
        return super().response_post_save_change(request, obj)

    def save_related(self, request, form, formsets, change):
        """A claim that its first attribution made part of a double coding keeps that, though its form says the same."""
        if change and not form.edited and any(getattr(formset, "joined", False) for formset in formsets):
            form.instance.save()
        super().save_related(request, form, formsets, change)
        reason = form.cleaned_data.get("change_reason", "")
        if form.before and after_change(form.instance, form.before, request.user, reason):
            self.message_user(request, BACK)

    # Deleting

    def warnings_before(self, claims):
        return of_judgements(Relation.objects.filter(Q(first__in=claims) | Q(second__in=claims))) + of_accepted(claims)


def asked_kind(request, claim):
    """The kind of answer that the question in hand asks for (as sent, stored, or named by the address), or None."""
    sent = request.POST.get("question", request.GET.get("question", "") if claim is None else None)
    if sent is None:
        return claim.question.answer_kind if claim.question_id else None
    by_number = Question.objects.filter(pk=sent) if sent.isdecimal() and len(sent) < 19 else Question.objects.none()
    by_key = Question.objects.filter(key=sent.replace("\0", ""))
    return (by_key | by_number).values_list("answer_kind", flat=True).first()

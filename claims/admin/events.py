"""Events in the admin, with their questions and with who read what for them."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from claims.admin.reading_rows import DocumentsRead
from claims.admin.reports import ReportFile
from claims.exports.listings import EVENTS
from claims.models import Claim, Event, Question, Reading
from sources.admin.counting import count_of
from sources.admin.filters import by_name
from sources.admin.records import RecordAdmin, RecordInline

EVENT_NAMES = ("title", "key", "place")


class QuestionInline(RecordInline, admin.TabularInline):
    """The questions in their order; each is written on a page of its own."""

    model = Question
    fields = ["position", "question", "answer_kind", "unit", "exclusive", "accumulates"]
    readonly_fields = ["question", "answer_kind", "unit", "exclusive", "accumulates"]
    verbose_name_plural = "questions, in the order of the event's pages"
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    @admin.display(description="question")
    def question(self, question):
        url = reverse("admin:claims_question_change", args=[question.pk])
        return format_html('<a href="{}">{}</a>', url, question.short)


@admin.register(Event)
class EventAdmin(ReportFile, RecordAdmin):
    report = EVENTS
    questions_total = count_of(Question, "event")
    claims_total = count_of(Claim, "event")
    readings_total = count_of(Reading, "event")

    list_display = [
        "title",
        "started_on",
        "ended_on",
        "place",
        "parent",
        "questions_total",
        "claims_total",
        "readings_total",
        "page",
    ]
    list_filter = [by_name("parent", "parent__title", "parent__key", title="larger event"), "started_on"]
    list_select_related = ["parent"]
    search_fields = [*EVENT_NAMES, "summary", "questions__label", "questions__text"]
    search_help_text = "Title, key, place, words of the summary or of a question."
    date_hierarchy = "started_on"
    autocomplete_fields = ["parent"]
    fieldsets = [
        (None, {"fields": ["title", "key", ("started_on", "ended_on"), "summary", "parent"]}),
        ("Where", {"fields": ["place", ("latitude", "longitude")]}),
    ]
    inlines = [QuestionInline, DocumentsRead]

    def get_inlines(self, request, obj):
        return self.inlines if obj else [DocumentsRead]  # an event that is only being made has no questions

    def ways_on(self, request, event):
        return [
            *self.way_to_add(request, Question, "Add a question", event=event.key),
            *self.way_to_list(request, Claim, "Its claims", event=event.key),
        ]

    def choice_label(self, event):
        return f"{event}, {event.started_on:%d %B %Y}" if event.started_on else str(event)

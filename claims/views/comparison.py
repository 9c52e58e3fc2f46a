"""The comparison pages: an event with all its questions, a part of it page by page, and one question."""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from claims.charts.ranges import figure_table
from claims.charts.timeline import statements, timeline
from claims.comparisons.coverage import coverage_of
from claims.comparisons.events import compare_event
from claims.comparisons.questions import compare_question
from claims.filtersets import ComparedFilterSet
from claims.models import Attribution, Claim, Event, Question, Speaker
from claims.views.lists import dressed
from claims.views.parts import FEW, MOST_ACCOUNTS, PARTS, Excerpt, rows_of_coverage
from sources.models import Outlet

OFFERED = ("outlet", "speaker", "status", "own_voice", "since", "until")  # filters in an event page's form
MOST_PAIRS = 100  # of accounts on a question's page; those that contradict each other come first
MOST_VOICES = 25  # of each account on a question's page; the list of claims has them all


class ComparedView(TemplateView):
    """A page that compares the claims that the reader may see and asks for.

    A query that is not understood shows what is wrong with it and compares nothing.
    """

    def ask(self, **named):
        """The filters of the address, with the keys of the page's own records."""
        data = self.request.GET.copy()
        for name, key in named.items():
            data[name] = key
        self.named = dict.fromkeys(named)
        return ComparedFilterSet(data, claims=Claim.objects.visible_to(self.request.user))

    def get_context_data(self, **kwargs):
        query = self.asked.query_with(**self.named)
        return super().get_context_data(
            problems=self.asked.problems,
            query=f"?{query}" if query else "",
            more=f"&{query}" if query else "",
            fields=self.fields(),
            chips=[chip for chip in self.asked.chips if chip.name not in self.named],
            **kwargs,
        )

    def fields(self):
        """The filters as form fields; to choose from are only who has a claim in this event."""
        form, found = self.asked.form, self.asked.claims.filter(event=self.event)
        printed = Attribution.objects.filter(claim__in=found).values("snapshot__document__outlet")
        offered = {
            "speaker": Speaker.objects.filter(pk__in=found.values("speaker")),
            "outlet": Outlet.objects.filter(pk__in=printed),
        }
        for name, records in offered.items():
            form.fields[name].widget.choices = [("", "any"), *records.values_list("slug", "name")]
        return [field for field in dressed(form) if field.name in OFFERED]


class EventView(ComparedView):
    def get(self, request, *args, **kwargs):
        self.event = get_object_or_404(Event.objects.select_related("parent"), key=kwargs["key"])
        self.asked = self.ask(event=self.event.key)
        self.compared = compare_event(self.event, self.asked.filtered())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            event=self.event,
            compared=self.compared,
            page_url=self.event.get_absolute_url(),
            most=FEW,
            most_accounts=MOST_ACCOUNTS,
            **kwargs,
        )


class EventDetailView(EventView):
    template_name = "claims/event_detail.html"

    def get_context_data(self, **kwargs):
        compared, event = self.compared, self.event
        return super().get_context_data(
            inner_events=Event.objects.filter(parent=event),
            parts={name: part.of(compared) for name, part in PARTS.items()},
            timeline=timeline(statements(compared.questions), event.started_on, event.ended_on),
            **kwargs,
        )


class EventPartView(EventView):
    """All of one part, page by page."""

    template_name = "claims/event_part.html"

    def get_context_data(self, **kwargs):
        part = PARTS.get(kwargs["part"])
        if part is None:
            raise Http404(f"An event has these parts: {', '.join(PARTS)}.")
        items = part.items(self.compared)
        page = self.page(Paginator(items, part.most(self.compared, part.per_page)))
        excerpt = Excerpt(part, self.event, list(page), len(items))
        return super().get_context_data(excerpt=excerpt, page=page, alone=True, **kwargs)

    def page(self, paginator):
        try:
            return paginator.page(self.request.GET.get("page") or 1)
        except InvalidPage as error:
            raise Http404(f"There is no such page; the last one is {paginator.num_pages}.") from error


class QuestionDetailView(ComparedView):
    template_name = "claims/question_detail.html"

    def get(self, request, *args, **kwargs):
        self.question = get_object_or_404(Question.objects.select_related("event"), key=kwargs["key"])
        self.event = self.question.event
        self.asked = self.ask(event=self.event.key, question=self.question.key)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        claims, event = self.asked.filtered(), self.event
        compared = compare_question(self.question, claims)
        neighbours = list(Question.objects.filter(event=event).order_by("position", "key"))
        at = neighbours.index(self.question)
        return super().get_context_data(
            question=self.question,
            event=event,
            page_url=self.question.get_absolute_url(),
            compared=compared,
            figures=figure_table(compared, most=MOST_VOICES),
            timeline=timeline(statements([compared], numbered=False), event.started_on, event.ended_on),
            coverage=rows_of_coverage(coverage_of(event, [compared], claims), [compared]),
            before=neighbours[at - 1] if at else None,
            after=neighbours[at + 1] if at + 1 < len(neighbours) else None,
            pairs=sorted(compared.pairs, key=lambda pair: not pair.contradict)[:MOST_PAIRS],
            most=MOST_VOICES,
            most_accounts=None,
            level=3,  # of the accounts' headings: here they stand below no question's
            **kwargs,
        )

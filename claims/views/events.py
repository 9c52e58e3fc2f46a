"""The list of events."""

from claims.filtersets import EventFilterSet
from claims.listings import contradictions_by, distinct, tally
from claims.models import Attribution, Question
from claims.views.lists import Column, ListPage


class EventListView(ListPage):
    filterset_class = EventFilterSet
    row_template = "claims/lists/_event.html"
    title = "Events"
    lead = "What happened, at a place, between two dates; under each, the questions on which accounts are compared."
    noun = ("event", "events")
    csv_name = "claims:event_csv"
    columns = (
        Column("Began", "started_on"),
        Column("Event", "title"),
        Column("Place", "place"),
        Column("Questions", css="num"),
        Column("Claims", css="num"),
        Column("Outlets", css="num"),
        Column("Contradictions", css="num"),
    )

    def decorate(self, rows):
        events = list(rows)
        pks = [event.pk for event in events]
        claims = self.claims.filter(event__in=pks)
        questions = tally(Question.objects.filter(event__in=pks), "event")
        spoken = tally(claims, "event")
        printed = distinct(Attribution.objects.filter(claim__in=claims), "claim__event", "snapshot__document__outlet")
        contradictions = contradictions_by(self.claims, pks, "event")
        for event in events:
            event.questions_count = questions.get(event.pk, 0)
            event.claims_count = spoken.get(event.pk, 0)
            event.outlets_count = printed.get(event.pk, 0)
            event.contradictions_count = contradictions[event.pk]
        return events

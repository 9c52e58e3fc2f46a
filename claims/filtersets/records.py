"""Speakers, events, outlets and documents, by the claims that have to do with them."""

from django.db.models import Exists, OuterRef, Q

from claims.filtersets.claims import YES_NO, claims_of_side, claims_printed_by
from claims.filtersets.visible import SideFilter, VisibleFilterSet, event_filter, question_filter, speaker_filter
from claims.models import Attribution, Event, Reading, Speaker
from sources import filtersets as floor
from sources.filtersets import DayFilter, SortFilter, WordFilter, WordsFilter, outlet_filter
from sources.models import Document, Outlet


class SpeakerFilterSet(VisibleFilterSet):
    event = event_filter(method="speaking_in")
    question = question_filter(method="speaking_in")
    outlet = outlet_filter(method="printed_by")
    side = SideFilter(field_name="side__slug", label="Side")
    q = WordsFilter(method="search")
    sort = SortFilter(
        {"key": "slug", "name": "name", "kind": "kind", "affiliation": "affiliation__name"}, default="name", tie="slug"
    )

    def visible_rows(self):
        return Speaker.objects.all()

    def speaking_in(self, rows, name, record):
        return rows.filter(pk__in=self.claims.filter(**{name: record}).values("speaker"))

    def printed_by(self, rows, name, outlet):
        return rows.filter(pk__in=claims_printed_by(self.claims, outlet).values("speaker"))

    def search(self, rows, name, words):
        return rows.matching(words)


class EventFilterSet(VisibleFilterSet):
    speaker = speaker_filter(method="heard")
    outlet = outlet_filter(method="printed_by")
    side = SideFilter(method="of_side", label="Side")
    since = DayFilter(method="not_over_before", label="Not over before")
    until = DayFilter(field_name="started_on", lookup_expr="lte", label="Begun until")
    q = WordsFilter(method="search")
    sort = SortFilter(
        {"key": "key", "title": "title", "started_on": "started_on", "ended_on": "ended_on", "place": "place"},
        default="-started_on",
    )

    def visible_rows(self):
        return Event.objects.all()

    def heard(self, rows, name, speaker):
        return rows.filter(pk__in=self.claims.filter(speaker=speaker).values("event"))

    def printed_by(self, rows, name, outlet):
        return rows.filter(pk__in=claims_printed_by(self.claims, outlet).values("event"))

    def of_side(self, rows, name, slug):
        return rows.filter(pk__in=claims_of_side(self.claims, slug).values("event"))

    def not_over_before(self, rows, name, day):
        return rows.filter(Q(ended_on__gte=day) | Q(ended_on=None, started_on__gte=day))

    def search(self, rows, name, words):
        """In titles, places and summaries."""
        return rows.filter(Q(title__icontains=words) | Q(place__icontains=words) | Q(summary__icontains=words))


class OutletFilterSet(VisibleFilterSet, floor.OutletFilterSet):
    event = event_filter(method="printing")
    question = question_filter(method="printing")
    speaker = speaker_filter(method="printing")

    def visible_rows(self):
        return Outlet.objects.all()

    def printing(self, rows, name, record):
        """Outlets that print a claim about it, or make one themselves."""
        found = self.claims.filter(**{name: record})
        printed = Attribution.objects.filter(claim__in=found).values("snapshot__document__outlet")
        return rows.filter(Q(pk__in=printed) | Q(pk__in=found.filter(outlet__isnull=False).values("outlet")))


class DocumentFilterSet(VisibleFilterSet, floor.DocumentFilterSet):
    event = event_filter(method="of_event")
    question = question_filter(method="printing")
    speaker = speaker_filter(method="printing")
    read = WordFilter(method="read_by_anybody", choices=YES_NO, label="Read")

    def visible_rows(self):
        return Document.objects.all()

    def read_by_anybody(self, rows, name, word):
        """Documents that somebody has read for an event; or that nobody has."""
        read = Exists(Reading.objects.counted().filter(document=OuterRef("pk")))
        return rows.filter(read if word == "yes" else ~read)

    def printing(self, rows, name, record):
        return rows.filter(pk__in=self._printed(self.claims.filter(**{name: record})))

    def of_event(self, rows, name, event):
        """Documents that print a claim about the event, or were read for it."""
        printed = self._printed(self.claims.filter(event=event))
        read = Reading.objects.counted().filter(event=event).values("document")
        return rows.filter(Q(pk__in=printed) | Q(pk__in=read))

    def _printed(self, claims):
        return Attribution.objects.filter(claim__in=claims).values("snapshot__document")

"""Narrowing the lists that have to do with claims by the query string; see `sources.filtersets` for what they share.

Every list is narrowed among what the reader may see: `claims` are those of `ClaimQuerySet.visible_to`.
"""

import django_filters
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce

from claims.choices import Basis, ClaimStatus, RelationState, Stance
from claims.models import Attribution, Claim, Event, Question, Reading, Relation, Speaker
from sources import filtersets as floor
from sources.filtersets import (
    OFFERED,
    BaseFilterSet,
    DayFilter,
    KeyFilter,
    KeyWidget,
    SortFilter,
    WordFilter,
    WordsFilter,
    document_filter,
    outlet_filter,
)
from sources.models import Document, Outlet

YES_NO = [("yes", "yes"), ("no", "no")]
BETWEEN = [("sides", "sides"), ("within", "within a side"), ("reversal", "reversal")]
OWN_VOICE = [("true", "an outlet's own"), ("false", "a speaker's")]
VOICE = Coalesce("speaker__name", "outlet__name")
_REVERSAL = Q(first__speaker=F("second__speaker"), first__speaker__collective=False) | Q(
    first__outlet=F("second__outlet"), first__outlet__collective=False
)
_ONE_SIDE = Q(first__speaker__side=F("second__speaker__side")) | Q(first__outlet=F("second__outlet"))


def between():
    """Between whom two related claims stand: *sides*, *within* a side, or one voice's *reversal*; for annotations."""
    return Case(
        When(_REVERSAL, then=Value("reversal")),
        When(_ONE_SIDE, then=Value("within")),
        default=Value("sides"),
        output_field=CharField(),
    )


def sides_offered():
    """(slug, name) of the sides: speakers without an affiliation, then outlets that claim something themselves."""
    speakers = Speaker.objects.filter(affiliation=None).values_list("slug", "name")[:OFFERED]
    outlets = Outlet.objects.filter(claims__isnull=False).distinct().values_list("slug", "name")[: OFFERED + 1]
    return [("", "any"), *speakers, *((slug, f"{name} (own voice)") for slug, name in outlets)]


class SideField(forms.ChoiceField):
    """A side, by the slug of the root of its affiliations, or of an outlet that speaks for itself."""

    widget = KeyWidget

    def __init__(self, *args, **kwargs):
        super().__init__(*args, choices=sides_offered, **kwargs)

    def validate(self, value):
        if not value or Outlet.objects.filter(slug=value).exists():
            return
        speaker = Speaker.objects.select_related("side").filter(slug=value).first()
        if speaker is None:
            raise forms.ValidationError(f"There is no side “{value[:60]}”: give the slug of a speaker or outlet.")
        if speaker.side_id != speaker.pk:
            raise forms.ValidationError(f"{speaker} is on a side, but is none: its side is “{speaker.side.slug}”.")

    def to_python(self, value):
        return super().to_python(value).strip().replace("\0", "")

    def in_words(self, value):
        speaker = Speaker.objects.filter(slug=value, affiliation=None).first()
        return str(speaker or Outlet.objects.get(slug=value))


class SideFilter(django_filters.Filter):
    field_class = SideField


def event_filter(**options):
    return KeyFilter(Event.objects.all(), **options)


def question_filter(**options):
    questions = Question.objects.select_related("event")
    return KeyFilter(questions, label_of=lambda question: f"{question.event}: {question}", **options)


def speaker_filter(**options):
    return KeyFilter(Speaker.objects.all(), to_field_name="slug", **options)


def claims_with_words(claims, words):
    """Claims whose statement, quotes, or voice (name or alias) hold `words`."""
    quoted = Attribution.objects.filter(exact__icontains=words).values("claim")
    speakers, outlets = Speaker.objects.matching(words), Outlet.objects.matching(words)
    found = Q(statement__icontains=words) | Q(pk__in=quoted) | Q(speaker__in=speakers) | Q(outlet__in=outlets)
    return claims.filter(found)


def claims_printed_by(claims, outlet):
    """Claims that a document of `outlet` prints, or that it makes in its own voice."""
    printed = Attribution.objects.filter(snapshot__document__outlet=outlet).values("claim")
    return claims.filter(Q(outlet=outlet) | Q(pk__in=printed))


def claims_of_side(claims, slug):
    return claims.filter(Q(speaker__side__slug=slug) | Q(outlet__slug=slug))


def claims_in_document(claims, document):
    return claims.filter(pk__in=Attribution.objects.filter(snapshot__document=document).values("claim"))


class VisibleFilterSet(BaseFilterSet):
    """A list among the claims that the reader may see: given as `claims`, or those of the request's user.

    A subclass says in `visible_rows` which rows that makes; a view may pass a queryset that joins more.
    """

    def __init__(self, data=None, queryset=None, *, request=None, prefix=None, claims=None):
        user = request.user if request else AnonymousUser()
        self.claims = Claim.objects.visible_to(user) if claims is None else claims
        rows = self.visible_rows() if queryset is None else queryset
        super().__init__(data, rows, request=request, prefix=prefix)

    def visible_rows(self):
        raise NotImplementedError


class ClaimFilterSet(VisibleFilterSet):
    event = event_filter(field_name="event")
    question = question_filter(field_name="question")
    speaker = speaker_filter(field_name="speaker")
    outlet = outlet_filter(method="printed_by")
    document = document_filter(method="in_document")
    side = SideFilter(method="of_side", label="Side")
    stance = WordFilter(field_name="stance", choices=Stance.choices)
    status = WordFilter(field_name="status", choices=ClaimStatus.choices)
    own_voice = WordFilter(method="in_own_voice", choices=OWN_VOICE, label="Voice")
    coded = WordFilter(method="answering", choices=YES_NO, label="Has a question")
    since = DayFilter(field_name="said_on", lookup_expr="gte", label="Said from")
    until = DayFilter(field_name="said_on", lookup_expr="lte", label="Said until")
    q = WordsFilter(method="search")
    sort = SortFilter(
        {
            "key": "key",
            "event": "event__title",
            "question": "question__text",
            "speaker": VOICE,
            "stance": "stance",
            "statement": "statement",
            "low": "low",
            "high": "high",
            "said_on": "said_on",
            "said_until": "said_until",
            "as_of": "as_of",
            "credibility": "credibility",
            "status": "status",
            "updated_at": "updated_at",
        },
        default="-said_on",
    )

    def visible_rows(self):
        return self.claims

    def in_own_voice(self, rows, name, word):
        return rows.filter(outlet__isnull=word == "false")

    def answering(self, rows, name, word):
        return rows.filter(question__isnull=word == "no")

    def printed_by(self, rows, name, outlet):
        return claims_printed_by(rows, outlet)

    def in_document(self, rows, name, document):
        return claims_in_document(rows, document)

    def of_side(self, rows, name, slug):
        return claims_of_side(rows, slug)

    def search(self, rows, name, words):
        return claims_with_words(rows, words)


class ComparedFilterSet(ClaimFilterSet):
    """The claims that a comparison of one event, which must be named, is made of."""

    event = event_filter(field_name="event", required=True)
    coded = sort = None


class RelationFilterSet(VisibleFilterSet):
    """Contradictions: a filter on a claim holds if one of the two claims fits it."""

    event = event_filter(method="about")
    question = question_filter(method="about")
    speaker = speaker_filter(method="about")
    outlet = outlet_filter(method="printed_by")
    document = document_filter(method="in_document")
    side = SideFilter(method="of_side", label="Side")
    basis = WordFilter(field_name="basis", choices=Basis.choices)
    state = WordFilter(field_name="state", choices=RelationState.choices)
    between = WordFilter(method="standing_between", choices=BETWEEN, label="Between")
    since = DayFilter(method="said", label="Said from")
    until = DayFilter(method="said", label="Said until")
    q = WordsFilter(method="search")
    sort = SortFilter(
        {
            "key": "key",
            "event": "first__event__title",
            "question": "first__question__text",
            "basis": "basis",
            "state": "state",
            "first_speaker": Coalesce("first__speaker__name", "first__outlet__name"),
            "second_speaker": Coalesce("second__speaker__name", "second__outlet__name"),
            "first_said_on": "first__said_on",
            "second_said_on": "second__said_on",
            "decided_at": "decided_at",
        },
        default="key",
    )

    def visible_rows(self):
        return Relation.objects.contradictions().between(self.claims)

    def about(self, rows, name, record):
        return rows.filter(Q(**{f"first__{name}": record}) | Q(**{f"second__{name}": record}))

    def printed_by(self, rows, name, outlet):
        return self._either(rows, claims_printed_by(self.claims, outlet))

    def in_document(self, rows, name, document):
        return self._either(rows, claims_in_document(self.claims, document))

    def of_side(self, rows, name, slug):
        return self._either(rows, claims_of_side(self.claims, slug))

    def standing_between(self, rows, name, word):
        return rows.alias(standing=between()).filter(standing=word)

    def said(self, rows, name, day):
        """One of the two claims was said within both ends."""
        ends = {"said_on__gte": self.form.cleaned_data["since"], "said_on__lte": self.form.cleaned_data["until"]}
        given = {lookup: day for lookup, day in ends.items() if day}
        sides = [Q(**{f"{side}__{lookup}": day for lookup, day in given.items()}) for side in ("first", "second")]
        return rows.filter(sides[0] | sides[1])

    def search(self, rows, name, words):
        found = claims_with_words(self.claims, words).values("pk")
        return rows.filter(Q(reason__icontains=words) | Q(first__in=found) | Q(second__in=found))

    def _either(self, rows, claims):
        found = claims.values("pk")
        return rows.filter(Q(first__in=found) | Q(second__in=found))


class AttributionFilterSet(VisibleFilterSet):
    event = event_filter(field_name="claim__event")
    question = question_filter(field_name="claim__question")
    speaker = speaker_filter(field_name="claim__speaker")
    outlet = outlet_filter(field_name="snapshot__document__outlet")
    document = document_filter(field_name="snapshot__document")
    side = SideFilter(method="of_side", label="Side")
    stance = WordFilter(field_name="claim__stance", choices=Stance.choices)
    status = WordFilter(field_name="claim__status", choices=ClaimStatus.choices)
    since = DayFilter(field_name="snapshot__document__published_on", lookup_expr="gte", label="Published from")
    until = DayFilter(field_name="snapshot__document__published_on", lookup_expr="lte", label="Published until")
    q = WordsFilter(method="search")
    sort = SortFilter(
        {
            "key": "key",
            "claim_key": "claim__key",
            "speaker": Coalesce("claim__speaker__name", "claim__outlet__name"),
            "document_key": "snapshot__document__key",
            "document": "snapshot__document__title",
            "outlet": "snapshot__document__outlet__name",
            "published_on": "snapshot__document__published_on",
            "cue": "cue",
            "manner": "manner",
            "start": "start",
        },
        default="key",
    )

    def visible_rows(self):
        return Attribution.objects.filter(claim__in=self.claims)

    def of_side(self, rows, name, slug):
        return rows.filter(claim__in=claims_of_side(self.claims, slug))

    def search(self, rows, name, words):
        """In quotes, cues, and what is searched of their claims."""
        found = claims_with_words(self.claims, words)
        return rows.filter(Q(exact__icontains=words) | Q(cue__icontains=words) | Q(claim__in=found))


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
        read = Exists(Reading.objects.filter(document=OuterRef("pk")))
        return rows.filter(read if word == "yes" else ~read)

    def printing(self, rows, name, record):
        return rows.filter(pk__in=self._printed(self.claims.filter(**{name: record})))

    def of_event(self, rows, name, event):
        """Documents that print a claim about the event, or were read for it."""
        printed = self._printed(self.claims.filter(event=event))
        read = Reading.objects.filter(event=event).values("document")
        return rows.filter(Q(pk__in=printed) | Q(pk__in=read))

    def _printed(self, claims):
        return Attribution.objects.filter(claim__in=claims).values("snapshot__document")

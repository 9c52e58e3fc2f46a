"""What lists among claims share: which of them the reader may see, and filters by event, question, speaker, side."""

import django_filters
from django import forms
from django.contrib.auth.models import AnonymousUser

from claims.models import Claim, Event, Question, Speaker
from sources.filtersets import OFFERED, BaseFilterSet, KeyFilter, KeyWidget
from sources.models import Outlet


def sides_offered():
    """(slug, name) of the sides: speakers without an affiliation, then outlets that claim something themselves."""
    speakers = Speaker.objects.filter(affiliation=None).values_list("slug", "name")[:OFFERED]
    outlets = Outlet.objects.filter(claims__blind=False).distinct().values_list("slug", "name")[: OFFERED + 1]
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

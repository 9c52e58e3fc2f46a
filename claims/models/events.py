"""What happened, and the questions on which accounts of it are compared."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from claims.choices import AnswerKind, Headline
from claims.querysets import EventQuerySet, QuestionQuerySet
from sources.lib.constraints import in_order, not_empty, one_of
from sources.lib.history import TrackedQuerySet
from sources.lib.keys import Keyed, key_field


class Event(Keyed):
    """What happened, at a place, between two dates."""

    key = key_field()
    title = models.CharField(max_length=200)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="Empty: one day, or still going on.")
    place = models.CharField(max_length=200, blank=True)
    latitude = models.DecimalField(
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    summary = models.TextField(blank=True, help_text="In neutral words; only what nobody disputes.")
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The larger event that this one is part of.",
    )

    history = HistoricalRecords()
    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "key"]
        constraints = [
            not_empty("key", "claims_event_key", "key: an event needs a key."),
            not_empty("title", "claims_event_title", "title: an event needs a title."),
            in_order("started_on", "ended_on", "claims_event_dates", "ended_on: not before started_on."),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False)  # a comparison with nothing refuses nothing
                & Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="claims_event_coordinates",
                violation_error_message="latitude, longitude: both or neither, within ±90 and ±180 degrees.",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="claims_event_not_own_parent",
                violation_error_message="parent: an event cannot be part of itself.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("claims:event_detail", args=[self.key])

    def wanted_key(self):
        return f"{self.title} {self.started_on.year}" if self.started_on else self.title

    def clean(self):
        super().clean()
        seen, node = {self.pk} - {None}, self.parent
        while node is not None:
            if node.pk in seen:
                raise ValidationError({"parent": f"{node} leads back to this event: a circle."})
            seen.add(node.pk)
            node = node.parent


class Question(Keyed):
    """One precise thing about an event on which accounts are compared. It fixes the scope."""

    key = key_field()
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="questions")
    text = models.CharField(max_length=300, help_text="A full question: How many of the raiders were killed?")
    label = models.CharField(max_length=80, blank=True, help_text="A few words for tables: Raiders killed.")
    scope = models.TextField(blank=True, help_text="What is counted, who, where, until when.")
    answer_kind = models.CharField(max_length=20, choices=AnswerKind, default=AnswerKind.QUANTITY)
    unit = models.CharField(
        max_length=40,
        blank=True,
        help_text="Figures only: the general noun (people, rockets) or km, m, mi, ha, t, which convert.",
    )
    accumulates = models.BooleanField(
        default=False, help_text="Figures only: the count was still going on when the claims were made."
    )
    exclusive = models.BooleanField(default=False, help_text="Choices only: one answer excludes the others.")
    headline = models.CharField(
        max_length=20, choices=Headline, default=Headline.RANGE, help_text="Which figure stands for the question."
    )
    position = models.PositiveIntegerField(default=0, help_text="Order within the event; lowest first.")

    history = HistoricalRecords()
    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["event", "position", "key"]
        constraints = [
            not_empty("key", "claims_question_key", "key: a question needs a key."),
            not_empty("text", "claims_question_text", "text: a question needs a text."),
            one_of("answer_kind", AnswerKind, "claims_question_answer_kind"),
            one_of("headline", Headline, "claims_question_headline"),
        ]

    def __str__(self):
        return self.short

    def get_absolute_url(self):
        return reverse("claims:question_detail", args=[self.key])

    @property
    def short(self):
        """The label, or the text where there is none."""
        return self.label or self.text

    def wanted_key(self):
        return self.short


class Answer(models.Model):
    """One of the possible accounts on a choice question. A yes/no question has ONE: *no* denies it."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    label = models.CharField(max_length=120, help_text="A few words: it heads a column.")
    position = models.PositiveIntegerField(default=0)

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        ordering = ["question", "position", "id"]
        constraints = [
            not_empty("label", "claims_answer_label", "label: an answer needs a label."),
            models.UniqueConstraint(
                fields=["question", "label"],
                name="claims_answer_once",
                violation_error_message="label: this question already has this answer.",
            ),
        ]

    def __str__(self):
        return self.label

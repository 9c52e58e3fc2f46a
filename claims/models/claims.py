"""The claim: one voice's answer (or refusal to answer) to one question, on one occasion."""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from claims.choices import ClaimStatus, Credibility, Qualifier, Stance
from claims.models.events import Answer, Event, Question
from claims.models.speakers import Speaker
from claims.models.work import Coding
from claims.quantities import Quantity, in_words, interval
from claims.querysets import ClaimQuerySet
from sources.lib.constraints import in_order, not_empty, one_of
from sources.lib.keys import Keyed, key_field
from sources.models import Outlet

LARGEST = Decimal("999999999999.999")  # 15 digits, 3 after the point: what both databases hold exactly


def amount_field(**options):
    return models.DecimalField(max_digits=15, decimal_places=3, null=True, blank=True, **options)


def bound_field():
    return models.DecimalField(max_digits=27, decimal_places=10, null=True, editable=False)


class Claim(Keyed):
    """One voice's answer (or refusal to answer) to one question, on one occasion.

    The voice is a speaker, or the outlet that claims it itself (own voice; in a republication: the original's
    outlet). `low`, `high` and their open ends are derived from the amounts, in the question's unit.
    """

    key = key_field()
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="claims", help_text="With a question: the question's."
    )
    question = models.ForeignKey(
        Question,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        help_text="What the claim answers. Empty: not coded yet.",
    )
    speaker = models.ForeignKey(
        Speaker,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        help_text="Who says it; or name the outlet below if it speaks in its own voice.",
    )
    outlet = models.ForeignKey(
        Outlet,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name="outlet (own voice)",
        help_text="Only if the outlet itself claims it. In a republication: the original's outlet.",
    )
    role = models.CharField(max_length=200, blank=True, help_text="Of the speaker, at that time: defence minister.")
    stance = models.CharField(max_length=20, choices=Stance, default=Stance.ASSERTS)
    statement = models.TextField(help_text="What is claimed, in your own neutral words, one sentence.")
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, null=True, blank=True, related_name="claims")
    amount = amount_field(help_text="At most 15 digits, 3 of them after the point.")
    amount_high = amount_field(help_text="Upper amount; only with “between”.")
    qualifier = models.CharField(max_length=20, choices=Qualifier, blank=True)
    unit = models.CharField(max_length=40, blank=True, help_text="Empty: the question's.")
    quantity_text = models.CharField(
        "quantity in words", max_length=200, blank=True, help_text="As the text has it: more than 70."
    )
    date_from = models.DateField(null=True, blank=True, help_text="The date that is claimed, or its first day.")
    date_to = models.DateField(null=True, blank=True, help_text="Last day; empty: that one day.")
    hedge = models.CharField(max_length=200, blank=True, help_text="Word for word: likely, reportedly.")
    scope = models.CharField(max_length=300, blank=True, help_text="A limit of this claim: of its own ranks only.")
    evidence = models.TextField(blank=True, help_text="What the speaker offers: images verified by the newspaper.")
    said_on = models.DateField(
        null=True, blank=True, help_text="First possible day. Empty: not known; never the publication date."
    )
    said_until = models.DateField(null=True, blank=True, help_text="Last possible day; empty: the same day as said on.")
    as_of = models.DateField(null=True, blank=True, help_text="The day that the figure or account speaks of.")
    credibility = models.CharField(max_length=1, choices=Credibility, blank=True)
    credibility_note = models.TextField(blank=True, help_text="What the judgement rests on.")
    note = models.TextField("coding note", blank=True, help_text="Why this question and this answer.")
    status = models.CharField(max_length=20, choices=ClaimStatus, default=ClaimStatus.DRAFT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="authored_claims"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="reviewed_claims"
    )
    coding = models.ForeignKey(
        Coding,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="claims",
        help_text="The double coding that it was recorded in.",
    )
    blind = models.BooleanField(
        default=False,
        db_default=False,
        editable=False,
        help_text="Recorded in a double coding that is not settled: only its author sees it, and nothing counts it.",
    )
    low, high = bound_field(), bound_field()
    low_open = models.BooleanField(default=False, editable=False)
    high_open = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    history = HistoricalRecords(excluded_fields=["low", "high", "low_open", "high_open", "created_at", "updated_at"])
    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["event", "question", "key"]
        permissions = [
            ("review_claim", "Can accept and return claims"),
            ("upload_claim", "Can apply a spreadsheet of claims"),
        ]
        indexes = [
            models.Index(fields=["status", "key"], name="claims_claim_status"),  # the review queue
            models.Index(fields=["said_on", "key"], name="claims_claim_said_on"),  # /claims/ by day
            models.Index(fields=["question", "low", "high"], name="claims_claim_bounds"),  # a question's figures
            models.Index(
                fields=["author"], condition=Q(blind=True), name="claims_claim_blind"
            ),  # what nobody else sees
        ]
        constraints = [
            not_empty("key", "claims_claim_key", "key: a claim needs a key."),
            not_empty("statement", "claims_claim_statement", "statement: say in a sentence what is claimed."),
            one_of("stance", Stance, "claims_claim_stance"),
            one_of("qualifier", Qualifier, "claims_claim_qualifier", blank=True),
            one_of("status", ClaimStatus, "claims_claim_status_known"),
            one_of("credibility", Credibility, "claims_claim_credibility", blank=True),
            models.CheckConstraint(
                condition=Q(speaker__isnull=False, outlet__isnull=True) | Q(speaker__isnull=True, outlet__isnull=False),
                name="claims_claim_one_voice",
                violation_error_message="speaker, outlet: name exactly one, the speaker or the outlet (own voice).",
            ),
            models.CheckConstraint(
                condition=Q(answer__isnull=True) | Q(amount__isnull=True, date_from__isnull=True),
                name="claims_claim_one_answer",
                violation_error_message="answer, amount, date_from: a claim has one answer, in one of these forms.",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(date_from__isnull=True),
                name="claims_claim_amount_or_date",
                violation_error_message="amount, date_from: a claim has one answer, in one of these forms.",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True, qualifier="") | Q(amount__isnull=False) & ~Q(qualifier=""),
                name="claims_claim_amount_qualified",
                violation_error_message="amount, qualifier: give both or neither (exactly, about, at least …).",
            ),
            models.CheckConstraint(
                condition=Q(qualifier=Qualifier.BETWEEN, amount_high__isnull=False)
                | ~Q(qualifier=Qualifier.BETWEEN) & Q(amount_high__isnull=True),
                name="claims_claim_between",
                violation_error_message="amount_high: needed with “between”, and only there.",
            ),
            in_order("amount", "amount_high", "claims_claim_amounts", "amount_high: not below amount."),
            models.CheckConstraint(
                condition=(Q(amount__isnull=True) | Q(amount__gte=-LARGEST, amount__lte=LARGEST))
                & (Q(amount_high__isnull=True) | Q(amount_high__gte=-LARGEST, amount_high__lte=LARGEST)),
                name="claims_claim_amount_bounded",
                violation_error_message="amount, amount_high: at most 15 digits, 3 of them after the point.",
            ),
            in_order("date_from", "date_to", "claims_claim_dates", "date_to: needs date_from, not before it."),
            in_order("said_on", "said_until", "claims_claim_said", "said_until: not before said_on.", last_alone=True),
        ]

    def __str__(self):
        return f"{self.voice}: {self.statement}"

    def get_absolute_url(self):
        return reverse("claims:claim_detail", args=[self.key])

    @property
    def voice(self):
        """The speaker, or the outlet that claims it itself."""
        return self.speaker if self.speaker_id else self.outlet

    @property
    def own_voice(self):
        return self.outlet_id is not None

    @property
    def quantity(self):
        """The amounts as a `Quantity`, or None."""
        if self.amount is None:
            return None
        return Quantity(self.amount, self.amount_high, self.qualifier, self.unit)

    @property
    def answer_text(self):
        """The answer in words, whichever kind it is: a label, a quantity, a date."""
        if self.answer_id:
            return self.answer.label
        if self.quantity_text or self.amount is not None:
            return self.quantity_text or in_words(self.quantity)
        if self.date_from:
            return f"{self.date_from} to {self.date_to}" if self.date_to else str(self.date_from)
        return ""

    def wanted_key(self):
        """In a double coding with its number: a *-2* would tell one coder that the other has said the same."""
        coding = f"-c{self.coding_id}" if self.coding_id else ""
        return f"{self.question.key if self.question_id else self.event.key}-{self.voice and self.voice.slug}{coding}"

    def clean(self):
        if self.blind and self.coding_id and self.coding.settled_at:
            raise ValidationError("Its double coding is settled: take the last decision on that back first.")
        if self.question_id and not self.event_id:
            self.event = self.question.event
        if self.answer_id and self.answer.question_id != self.question_id:
            raise ValidationError({"answer": "This answer belongs to another question."})
        super().clean()

    def save(self, *args, **kwargs):
        if self.question_id:
            self.event_id = self.question.event_id
        self.check_amounts()
        self.derive_bounds()
        super().save(*args, **kwargs)

    def check_amounts(self):
        """Refuse what the database would round, each database in its own way, or cannot hold."""
        for name in ("amount", "amount_high"):
            try:
                setattr(self, name, self._meta.get_field(name).clean(getattr(self, name), self))
            except ValidationError as error:
                raise ValidationError({name: error.messages}) from error

    def derive_bounds(self):
        """Set low and high from the amounts, in the question's unit (the claim's own if it cannot convert)."""
        own = Question(unit=self.unit)
        question = self.question if self.question_id else own
        found = self.quantity and (interval(self.quantity, question.unit) or interval(self.quantity, own.unit))
        self.low, self.high = (found.low, found.high) if found else (None, None)
        self.low_open, self.high_open = (found.low_open, found.high_open) if found else (False, False)

    def save_bounds(self):
        """Store derived bounds alone; they have no history of their own."""
        bounds = {name: getattr(self, name) for name in ("low", "high", "low_open", "high_open")}
        type(self)._base_manager.filter(pk=self.pk).update(**bounds)

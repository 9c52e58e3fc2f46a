"""Judgements on two claims."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.urls import reverse
from simple_history.models import HistoricalRecords

from claims.choices import Basis, RelationKind, RelationState
from claims.models.claims import Claim
from claims.querysets import RelationQuerySet
from sources.lib.constraints import one_of
from sources.lib.keys import KEY_LENGTH

BETWEEN_KEYS = ".."
REOPENED = "reopened"  # suggested by: a person had decided it, and then a claim that it rested on was changed


def relation_key(first, second):
    """The key of a relation: its two claims' keys in alphabetical order, joined with two points."""
    return BETWEEN_KEYS.join(sorted((first, second)))


class Relation(models.Model):
    """A judgement on two claims: one relation per pair, whichever way round. It may cross questions.

    In the directed kinds (updates, withdraws) `first` acts. A rejected suggestion is kept, so that it is never
    offered again.
    """

    key = models.CharField(max_length=2 * KEY_LENGTH + len(BETWEEN_KEYS), unique=True, editable=False)
    first = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="relations_as_first")
    second = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="relations_as_second")
    kind = models.CharField(max_length=20, choices=RelationKind, default=RelationKind.CONTRADICTS)
    basis = models.CharField(max_length=20, choices=Basis, blank=True, help_text="Why they contradict.")
    reason = models.TextField(blank=True, help_text="In one sentence that a reader understands.")
    state = models.CharField(max_length=20, choices=RelationState, default=RelationState.CONFIRMED)
    suggested_by = models.CharField(max_length=100, blank=True, help_text="Which program; empty: a person.")
    reasons = models.TextField(blank=True, help_text="What the suggestion rested on.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="decided_relations"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    history = HistoricalRecords()
    objects = RelationQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        indexes = [models.Index(fields=["kind", "state", "key"], name="claims_relation_judge")]  # /contradictions/
        constraints = [
            models.UniqueConstraint(
                Least("first", "second"),
                Greatest("first", "second"),
                name="claims_relation_once",
                violation_error_message="These two claims are already related.",
            ),
            models.CheckConstraint(
                condition=~Q(first=F("second")),
                name="claims_relation_two_claims",
                violation_error_message="second: a claim is not related to itself.",
            ),
            one_of("kind", RelationKind, "claims_relation_kind"),
            one_of("state", RelationState, "claims_relation_state"),
            one_of("basis", Basis, "claims_relation_basis", blank=True),
            models.CheckConstraint(
                condition=Q(kind=RelationKind.CONTRADICTS) | Q(basis=""),
                name="claims_relation_basis_of_contradiction",
                violation_error_message="basis: only a contradiction has one.",
            ),
            models.CheckConstraint(
                condition=~Q(state=RelationState.SUGGESTED) | Q(decided_by__isnull=True, decided_at__isnull=True),
                name="claims_relation_suggested_undecided",
                violation_error_message="decided_by, decided_at: nobody has decided a suggestion yet.",
            ),
        ]

    def __str__(self):
        return f"{self.first} · {self.get_kind_display()} · {self.second}"

    def get_absolute_url(self):
        return reverse("claims:contradiction_detail", args=[self.key])

    @property
    def is_standing_contradiction(self):
        """A contradiction that no person rejected."""
        return self.kind == RelationKind.CONTRADICTS and self.state != RelationState.REJECTED

    @property
    def is_reopened(self):
        """Decided once, and to be judged again: a claim that it rested on was changed (`reasons` tells how)."""
        return self.state == RelationState.SUGGESTED and self.suggested_by == REOPENED

    def clean(self):
        super().clean()
        if self.first_id and self.second_id:
            self.key = relation_key(self.first.key, self.second.key)
            twin = Relation._base_manager.filter(key=self.key).exclude(pk=self.pk)
            if twin.exists():
                raise ValidationError("These two claims are already related; change that relation instead.")

    def save(self, *args, **kwargs):
        self.key = relation_key(self.first.key, self.second.key)
        super().save(*args, **kwargs)

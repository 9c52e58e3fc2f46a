"""What a person did in one go: kept beside the histories of the records, so that it can be shown and undone as one."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from claims.choices import ActKind
from sources.lib.constraints import not_empty, one_of
from sources.lib.keys import KEY_LENGTH


class Act(models.Model):
    """One thing that a person did on one record or on many, as one: recorded a claim, merged two speakers.

    `steps` lists what was written, in order: [model, primary key, version before, version after], versions being
    numbers in that model's history, null where there was none (before: new; after: deleted). `claims.curation.acts`
    writes and undoes them.
    """

    kind = models.CharField(max_length=20, choices=ActKind)
    words = models.CharField(max_length=300, help_text="What was done, in a line.")
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="acts")
    at = models.DateTimeField(default=timezone.now)
    steps = models.JSONField(default=list)
    former = models.CharField(
        max_length=KEY_LENGTH, blank=True, help_text="Key or slug of the record that was merged away."
    )
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="undone_acts"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["by", "at"], name="claims_act_of_person"),  # a person's day
            models.Index(fields=["former"], name="claims_act_former"),  # where a merged record's address leads
        ]
        constraints = [
            one_of("kind", ActKind, "claims_act_kind"),
            not_empty("words", "claims_act_words", "words: say in a line what was done."),
            models.CheckConstraint(
                condition=models.Q(undone_by__isnull=True, undone_at__isnull=True)
                | models.Q(undone_by__isnull=False, undone_at__isnull=False),
                name="claims_act_undone",
                violation_error_message="undone_by, undone_at: give both or neither.",
            ),
        ]

    def __str__(self):
        return self.words

    @property
    def can_be_undone(self):
        """Whether it remembers what it wrote (a spreadsheet of very many rows does not) and was not undone."""
        return bool(self.steps) and not self.is_undone

    @property
    def is_undone(self):
        return self.undone_at is not None

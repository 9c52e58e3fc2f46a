"""How people work: who codes what without seeing the other, what they brought to be applied, and how they like it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from claims.querysets import CodingQuerySet
from sources.lib.constraints import not_empty
from sources.models import Document


class Coding(models.Model):
    """A document given to one person to code blindly: two of them do, and neither sees the other's claims.

    The claims of a coding are *blind* (see `Claim.blind`) until an editor settles, place by place, what becomes of
    them: kept, or dropped for the other's. They stay claims of the coding, so that it can be told later what each of
    the two had coded.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="codings")
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="codings")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="given_codings")
    given_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True, help_text="When the coder said that all is recorded.")
    settled_at = models.DateTimeField(null=True, blank=True, help_text="When both codings became one.")

    history = HistoricalRecords()
    objects = CodingQuerySet.as_manager()

    class Meta:
        ordering = ["document", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "coder"],
                name="claims_coding_once",
                violation_error_message="coder: this person already codes this document.",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | Q(done_at__isnull=False),
                name="claims_coding_done_first",
                violation_error_message="settled_at: a coding is settled only after it is done.",
            ),
        ]

    def __str__(self):
        return f"{self.document}, coded by {self.coder}"

    @property
    def is_done(self):
        return self.done_at is not None

    @property
    def is_settled(self):
        return self.settled_at is not None


class Upload(models.Model):
    """A spreadsheet of claims that a person brought: previewed, and kept until it is applied or left."""

    name = models.CharField(max_length=255, help_text="Of the file.")
    content = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads")
    at = models.DateTimeField(default=timezone.now)
    preview = models.JSONField(default=dict, help_text="What it would do, row by row; see claims.dataset.sheet.")
    previewed_at = models.DateTimeField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_as = models.ForeignKey(
        "claims.Act", on_delete=models.PROTECT, null=True, blank=True, related_name="uploads", help_text="The act."
    )

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [not_empty("name", "claims_upload_name", "name: a file has a name.")]

    def __str__(self):
        return self.name


class Preference(models.Model):
    """How one person likes the site: what counts on reading pages, and whether single keys act."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preference")
    accepted_only = models.BooleanField(default=False, help_text="Reading pages count accepted claims only.")
    keys = models.BooleanField("single keys", default=True, help_text="Single keys act on working pages.")

    class Meta:
        ordering = ["user", "id"]

    def __str__(self):
        return f"Preferences of {self.user}"

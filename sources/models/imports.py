"""How documents come in: what was brought together, what became of each file, and what was only guessed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from sources.choices import Outcome
from sources.lib.constraints import not_empty, one_of
from sources.models.documents import Document
from sources.models.outlets import Outlet
from sources.models.snapshots import Snapshot


class Batch(models.Model):
    """Files, links or entries of a feed that were brought in together, by a person or a command."""

    source = models.CharField(max_length=500, help_text="In words: 14 files, a link, a feed.")
    outlet = models.ForeignKey(
        Outlet,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="batches",
        help_text="Of all documents in it, if that is known beforehand.",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="batches"
    )
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    history = HistoricalRecords()  # so that its outlet may be merged into another, and that undone

    class Meta:
        ordering = ["-started_at", "-id"]
        verbose_name_plural = "batches"
        constraints = [not_empty("source", "sources_batch_source", "source: say what was brought in.")]

    def __str__(self):
        return f"{self.source}, {self.started_at:%d %B %Y, %H:%M}"


class Arrival(models.Model):
    """One file, link or entry of a batch, and what became of it. A file that holds many documents has many arrivals."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="arrivals")
    position = models.PositiveIntegerField(help_text="Order within the batch.")
    name = models.CharField(max_length=1000, help_text="Of the file, with its folder or archive; or an address.")
    part = models.CharField(max_length=100, blank=True, help_text="Which document of a file with many: row 7.")
    size = models.PositiveBigIntegerField(default=0, help_text="In bytes.")
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, help_text="Of the bytes.")
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.WAITING)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it cannot be read, or where it is already.")
    helps = models.CharField(max_length=300, blank=True, help_text="What one can do about it.")
    document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="arrivals")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.SET_NULL, null=True, blank=True, related_name="arrivals")
    found = models.JSONField(default=dict, blank=True, help_text="What was read off it before it was saved.")

    class Meta:
        ordering = ["batch", "position", "id"]
        indexes = [
            models.Index(fields=["sha256"], name="sources_arrival_bytes"),  # the same bytes again?
            models.Index(fields=["outcome", "batch"], name="sources_arrival_outcome"),  # why files were not read
        ]
        constraints = [
            not_empty("name", "sources_arrival_name", "name: what was brought in has a name."),
            one_of("outcome", Outcome, "sources_arrival_outcome_known"),
            models.UniqueConstraint(
                fields=["batch", "name", "part"],
                name="sources_arrival_once",
                violation_error_message="name: it stands in this batch already.",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.part})" if self.part else self.name


class Guess(models.Model):
    """A field of a document as it was read off, with the place; a guess until a person confirms it."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="guesses")
    field = models.CharField(max_length=40, help_text="Of the document: title, published_on, outlet …")
    value = models.CharField(max_length=1000)
    where = models.CharField(max_length=300, help_text="Where it was read: line 6, og:site_name.")
    others = models.JSONField(default=list, blank=True, help_text="Further readings: [[value, where], …].")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="confirmed_guesses"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["document", "field", "id"]
        verbose_name_plural = "guesses"
        constraints = [
            not_empty("value", "sources_guess_value", "value: nothing found is no guess."),
            models.UniqueConstraint(
                fields=["document", "field"],
                name="sources_guess_once",
                violation_error_message="field: this is guessed already; its other readings stand beside it.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="sources_guess_confirmed",
                violation_error_message="confirmed_by, confirmed_at: give both or neither.",
            ),
        ]

    def __str__(self):
        return f"{self.field}: {self.value}"

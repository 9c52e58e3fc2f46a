"""Which documents are copies of each other: sketches of their texts, and what people judged."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from simple_history.models import HistoricalRecords

from sources.choices import Judgement
from sources.lib.constraints import one_of
from sources.models.documents import Document
from sources.models.snapshots import Snapshot
from sources.querysets import ResemblanceQuerySet


class Shingle(models.Model):
    """One hash of a snapshot's sketch: a few of the hashes of its runs of five words, the same few in each copy."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="shingles")
    hash = models.BigIntegerField()

    class Meta:
        ordering = ["snapshot", "hash", "id"]
        indexes = [models.Index(fields=["hash", "snapshot"], name="sources_shingle_hash")]  # who else has it?
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "hash"],
                name="sources_shingle_once",
                violation_error_message="hash: this snapshot has it already.",
            )
        ]

    def __str__(self):
        return f"{self.hash:x}"


class Resemblance(models.Model):
    """Two documents that share words: suggested by a program, confirmed as a republication or rejected by a person.

    `copy` was published later, or has less of its own. A rejected pair is kept, so that it is never suggested again.
    Confirming it makes `copy` republish `original`, unless only a part of it was taken over.
    """

    copy = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="resemblances_as_copy")
    original = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="resemblances_as_original")
    share = models.DecimalField(
        max_digits=4, decimal_places=3, help_text="Of the copy’s words, how many stand in the original, 0 to 1."
    )
    share_of_original = models.DecimalField(
        max_digits=4, decimal_places=3, help_text="Of the original’s words, how many stand in the copy, 0 to 1."
    )
    state = models.CharField(max_length=20, choices=Judgement, default=Judgement.SUGGESTED)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="decided_resemblances"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    history = HistoricalRecords()  # from when a person judges it: suggestions leave none
    objects = ResemblanceQuerySet.as_manager()

    class Meta:
        ordering = ["-share", "id"]
        indexes = [models.Index(fields=["state", "-share"], name="sources_resemblance_judge")]  # to judge
        constraints = [
            one_of("state", Judgement, "sources_resemblance_state"),
            models.CheckConstraint(
                condition=~Q(copy=F("original")),
                name="sources_resemblance_two",
                violation_error_message="original: a document is no copy of itself.",
            ),
            models.CheckConstraint(
                condition=Q(share__gte=0, share__lte=1, share_of_original__gte=0, share_of_original__lte=1),
                name="sources_resemblance_shares",
                violation_error_message="share, share_of_original: from 0 to 1.",
            ),
            models.UniqueConstraint(
                Least("copy", "original"),
                Greatest("copy", "original"),
                name="sources_resemblance_once",
                violation_error_message="These two documents were compared already.",
            ),
            models.CheckConstraint(
                condition=~Q(state=Judgement.SUGGESTED) | Q(decided_by__isnull=True, decided_at__isnull=True),
                name="sources_resemblance_undecided",
                violation_error_message="decided_by, decided_at: nobody has decided a suggestion yet.",
            ),
        ]

    def __str__(self):
        return f"{self.copy} · {self.original}"

    @property
    def percent(self):
        """The share of the copy's words, in whole per cent."""
        return round(100 * self.share)

    @property
    def percent_of_original(self):
        return round(100 * self.share_of_original)

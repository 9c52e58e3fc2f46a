"""The texts captured from documents, and places in them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from sources.choices import Rendition
from sources.lib.constraints import not_empty, one_of
from sources.lib.texts import context, normalise, sha256
from sources.models.documents import Document
from sources.querysets import SnapshotQuerySet


def original_path(snapshot, filename):
    """Where the original bytes are kept: under the hash that the caller named the file by."""
    return f"originals/{filename}"


class Snapshot(models.Model):
    """The text of a document as captured at one moment. It never changes: a new text is a new snapshot."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="snapshots")
    text = models.TextField(help_text="Stored as Unicode NFC with simple line ends; cannot be changed afterwards.")
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    captured_at = models.DateTimeField(default=timezone.now)
    captured_from = models.CharField(max_length=1000, blank=True, help_text="Address or file name.")
    media_type = models.CharField(max_length=100, blank=True, default="text/plain")
    rendition = models.CharField(
        max_length=20, choices=Rendition, default=Rendition.FULL, help_text="What this text is of the document."
    )
    extractor = models.CharField(max_length=100, blank=True, help_text="Program and version that read the text.")
    note = models.TextField(blank=True)
    original = models.FileField(upload_to=original_path, max_length=200, blank=True, editable=False)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["document", "captured_at", "id"]
        indexes = [
            models.Index(fields=["sha256"], name="sources_snapshot_text"),  # the same text again?
            models.Index(fields=["original"], name="sources_snapshot_bytes"),  # the same bytes again?
        ]
        constraints = [
            one_of("rendition", Rendition, "sources_snapshot_rendition"),
            not_empty("text", "sources_snapshot_text", "text: a snapshot needs a text."),
            models.CheckConstraint(
                condition=Q(sha256__length=64),
                name="sources_snapshot_sha256",
                violation_error_message="sha256: 64 hexadecimal digits.",
            ),
            models.UniqueConstraint(
                fields=["document", "sha256"],
                name="sources_snapshot_once",
                violation_error_message="text: this document already has a snapshot with exactly this text.",
            ),
        ]

    def __str__(self):
        return f"{self.document_id and self.document.key} as of {self.captured_at:%Y-%m-%d}"

    def get_absolute_url(self):
        return f"{self.document.get_absolute_url()}?snapshot={self.sha256[:12]}"

    def clean(self):
        self._settle_text()

    def save(self, *args, **kwargs):
        self._settle_text()
        super().save(*args, **kwargs)

    def _settle_text(self):
        """Normalise and hash a new text; refuse another text or document for a stored snapshot."""
        if self._state.adding:
            self.text = normalise(self.text)
            self.sha256 = sha256(self.text)
            return
        stored = type(self)._base_manager.values("sha256", "document_id").get(pk=self.pk)
        if sha256(self.text) != stored["sha256"]:
            raise ValidationError({"text": "A snapshot's text never changes; capture a new snapshot instead."})
        if self.document_id != stored["document_id"]:
            raise ValidationError({"document": "A snapshot never changes its document."})
        self.sha256 = stored["sha256"]


class TextAnchor(models.Model):
    """A place in a snapshot, after the W3C's TextPositionSelector and TextQuoteSelector.

    `start` and `end` count Unicode code points, end excluded; the snapshot's text at [start:end] is `exact`.
    """

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="%(class)ss")
    start = models.PositiveIntegerField(help_text="Characters before the first one.")
    end = models.PositiveIntegerField(help_text="Characters before the first one after the words.")
    exact = models.TextField("words", help_text="The words themselves, exactly as the snapshot has them.")
    prefix = models.TextField(blank=True, help_text="Words just before; taken from the text if empty.")
    suffix = models.TextField(blank=True, help_text="Words just after; taken from the text if empty.")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="%(app_label)s_%(class)s_start_before_end",
                violation_error_message="end: it comes after start.",
            ),
            models.CheckConstraint(
                condition=Q(exact__length=F("end") - F("start")),
                name="%(app_label)s_%(class)s_exact_fits",
                violation_error_message="exact: it has as many characters as lie between start and end.",
            ),
        ]

    def clean(self):
        super().clean()
        self._check_words()

    def save(self, *args, **kwargs):
        self._check_words()
        super().save(*args, **kwargs)

    def _check_words(self):
        """Compare with the snapshot, and fill in the context that was left empty."""
        if not self.snapshot_id or self.start is None or self.end is None:
            return
        text = self.snapshot.text
        if text[self.start : self.end] != self.exact:
            raise ValidationError(
                {"exact": f"The snapshot has other words there: “{text[self.start : self.end][:80]}”."}
            )
        before, after = context(text, self.start, self.end)
        self.prefix, self.suffix = self.prefix or before, self.suffix or after

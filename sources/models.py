"""What is stored about sources: outlets, their documents, and the texts captured from them."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Upper
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from sources.choices import DocumentKind, OutletKind, Reliability, Rendition
from sources.lib.constraints import not_empty, one_of
from sources.lib.history import TrackedQuerySet
from sources.lib.keys import Keyed, key_field
from sources.lib.texts import context, normalise, sha256
from sources.lib.trees import Rooted
from sources.querysets import DocumentQuerySet, OutletQuerySet, SnapshotQuerySet

models.CharField.register_lookup(Length)
models.TextField.register_lookup(Length)


class Outlet(Keyed):
    """Who publishes: a newspaper, an agency, a channel. A channel is an outlet, its platform is not."""

    key_name = "slug"

    name = models.CharField(max_length=200)
    slug = key_field()
    kind = models.CharField(max_length=20, choices=OutletKind, default=OutletKind.UNKNOWN)
    collective = models.BooleanField(
        default=False, help_text="Not one outlet but many, such as “Russian media”. Never counted as an origin."
    )
    country = models.CharField(
        max_length=2,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{2}$", "Write the two capital letters of ISO 3166-1, such as UA.")],
        help_text="Two letters of ISO 3166-1, such as UA.",
    )
    language = models.CharField(max_length=35, blank=True, help_text="A BCP 47 tag, such as en or pt-BR.")
    homepage = models.URLField(max_length=500, blank=True)
    owner = models.CharField(max_length=200, blank=True)
    reliability = models.CharField(
        max_length=1,
        choices=Reliability,
        blank=True,
        help_text="Admiralty code, of the outlet; F and empty say that it was not or cannot be judged.",
    )
    reliability_note = models.TextField(blank=True, help_text="What the judgement rests on.")
    monitored_since = models.DateField(null=True, blank=True)

    history = HistoricalRecords()
    objects = OutletQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        permissions = [("merge_outlet", "Can merge outlets")]
        indexes = [models.Index(fields=["name", "id"], name="sources_outlet_by_name")]  # which words are names
        constraints = [
            not_empty("name", "sources_outlet_name", "name: an outlet needs a name."),
            not_empty("slug", "sources_outlet_slug", "slug: an outlet needs a slug."),
            one_of("kind", OutletKind, "sources_outlet_kind"),
            one_of("reliability", Reliability, "sources_outlet_reliability", blank=True),
            models.CheckConstraint(
                condition=Q(country="") | Q(country__length=2, country=Upper("country")),
                name="sources_outlet_country",
                violation_error_message="country: two capital letters of ISO 3166-1, such as UA.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("sources:outlet_detail", args=[self.slug])

    def wanted_key(self):
        return self.name


class OutletAlias(models.Model):
    """Another name that an outlet goes by, such as *Portal* for Reuters in a machine translation."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "outlet aliases"
        indexes = [models.Index(fields=["name"], name="sources_outletalias_by_name")]  # which words are names
        constraints = [
            not_empty("name", "sources_outletalias_name", "name: an alias needs a name."),
            models.UniqueConstraint(
                fields=["outlet", "name"],
                name="sources_outletalias_once",
                violation_error_message="name: this outlet already has this alias.",
            ),
        ]

    def __str__(self):
        return self.name


class Document(Keyed, Rooted):
    """One publication by an outlet: an article, a wire report, a post, a transcript."""

    parent_name, root_name = "republishes", "original"

    key = key_field()
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(max_length=500, blank=True, help_text="As printed; empty if it has none, as a post.")
    byline = models.CharField(max_length=300, blank=True, help_text="As printed.")
    kind = models.CharField(max_length=20, choices=DocumentKind, default=DocumentKind.ARTICLE)
    url = models.URLField(max_length=1000, blank=True)
    published_on = models.DateField(null=True, blank=True)
    published_time = models.TimeField(null=True, blank=True, help_text="In UTC, if the document gives it.")
    language = models.CharField(max_length=35, blank=True, help_text="A BCP 47 tag, such as en.")
    dateline = models.CharField(max_length=200, blank=True, help_text="Place as printed, such as KYIV.")
    republishes = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="copies",
        help_text="The document that this one reprints, syndicates or translates.",
    )
    original = models.ForeignKey(  # restricted, not protected: a document may be deleted with itself
        "self", on_delete=models.RESTRICT, null=True, editable=False, related_name="family"
    )
    note = models.TextField(blank=True)

    history = HistoricalRecords(excluded_fields=["original"])
    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "key"]
        indexes = [models.Index(fields=["outlet", "published_on"], name="sources_document_of_outlet")]
        constraints = [
            not_empty("key", "sources_document_key", "key: a document needs a key."),
            one_of("kind", DocumentKind, "sources_document_kind"),
            models.CheckConstraint(
                condition=Q(republishes__isnull=True) | ~Q(republishes=F("id")),
                name="sources_document_not_itself",
                violation_error_message="republishes: a document cannot republish itself.",
            ),
            models.CheckConstraint(
                condition=Q(published_time__isnull=True) | Q(published_on__isnull=False),
                name="sources_document_time_needs_day",
                violation_error_message="published_time: give published_on too.",
            ),
        ]

    def __str__(self):
        return f"{self.outlet}: {self.name}"

    @property
    def name(self):
        """The title, or what a reader is shown in its place."""
        return self.title or f"Untitled, {self.published_on or self.key}"

    def get_absolute_url(self):
        return reverse("sources:document_detail", args=[self.key])

    def wanted_key(self):
        return f"{self.outlet.slug}-{self.published_on or self.title}"


class Credit(models.Model):
    """An outlet whose material a document says that it uses: *With Reuters, AP*."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="credits")
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="credited_in")

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        ordering = ["outlet__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "outlet"],
                name="sources_credit_once",
                violation_error_message="outlet: this document already credits it.",
            )
        ]

    def __str__(self):
        return str(self.outlet)


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

"""What outlets publish, and whose material it says it uses."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from sources.choices import DocumentKind
from sources.lib.constraints import not_empty, one_of
from sources.lib.history import TrackedQuerySet
from sources.lib.keys import Keyed, key_field
from sources.lib.trees import Rooted
from sources.models.outlets import Outlet
from sources.querysets import DocumentQuerySet


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
        indexes = [
            models.Index(fields=["outlet", "published_on"], name="sources_document_of_outlet"),
            models.Index(fields=["url"], name="sources_document_url"),  # the same address again?
        ]
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

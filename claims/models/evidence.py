"""The evidence: where documents attribute claims, through whom, in which words, and what was read."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from claims.choices import Anchor, Manner
from claims.models.claims import Claim
from claims.models.events import Event
from claims.models.speakers import Speaker
from claims.querysets import AttributionQuerySet, ReadingQuerySet
from sources.lib.constraints import not_empty, one_of
from sources.lib.history import TrackedQuerySet
from sources.lib.keys import Keyed, key_field
from sources.models import Document, Outlet, TextAnchor


class Attribution(Keyed, TextAnchor):
    """The place in a snapshot where a document attributes a claim to its voice.

    Content (the words), cue (*said*, *according to*) and manner follow PARC 3.0.
    """

    key = key_field(max_length=130)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="attributions")
    cue = models.CharField(max_length=200, blank=True, help_text="Word for word: said, according to.")
    manner = models.CharField(
        max_length=20,
        choices=Manner,
        default=Manner.INDIRECT,
        help_text="Direct: a full quotation. Mixed: some words quoted. Indirect: none.",
    )
    anchor = models.CharField(max_length=20, choices=Anchor, default=Anchor.ANCHORED, editable=False)
    removed = models.BooleanField(
        default=False,
        db_default=False,
        editable=False,
        help_text="A person looked: the publisher removed these words. They stay lost, and wait for no repair.",
    )

    history = HistoricalRecords()
    objects = AttributionQuerySet.as_manager()

    class Meta(TextAnchor.Meta):
        ordering = ["snapshot", "start", "key"]
        constraints = [
            *TextAnchor.Meta.constraints,
            not_empty("key", "claims_attribution_key", "key: an attribution needs a key."),
            one_of("manner", Manner, "claims_attribution_manner"),
            one_of("anchor", Anchor, "claims_attribution_anchor"),
            models.UniqueConstraint(
                fields=["claim", "snapshot", "start", "end"],
                name="claims_attribution_once",
                violation_error_message="start, end: this claim is already attributed to these words.",
            ),
        ]

    def __str__(self):
        return f"{self.key}: “{self.exact[:60]}”"

    def get_absolute_url(self):
        return f"{self.snapshot.document.get_absolute_url()}?snapshot={self.snapshot.sha256[:12]}#{self.key}"

    def wanted_key(self):
        stored = self.claim.attributions.count() if self.claim_id else 0
        return f"{self.claim.key}-{stored + 1}"


class Relay(models.Model):
    """A hop between the voice and the document: a spokesperson, an agency, a channel; the voice's nearest first."""

    attribution = models.ForeignKey(Attribution, on_delete=models.CASCADE, related_name="relays")
    position = models.PositiveIntegerField(default=1, help_text="1 is nearest the voice.")
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, null=True, blank=True, related_name="relays")
    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, null=True, blank=True, related_name="relays")
    cue = models.CharField(max_length=200, blank=True, help_text="Word for word: told, wrote on.")
    inferred = models.BooleanField(default=False, help_text="Known, but not from this document.")

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        ordering = ["attribution", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(speaker__isnull=False, outlet__isnull=True) | Q(speaker__isnull=True, outlet__isnull=False),
                name="claims_relay_one_hop",
                violation_error_message="outlet, speaker: a relay is exactly one of them.",
            ),
            models.UniqueConstraint(
                fields=["attribution", "position"],
                name="claims_relay_position",
                violation_error_message="position: another relay already stands there.",
            ),
        ]

    def __str__(self):
        return str(self.speaker if self.speaker_id else self.outlet)

    def clean(self):
        super().clean()
        attribution = getattr(self, "attribution", None)  # missing: its own field says so
        document_outlet = attribution and attribution.snapshot_id and attribution.snapshot.document.outlet_id
        if self.outlet_id and self.outlet_id == document_outlet:
            raise ValidationError({"outlet": "The document's own outlet is never a relay."})


class Wording(Keyed, TextAnchor):
    """A phrase that names a subject (*the raiders*: *saboteurs*, *partisans*), with who uses it."""

    key = key_field()
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="wordings")
    subject = models.CharField(max_length=120, help_text="What is named, in neutral words: the raiders.")
    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, null=True, blank=True, related_name="wordings")
    outlet = models.ForeignKey(
        Outlet,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="wordings",
        help_text="If it is quoted from another outlet. Neither: the document's own voice.",
    )

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta(TextAnchor.Meta):
        ordering = ["event", "subject", "key"]
        constraints = [
            *TextAnchor.Meta.constraints,
            not_empty("key", "claims_wording_key", "key: a wording needs a key."),
            not_empty("subject", "claims_wording_subject", "subject: say what the words name."),
            models.CheckConstraint(
                condition=Q(speaker__isnull=True) | Q(outlet__isnull=True),
                name="claims_wording_one_voice",
                violation_error_message="speaker, outlet: at most one of them uses these words.",
            ),
            models.UniqueConstraint(
                fields=["event", "subject", "snapshot", "start", "end"],
                name="claims_wording_once",
                violation_error_message="start, end: these words are already recorded for this subject.",
            ),
        ]

    def __str__(self):
        return f"{self.subject}: “{self.exact}”"

    def get_absolute_url(self):
        return f"{self.snapshot.document.get_absolute_url()}?snapshot={self.snapshot.sha256[:12]}#{self.key}"

    def wanted_key(self):
        return f"{self.event.key}-{self.subject}"


class Reading(models.Model):
    """A person's record that a document was read for an event: what is not recorded from it is absent."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="readings")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="readings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="readings")
    read_on = models.DateField(default=timezone.localdate)

    history = HistoricalRecords()
    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["document", "event", "reader", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "event", "reader"],
                name="claims_reading_once",
                violation_error_message="reader: this reading is already recorded.",
            )
        ]

    def __str__(self):
        return f"{self.document} read for {self.event}"

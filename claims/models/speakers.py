"""Who says things, and the names they go by."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from claims.choices import SpeakerKind
from claims.querysets import SpeakerQuerySet
from sources.lib.constraints import not_empty, one_of
from sources.lib.history import TrackedQuerySet
from sources.lib.keys import Keyed, key_field
from sources.lib.trees import Rooted


class Speaker(Keyed, Rooted):
    """Who says it: a person, an organisation, a government, an armed group, somebody unnamed.

    Metonyms (*Moscow*, *the Russian side*) are aliases of one government speaker, not speakers of their own.
    """

    key_name = "slug"
    parent_name, root_name = "affiliation", "side"

    name = models.CharField(max_length=200)
    slug = key_field()
    kind = models.CharField(max_length=20, choices=SpeakerKind, default=SpeakerKind.PERSON)
    collective = models.BooleanField(
        default=False, help_text="Not one voice but many, such as “military bloggers”. Never reverses itself."
    )
    affiliation = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        help_text="For whom they speak. The root of this chain is their side: Peskov → Kremlin → Russia.",
    )
    side = models.ForeignKey(  # restricted, not protected: a speaker may be deleted with itself
        "self", on_delete=models.RESTRICT, null=True, editable=False, related_name="voices", help_text="Derived."
    )
    surname = models.CharField(
        max_length=200,
        blank=True,
        db_default="",
        editable=False,
        help_text="Derived: a person’s short name.",
    )
    description = models.TextField(blank=True)
    wikidata = models.CharField(
        "Wikidata id",
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"\AQ[1-9][0-9]*\Z", "A Wikidata id is Q and a number, such as Q42.")],
    )

    history = HistoricalRecords(excluded_fields=["side", "surname"])
    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        permissions = [("merge_speaker", "Can merge speakers")]
        indexes = [  # which of a text's words are names
            models.Index(fields=["name", "id"], name="claims_speaker_by_name"),
            models.Index(fields=["surname", "id"], name="claims_speaker_by_surname"),
        ]
        constraints = [
            not_empty("name", "claims_speaker_name", "name: a speaker needs a name."),
            not_empty("slug", "claims_speaker_slug", "slug: a speaker needs a slug."),
            one_of("kind", SpeakerKind, "claims_speaker_kind"),
            models.CheckConstraint(
                condition=Q(affiliation__isnull=True) | ~Q(affiliation=F("id")),
                name="claims_speaker_not_own_affiliation",
                violation_error_message="affiliation: a speaker cannot be affiliated to itself.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("claims:speaker_detail", args=[self.slug])

    def wanted_key(self):
        return self.name

    def save(self, *args, **kwargs):
        self.surname = surname(self.kind, self.name)
        super().save(*args, **kwargs)


def surname(kind, name):
    """The last word of a person's name, if it has several; else empty."""
    words = name.split()
    return words[-1] if kind == SpeakerKind.PERSON and len(words) > 1 else ""


class SpeakerAlias(models.Model):
    """Another name of a speaker: a spelling, a transliteration, another script, a metonym."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)

    history = HistoricalRecords()
    objects = TrackedQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "speaker aliases"
        indexes = [models.Index(fields=["name"], name="claims_speakeralias_by_name")]  # which words are names
        constraints = [
            not_empty("name", "claims_speakeralias_name", "name: an alias needs a name."),
            models.UniqueConstraint(
                fields=["speaker", "name"],
                name="claims_speakeralias_once",
                violation_error_message="name: this speaker already has this alias.",
            ),
        ]

    def __str__(self):
        return self.name

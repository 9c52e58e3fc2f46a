"""Who publishes, and the names they go by."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse
from simple_history.models import HistoricalRecords

from sources.choices import OutletKind, Reliability
from sources.lib.constraints import not_empty, one_of
from sources.lib.history import TrackedQuerySet
from sources.lib.keys import Keyed, key_field
from sources.querysets import OutletQuerySet


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

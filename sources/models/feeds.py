"""Feeds that are asked for new documents."""

from django.core.validators import URLValidator
from django.db import models
from simple_history.models import HistoricalRecords

from sources.lib.constraints import not_empty
from sources.lib.history import TrackedQuerySet
from sources.models.outlets import Outlet


class Feed(models.Model):
    """An RSS or Atom feed, remembered and asked by `poll_feeds`."""

    url = models.URLField(max_length=1000, unique=True, validators=[URLValidator(["http", "https"])])
    outlet = models.ForeignKey(
        Outlet, on_delete=models.PROTECT, null=True, blank=True, related_name="feeds", help_text="Of its documents."
    )
    title = models.CharField(max_length=300, blank=True, help_text="As the feed calls itself.")
    is_active = models.BooleanField(default=True, help_text="Asked by poll_feeds.")
    etag = models.CharField(max_length=300, blank=True, editable=False)
    modified = models.CharField(max_length=100, blank=True, editable=False)
    asked_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="When it was last asked.")
    answered_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="When it last answered.")
    problem = models.CharField(max_length=300, blank=True, editable=False, help_text="Why it does not answer.")

    history = HistoricalRecords(excluded_fields=["etag", "modified", "asked_at", "answered_at", "problem"])
    objects = TrackedQuerySet.as_manager()

    class Meta:
        ordering = ["url"]
        constraints = [not_empty("url", "sources_feed_url", "url: give the feed’s address.")]

    def __str__(self):
        return self.title or self.url

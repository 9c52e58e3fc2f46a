"""Names that look like one another and are not the same: told apart once, never suggested again."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from claims.choices import Named
from sources.lib.constraints import one_of
from sources.lib.keys import KEY_LENGTH


class Apart(models.Model):
    """A person's word that two speakers, or two outlets, are two. Slugs never change, so they name the two for good."""

    kind = models.CharField(max_length=10, choices=Named)
    first = models.CharField(max_length=KEY_LENGTH, help_text="Slug of one; in alphabetical order.")
    second = models.CharField(max_length=KEY_LENGTH, help_text="Slug of the other.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="told_apart")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "names told apart"
        constraints = [
            one_of("kind", Named, "claims_apart_kind"),
            models.UniqueConstraint(
                fields=["kind", "first", "second"],
                name="claims_apart_once",
                violation_error_message="second: these two are told apart already.",
            ),
            models.CheckConstraint(
                condition=~Q(second=F("first")),
                name="claims_apart_two",
                violation_error_message="second: nobody is told apart from itself.",
            ),
        ]

    def __str__(self):
        return f"{self.first} and {self.second}"

"""The index of the search: derived from all other records, and made anew by `manage.py rebuild_search`."""

from django.db import models

from claims.choices import Findable
from claims.models.claims import Claim
from sources.lib.constraints import one_of
from sources.models import Document, Snapshot


def leading_to(model, **options):
    """A reference that stops nobody from deleting the record; whoever reads the index passes over what is gone."""
    return models.ForeignKey(
        model, on_delete=models.DO_NOTHING, null=True, db_constraint=False, related_name="+", **options
    )


class SearchEntry(models.Model):
    """Words that a record can be found by, folded (see `claims.search.words`). A long text has several entries.

    The databases index the words themselves: SQLite in the virtual table `claims_searchwords`, which triggers keep in
    step with this one, PostgreSQL in the generated column `vector`. A migration that rebuilds this table on SQLite has
    to make the triggers again.
    """

    kind = models.CharField(max_length=10, choices=Findable)
    object_id = models.BigIntegerField(help_text="Primary key of the claim, attribution, document, speaker …")
    part = models.PositiveIntegerField(default=0, help_text="Which piece of a long text.")
    start = models.PositiveIntegerField(default=0, help_text="Where in the snapshot's text this piece begins.")
    claim = leading_to(Claim)
    document = leading_to(Document, db_index=False)
    snapshot = leading_to(Snapshot, db_index=False)
    title = models.TextField(help_text="What it is called, folded.")
    words = models.TextField(help_text="What else it says, folded.")

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "search entries"
        constraints = [
            one_of("kind", Findable, "claims_searchentry_kind"),
            models.UniqueConstraint(
                fields=["kind", "object_id", "part"],
                name="claims_searchentry_once",
                violation_error_message="part: this piece of the record is already indexed.",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.object_id}: {self.title}"

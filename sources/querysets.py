"""Picking and joining rows about sources, in domain words."""

from django.db import models

from sources.choices import Judgement
from sources.lib.history import TrackedQuerySet

FROZEN = {"text", "sha256", "document", "document_id"}


class OutletQuerySet(TrackedQuerySet):
    def matching(self, words):
        """Outlets whose name or alias holds `words`."""
        named = models.Q(name__icontains=words) | models.Q(pk__in=self._aliased(words))
        return self.filter(named)

    def _aliased(self, words):
        return self.model.aliases.rel.related_model.objects.filter(name__icontains=words).values("outlet")


class DocumentQuerySet(TrackedQuerySet):
    def with_outlets(self):
        return self.select_related("outlet", "original__outlet", "republishes__outlet")


class ResemblanceQuerySet(TrackedQuerySet):
    """Pairs of documents that share words."""

    def to_judge(self):
        """Suggested ones of two families, the most alike first; within one family nothing is left to judge."""
        waiting = self.filter(state=Judgement.SUGGESTED).exclude(copy__original=models.F("original__original"))
        return waiting.order_by("-share", "id")

    def of_family(self, original):
        """Those that join the family of this document, the root of its republications, to another or tell it apart."""
        return self.filter(models.Q(copy__original=original) | models.Q(original__original=original))

    def with_documents(self):
        return self.select_related("copy__outlet", "original__outlet", "copy__republishes__outlet", "decided_by")


class SnapshotQuerySet(models.QuerySet):
    """Snapshots never change: neither `update` nor `bulk_update` touches their text."""

    def update(self, **kwargs):
        if FROZEN & set(kwargs):
            raise TypeError("A snapshot's text never changes; capture a new snapshot instead.")
        return super().update(**kwargs)

    update.alters_data = True

    def without_text(self):
        """For lists: the text may be long and is not shown there."""
        return self.defer("text")

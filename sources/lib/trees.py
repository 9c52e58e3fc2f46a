"""Records that point at a parent of their own kind and store the root of that chain."""

from django.core.exceptions import ValidationError
from django.db import models


def roots(parents):
    """The root of each node of a forest.

    `parents` maps a node to its parent or None; a node missing from it is a root. Raises ValueError with the
    nodes of a circle.
    """
    found = {}
    for node in parents:
        path = []
        while node not in found and parents.get(node) is not None:
            if node in path:
                raise ValueError(path[path.index(node) :])
            path.append(node)
            node = parents[node]
        root = found.setdefault(node, node)
        found.update(dict.fromkeys(path, root))
    return found


class Rooted(models.Model):
    """A record in a tree that stores its root: itself, if it has no parent.

    A subclass names the two foreign keys in `parent_name` and `root_name`.
    """

    parent_name = root_name = ""

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        seen, node = {self.pk} - {None}, getattr(self, self.parent_name)
        while node is not None:
            if node.pk in seen:
                raise ValidationError({self.parent_name: f"{node} leads back to this record: a circle."})
            seen.add(node.pk)
            node = getattr(node, self.parent_name)

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        parent = getattr(self, self.parent_name)
        root = getattr(parent, f"{self.root_name}_id") if parent else self.pk
        if getattr(self, f"{self.root_name}_id") != root:
            self._hang_below(root)
            setattr(self, f"{self.root_name}_id", root)

    def _hang_below(self, root):
        """Store `root` for this record and all below it; derived, so it leaves no history."""
        rows = type(self)._base_manager
        level = [self.pk]
        while level:
            rows.filter(pk__in=level).update(**{self.root_name: root})
            level = list(rows.filter(**{f"{self.parent_name}__in": level}).values_list("pk", flat=True))

    @classmethod
    def store_roots(cls):
        """Compute and store every root anew, in one pass; for loaders. Raises ValueError on a circle."""
        rows = cls._base_manager
        found = roots(dict(rows.values_list("pk", f"{cls.parent_name}_id")))
        stale = rows.exclude(**{f"{cls.root_name}_id__isnull": True}).values_list("pk", f"{cls.root_name}_id")
        stored = dict(stale)
        changed = [cls(pk=pk, **{f"{cls.root_name}_id": root}) for pk, root in found.items() if stored.get(pk) != root]
        rows.bulk_update(changed, [cls.root_name], batch_size=500)

"""Where a record went that was merged away: its old address leads to the one that stayed, also after further merges."""

from claims.choices import ActKind
from claims.models import Act


def successor(model, slug):
    """The record that took the place of one with this slug; None if there is none, or the merge was undone."""
    seen = set()
    while slug and slug not in seen:
        seen.add(slug)
        pk = _kept_by_latest_merge(model, slug)
        found = model._base_manager.filter(pk=pk).first() if pk else None
        if found:
            return found
        slug = pk and model.history.filter(**{model._meta.pk.name: pk}).values_list(model.key_name, flat=True).first()
    return None


def _kept_by_latest_merge(model, slug):
    """The first step of a merge is the record that stayed, the last one the record that went."""
    for done in Act.objects.filter(kind=ActKind.MERGED, former=slug, undone_at=None).order_by("-pk"):
        if done.steps[-1][0] == model._meta.label_lower:
            return done.steps[0][1]
    return None

"""What two rows would say twice once two speakers or outlets are one: the rows that go with a merge."""

from django.db.models import Exists, OuterRef

from claims.models import Relay
from sources.models import Credit, Outlet


def doubles(keep, go):
    """All rows that go with a merge, each with the reason `why`."""
    found = relays_twice(keep, go)
    if isinstance(keep, Outlet):
        found += own_relays(keep, go) + credits_twice(keep, go) + own_credits(keep, go)
    return list({(type(row), row.pk): row for row in found}.values())


def relays_twice(keep, go):
    """Relays by the one that goes where the same words came through the one that stays, too: it is one hop."""
    role = "outlet" if isinstance(keep, Outlet) else "speaker"
    beside = Relay._base_manager.filter(attribution=OuterRef("attribution"), **{role: keep})
    return _rows(Relay._base_manager.filter(Exists(beside), **{role: go}), "one hop, named twice")


def own_relays(keep, go):
    """A document's own outlet is never a relay."""
    rows = Relay._base_manager
    crossed = [
        rows.filter(outlet=one, attribution__snapshot__document__outlet=other)
        for one, other in ((keep, go), (go, keep))
    ]
    return [row for found in crossed for row in _rows(found, "the document’s own outlet is never a relay")]


def credits_twice(keep, go):
    beside = Credit._base_manager.filter(document=OuterRef("document"), outlet=keep)
    return _rows(Credit._base_manager.filter(Exists(beside), outlet=go), "credited twice")


def own_credits(keep, go):
    crossed = [
        Credit._base_manager.filter(outlet=one, document__outlet=other) for one, other in ((keep, go), (go, keep))
    ]
    return [row for found in crossed for row in _rows(found, "a document does not credit its own outlet")]


def _rows(rows, why):
    joins = ("outlet", "document__outlet") if rows.model is Credit else ("outlet", "speaker", "attribution")
    found = list(rows.select_related(*joins).order_by("pk"))
    for row in found:
        row.why = why
    return found

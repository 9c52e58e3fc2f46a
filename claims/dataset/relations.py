"""Loads relays, and relations between two claims."""

from django.db.models import F

from claims.choices import RelationState
from claims.dataset.known import batches
from claims.dataset.rows import Loader, is_bad
from claims.models import Attribution, Claim, Relay
from claims.models.relations import relation_key
from sources.models import Document

OWN_OUTLET = "the document's own outlet is never a relay"


class Relays(Loader):
    def settle(self, rows):
        attributions = self.known.of(Attribution).facts
        for row in rows:
            outlet, _ = attributions.get(row.final["attribution_id"], (None, None))
            if outlet is not None and row.final["outlet_id"] == outlet:
                self.problem(row, "outlet", OWN_OUTLET)

    def remember(self, rows):
        attributions = self.known.of(Attribution).facts
        for row in rows:
            if row.new or self.differs(row):
                self.context.questions.add(attributions.get(row.final["attribution_id"], (None, None))[1])


def check_stored_relays(context):
    """A document or attribution that moved may make the outlet of a stored relay the document's own."""
    for model, path in ((Document, "attribution__snapshot__document"), (Attribution, "attribution")):
        moved = {pk: place for (found, pk), place in context.moved.items() if found is model}
        for batch in batches(moved):
            own = Relay._base_manager.filter(
                **{f"{path}__in": batch}, outlet=F("attribution__snapshot__document__outlet")
            )
            for pk, key in own.values_list(path, "attribution__key"):
                file, line, column, value = moved[pk]
                context.report.add(f"{OWN_OUTLET}, but one of “{key}” names it", file, line, column, value)


class Relations(Loader):
    """One relation per pair, whichever way round; its key is made of the two claims' keys."""

    derived = ("key",)

    def prepare(self, rows):
        for row in rows:
            row.given["key"] = relation_key(*((self.cell(row, name) or "").strip() for name in ("first", "second")))

    def identity(self, row):
        return None if super().identity(row) is None else row.given["key"]

    def find(self, identities):
        found = {}
        for batch in batches(identities):
            found |= dict(self.model._base_manager.filter(key__in=batch).values_list("key", "pk"))
        return found

    def remember(self, rows):
        self.context.judged.update(row.pk for row in rows)
        claims = self.known.of(Claim).facts
        for row in rows:
            if row.new or self.differs(row):
                for pk in (row.final["first_id"], row.final["second_id"]):
                    self.context.questions.add(None if is_bad(pk) else claims.get(pk, (None,))[0])

    def keep_history(self, rows, kind):
        """A suggestion has no history until a person decides."""
        decided = [
            row for row in rows if row.final["state"] != RelationState.SUGGESTED or not row.final["suggested_by"]
        ]
        super().keep_history(decided, kind)

"""Loads who codes which document without seeing another's claims, and makes claims of the package blind again."""

from collections import defaultdict

from claims.dataset.known import batches
from claims.dataset.rows import Bad, Loader, is_bad
from claims.models import Claim
from sources.lib import bulk


class Codings(Loader):
    """The claims of a coding are a column of its row: which they are, and which of them are blind still."""

    def __init__(self, context, source):
        super().__init__(context, source)
        self.taken = {}  # claim: the line that names it

    def merge(self, rows):
        super().merge(rows)
        stored = [row.pk for row in rows if not row.new]
        before = defaultdict(dict)
        for batch in batches(stored):
            claims = Claim._base_manager.filter(coding__in=batch)
            for coding, pk, blind in claims.values_list("coding", "pk", "blind"):
                before[coding][pk] = blind
        for row in rows:
            row.extra["before"] = before[row.pk]

    def settle(self, rows):
        for row in rows:
            claims, blind = (row.extra.get(name, Bad("")) for name in ("claims", "blind"))
            if is_bad(claims) or is_bad(blind):
                continue
            if blind - claims:
                self.problem(row, ("claims", "blind"), "names a claim as blind that is none of the coding's")
            if blind and not is_bad(row.final["settled_at"]) and row.final["settled_at"]:
                self.problem(row, ("settled_at", "blind"), "a coding is settled only when no claim is blind any more")
            if any(self.taken.setdefault(pk, row.line) != row.line for pk in claims):
                self.problem(row, "claims", "a claim is recorded in one coding only")

    def changed(self, row):
        return self.differs(row) or bool(self._moved(row))

    def insert(self, rows):
        super().insert(rows)
        self._mark(rows)

    def update(self, rows):
        super().update(rows)
        self._mark(rows)

    def _moved(self, row):
        """{claim: (its coding or None, whether it is blind)} of the claims that become something else."""
        claims, blind = (row.extra.get(name, Bad("")) for name in ("claims", "blind"))
        if is_bad(claims) or is_bad(blind):
            return {}
        before = row.extra["before"]
        after = {pk: (row.pk, pk in blind) for pk in claims} | dict.fromkeys(set(before) - claims, (None, False))
        return {pk: now for pk, now in after.items() if now != (row.pk, before.get(pk))}

    def _mark(self, rows):
        found = [change for row in rows for change in self._moved(row).items()]
        moved = dict(sorted(found, key=lambda change: change[1][0] is not None))  # one leaves before another takes it
        marked = [{"id": pk, "coding_id": coding, "blind": blind} for pk, (coding, blind) in moved.items()]
        bulk.update(Claim, ["coding_id", "blind"], marked)
        bulk.keep_history(Claim, list(moved), "~", self.context.who)
        self.known.of(Claim).fetch_facts(moved)
        self.context.questions |= {self.known.of(Claim).facts[pk][0] for pk in moved}


def marked_claims(name):
    """A function that finds {coding pk: keys of its claims}: all of them (*claims*), or the *blind* ones."""
    narrowed = {"blind": True} if name == "blind" else {}

    def found(codings):
        keys = defaultdict(list)
        rows = Claim._base_manager.filter(coding__in=codings, **narrowed)
        for coding, key in rows.values_list("coding", "key"):
            keys[coding].append(key)
        return keys

    return found

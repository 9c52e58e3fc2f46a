"""Loads attributions and wordings: places in a text that are checked, or found, in the text itself."""

import re
from collections import Counter
from itertools import count

from django.db.models import F

from claims.dataset.known import batches
from claims.dataset.rows import Bad, Loader, is_bad
from claims.models import Claim
from sources.lib.keys import KEY_LENGTH, shorten
from sources.lib.texts import context, normalise, places
from sources.models import Document, Snapshot

STANDS = ("snapshot_id", "start", "end", "exact")
PLACE = (*STANDS, "prefix", "suffix")
OUT_OF_THE_WAY = 10**9  # characters: beyond every text
WHERE = {"document", "snapshot", "start", "end", "exact"}


class Anchored(Loader):
    """Rows that point at words. A row without a key waits for the end of the file: only then is it known which keys
    are taken."""

    size = 2000
    parent = None  # the model, and the attname, by which stored places are looked up
    parent_attname = ""
    told_by = ()  # attnames that tell two of these records apart when they have no keys

    def __init__(self, context, source):
        super().__init__(context, source)
        self.names.append("snapshot_id")
        self.keyless, self.standing, self.numbers = [], {}, {}

    def take(self, rows):
        for row in rows:
            for name in ("start", "end"):
                if row.given.get(name, 0) is None:
                    del row.given[name]
        super().take([row for row in rows if row.given.get("key")])
        self.keyless += [row for row in rows if not row.given.get("key")]

    def finish(self):
        for rows in batches(self.keyless, self.size):
            self._stand(rows)
            self._tell_the_rest([row for row in rows if row.flagged])
            rows = [row for row in rows if not row.flagged]
            self._name(rows)
            super().take(rows)

    # A row without a key

    def _stand(self, rows):
        """Find where the words stand: that, not a key, tells which record such a row is."""
        for row in rows:
            row.new, row.final = True, {**self.defaults, **row.given}
            for column in self.missing:
                self.problem(row, column.name, "a row without a key needs this column")
        self.settle(rows)
        for row in rows:
            row.given |= {name: row.final[name] for name in STANDS}
            row.extra.clear()

    def _tell_the_rest(self, rows):
        """What else is wrong with rows that will never get as far as a key."""
        for row in rows:
            row.final["key"] = "none"
        super().judge(rows)

    def _name(self, rows):
        """The key of the stored record that a row is, or a new one."""
        stored = self._stored_places([row.given for row in rows])
        new = []
        for row in rows:
            pk, row.given["key"] = stored.get(self._told(row.given), (None, ""))
            if not pk:
                new.append(row)
        wanted = Counter(self.wanted(row) for row in new)
        self.keys.fetch({self.numbered(base, n + 1) for base, many in wanted.items() for n in range(many + 1)})
        for row in new:
            row.given["key"] = self._free_key(self.wanted(row))

    def _free_key(self, base):
        for number in count(self.numbers.get(base, 1)):
            key = self.numbered(base, number)
            self.keys.fetch([key])
            if self.keys.pks[key] is None:
                self.numbers[base] = number + 1
                return key
        raise AssertionError("numbers do not end")

    # Every row

    def identity(self, row):
        return None if is_bad(row.given["key"]) else row.given["key"]

    def settle(self, rows):
        """Find the snapshot and the place in it; compare the words with the text."""
        documents = {row.extra.get("document") for row in rows}
        documents = {pk for pk in documents if isinstance(pk, int)} - self.known.fresh[Document]
        self.known.snapshots.fetch(documents)
        for row in rows:
            self._settle_snapshot(row)
        rows = [row for row in rows if self._must_look(row)]
        for batch in batches(rows, 500):
            self.context.texts.fetch({row.final["snapshot_id"] for row in batch})
            for row in batch:
                text = self.context.texts.get(row.final["snapshot_id"])
                if text is not None:
                    self._settle_place(row, text)

    def _settle_snapshot(self, row):
        document, digest = row.extra.get("document"), row.extra.get("snapshot")
        if row.flagged & {"document", "snapshot"}:
            row.final["snapshot_id"] = Bad("")
        elif document is not None:
            row.final["snapshot_id"] = self._snapshot(row, document, digest)
        elif digest:
            self.problem(row, "document", "the file lacks this column, without which a snapshot is not known")

    def _snapshot(self, row, document, digest):
        found = self.known.snapshots.of.get(document, {})
        before = None if row.new else row.stored["snapshot_id"]
        pk = found.get(digest) if digest else before if before in found.values() else None
        if pk is None and not digest and len(found) == 1:
            pk = next(iter(found.values()))
        if pk is not None:
            self.known.document_of[pk] = document
            return pk
        row.flagged.add("snapshot")
        if not self.context.unreadable(Snapshot):
            self.problem(row, "snapshot", self._why_no_snapshot(digest, len(found)))
        return Bad("")

    def _why_no_snapshot(self, digest, many):
        if digest:
            return "the document has no snapshot with this SHA-256"
        if many:
            return f"the document has {many} snapshots; name one by its SHA-256"
        return "the document has no snapshot, so no words stand in it"

    def _must_look(self, row):
        """Whether a row says anything about its place that is not stored already."""
        if row.flagged & WHERE or any(is_bad(row.final[name]) for name in PLACE):
            return False
        return row.new or any(row.final[name] != row.stored[name] for name in PLACE)

    def _settle_place(self, row, text):
        final, given = row.final, row.given
        if ("start" in given) != ("end" in given):
            self.problem(row, ("start", "end"), "give both or neither")
            return
        if "start" in given or ("exact" not in given and not row.new):
            self._compare(row, text)
        else:
            self._search(row, text)
        if not row.flagged & WHERE:
            before, after = context(text, final["start"], final["end"])
            final["prefix"], final["suffix"] = final["prefix"] or before, final["suffix"] or after

    def _compare(self, row, text):
        start, end, exact = row.final["start"], row.final["end"], row.final["exact"]
        if start >= end or text[start:end] == exact:
            return  # that the end comes after the start is a rule of its own
        reason = f"the text has “{text[start:end][:80]}” from {start} to {end}"
        if end > len(text):
            reason = f"the text ends at {len(text)}, before {end}"
        elsewhere = places(text, normalise(exact))
        if len(elsewhere) == 1:
            reason += f"; these words stand from {elsewhere[0]} to {elsewhere[0] + len(normalise(exact))}"
        self.problem(row, "exact", reason)

    def _search(self, row, text):
        final = row.final
        exact, prefix, suffix = (normalise(final[name]) for name in ("exact", "prefix", "suffix"))
        found = places(text, exact, prefix, suffix)
        if not row.new and row.stored["start"] in found and final["snapshot_id"] == row.stored["snapshot_id"]:
            found = [row.stored["start"]]
        if len(found) == 1:
            final |= {"exact": exact, "start": found[0], "end": found[0] + len(exact)}
        else:
            self.problem(row, "exact", why_not_found(text, exact, len(found), prefix or suffix))

    # One record per place

    def judge(self, rows):
        super().judge(rows)
        rows = [row for row in rows if not row.flagged and (row.new or self.differs(row))]
        stored, moving = self._stored_places([row.final for row in rows]), {row.pk for row in rows}
        for row in rows:
            told = self._told(row.final)
            line, pk = self.standing.setdefault(told, (row.line, row.pk))
            other, key = stored.get(told, (row.pk, ""))
            if pk != row.pk:
                self.problem(row, ("start", "end"), f"line {line} already says this of the same words")
            elif other != row.pk and other not in moving:
                self.problem(row, ("start", "end"), f"the record “{key}” already says this of the same words")

    def update(self, rows):
        """Move the rows out of each other's way first: two of them may trade places."""
        moved = [row.pk for row in rows if self._told(row.final) != self._told(row.stored)]
        for batch in batches(moved):
            stored = self.model._base_manager.filter(pk__in=batch)
            stored.update(start=F("start") + OUT_OF_THE_WAY, end=F("end") + OUT_OF_THE_WAY)
        super().update(rows)

    def _told(self, values):
        return tuple(values.get(name) for name in self.told_by)

    def _stored_places(self, found):
        """{what tells them apart: (primary key, key)} of the stored records near the given places."""
        parents = {values.get(self.parent_attname) for values in found}
        parents = {pk for pk in parents if isinstance(pk, int)} - self.known.fresh[self.parent]
        places = {}
        for batch in batches(parents):
            rows = self.model._base_manager.filter(**{f"{self.parent_attname}__in": batch})
            places |= {tuple(told): (pk, key) for pk, key, *told in rows.values_list("pk", "key", *self.told_by)}
        return places


class Attributions(Anchored):
    parent, parent_attname = Claim, "claim_id"
    told_by = ("claim_id", "snapshot_id", "start", "end")

    def wanted(self, row):
        return self.cell(row, "claim").strip()

    def numbered(self, base, number):
        return f"{base}-{number}"

    def remember(self, rows):
        self.keep_grounds({row.stored["claim_id"] for row in rows if not row.new and self.differs(row)})
        claims, documents = self.known.of(Claim), self.known.of(Document)
        for row in rows:
            document = self.known.document_of.get(row.final["snapshot_id"])
            before = self.keys.facts.get(row.pk, (None, None))
            (outlet,) = documents.facts.get(document, before[:1])
            (question,) = claims.facts.get(row.final["claim_id"], before[1:])
            self.keys.facts[row.pk] = (outlet, question)
            if row.new or self.differs(row):
                self.context.questions |= {question, before[1]}
            if not row.new and before[0] != outlet:
                self.context.moved[self.model, row.pk] = (
                    self.table.file,
                    row.line,
                    "document",
                    self.cell(row, "document"),
                )


class Wordings(Anchored):
    parent, parent_attname = Snapshot, "snapshot_id"
    told_by = ("event_id", "subject", "snapshot_id", "start", "end")

    def wanted(self, row):
        return shorten(f"{self.cell(row, 'event').strip()}-{row.given['subject']}", KEY_LENGTH - 6)

    def numbered(self, base, number):
        return base if number == 1 else f"{base}-{number}"


def why_not_found(text, exact, many, narrowed):
    """Why words were not found in a text, or `many` times."""
    if many:
        more = "a longer prefix or suffix" if narrowed else "a prefix or suffix that only one of them has"
        return f"these words stand {many} times in the text; add {more}, or start and end"
    if narrowed and places(text, exact):
        return "these words stand in the text, but not with this prefix and suffix"
    close = re.search(r"\s+".join(map(re.escape, exact.split())) or "$^", text, re.IGNORECASE)
    return "these words do not stand in the text" + (f"; it has “{close[0][:80]}”" if close else "")

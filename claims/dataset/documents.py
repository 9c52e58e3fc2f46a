"""Loads what is particular to documents, their snapshots, and everything that forms a tree."""

from django.db.models import F

from claims.dataset.known import batches
from claims.dataset.rows import Bad, Loader, is_bad
from claims.dataset.texts import TEXTS, BadFile, hash_of_original, inside, read_text, stored_name
from claims.models.speakers import surname
from sources.lib import bulk
from sources.lib.keys import KEY_PATTERN
from sources.lib.texts import sha256
from sources.lib.trees import roots
from sources.models import Credit, Document


class Tree(Loader):
    """Records with a parent of their own kind, which may stand further down in the file."""

    parent = ""  # the column that names the parent

    def __init__(self, context, source):
        super().__init__(context, source)
        self.attname = self.table.column(self.parent).attname
        self.parents, self.told = {}, {}  # by primary key; the line and cell that name a parent

    def announce(self):
        """Give every record of the file its primary key, so that any row may name any other as its parent."""
        keys = self.source.keys(self.table.identity[0]) - {self.table.identity[0]}
        self.keys.fetch(keys)
        new = sorted(key for key in keys if self.keys.pks[key] is None)
        for key, pk in zip(new, self.known.numbers.reserve(self.model, len(new)) if new else (), strict=True):
            self.keys.pks[key] = pk
            self.fresh.add(pk)

    def remember(self, rows):
        for row in rows:
            parent = row.final[self.attname]
            self.parents[row.pk] = None if is_bad(parent) else parent
            if self.parents[row.pk]:
                self.told[row.pk] = (row.line, self.cell(row, self.parent))

    def finish(self):
        self._add_stored_ancestors()
        while circle := circle_in(self.parents):
            pk = next(pk for pk in circle if pk in self.told)
            if len(circle) > 1:
                names = " → ".join(self.keys.name(one) for one in [*circle, circle[0]])
                line, cell = self.told[pk]
                self.report.add(f"leads back to the same record: {names}", self.table.file, line, self.parent, cell)
            self.parents[pk] = None
        if not self.report.problems and self.counts.new + self.counts.changed:
            self.store_roots()

    def store_roots(self):
        """Bring the derived roots up to date, if this model stores them."""
        if not hasattr(self.model, "store_roots"):
            return
        alone = self.model._base_manager.filter(**{self.model.root_name: None, self.model.parent_name: None})
        alone.update(**{self.model.root_name: F("pk")})
        self.model.store_roots()

    def _add_stored_ancestors(self):
        missing = set(self.parents.values()) - set(self.parents) - {None}
        while missing:
            for batch in batches(missing):
                rows = self.model._base_manager.filter(pk__in=batch)
                self.parents |= dict(rows.values_list("pk", self.attname))
            for pk in missing:
                self.parents.setdefault(pk, None)
            missing = set(self.parents.values()) - set(self.parents) - {None}


def circle_in(parents):
    """The nodes of one circle, or None."""
    try:
        roots(parents)
    except ValueError as error:
        return error.args[0]
    return None


class Speakers(Tree):
    parent = "affiliation"
    derived = ("side_id", "surname")
    rederived = ("surname",)

    def settle(self, rows):
        super().settle(rows)
        for row in rows:
            row.final["surname"] = "" if is_bad(row.final["name"]) else surname(row.final["kind"], row.final["name"])


class Events(Tree):
    parent = "parent"


class Documents(Tree):
    """The outlets that a document credits are rows of their own; in a package they are one of its cells."""

    parent = "republishes"
    derived = ("original_id",)

    def merge(self, rows):
        super().merge(rows)
        stored = [row.pk for row in rows if not row.new and "credits" in row.extra]
        credited = {pk: {} for pk in stored}
        for batch in batches(stored):
            for pk, document, outlet in Credit._base_manager.filter(document__in=batch).values_list(
                "pk", "document", "outlet"
            ):
                credited[document][outlet] = pk
        for row in rows:
            row.extra["before"] = credited.get(row.pk, {})

    def remember(self, rows):
        super().remember(rows)
        for row in rows:
            if not is_bad(row.final["outlet_id"]):
                self.keys.facts[row.pk] = (row.final["outlet_id"],)
            if not row.new and self.differs(row) and row.final["outlet_id"] != row.stored["outlet_id"]:
                self.context.moved[self.model, row.pk] = (self.table.file, row.line, "outlet", self.cell(row, "outlet"))

    def changed(self, row):
        credited = row.extra.get("credits", Bad(""))
        return self.differs(row) or (not is_bad(credited) and credited != set(row.extra["before"]))

    def insert(self, rows):
        super().insert(rows)
        self._credit(rows)

    def update(self, rows):
        super().update(rows)
        self._credit(rows)

    def _credit(self, rows):
        """Write the rows of credits; one that a cell no longer names goes, as a change of the document."""
        rows = [row for row in rows if "credits" in row.extra]
        new = [(row.pk, outlet) for row in rows for outlet in sorted(row.extra["credits"] - set(row.extra["before"]))]
        gone = [pk for row in rows for outlet, pk in row.extra["before"].items() if outlet not in row.extra["credits"]]
        if new:
            pks = self.known.numbers.reserve(Credit, len(new))
            made = [{"id": pk, "document_id": d, "outlet_id": o} for pk, (d, o) in zip(pks, new, strict=True)]
            bulk.insert(Credit, ["id", "document_id", "outlet_id"], made)
            bulk.keep_history(Credit, list(pks), "+", self.context.who)
        if gone:
            bulk.keep_history(Credit, gone, "-", self.context.who)
            bulk.delete(Credit, gone)


class Snapshots(Loader):
    """Texts. A snapshot that is there keeps its text; only what is said about it may change."""

    size = 200  # each row brings a text
    derived = ("text",)

    def __init__(self, context, source):
        super().__init__(context, source)
        self.rules = [rule for rule in self.rules if "text" not in rule.names]  # texts are checked when read

    def prepare(self, rows):
        """Read the texts; the row of a text without SHA-256 gets it from there."""
        for row in rows:
            key, digest = (self.cell(row, "document") or "").strip(), row.given.get("sha256")
            if is_bad(digest) or not KEY_PATTERN.match(key):
                continue
            name = f"{digest or key}.txt"
            try:
                row.extra["path"] = inside(self.context.folder, TEXTS, name)
                if row.extra["path"]:
                    row.extra["text"] = read_text(row.extra["path"], digest)
            except (BadFile, OSError) as error:
                self.problem(row, "sha256", f"{TEXTS}/{name}: {getattr(error, 'strerror', None) or error}")
                continue
            if not digest and "text" in row.extra:
                row.given["sha256"] = sha256(row.extra["text"])
            elif not digest:
                self.problem(row, "sha256", f"without a SHA-256 the text is {TEXTS}/{name}, but there is no such file")

    def settle(self, rows):
        for row in rows:
            row.final["text"] = row.extra.get("text", "")
            if row.new and not row.extra.get("path") and "sha256" not in row.flagged:
                self.problem(row, "sha256", f"there is no file {TEXTS}/{row.given['sha256']}.txt")
            if "original" in row.given and not is_bad(row.given["original"]):
                self._settle_original(row)

    def _settle_original(self, row):
        """The package names original bytes by their hash, the database by the name of the stored file."""
        digest = row.given["original"]
        before = "" if row.new else row.stored["original"]
        if digest and before and hash_of_original(before) == digest:
            row.final["original"] = before
            return
        try:
            if digest:
                self.context.originals.want(digest)
        except (BadFile, OSError) as error:
            self.problem(row, "original", str(error))
        row.final["original"] = stored_name(digest) if digest else ""

    def remember(self, rows):
        snapshots = self.known.snapshots
        snapshots.fetch({row.final["document_id"] for row in rows} - self.known.fresh[Document])
        for row in rows:
            document, digest = row.final["document_id"], row.final["sha256"]
            snapshots.put(document, digest, row.pk)
            self.known.document_of[row.pk] = document
            if row.extra.get("text"):
                self.known.texts[row.pk] = (row.extra["path"], digest)

    def keep_history(self, rows, kind):
        """A snapshot never changes, so it has no history."""

"""Loads one file of a package, a list of rows at a time: read, refer, identify, merge, check, write.

This is what all files have in common; `loaders` holds what is particular to one. Everything wrong is added to the
report and the reading goes on; from the first problem on nothing more is written, since all will be rolled back.
"""

from django.core.exceptions import ValidationError
from django.db import models

from claims.curation.reopening import grounds
from claims.dataset import cells
from claims.dataset.known import batches
from claims.dataset.reports import Counts
from claims.dataset.rules import rules_of
from sources.lib import bulk


class Bad:
    """Stands for the value of a cell that could not be read."""

    __slots__ = ("reason",)

    def __init__(self, reason):
        self.reason = reason


KEEP = object()  # an empty cell where something must stand: a new row takes the default, a stored one keeps what it has


class Row:
    """One row on its way. `given` holds values by attname, `extra` what is no field of the model, `final` the whole
    record as it will be; `flagged` the columns in which something is wrong."""

    __slots__ = ("cells", "extra", "final", "flagged", "given", "identity", "line", "new", "pk", "stored")

    def __init__(self, line, texts, given, extra):
        self.line, self.cells, self.given, self.extra = line, texts, given, extra
        self.identity = self.pk = self.stored = self.final = None
        self.new, self.flagged = False, set()


class Loader:
    """Loads the rows of one file. `context` is the load that it is part of."""

    size = 4000  # rows at a time
    searched = ", neither in the package nor in the database"  # where keys of other records were looked for
    derived = ()  # attnames that are written for a new record though the package does not hold them
    rederived = ()  # those of them that follow a change

    def __init__(self, context, source):
        self.context, self.source, self.table = context, source, source.table
        self.model, self.report, self.known = source.table.model, context.report, context.known
        self.counts = self.report.counts[self.table.file] = Counts()
        self.keys = self.known.by_model.get(self.model)
        self.fresh = self.known.fresh[self.model]
        self.lines = {}  # identity of a row: its line
        self.rules = rules_of(self.model)
        self.names = [column.attname for column in self.table.columns if column.field is not None]
        self.defaults = {found.attname: found.get_default() for found in self.model._meta.concrete_fields}
        self.missing = [
            column for column in self.table.columns if column.required and column not in (source.columns or ())
        ]

    def run(self):
        self.announce()
        for found in self.source.rows(self.size):
            self.take(self.read(found))
        self.finish()

    def announce(self):
        """Called before the first row."""

    def finish(self):
        """Called after the last row."""

    def take(self, rows):
        self.prepare(rows)
        self.identify(rows)
        rows = [row for row in rows if row.pk is not None]
        self.merge(rows)
        self.settle(rows)
        self.judge(rows)
        self.remember(rows)
        self.write(rows)

    def prepare(self, rows):
        """What a row needs before it can be told which record it is."""

    def settle(self, rows):
        """What is found out when `final` stands: references that need it, derived values, rules of two tables."""

    def remember(self, rows):
        """What later files must know of these rows."""

    # Problems

    def problem(self, row, columns, reason):
        """Tell what is wrong with a row, at a column or several."""
        names = [columns] if isinstance(columns, str) else list(columns)
        row.flagged.update(names)
        found = [self.cell(row, name) for name in names]
        value = found[0] if len(found) == 1 else " / ".join(text or "" for text in found)
        self.report.add(reason, self.table.file, row.line, ", ".join(names), value)

    def cell(self, row, name):
        """The text of a cell as it stands in the file, None if the file lacks the column."""
        return row.cells[self.source.header.index(name)] if name in self.source.header else None

    # Reading

    def read(self, found):
        """Rows of (line, cells); equal texts of one column are read, and looked up, once."""
        given, extra, bad = [], [], []
        for at, column in enumerate(self.source.columns):
            texts = [texts[at] for _, texts in found]
            known = {text: self.value(column, text) for text in set(texts)}
            if column.refers:
                self.refer(column, known)
            if any(type(value) is Bad for value in known.values()):
                bad.append((column, known))
            (extra if column.field is None else given).append((column.attname, [known[text] for text in texts]))
        rows = [
            Row(line, texts, values, others)
            for (line, texts), values, others in zip(found, as_dicts(given, found), as_dicts(extra, found), strict=True)
        ]
        for column, known in bad:
            self._flag(rows, column, known)
        return rows

    def _flag(self, rows, column, known):
        """Tell of each cell of a column that is bad."""
        for row in rows:
            value = known[self.cell(row, column.name)]
            if type(value) is Bad and value.reason:
                self.problem(row, column.name, value.reason)
            elif type(value) is Bad:
                row.flagged.add(column.name)

    def value(self, column, text):
        """What a cell says: a value, None, KEEP or Bad."""
        blank = text.strip() == "" if isinstance(column.cell, cells.Name) else text == ""
        if blank:
            return empty(column)
        try:
            value = column.cell.read(text)
            if column.field is not None and not column.refers and not isinstance(column.cell, cells.Hash):
                column.field.run_validators(value)
        except cells.BadCell as error:
            return Bad(str(error))
        except ValidationError as error:
            return Bad(" ".join(error.messages))
        return value

    def refer(self, column, known):
        """Turn the keys of other records, the values of `known`, into primary keys."""
        keys = self.known.of(column.refers)
        named = {text: value for text, value in known.items() if isinstance(value, str | tuple)}
        keys.fetch({name for value in named.values() for name in as_tuple(value)})
        for text, value in named.items():
            lost = [name for name in as_tuple(value) if keys.pks[name] is None]
            if lost:
                hidden = self.context.unreadable(column.refers)
                known[text] = Bad("" if hidden else self.unknown(column, keys, lost[0]))
            elif isinstance(value, tuple):
                known[text] = frozenset(keys.pks[name] for name in value)
            else:
                known[text] = keys.pks[value]

    def unknown(self, column, keys, name):
        if keys is self.known.people:
            return keys.wrong(name)
        kind = keys.model._meta.verbose_name
        which = f" “{name}”" if isinstance(column.cell, cells.Names) else ""
        close = keys.close(name)
        meant = f"; did you mean {close}?" if close else ""
        return f"no {kind} has this {keys.field}{which}{self.searched}{meant}"

    # Which record a row is

    def identify(self, rows):
        """Give each row its primary key, a new one if no record is it; a second row for one record is told."""
        for row in rows:
            row.identity = self.identity(row)
        found = self.find([row.identity for row in rows if row.identity is not None])
        new = []
        for row in rows:
            if row.identity is None:
                continue
            first = self.lines.setdefault(row.identity, row.line)
            if first != row.line:
                self.problem(row, self.table.identity, f"stands already in line {first}; one row per record")
            elif found.get(row.identity) is None:
                new.append(row)
            else:
                row.pk = found[row.identity]
        for row, pk in zip(new, self.known.numbers.reserve(self.model, len(new)) if new else (), strict=True):
            row.pk = pk
            self.fresh.add(pk)
            self.put(row.identity, pk)
        for row in rows:
            row.new = row.pk in self.fresh

    def identity(self, row):
        """By what the row's record is told from others, None if that could not be read."""
        values = [row.given.get(self.table.column(name).attname) for name in self.table.identity]
        if any(value is None or type(value) is Bad for value in values):
            return None
        return values[0] if self.keys else tuple(values)

    def find(self, identities):
        """{identity: primary key} of those that exist."""
        if self.keys:
            self.keys.fetch(identities)
            return self.keys.pks
        parent = self.table.column(self.table.identity[0])
        attnames = [self.table.column(name).attname for name in self.table.identity]
        stored, found = {identity[0] for identity in identities} - self.known.fresh[parent.refers], {}
        for batch in batches(stored):
            rows = self.model._base_manager.filter(**{f"{parent.attname}__in": batch})
            found |= {tuple(values): pk for pk, *values in rows.values_list("pk", *attnames)}
        return found

    def put(self, identity, pk):
        """Keep the primary key of a new record for later rows."""
        if self.keys:
            self.keys.pks[identity] = pk

    # The whole record

    def merge(self, rows):
        """`final`: a new record's defaults or a stored one's values, and over them what the row says."""
        stored = self.stored([row.pk for row in rows if not row.new])
        keeping = [column for column in self.source.columns if column.field is not None and keeps(column)]
        for row in rows:
            row.stored = stored.get(row.pk)
            for column in keeping:
                if row.given[column.attname] is KEEP:
                    self._keep(row, column)
            row.final = {**(self.defaults if row.new else row.stored), **row.given, "id": row.pk}
            if row.new:
                for column in self.missing:
                    self.problem(row, column.name, "a new row needs this column")

    def _keep(self, row, column):
        del row.given[column.attname]
        words = isinstance(column.cell, cells.Word)
        if words and not row.new and row.stored[column.attname] != column.field.get_default():
            words = ", ".join(column.cell.words)
            self.problem(row, column.name, f"cannot be emptied; write one of {words}")

    def stored(self, pks):
        """{primary key: values by attname} as the database has them."""
        found = {}
        for batch in batches(pks):
            for values in self.model._base_manager.filter(pk__in=batch).values("id", *self.names):
                found[values["id"]] = values
        return found

    def judge(self, rows):
        """Apply the model's constraints to what is new or changed."""
        rows = [row for row in rows if row.new or row.flagged or self.differs(row)]
        finals = [row.final for row in rows]
        for rule in self.rules:
            if not rule.all_hold(finals):
                self._tell_broken(rule, rows)

    def _tell_broken(self, rule, rows):
        for row in rows:
            told = row.flagged.intersection(rule.columns) or any(is_bad(row.final[name]) for name in rule.names)
            if not told and rule.broken(row.final):
                self.problem(row, rule.columns or self.table.identity, rule.reason)

    def differs(self, row):
        final, stored = row.final, row.stored
        return any(final[name] != stored[name] for name in self.names)

    # Writing

    def write(self, rows):
        new = [row for row in rows if row.new]
        changed = [row for row in rows if not row.new and self.changed(row)]
        self.counts.new += len(new)
        self.counts.changed += len(changed)
        self.counts.unchanged += len(rows) - len(new) - len(changed)
        if not self.report.problems:
            self.update(changed)  # first: a new record may take the place that a stored one leaves
            self.insert(new)
            self.context.written[self.model].update(row.pk for row in (*new, *changed))

    def changed(self, row):
        return self.differs(row)

    def insert(self, rows):
        bulk.insert(self.model, ["id", *self.names, *self.derived], [row.final for row in rows])
        self.keep_history(rows, "+")

    def update(self, rows):
        rows = [row for row in rows if self.differs(row)]
        bulk.update(self.model, [*self.names, *self.rederived], [row.final for row in rows])
        self.keep_history(rows, "~")

    def keep_grounds(self, claims):
        """Before what is said of stored claims (primary keys) changes: what judgements on them rest on, as it was."""
        self.context.grounds |= grounds(claims - self.context.grounds.keys())

    def keep_history(self, rows, kind):
        bulk.keep_history(self.model, [row.pk for row in rows], kind, self.context.who)


def as_dicts(columns, found):
    """One dict per row of what is listed by column."""
    names = [name for name, values in columns]
    if not names:
        return [{} for _ in found]
    return [dict(zip(names, values, strict=True)) for values in zip(*(values for _, values in columns), strict=True)]


def as_tuple(value):
    return value if isinstance(value, tuple) else (value,)


def is_bad(value):
    return type(value) is Bad


def keeps(column):
    """Whether an empty cell leaves something there: a word of a closed list, a day that would be today."""
    found = column.field
    if found.null or found.blank or not found.has_default():
        return False
    return isinstance(column.cell, cells.Word) or callable(found.default)


def empty(column):
    """What an empty cell means."""
    found = column.field
    if column.required:
        return Bad("cannot be empty")
    if isinstance(column.cell, cells.Names):
        return ()
    if found is None or found.null or found.is_relation:
        return None
    if keeps(column):
        return KEEP
    if isinstance(found, models.CharField | models.TextField | models.FileField):
        return "" if found.blank else None
    return found.get_default() if found.has_default() else None

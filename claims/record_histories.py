"""The history of one record with its parts: a claim's attributions and relays, a speaker's aliases.

What one person wrote in one go, in several rows of several histories, is one step, numbered from 1. The state of a
record after a step is the latest row of each of its parts up to there; two states are compared part by part.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from django.apps import apps
from django.db.models import CharField, Value

from claims.histories import described

PARTS = {  # (model, the model that its rows point at, by which field): that is the record, or a part named before
    "claims.claim": [
        ("claims.attribution", "claims.claim", "claim"),
        ("claims.relay", "claims.attribution", "attribution"),
    ],
    "claims.attribution": [("claims.relay", "claims.attribution", "attribution")],
    "claims.speaker": [("claims.speakeralias", "claims.speaker", "speaker")],
    "claims.question": [("claims.answer", "claims.question", "question")],
    "sources.outlet": [("sources.outletalias", "sources.outlet", "outlet")],
    "sources.document": [("sources.credit", "sources.document", "document")],
}
IN_ONE_GO = timedelta(seconds=2)
ROW = ["history_date", "of_model", "history_id", "id", "history_type", "history_user", "history_change_reason"]


@dataclass(frozen=True)
class Row:
    """A row of some history, without what it holds."""

    at: datetime
    label: str
    number: int
    pk: int
    kind: str
    by: int | None
    reason: str | None

    @property
    def part(self):
        return self.label, self.pk


@dataclass
class Step:
    """What was written in one go; `rows` are (row, number of the row before it or None), oldest first."""

    number: int
    rows: list = field(default_factory=list)

    @property
    def last(self):
        return self.rows[-1][0]

    def takes(self, row):
        """Whether a row was written in the same go: by the same person, for the same reason, at once, another part."""
        near = row.at - self.last.at <= IN_ONE_GO
        same = (row.by, row.reason) == (self.last.by, self.last.reason)
        return near and same and row.part not in {known.part for known, _ in self.rows}


class RecordHistory:
    """Everything that was ever written of one record (which need not be there any more) and its parts. One query."""

    def __init__(self, model, pk):
        self.model, self.pk, self.label = model, pk, model._meta.label_lower

    @cached_property
    def rows(self):
        """Every `Row`, oldest first."""
        first, *others = [_light(label, rows) for label, rows in self._histories().items()]
        found = (Row(*row) for row in (first.union(*others, all=True) if others else first))
        return sorted(found, key=lambda row: (row.at, self.depth(row), row.number))

    def depth(self, row):
        """0 for the record itself, 1 for its parts, 2 for theirs."""
        return [self.label, *(label for label, _, _ in PARTS.get(self.label, ()))].index(row.label)

    def _histories(self):
        """{label: rows of its history}; a part belongs to the record if it ever did."""
        found = {self.label: self.model.history.filter(id=self.pk)}
        for label, whole, name in PARTS.get(self.label, ()):
            history, wholes = apps.get_model(label).history, found[whole].order_by().values("id")
            ever = history.filter(**{f"{name}_id": self.pk} if whole == self.label else {f"{name}_id__in": wholes})
            found[label] = history.filter(id__in=ever.order_by().values("id"))
        return found

    @cached_property
    def steps(self):
        """Every `Step`, oldest first."""
        found, latest = [], {}
        for row in self.rows:
            if not found or not found[-1].takes(row):
                found.append(Step(len(found) + 1))
            found[-1].rows.append((row, latest.get(row.part)))
            latest[row.part] = row.number
        return found

    @property
    def mark(self):
        """Says which version is the latest: a form that carries it is refused once there is a later one."""
        return "-".join(str(number) for number in (len(self.rows), *(row.number for row in self.rows[-1:])))

    @cached_property
    def current(self):
        return self.state(len(self.steps))

    def state(self, number):
        """{(label, pk): its latest row} after a step; what is deleted is left out."""
        found = {}
        for step in self.steps[:number]:
            found |= {row.part: row for row, _ in step.rows}
        return {part: row for part, row in found.items() if row.kind != "-"}

    def between(self, before, after):
        """A `Version` for each part that differs between two states, in words (see `histories.described`)."""
        parts = [part for part in after | before if before.get(part) != after.get(part)]
        numbers = [(label, before.get((label, pk)), after.get((label, pk))) for label, pk in parts]
        found = described([(label, was and was.number, now and now.number) for label, was, now in numbers])
        return [one for one in found if one.changes or one.values]

    def told(self, steps):
        """[(step, its `Version`s)] in words, in a fixed number of queries."""
        pairs = [(row.label, older, row.number) for step in steps for row, older in step.rows]
        found = {(one.model, one.number): one for one in described(pairs)}
        return [(step, [found[row.label, row.number] for row, _ in step.rows]) for step in steps]


def _light(label, history):
    named = history.order_by().annotate(of_model=Value(label, CharField()))
    return named.values_list(*ROW)

"""What people wrote, day by day, read from the histories of all records. Days are UTC, like all times here.

A day of a person is told in goes: what one act wrote, or what was saved at once, belongs together. All of it takes a
fixed number of queries, however much was written.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db.models import CharField, Count, Max, Min, Value
from django.db.models.functions import TruncDate

from claims.blindness import hidden_rows
from claims.histories import described, tracked, with_the_one_before
from claims.models import Act
from claims.record_histories import IN_ONE_GO

DAYS = 14


@dataclass
class Go:
    """What was written in one go, in the order of time: by an act (None: a single save), with its versions."""

    act: Act | None
    versions: list = field(default_factory=list)

    @property
    def at(self):
        return self.versions[0].at

    @property
    def reason(self):
        return self.act.reason if self.act else self.versions[0].reason


def bounds(day):
    """The first moment of a day and of the next one."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return start, start + timedelta(days=1)


def written(person, day):
    """Everything that a person wrote on a day, oldest first, as a query set of (moment, model label, number)."""
    start, end = bounds(day)
    return _of_all(
        lambda rows: rows.filter(history_user=person, history_date__gte=start, history_date__lt=end)
    ).order_by("history_date", "of_model", "history_id")


def _of_all(narrowed, *columns):
    """Rows of all histories as one query set; `narrowed` picks those of one history."""
    columns = columns or ("history_date", "of_model", "history_id")
    parts = []
    for model in tracked():
        rows = model.history.order_by().annotate(of_model=Value(model._meta.label_lower, CharField()))
        parts.append(narrowed(rows).values_list(*columns))
    return parts[0].union(*parts[1:], all=True)


def told(rows, person, viewer):
    """The `Go`s of some of a person's rows, without what the viewer may not see yet; and how many that leaves out."""
    known = [(label, number) for _, label, number in rows]
    hidden = hidden_rows(viewer, known)
    versions = described(with_the_one_before([row for row in known if row not in hidden]))
    return _in_goes(versions, _acts_of(person, versions)), len(hidden)


def _in_goes(versions, acts):
    goes = []
    for one in versions:
        act = acts.get((one.model, one.number))
        if goes and _belongs(one, act, goes[-1]):
            goes[-1].versions.append(one)
        else:
            goes.append(Go(act, [one]))
    return goes


def _belongs(version, act, go):
    if act or go.act:
        return act == go.act
    last = go.versions[-1]
    again = (version.model, version.pk) in {(one.model, one.pk) for one in go.versions}
    return version.reason == last.reason and version.at - last.at <= IN_ONE_GO and not again


def _acts_of(person, versions):
    """{(label, number of a row): the act that wrote it}."""
    if not versions:
        return {}
    first, last = versions[0].at, versions[-1].at
    acts = list(Act.objects.filter(by=person, at__gte=first, at__lt=last + timedelta(days=1)).order_by("at", "pk"))
    wrote = {(label, after): act for act in acts for label, _, _, after in act.steps if after}
    ended = defaultdict(list)
    for act in acts:
        for label, pk, _, after in act.steps:
            if after is None:
                ended[label, pk].append(act)
    for one in versions:
        if one.kind == "deleted":
            found = next((act for act in ended[one.model, one.pk] if act.at >= one.at), None)
            wrote |= {(one.model, one.number): found} if found else {}
    return wrote


def neighbours(person, day):
    """The days nearest to `day`, before and after it, on which a person wrote something; None where there is none."""
    start, end = bounds(day)
    before = _edge(person, Max, history_date__lt=start)
    after = _edge(person, Min, history_date__gte=end)
    return before, after


def latest_day(person):
    """The last day on which a person wrote something; None if never."""
    return _edge(person, Max)


def _edge(person, edge, **narrowed):
    """The day of the first or last row (`edge` is Min or Max) of a person. One query."""
    rows = _of_all(
        lambda rows: (
            rows.filter(history_user=person, **narrowed).values("of_model").annotate(moment=edge("history_date"))
        ),
        "moment",
    )
    moments = [moment for (moment,) in rows if moment]
    return (max if edge is Max else min)(moments).astimezone(UTC).date() if moments else None


def days_of(people, today):
    """{person's number: {day: how much they wrote}} for the last days. One query."""
    start, _ = bounds(today - timedelta(days=DAYS - 1))
    rows = _of_all(
        lambda rows: (
            rows.filter(history_user__in=people, history_date__gte=start)
            .annotate(day=TruncDate("history_date", tzinfo=UTC))
            .values("of_model", "history_user", "day")
            .annotate(number=Count("pk"))
        ),
        *("history_user", "day", "number"),
    )
    found = defaultdict(Counter)
    for person, day, number in rows:
        found[person][day] += number
    return found

"""The models' check constraints, applied to plain values: what the database would refuse is told row by row.

Each condition is taken from the model, so that a rule stands in one place only. As in SQL a comparison with an unknown
value (None) is neither true nor false, and a rule is broken only by what is false.
"""

import operator

from django.db.models import CheckConstraint, F, Q
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Upper

REMEMBERED = 2000  # outcomes kept per rule: most rules see few different values
COMPARE = {
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "in": lambda value, several: value in several,
}
COMBINE = {"+": operator.add, "-": operator.sub}


class Rule:
    """One constraint: the names of the values it speaks of, whether they break it, and its message in two parts."""

    def __init__(self, model, constraint):
        self.names = tuple(dict.fromkeys(names_in(model, constraint.condition)))
        self.holds = condition(model, constraint.condition)
        columns, colon, reason = constraint.violation_error_message.partition(": ")
        self.columns = columns.split(", ") if colon else []
        self.reason = reason if colon else constraint.violation_error_message
        self.pick = operator.itemgetter(*self.names)
        self.known = {}

    def broken(self, row):
        """Whether a row, a dict by attname, breaks this rule."""
        return self.holds(row) is False

    def all_hold(self, rows):
        """Whether no row breaks this rule, each combination of values tried once; False if a value cannot be tried."""
        for values in set(map(self.pick, rows)):
            found = self.known.get(values)
            if found is None:
                found = self._try(values)
                if len(self.known) < REMEMBERED:
                    self.known[values] = found
            if not found:
                return False
        return True

    def _try(self, values):
        row = dict(zip(self.names, values if len(self.names) > 1 else (values,), strict=True))
        try:
            return self.holds(row) is not False
        except TypeError:  # a cell that could not be read
            return False


def rules_of(model):
    return [Rule(model, found) for found in model._meta.constraints if isinstance(found, CheckConstraint)]


def condition(model, found):
    """A function of a row that answers True, False, or None for unknown."""
    if not isinstance(found, Q):
        return leaf(model, *found)
    parts = [condition(model, child) for child in found.children]
    join = {Q.AND: every, Q.OR: some}[found.connector]
    return (lambda row: opposite(join(parts, row))) if found.negated else (lambda row: join(parts, row))


def every(parts, row):
    found = [part(row) for part in parts]
    return False if False in found else None if None in found else True


def some(parts, row):
    found = [part(row) for part in parts]
    return True if True in found else None if None in found else False


def opposite(found):
    return None if found is None else not found


def leaf(model, path, wanted):
    """The condition `path=wanted`, such as `amount__gte=0` or `end__gt=F("start")`."""
    name, *steps = path.split("__")
    left = value(model, F(name))
    if steps[-1:] == ["isnull"]:
        return lambda row: (left(row) is None) is wanted
    if steps[:1] == ["length"]:
        left = after(len, left)
        steps = steps[1:]
    compare, right = COMPARE[steps[0] if steps else "exact"], value(model, wanted)

    def compared(row):
        one, other = left(row), right(row)
        return None if one is None or other is None else compare(one, other)

    return compared


def value(model, found):
    """A function of a row that gives what an expression stands for."""
    if isinstance(found, F):
        return operator.itemgetter(model._meta.get_field(found.name).attname)
    if isinstance(found, CombinedExpression):
        combine, left, right = COMBINE[found.connector], value(model, found.lhs), value(model, found.rhs)
        return lambda row: None if None in (left(row), right(row)) else combine(left(row), right(row))
    if isinstance(found, Upper):
        return after(str.upper, value(model, found.source_expressions[0]))
    return lambda row: found


def after(function, inner):
    return lambda row: None if inner(row) is None else function(inner(row))


def names_in(model, found):
    """The attnames that a condition or an expression speaks of."""
    if isinstance(found, Q):
        for child in found.children:
            yield from names_in(model, child)
    elif isinstance(found, tuple):
        yield model._meta.get_field(found[0].split("__")[0]).attname
        yield from names_in(model, found[1])
    elif isinstance(found, F):
        yield model._meta.get_field(found.name).attname
    elif hasattr(found, "get_source_expressions"):
        for source in found.get_source_expressions():
            yield from names_in(model, source)

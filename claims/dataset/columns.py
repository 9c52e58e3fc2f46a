"""What a file of the data package and its columns are: records that reading, writing and the schema all go by.

Most of a column follows from the model's field behind it: its type, what it may hold, whether it may be empty.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models

from claims.dataset import cells


@dataclass(frozen=True)
class Column:
    """One column: its name, what it says, its kind of cell, and the model's field that it stands for.

    `path` is where an export finds the value, in Django's way. `field` is None where the column does not stand for
    a field of this model: `document` of an attribution, `credits` of a document. `refers` is the model whose records
    the column names by their keys. `required` says that no cell may be empty.
    """

    name: str
    meaning: str
    cell: cells.Cell
    path: str
    field: Any = None
    refers: Any = None
    required: bool = False

    @property
    def attname(self):
        """The name under which the value is kept while a row is loaded: `outlet_id` for `outlet`."""
        return self.field.attname if self.field is not None else self.name


@dataclass(frozen=True)
class Table:
    """One file of the package: its rows are records of `model`.

    `identity` names the columns by which rows are told apart, `order` the paths by which an export sorts them. An
    `optional` file is there only if it has rows.
    """

    name: str
    model: type
    meaning: str
    identity: tuple
    order: tuple
    columns: tuple
    optional: bool = False

    @property
    def file(self):
        return f"{self.name}.csv"

    @property
    def names(self):
        return [column.name for column in self.columns]

    def column(self, name):
        """The column of this name or attname, or None."""
        return next((column for column in self.columns if name in (column.name, column.attname)), None)


def table(name, model, meaning, identity, order, /, **columns):
    """A table. Each keyword names a column; its value says what the column means, or is the column itself."""
    described = [stored(model, key, told) if isinstance(told, str) else told for key, told in columns.items()]
    return Table(name, model, meaning, tuple(identity.split()), tuple(order.split()), tuple(described))


def stored(model, name, meaning, cell=None, required=None):
    """The column that stands for the model's field of the same name."""
    found = model._meta.get_field(name)
    required = needs_value(model, found) if required is None else required
    return Column(name, meaning, cell or cell_of(found), path_of(found), found, found.related_model, required)


def key_of(model):
    """The field by which people name a record of `model`."""
    return model.USERNAME_FIELD if model is get_user_model() else model.key_name


def cell_of(found):
    """The kind of cell that holds this field."""
    if found.is_relation:
        return cells.Cell() if found.related_model is get_user_model() else cells.Name()
    if found.choices:
        return cells.Word(value for value, label in found.choices)
    if isinstance(found, models.DecimalField):
        return cells.Number(found.max_digits, found.decimal_places)
    kinds = {
        models.BooleanField: cells.Flag,
        models.DateTimeField: cells.Moment,
        models.DateField: cells.Day,
        models.TimeField: cells.Clock,
        models.IntegerField: cells.Whole,
    }
    kind = next((kind for base, kind in kinds.items() if isinstance(found, base)), cells.Cell)
    return cells.Name() if found.unique else kind()


def path_of(found):
    return f"{found.name}__{key_of(found.related_model)}" if found.is_relation else found.attname


def needs_value(model, found):
    """Whether nothing stands for an empty cell. A key is made up in the admin; in a file, a second load would make
    a second record."""
    optional = found.null or found.blank or found.has_default()
    return not optional or found.name == getattr(model, "key_name", "")

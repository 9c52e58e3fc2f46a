"""The description that travels with a package: a Frictionless Data Package with a Table Schema for each file."""

import re

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator, URLValidator

from claims.dataset import cells
from claims.dataset.columns import key_of
from claims.dataset.package import BY_MODEL, TABLES

NAME = "counterclaim"
ABOUT = (
    "Who said what, through whom, in whose words, and who says otherwise. Times are in UTC; several values in a cell "
    "are joined with “; ”; a text that a spreadsheet would run as a formula has one more ' in front. The text of a "
    "snapshot is texts/<sha256>.txt (UTF-8, NFC, \\n line ends), its original bytes originals/<sha256 of the bytes>."
)


def description(written):
    """The content of `datapackage.json`; `written` maps a file name to (bytes, SHA-256) as exported."""
    return {
        "name": NAME,
        "profile": "tabular-data-package",
        "title": "Counterclaim data package",
        "description": ABOUT,
        "resources": [resource(table, *written[table.file]) for table in TABLES if table.file in written],
    }


def resource(table, size, digest):
    return {
        "name": table.name,
        "path": table.file,
        "profile": "tabular-data-resource",
        "description": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema(table),
    }


def schema(table):
    """The Table Schema of a file."""
    return {
        "fields": [field(table, column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.identity),
        "foreignKeys": foreign_keys(table),
    }


def field(table, column):
    described = {"name": column.name, "type": column.cell.type, "description": column.meaning}
    if column.cell.format:
        described["format"] = column.cell.format
    if isinstance(column.cell, cells.Flag):
        described |= {"trueValues": ["true"], "falseValues": ["false"]}
    limits = constraints(table, column)
    return described | ({"constraints": limits} if limits else {})


def constraints(table, column):
    """What the values of a column must be, as Table Schema says it."""
    found = {}
    if column.required or column.name in table.identity:
        found["required"] = True
    if table.identity == (column.name,):
        found["unique"] = True
    if isinstance(column.cell, cells.Word):
        return found | {"enum": list(column.cell.words)}
    if isinstance(column.cell, cells.Hash):
        return found | {"pattern": "[0-9a-f]{64}"}
    if column.refers or column.field is None:
        return found
    if column.cell.type == "string" and column.field.max_length:
        found["maxLength"] = column.field.max_length
    if isinstance(column.cell, cells.Whole):
        return found | {"minimum": 0, "maximum": cells.LARGEST_WHOLE}
    return found | limits_of(column.field)


def limits_of(stored):
    """Patterns and bounds that the model's field is validated by."""
    found = {}
    for validator in stored.validators:
        if isinstance(validator, RegexValidator) and not isinstance(validator, URLValidator):
            found["pattern"] = re.sub(r"^\^|\$$|\\Z$", "", validator.regex.pattern)
        elif isinstance(validator, MinValueValidator):
            found["minimum"] = validator.limit_value
        elif isinstance(validator, MaxValueValidator):
            found["maximum"] = validator.limit_value
    return found


def foreign_keys(table):
    found = []
    for column in table.columns:
        target = BY_MODEL.get(column.refers)
        if target and not isinstance(column.cell, cells.Names):
            reference = {"resource": "" if target is table else target.name, "fields": key_of(target.model)}
            found.append({"fields": column.name, "reference": reference})
    if table.column("snapshot"):
        reference = {"resource": "snapshots", "fields": ["document", "sha256"]}
        found.append({"fields": ["document", "snapshot"], "reference": reference})
    return found

"""The description of a package says of each column what the loader holds it to."""

import json
import re

import pytest

from claims.choices import Stance
from claims.dataset.package import TABLES
from claims.dataset.schema import description, field, schema

BY_NAME = {table.name: table for table in TABLES}
TYPES = {"string", "number", "integer", "boolean", "date", "time", "datetime"}


def fields(name):
    return {found["name"]: found for found in schema(BY_NAME[name])["fields"]}


def test_every_column_is_described():
    for table in TABLES:
        for column in table.columns:
            described = field(table, column)
            assert described["type"] in TYPES
            assert len(described["description"]) > 5
            assert described["description"].endswith(".")


def test_a_description_is_a_data_package_of_all_files():
    found = description({table.file: (0, "0" * 64) for table in TABLES})
    assert found["profile"] == "tabular-data-package"
    assert [resource["path"] for resource in found["resources"]] == [table.file for table in TABLES]
    json.dumps(found)


def test_types_and_limits_are_the_models():
    claims = fields("claims")
    assert claims["stance"]["constraints"] == {"enum": list(Stance.values)}
    assert claims["amount"]["type"] == "number"
    assert claims["said_on"]["type"] == "date"
    assert claims["role"]["constraints"] == {"maxLength": 200}
    assert claims["statement"]["constraints"] == {"required": True}
    assert fields("questions")["accumulates"]["trueValues"] == ["true"]
    assert fields("snapshots")["captured_at"] == {
        "name": "captured_at",
        "type": "datetime",
        "description": "When the text was captured, in UTC.",
    }
    assert fields("documents")["published_time"]["format"] == "%H:%M:%SZ"
    latitude = fields("events")["latitude"]["constraints"]
    assert (latitude["minimum"], latitude["maximum"]) == (-90, 90)


@pytest.mark.parametrize(
    ("file", "name", "good", "bad"),
    [
        ("outlets", "country", "UA", "ua"),
        ("speakers", "wikidata", "Q42", "42"),
        ("claims", "key", "killed-1_x", "a b"),
        ("snapshots", "sha256", "0" * 64, "0" * 63),
    ],
)
def test_patterns_fit_whole_values(file, name, good, bad):
    pattern = fields(file)[name]["constraints"]["pattern"]
    assert re.fullmatch(pattern, good)
    assert not re.fullmatch(pattern, bad)


def test_keys_are_primary_and_references_foreign():
    claims = schema(BY_NAME["claims"])
    assert claims["primaryKey"] == ["key"]
    assert {"fields": "speaker", "reference": {"resource": "speakers", "fields": "slug"}} in claims["foreignKeys"]
    assert schema(BY_NAME["relays"])["primaryKey"] == ["attribution", "position"]
    parent = {"fields": "affiliation", "reference": {"resource": "", "fields": "slug"}}
    assert parent in schema(BY_NAME["speakers"])["foreignKeys"]
    snapshot = {
        "fields": ["document", "snapshot"],
        "reference": {"resource": "snapshots", "fields": ["document", "sha256"]},
    }
    assert snapshot in schema(BY_NAME["attributions"])["foreignKeys"]


def test_every_reference_names_a_column_that_is_there():
    for table in TABLES:
        for key in schema(table)["foreignKeys"]:
            target = BY_NAME[key["reference"]["resource"] or table.name]
            wanted = key["reference"]["fields"]
            assert set([wanted] if isinstance(wanted, str) else wanted) <= set(target.names)

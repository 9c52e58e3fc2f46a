"""The loader breaks a rule exactly where the database does: each constraint is tried on both with the same values."""

import itertools
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, models, transaction

from claims.dataset.package import TABLES
from claims.dataset.rules import rules_of
from claims.models import Claim, Event, Relation
from sources.lib import bulk
from sources.models import Document, Outlet
from tests import factories as make


def test_every_check_constraint_of_every_model_becomes_a_rule():
    for table in TABLES:
        checks = [found for found in table.model._meta.constraints if isinstance(found, models.CheckConstraint)]
        assert len(rules_of(table.model)) == len(checks)


def test_every_rule_names_its_columns_and_gives_a_reason():
    for table in TABLES:
        for rule in rules_of(table.model):
            names = {table.column(name).name for name in rule.names if table.column(name)}
            assert rule.reason
            assert rule.columns
            assert names & set(rule.columns) or table.name in ("snapshots", "relations", "claims")


VALUES = {
    Claim: {
        "speaker_id": [None, 1],
        "outlet_id": [None, 1],
        "amount": [None, Decimal(5), Decimal("1000000000000")],
        "amount_high": [None, Decimal(4), Decimal(6)],
        "qualifier": ["", "exactly", "between"],
        "date_from": [None, date(2023, 1, 2)],
        "date_to": [None, date(2023, 1, 1), date(2023, 1, 2)],
        "said_on": [None, date(2023, 1, 2)],
        "said_until": [None, date(2023, 1, 1)],
    },
    Event: {
        "started_on": [None, date(2023, 1, 2)],
        "ended_on": [None, date(2023, 1, 1)],
        "latitude": [None, Decimal(91), Decimal(1)],
        "longitude": [None, Decimal(-181), Decimal(1)],
    },
    Outlet: {
        "country": ["", "GB", "gb", "GBR"],
        "kind": ["", "agency"],
        "reliability": ["", "A", "Z"],
        "name": ["", "x"],
    },
    Document: {"published_on": [None, date(2023, 1, 1)], "published_time": [None, "10:00"]},
    Relation: {
        "kind": ["contradicts", "updates"],
        "basis": ["", "number", "odd"],
        "state": ["suggested", "confirmed"],
        "decided_by_id": [None, 1],
    },
}


def stored(model):
    """One valid row of a model, as values."""
    if model is Claim:
        found = make.make_claim(None, make.make_speaker(), event=make.make_event())
    elif model is Relation:
        question = make.make_question()
        found = make.make_relation(make.make_claim(question), make.make_claim(question))
    else:
        found = {Event: make.make_event, Outlet: make.make_outlet, Document: make.make_document}[model]()
    return {field.attname: getattr(found, field.attname) for field in model._meta.concrete_fields}


@pytest.mark.django_db
@pytest.mark.parametrize("model", VALUES, ids=lambda model: model.__name__)
def test_loader_and_database_agree_on_what_breaks_a_rule(model):
    rules, row = rules_of(model), stored(model)
    people = {1: make.make_user().pk}
    others = {"speaker_id": make.make_speaker().pk, "outlet_id": make.make_outlet().pk, "decided_by_id": people[1]}
    names = list(VALUES[model])
    combinations = list(itertools.product(*VALUES[model].values()))
    for values in combinations[:: max(1, len(combinations) // 150)]:
        changed = row | {
            name: others[name] if value == 1 and name in others else value
            for name, value in zip(names, values, strict=True)
        }
        broken = [rule.reason for rule in rules if rule.broken(changed)]
        assert broken == [rule.reason for rule in rules if not rule.all_hold([changed])]
        assert bool(broken) == refused(model, names, changed), (changed, broken)


def refused(model, names, values):
    """Whether the database refuses these values."""
    try:
        with transaction.atomic():
            bulk.update(model, names, [values])
            transaction.set_rollback(True)
    except DatabaseError:
        return True
    return False

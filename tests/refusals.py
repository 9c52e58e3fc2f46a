"""Checks that a named rule refuses a record: in its form, with a message, and in the database itself."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import CharField, CheckConstraint, TextField, URLField
from django.forms import modelform_factory


def constraints_of(app):
    """All named constraints of an app's models: name -> constraint."""
    models = apps.get_app_config(app).get_models()
    return {constraint.name: constraint for model in models for constraint in model._meta.constraints}


def check_refused(constraint, record, changes):
    """`record`, a stored one, is refused by `constraint` once `changes` are made to it."""
    assert constraint in record._meta.constraints
    for field, value in changes.items():
        setattr(record, field, value)
    assert mended(record) == constraint.name.endswith("_sha256"), "a hash is derived; all else is refused"
    for field, value in changes.items():
        setattr(record, field, value)
    with pytest.raises(ValidationError) as refusal:
        record.validate_constraints()
    assert constraint.violation_error_message in refusal.value.messages
    check_database_refuses(constraint, record, changes)


def mended(record):
    """Whether full_clean mended what it derives itself; else it refuses the record."""
    try:
        record.full_clean()
    except ValidationError:
        return False
    record.validate_constraints()
    return True


def check_database_refuses(constraint, record, changes):
    """The database refuses too, whoever writes; where it says by which rule, it is this one."""
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        type(record)._base_manager.bulk_update([record], list(changes))
    overflow = "numeric field overflow" in str(refusal.value)  # PostgreSQL's column itself holds no more
    if not overflow and (isinstance(constraint, CheckConstraint) or connection.vendor == "postgresql"):
        assert constraint.name in str(refusal.value)


def check_nul_refused(model):
    """A form for `model` refuses a NUL character in each of its texts; PostgreSQL holds none."""
    free = [field for field in model._meta.fields if isinstance(field, CharField | TextField) and not field.choices]
    texts = [field.name for field in free if field.editable and not isinstance(field, URLField)]
    form = modelform_factory(model, fields=texts)(dict.fromkeys(texts, "a\x00b"))
    assert texts
    assert {name for name in texts if "Null characters are not allowed." in form.errors[name]} == set(texts)

"""Every change leaves a trace, and bulk writes that would leave none are refused."""

import pytest

from sources.models import Outlet
from tests.factories import make_outlet


@pytest.mark.parametrize("rows", ["all", "none"])
def test_update_is_refused_and_says_what_to_do(db, rows):
    with pytest.raises(TypeError, match="save each record instead"):
        getattr(Outlet.objects, rows)().update(name="x")


def test_update_or_create_still_works_and_is_remembered(db):
    Outlet.objects.update_or_create(slug="daily", defaults={"name": "Daily"})
    outlet, created = Outlet.objects.update_or_create(slug="daily", defaults={"name": "The Daily"})
    assert not created
    assert [kept.name for kept in outlet.history.all()] == ["The Daily", "Daily"]


def test_deleting_a_query_is_remembered_row_by_row(db):
    make_outlet(), make_outlet()
    Outlet.objects.all().delete()
    assert Outlet.history.filter(history_type="-").count() == 2


def test_a_record_saved_unchanged_may_leave_a_trace_but_no_other_values(db):
    outlet = make_outlet("Daily")
    outlet.save()
    assert {kept.name for kept in outlet.history.all()} == {"Daily"}

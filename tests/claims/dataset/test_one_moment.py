"""An export sees one moment, and keeps nobody waiting."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.dataset.write import one_moment


@pytest.mark.django_db(transaction=True)
def test_an_export_asks_for_reading_only():
    with CaptureQueriesContext(connection) as found, one_moment():
        inside = connection.in_atomic_block
    assert inside
    first = found.captured_queries[0]["sql"]
    if connection.vendor == "sqlite":
        assert first == "BEGIN DEFERRED"
        assert connection.transaction_mode != "DEFERRED"
    else:
        assert "READ ONLY" in " ".join(query["sql"] for query in found.captured_queries)


@pytest.mark.django_db
def test_within_a_transaction_it_changes_nothing():
    with CaptureQueriesContext(connection) as found, one_moment():
        pass
    assert [query["sql"] for query in found.captured_queries if "SAVEPOINT" not in query["sql"]] == []

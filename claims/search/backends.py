"""Which full text search answers: that of the database in use.

A backend is a module with `matching` (a query), `clear` (before a rebuild) and `settle` (after one). Both find the
same, because both get the same folded words (see `claims.search.words`).
"""

from django.db import connection

from claims.search import fts5, postgres


def backend():
    """The module that speaks to the database in use."""
    return {"sqlite": fts5, "postgresql": postgres}[connection.vendor]

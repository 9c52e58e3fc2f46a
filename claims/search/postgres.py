"""The index on PostgreSQL: the generated column `vector` with a GIN index. No extension is needed.

Each word of an expression stands in quotation marks and is made of a-z and 0-9, so no operator can be smuggled in.
See https://www.postgresql.org/docs/current/textsearch.html.
"""

from django.db import connection

READ = ("claims_searchentry", "claims_claim", "claims_attribution", "sources_document", "sources_snapshot")
MATCHES = "claims_searchentry.vector @@ %s::tsquery"


def matching(entries, kind, groups, refused=()):
    """Entries of a kind that hold one phrase of each group and none of the refused, in any order."""
    wanted = [f"'k_{kind}'", *(_any(phrases) for phrases in groups)]
    expression = " & ".join([*wanted, *([f"!{_any(refused)}"] if refused else [])])
    return entries.order_by().extra(where=[MATCHES], params=[expression])


def _any(phrases):
    return f"({' | '.join(map(_phrase, phrases))})"


def _phrase(phrase):
    *whole, last = (f"'{word}'" for word in phrase.words)
    return f"({' <-> '.join([*whole, f'{last}:*' if phrase.prefix else last])})"


def clear():
    """Delete every entry; who searches meanwhile still finds the old ones."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM claims_searchentry")


def settle():
    """After many changes: let the planner know how many rows there now are of what a search reads together."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(READ)}")

"""The index on SQLite: the virtual table `claims_searchwords` (FTS5) over the table of entries.

Its content is that table's, so the texts are stored once; triggers keep both in step, whoever writes. Each word of an
expression stands in quotation marks and is made of a-z and 0-9, so no operator of FTS5 can be smuggled in.
See https://www.sqlite.org/fts5.html, sections 3 (queries) and 4.4.3 (external content).
"""

from django.db import connection

TABLE = "claims_searchwords"
TRIGGERS = ("claims_searchwords_insert", "claims_searchwords_delete", "claims_searchwords_update")


def matching(entries, kind, groups, refused=()):
    """Entries of a kind that hold one phrase of each group and none of the refused, in the order of the index."""
    found = " AND ".join(_any(phrases) for phrases in groups)
    wanted = f"({found}) NOT {_any(refused)}" if refused else found
    expression = f'(kind : "{kind}") AND ({{title words}} : ({wanted}))'
    joined = [f"{TABLE}.rowid = claims_searchentry.id", f"{TABLE} MATCH %s"]
    return entries.order_by().extra(tables=[TABLE], where=joined, params=[expression])


def _any(phrases):
    return f"({' OR '.join(map(_phrase, phrases))})"


def _phrase(phrase):
    return f'"{" ".join(phrase.words)}"{"*" if phrase.prefix else ""}'


def clear():
    """Delete every entry at once; the triggers would take each apart word by word."""
    with connection.cursor() as cursor:
        kept = {}
        for name in TRIGGERS:
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = %s", [name])
            kept[name] = cursor.fetchone()[0]
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute("DELETE FROM claims_searchentry")
        cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('delete-all')")
        for made in kept.values():
            cursor.execute(made)


def settle():
    """After many changes: merge the index's parts, so that queries read one."""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')")

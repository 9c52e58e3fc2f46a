"""Many rows written at once, with their history, as fast as each database takes them.

The models' own `save` and the history library's bulk functions are right, but ask and write row by row; loading
100,000 records would take them many minutes. Here rows are plain dicts by attname, already checked.
"""

import gc
import json
from contextlib import contextmanager

from django.db import connection, models

ODD = (models.DecimalField, models.DateField, models.DateTimeField, models.TimeField)  # SQLite keeps these as text


@contextmanager
def seldom_collecting():
    """Python looks for unused circles of objects after every 700 new ones; a load makes millions that are none, and
    spends a quarter of its time in looking."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def roomy_cache():
    """SQLite keeps 2 MB of its indexes at hand, too little for writing many rows; here it may keep 64."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        (before,) = cursor.fetchone()
        cursor.execute("PRAGMA cache_size = -64000")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = {before}")


class Numbers:
    """Primary keys for new rows, known before the rows are written. Only inside one transaction."""

    def __init__(self):
        self.last = {}

    def reserve(self, model, count):
        """`count` free primary keys."""
        table = model._meta.db_table
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                sequence = f"pg_get_serial_sequence('{connection.ops.quote_name(table)}', 'id')"
                cursor.execute(f"SELECT nextval({sequence}) FROM generate_series(1, %s)", [count])
                return [number for (number,) in cursor.fetchall()]
            if model not in self.last:
                cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
                self.last[model] = cursor.fetchone()[0]
        first = self.last[model] + 1
        self.last[model] += count
        return range(first, first + count)


def insert(model, names, rows):
    """Write new rows; `names` are the attnames to write, the primary key among them."""
    if not rows:
        return
    fields, table = fields_of(model, names), quoted(model._meta.db_table)
    columns = ", ".join(quoted(found.column) for found in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            copy(cursor, f"COPY {table} ({columns}) FROM STDIN", names, rows)
            return
        places = ", ".join(["%s"] * len(fields))
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", prepared(fields, rows))


def update(model, names, rows):
    """Write `names` of rows that are there already."""
    if not rows:
        return
    fields = [found for found in fields_of(model, names) if not found.primary_key]
    table, columns = quoted(model._meta.db_table), [quoted(found.column) for found in fields]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            update_from_copy(cursor, table, columns, [found.attname for found in fields], rows)
            return
        assigned = ", ".join(f"{column} = %s" for column in columns)
        sql = f"UPDATE {table} SET {assigned} WHERE id = %s"
        cursor.executemany(sql, prepared([*fields, model._meta.pk], rows))


def copy(cursor, sql, names, rows):
    with connection.wrap_database_errors, cursor.copy(sql) as stream:
        for row in rows:
            stream.write_row([row[name] for name in names])


def update_from_copy(cursor, table, columns, names, rows):
    listed = ", ".join(columns)
    cursor.execute(f"CREATE TEMPORARY TABLE incoming AS SELECT id, {listed} FROM {table} WITH NO DATA")
    copy(cursor, f"COPY incoming (id, {listed}) FROM STDIN", ["id", *names], rows)
    assigned = ", ".join(f"{column} = incoming.{column}" for column in columns)
    cursor.execute(f"UPDATE {table} SET {assigned} FROM incoming WHERE {table}.id = incoming.id")
    cursor.execute("DROP TABLE incoming")


def keep_history(model, pks, kind, who):
    """Write the history of the rows `pks` as they stand now: kind `+`, `~` or `-`.

    `who` is (time, user or None, reason). One INSERT ... SELECT, in the columns that the model's history keeps.
    """
    if not pks:
        return
    history = model.history.model
    time, user, reason = who
    columns = ", ".join(quoted(found.column) for found in history.tracked_fields)
    pks_listed, pks_given = among(pks)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quoted(history._meta.db_table)} "
            f"({columns}, history_type, history_date, history_change_reason, history_user_id) "
            f"SELECT {columns}, %s, %s, %s, %s FROM {quoted(model._meta.db_table)} WHERE id {pks_listed} ORDER BY id",
            [kind, connection.ops.adapt_datetimefield_value(time), reason, user and user.pk, pks_given],
        )


def delete(model, pks):
    """Delete rows; their history was written before."""
    listed, given = among(pks)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {quoted(model._meta.db_table)} WHERE id {listed}", [given])


def among(pks):
    """SQL that follows `id`, and its one parameter: SQLite limits how many there may be."""
    if connection.vendor == "postgresql":
        return "= ANY(%s)", list(pks)
    return "IN (SELECT value FROM json_each(%s))", json.dumps(list(pks))


def prepared(fields, rows):
    """Tuples of the fields' values as SQLite takes them."""
    columns = []
    for found in fields:
        values = [row[found.attname] for row in rows]
        if isinstance(found, ODD):
            known = {value: found.get_db_prep_save(value, connection) for value in set(values)}
            values = [known[value] for value in values]
        columns.append(values)
    return list(zip(*columns, strict=True))


def fields_of(model, names):
    by_attname = {found.attname: found for found in model._meta.concrete_fields}
    return [by_attname[name] for name in names]


def quoted(name):
    return connection.ops.quote_name(name)

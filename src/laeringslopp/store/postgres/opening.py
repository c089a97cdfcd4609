"""A database is looked at before anything is written to it, and told from other applications' databases."""

import psycopg

from laeringslopp.errors import StoreError
from laeringslopp.store.postgres.connecting import Session, connect, failing_clearly, read_only
from laeringslopp.store.postgres.schema import OTHERS_TABLES, answer, steps, steps_taken, take_steps

OLDEST = 130000
"""PostgreSQL 13, in libpq's way of counting: older ones get no corrections any more."""

ID_TYPE = """
SELECT format_type(atttypid, NULL) FROM pg_attribute
WHERE attrelid = 'stored_events'::regclass AND attname = 'originator_id'
"""
RIGHTS = """
SELECT coalesce(string_agg(needed, ', '), '') FROM (VALUES
    ('SELECT, INSERT and UPDATE (for its lock) on stored_events',
        has_table_privilege('stored_events', 'SELECT') AND has_table_privilege('stored_events', 'INSERT')
        AND has_table_privilege('stored_events', 'UPDATE')),
    ('UPDATE on the sequence stored_events_notification_id_seq',
        has_sequence_privilege(pg_get_serial_sequence('stored_events', 'notification_id'), 'UPDATE')),
    ('SELECT and INSERT on laeringslopp_keys',
        has_table_privilege('laeringslopp_keys', 'SELECT') AND has_table_privilege('laeringslopp_keys', 'INSERT')),
    ('SELECT and INSERT on laeringslopp_about',
        has_table_privilege('laeringslopp_about', 'SELECT') AND has_table_privilege('laeringslopp_about', 'INSERT')),
    ('SELECT, INSERT and UPDATE on laeringslopp_snapshots',
        has_table_privilege('laeringslopp_snapshots', 'SELECT')
        AND has_table_privilege('laeringslopp_snapshots', 'INSERT')
        AND has_table_privilege('laeringslopp_snapshots', 'UPDATE'))
) AS rights(needed, given) WHERE NOT given
"""
"""What this user still needs, in words."""


def open_database(conninfo: str, where: str) -> None:
    """Makes the database a register, or brings one up to date. Raises StoreError; then it was left untouched."""
    with failing_clearly(where):
        connection = connect(conninfo)
        try:
            _refuse_what_cannot_serve(connection, where)
            _make_it_ours(connection, where)
            _refuse_what_is_not_as_it_should_be(connection, where)
        finally:
            connection.close()


def _refuse_what_cannot_serve(connection: Session, where: str) -> None:
    version = connection.info.server_version
    if version < OLDEST:
        raise StoreError(
            f"{where} is served by PostgreSQL {version // 10000}; Læringsløpp needs {OLDEST // 10000} or newer. "
            "Upgrade the server, or name another",
            "server-too-old",
            where=where,
            version=version // 10000,
            needed=OLDEST // 10000,
        )
    if answer(connection, "SHOW transaction_read_only") == "on":
        raise read_only(where)
    encoding = answer(connection, "SHOW server_encoding")
    if encoding != "UTF8":
        detail = f"{where} is encoded as {encoding}; make one with CREATE DATABASE … ENCODING 'UTF8'"
        raise StoreError(detail, "encoding", where=where, encoding=encoding)
    if answer(connection, "SELECT current_schema()") is None:
        detail = f"{where} has no schema that this user can see; set its search_path to one that exists"
        raise StoreError(detail, "no-schema", where=where)


def _make_it_ours(connection: Session, where: str) -> None:
    taken, known = steps_taken(connection), len(steps())
    if taken is None:
        if answer(connection, OTHERS_TABLES):
            # Somebody may have made our register since we looked.
            if steps_taken(connection) is None:
                raise StoreError(
                    f"{where} holds another application's tables. It was left untouched; "
                    "make a database of its own with CREATE DATABASE, and name that",
                    "others-tables",
                    where=where,
                )
        elif not answer(connection, "SELECT has_schema_privilege(current_schema(), 'CREATE')"):
            raise StoreError(
                f"{where} holds no register, and this user may not make tables in it; "
                "GRANT CREATE ON SCHEMA, or let the owner of the database open it once",
                "may-not-make",
                where=where,
            )
        taken = steps_taken(connection) or 0
    if taken > known:
        raise StoreError(
            f"{where} was made by a newer version (step {taken}; this one knows {known}). "
            "It was left untouched; upgrade laeringslopp to open it",
            "newer",
            path=where,
        )
    if taken < known:
        try:
            take_steps(connection)
        except psycopg.errors.InsufficientPrivilege as error:
            raise StoreError(
                f"{where} must be brought up to date (from step {taken} to {known}), and this user may not; "
                "let the owner of its tables open it once",
                "may-not-update",
                where=where,
            ) from error


def _refuse_what_is_not_as_it_should_be(connection: Session, where: str) -> None:
    id_type = answer(connection, ID_TYPE)
    if id_type != "text":
        raise StoreError(
            f"{where} keeps ids as {id_type}, and a register's ids are text; "
            "it was made with ORIGINATOR_ID_TYPE set to something else. Name another database",
            "other-ids",
            where=where,
        )
    lacking = answer(connection, RIGHTS)
    if lacking:
        detail = f"this user still needs {lacking} in {where}; let the owner of the database GRANT it"
        raise StoreError(detail, "no-right", where=where)

"""The quickest that we know to write with SQL and nothing around it, for each database."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, cast
from uuid import UUID

import apsw
import psycopg

from benchmarks.saving import Save
from laeringslopp.store.grouping import Group

TABLE = "CREATE TABLE events (stream TEXT, version INT, topic TEXT, state BLOB, PRIMARY KEY (stream, version))"
POSTGRES_TABLE = """
CREATE TABLE events (stream uuid NOT NULL, version bigint NOT NULL, topic text NOT NULL, state bytea NOT NULL,
    position bigserial UNIQUE, PRIMARY KEY (stream, version));
-- One after the other, so that positions become visible in their order, as a reader who follows needs them.
CREATE FUNCTION append(s uuid[], v bigint[], t text[], d bytea[]) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE last bigint;
BEGIN
    LOCK TABLE events IN EXCLUSIVE MODE;
    WITH made AS (
        INSERT INTO events (stream, version, topic, state) SELECT * FROM unnest(s, v, t, d) RETURNING position
    ) SELECT max(position) INTO last FROM made;
    RETURN last;
END $$;
"""
APPEND = "SELECT append(%b::uuid[], %b::bigint[], %b::text[], %b::bytea[])"
INSERT = """
INSERT INTO events (stream, version, topic, state)
SELECT * FROM unnest(%b::uuid[], %b::bigint[], %b::text[], %b::bytea[]) RETURNING position
"""


@contextmanager
def sqlite(folder: str) -> Iterator[Save]:
    """One many-row INSERT for all who wait."""
    connection = apsw.Connection(f"{folder}/by-hand.db", statementcachesize=500)
    for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", TABLE):
        connection.execute(statement)

    def commit(saves: Sequence[list[Any]]) -> list[int]:
        values = [value for rows in saves for value in rows]
        connection.execute(f"INSERT INTO events VALUES {','.join(['(?,?,?,?)'] * (len(values) // 4))}", values)
        return [connection.last_insert_rowid()] * len(saves)

    group: Group[list[Any], int] = Group(commit)

    def save(stream: UUID, version: int, states: Sequence[bytes]) -> None:
        group.submit([v for n, s in enumerate(states) for v in (stream.hex, version + 1 + n, "noted", s)])

    yield save
    connection.close()


@contextmanager
def postgres_grouped(place: dict[str, str]) -> Iterator[Save]:
    """One function call for all who wait, which is one transaction."""
    with _connected(place) as connection:
        connection.execute(POSTGRES_TABLE, prepare=False)

        def commit(saves: Sequence[_Rows]) -> list[int]:
            columns = [[value for rows in saves for value in rows[at]] for at in range(4)]
            last = cast(int, connection.execute(APPEND, columns).fetchall()[0][0])
            return [last] * len(saves)

        group: Group[_Rows, int] = Group(commit)
        yield lambda stream, version, states: group.submit(_rows(stream, version, states))


@contextmanager
def postgres_single(place: dict[str, str]) -> Iterator[Save]:
    """One INSERT and its commit in one round trip; each thread has a connection of its own."""
    with _connected(place) as connection:
        connection.execute(POSTGRES_TABLE, prepare=False)
    held = threading.local()
    with ExitStack() as opened:

        def save(stream: UUID, version: int, states: Sequence[bytes]) -> None:
            if not hasattr(held, "connection"):
                held.connection = opened.enter_context(_connected(place))
            held.connection.execute(INSERT, _rows(stream, version, states)).fetchall()

        yield save


_Rows = tuple[list[UUID], list[int], list[str], list[bytes]]


def _rows(stream: UUID, version: int, states: Sequence[bytes]) -> _Rows:
    number = len(states)
    return [stream] * number, list(range(version + 1, version + 1 + number)), ["noted"] * number, list(states)


def _connected(place: dict[str, str]) -> psycopg.Connection[Any]:
    return psycopg.connect(**place, autocommit=True, prepare_threshold=0)  # type: ignore[arg-type]

"""A register in a PostgreSQL database: any number of threads, processes and machines."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import psycopg
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool

from laeringslopp.store.postgres.appending import Appender, Dedicated, Writer
from laeringslopp.store.postgres.connecting import (
    connect,
    conninfo_of,
    described,
    failing_clearly,
    hung_up,
    set_up,
)
from laeringslopp.store.postgres.copying import take_over
from laeringslopp.store.postgres.opening import open_database
from laeringslopp.store.postgres.waking import Listener, Sender
from laeringslopp.store.protocol import Answered, Keys, Row, Stored

READERS = 16
"""How many connections may read at once; more wait for one."""
READER_TIMEOUT = 10  # seconds that a reader waits for a connection
STALE = 32  # how many dead connections a reader meets before it gives up
PAGE = 1000

COLUMNS = "notification_id, originator_id, originator_version, topic, state"
OF_DECISION = (
    f"SELECT {COLUMNS} FROM stored_events "
    "WHERE originator_id = %s::text AND originator_version > %s::bigint ORDER BY originator_version LIMIT %s::bigint"
)
SINCE = (
    f"SELECT {COLUMNS} FROM stored_events WHERE notification_id > %s::bigint ORDER BY notification_id LIMIT %s::bigint"
)
VERSION = "SELECT max(originator_version) FROM stored_events WHERE originator_id = %s::text"
LAST_POSITION = "SELECT max(notification_id) FROM stored_events"
DECISION_IDS = (
    "SELECT notification_id, originator_id FROM stored_events "
    "WHERE originator_version = 1 AND notification_id > %s::bigint ORDER BY notification_id LIMIT %s::bigint"
)
ANSWERED = "SELECT digest, first, last FROM laeringslopp_keys WHERE key = %s::text"
AMONG = "SELECT key, digest, first, last FROM laeringslopp_keys WHERE key = ANY (%s::text[])"
KEYS = (
    "SELECT key, digest, first, last FROM laeringslopp_keys "
    "WHERE key > %s::text AND last <= %s::bigint ORDER BY key LIMIT %s::bigint"
)
POLICY = "SELECT value FROM laeringslopp_about WHERE name = 'policy'"
SNAPSHOT = "SELECT state FROM laeringslopp_snapshots WHERE decision_id = %s::text AND shape = %s::text"
KEEP_SNAPSHOT = (
    "INSERT INTO laeringslopp_snapshots VALUES (%s::text, %s::text, %b::bytea) "
    "ON CONFLICT (decision_id) DO UPDATE SET shape = excluded.shape, state = excluded.state RETURNING true"
)
NAME_POLICY = "INSERT INTO laeringslopp_about VALUES ('policy', %s) ON CONFLICT DO NOTHING RETURNING value"


class PostgresStore:
    """One database, or one schema of it."""

    def __init__(self, url: str) -> None:
        conninfo = conninfo_of(url)
        self.where = described(conninfo)
        open_database(conninfo, self.where)
        self._readers: ConnectionPool[psycopg.Connection[TupleRow]] = ConnectionPool(
            conninfo,
            min_size=1,
            max_size=READERS,
            timeout=READER_TIMEOUT,
            # The pool waits twice as long after each failure; begun anew, it soon finds a server that was long away.
            reconnect_timeout=READER_TIMEOUT,
            configure=set_up,
            open=True,
        )
        self._dedicated = Dedicated(lambda: connect(conninfo))
        self._writer = Writer(self._dedicated.borrow, self.where)
        self._sender = Sender(self._readers.connection)
        self._listener = Listener(lambda: connect(conninfo))
        self._appender = Appender(self._writer, self._tell)

    def append(self, rows: Sequence[Row], keys: Keys = ()) -> int:
        with failing_clearly(self.where):
            return self._appender.append(rows, keys)

    def of_decision(self, decision_id: str, after: int = 0, limit: int | None = None) -> list[Stored]:
        return list(map(Stored._make, self._select(OF_DECISION, decision_id, after, limit)))

    def version(self, decision_id: str) -> int:
        return self._select(VERSION, decision_id)[0][0] or 0

    def since(self, position: int, limit: int) -> list[Stored]:
        return list(map(Stored._make, self._select(SINCE, position, limit)))

    def last_position(self) -> int:
        return self._select(LAST_POSITION)[0][0] or 0

    def decision_ids(self) -> Iterator[str]:
        after = 0
        while page := self._select(DECISION_IDS, after, PAGE):
            yield from (decision_id for _, decision_id in page)
            after = page[-1][0]

    def answered(self, key: str) -> Answered | None:
        found = self._select(ANSWERED, key)
        return Answered._make(found[0]) if found else None

    def answered_among(self, keys: Sequence[str]) -> dict[str, Answered]:
        rows = self._select(AMONG, list(keys)) if keys else []
        return {name: Answered(*kept) for name, *kept in rows}

    def group_sizes(self) -> Mapping[int, int]:
        return self._appender.group_sizes

    def keys(self, upto: int) -> Iterator[tuple[str, Answered]]:
        after = ""
        while page := self._select(KEYS, after, upto, PAGE):
            yield from ((name, Answered(*kept)) for name, *kept in page)
            after = page[-1][0]

    def copy(self, facts: Iterable[Stored], keys: Iterable[tuple[str, Answered]] = ()) -> int:
        with (
            failing_clearly(self.where),
            self._writer.connection() as connection,
            self._writer.committing(connection),
            connection.transaction(),
        ):
            count = take_over(connection, facts, keys)
        self._tell()
        return count

    def snapshot(self, decision_id: str, shape: str) -> bytes | None:
        found = self._select(SNAPSHOT, decision_id, shape)
        return found[0][0] if found else None

    def keep_snapshot(self, decision_id: str, shape: str, state: bytes) -> None:
        self._select(KEEP_SNAPSHOT, decision_id, shape, state)

    def policy_name(self) -> str | None:
        found = self._select(POLICY)
        return found[0][0] if found else None

    def name_policy(self, name: str) -> str:
        with failing_clearly(self.where):
            named = self._writer.ask(NAME_POLICY, [name]) or self._writer.ask(POLICY, [])
            return str(named[0][0])

    def wait(self, after: int, timeout: float) -> bool:
        return self._listener.wait(lambda: self.last_position() > after, timeout)

    def close(self) -> None:
        self._listener.close()
        self._dedicated.close()
        self._sender.close()
        self._readers.close()

    def _tell(self) -> None:
        """Those who follow, here and elsewhere, look again."""
        self._listener.wake()
        self._sender.send()

    def _select(self, statement: str, *parameters: Any) -> list[TupleRow]:
        """One statement reads one snapshot, so it needs no transaction around it, and may be asked again."""
        with failing_clearly(self.where):
            for tries in range(STALE):
                with self._readers.connection() as connection:
                    if hung_up(connection):
                        connection.close()
                        continue
                    try:
                        cursor = connection.cursor(binary=True)
                        return cursor.execute(statement, parameters, prepare=True).fetchall()
                    except psycopg.OperationalError:
                        if not connection.closed or tries:
                            raise
            raise psycopg.OperationalError("each connection was closed by the server as soon as it was made")

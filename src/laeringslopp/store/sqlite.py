"""A register in one SQLite file: eventsourcing's recorder, in WAL mode with ``synchronous=FULL``."""

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from eventsourcing.domain import EventSourcingError
from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteDatastore,
)

from laeringslopp.errors import StoreError
from laeringslopp.store.protocol import Answered, Keys, KeyTaken, Row, Stored, answers, check_versions
from laeringslopp.store.sqlite_file import LOCK_TIMEOUT, connect, is_damage, mark, refuse_what_is_not_ours

NEXT_POSITION_AND_LAST_VERSION = (
    "SELECT (SELECT coalesce(max(rowid), 0) + 1 FROM stored_events), "
    "coalesce(max(originator_version), 0) FROM stored_events WHERE originator_id=?"
)
INSERT = "INSERT INTO stored_events (rowid, originator_id, originator_version, topic, state) VALUES (?,?,?,?,?)"


class _Pool(SQLiteConnectionPool):
    """Connections to read with, set up as the writer's is."""

    def _create_connection(self) -> SQLiteConnection:
        return SQLiteConnection(_open(self.db_name), max_age=self.max_age)


class _Datastore(SQLiteDatastore):
    def __init__(self, uri: str) -> None:
        super().__init__(uri, originator_id_type="text")
        self.pool = _Pool(db_name=uri, pool_size=8, max_overflow=64, pool_timeout=LOCK_TIMEOUT)


def _open(uri: str) -> sqlite3.Connection:
    connection = connect(uri)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
    except BaseException:
        connection.close()
        raise
    return connection


class _Recorder(SQLiteApplicationRecorder):
    """Checks versions and keeps keys inside the transaction that inserts the facts."""

    def construct_create_table_statements(self) -> list[str]:
        return [
            *super().construct_create_table_statements(),
            "CREATE TABLE IF NOT EXISTS laeringslopp_keys ("
            "key TEXT PRIMARY KEY, digest BLOB NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL) WITHOUT ROWID",
            "CREATE TABLE IF NOT EXISTS laeringslopp_about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        ]

    def __init__(self, uri: str) -> None:
        super().__init__(_Datastore(uri))
        # One connection writes, one thread at a time: it waits for other processes alone, never for a pool.
        self._writer = _open(uri)
        self._turn = threading.Lock()
        try:
            with self.writing() as write:
                for statement in self.create_table_statements:
                    write(statement)
        except BaseException:
            self.close()
            raise

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int]:
        """eventsourcing's own way in; the store calls ``append``."""
        rows = [Row(str(e.originator_id), e.originator_version, e.topic, e.state) for e in stored_events]
        first = self.append(rows, ())
        return range(first, first + len(rows))

    def append(self, rows: Sequence[Row], keys: Keys) -> int:
        """Records all or none; the position of the first row."""
        with self.writing() as write:
            first, last = 1, {}
            for decision_id in dict.fromkeys(row.decision_id for row in rows):
                first, last[decision_id] = write(NEXT_POSITION_AND_LAST_VERSION, (decision_id,)).fetchone()
            answered = answers(keys, first)
            for name in answered:
                if write("SELECT 1 FROM laeringslopp_keys WHERE key=?", (name,)).fetchone():
                    raise KeyTaken(name)
            check_versions(rows, last)
            self._writer.executemany(INSERT, [(first + n, *row) for n, row in enumerate(rows)])
            for name, answer in answered.items():
                write("INSERT INTO laeringslopp_keys VALUES (?,?,?,?)", (name, *answer))
        return first

    @contextmanager
    def writing(self) -> Iterator[Callable[..., sqlite3.Cursor]]:
        """One transaction of this process's one writer; rolled back when it raises."""
        with self._turn:
            # The lock is taken before versions are read: it could not be got later once another process had written.
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer.execute
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise

    def close(self) -> None:
        with self._turn:
            self._writer.close()
        self.datastore.close()


class SqliteStore:
    """One file; any number of threads and processes."""

    def __init__(self, path: str) -> None:
        self.path = Path(path)
        refuse_what_is_not_ours(self.path)
        with self._failing_clearly():
            self._recorder = _Recorder(mark(self.path))

    def append(self, rows: Sequence[Row], keys: Keys = ()) -> int:
        with self._failing_clearly():
            return self._recorder.append(rows, keys)

    def of_decision(self, decision_id: str, after: int = 0) -> list[Stored]:
        return [
            Stored._make(row)
            for row in self._select(
                "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events "
                "WHERE originator_id=? AND originator_version>? ORDER BY originator_version",
                decision_id,
                after,
            )
        ]

    def version(self, decision_id: str) -> int:
        found = self._select("SELECT max(originator_version) FROM stored_events WHERE originator_id=?", decision_id)
        return found[0][0] or 0

    def since(self, position: int, limit: int) -> list[Stored]:
        return [
            Stored._make(row)
            for row in self._select(
                "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events "
                "WHERE rowid>? ORDER BY rowid LIMIT ?",
                position,
                limit,
            )
        ]

    def last_position(self) -> int:
        return self._select("SELECT max(rowid) FROM stored_events")[0][0] or 0

    def decision_ids(self) -> Iterator[str]:
        return (
            row[0]
            for row in self._select("SELECT originator_id FROM stored_events WHERE originator_version=1 ORDER BY rowid")
        )

    def answered(self, key: str) -> Answered | None:
        found = self._select("SELECT digest, first, last FROM laeringslopp_keys WHERE key=?", key)
        return Answered._make(found[0]) if found else None

    def policy_name(self) -> str | None:
        found = self._select("SELECT value FROM laeringslopp_about WHERE name='policy'")
        return found[0][0] if found else None

    def name_policy(self, name: str) -> str:
        with self._failing_clearly(), self._recorder.writing() as write:
            write("INSERT OR IGNORE INTO laeringslopp_about VALUES ('policy', ?)", (name,))
            return str(write("SELECT value FROM laeringslopp_about WHERE name='policy'").fetchone()[0])

    def close(self) -> None:
        self._recorder.close()

    def _select(self, statement: str, *parameters: Any) -> list[Any]:
        with self._failing_clearly(), self._recorder.datastore.get_connection(commit=False) as connection:
            # One statement reads one snapshot, so it needs no transaction around it.
            cursor = connection._sqlite_conn.cursor()
            cursor.row_factory = None
            return cursor.execute(statement, parameters).fetchall()

    @contextmanager
    def _failing_clearly(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, EventSourcingError, OSError) as error:
            if is_damage(error):
                raise StoreError(f"the register {self.path} is damaged: {error}; put a copy in its place") from error
            raise StoreError(f"the register {self.path}: {error if str(error) else 'it is closed'}") from error

"""A register in one SQLite file: eventsourcing's recorder, in WAL mode with ``synchronous=FULL``."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from eventsourcing.persistence import PersistenceError, StoredEvent
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteTransaction,
)

from laeringslopp.errors import StoreError
from laeringslopp.store.protocol import Answered, Key, KeyTaken, Row, Stored, check_versions

APPLICATION_ID = 0x4C4C4F50  # "LLOP", in the file's header
FORMAT = 1  # kept as user_version; raised when the tables change
LOCK_TIMEOUT = 30  # seconds that a writer waits for another process


class _Transaction(SQLiteTransaction):
    def __enter__(self) -> SQLiteCursor:
        cursor = self.connection.cursor()
        # A writer takes the lock before it reads versions: a deferred one could not be upgraded
        # once another process had written.
        cursor.execute("BEGIN IMMEDIATE" if self.commit else "BEGIN")
        return cursor


class _Connection(SQLiteConnection):
    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        with _Transaction(self, commit=commit) as cursor, cursor:
            yield cursor


class _Pool(SQLiteConnectionPool):
    def _create_connection(self) -> SQLiteConnection:
        connection = _connect(self.db_name)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        return _Connection(connection, max_age=self.max_age)


class _Datastore(SQLiteDatastore):
    def __init__(self, uri: str) -> None:
        super().__init__(uri, originator_id_type="text")
        self.pool = _Pool(db_name=uri, pool_size=8, max_overflow=64, pool_timeout=LOCK_TIMEOUT)


def _connect(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None, timeout=LOCK_TIMEOUT)


class _Recorder(SQLiteApplicationRecorder):
    """Checks versions and keeps keys inside the transaction that inserts the facts."""

    def construct_create_table_statements(self) -> list[str]:
        return [
            *super().construct_create_table_statements(),
            "CREATE TABLE IF NOT EXISTS laeringslopp_keys ("
            "key TEXT PRIMARY KEY, digest BLOB NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL) WITHOUT ROWID",
            "CREATE TABLE IF NOT EXISTS laeringslopp_about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        ]

    def _insert_events(self, c: SQLiteCursor, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int]:
        rows: Sequence[Row] = kwargs["rows"]
        keys: Sequence[tuple[Key, int]] = kwargs["keys"]
        for key, _ in keys:
            c.execute("SELECT 1 FROM laeringslopp_keys WHERE key=?", (key.name,))
            if c.fetchone():
                raise KeyTaken(key.name)
        last = {}
        for decision_id in {row.decision_id for row in rows}:
            c.execute(
                "SELECT coalesce(max(originator_version), 0) FROM stored_events WHERE originator_id=?", (decision_id,)
            )
            last[decision_id] = c.fetchone()[0]
        check_versions(rows, last)
        c.execute("SELECT coalesce(max(rowid), 0) + 1 FROM stored_events")
        first = c.fetchone()[0]
        c.executemany(
            "INSERT INTO stored_events (rowid, originator_id, originator_version, topic, state) VALUES (?,?,?,?,?)",
            [(first + n, *row) for n, row in enumerate(rows)],
        )
        at = first
        for key, count in keys:
            c.execute("INSERT INTO laeringslopp_keys VALUES (?,?,?,?)", (key.name, key.digest, at, at + count - 1))
            at += count
        return range(first, first + len(rows))


class SqliteStore:
    """One file; any number of threads and processes."""

    def __init__(self, path: str) -> None:
        self.path = Path(path)
        _refuse_what_is_not_ours(self.path)
        with self._failing_clearly():
            uri = self.path.absolute().as_uri()
            _prepare(uri)
            self._datastore = _Datastore(uri)
            self._recorder = _Recorder(self._datastore)
            self._recorder.create_table()

    def append(self, rows: Sequence[Row], keys: Sequence[tuple[Key, int]] = ()) -> int:
        with self._failing_clearly():
            positions = self._recorder.insert_events(
                [StoredEvent(row.decision_id, row.version, row.topic, row.state) for row in rows], rows=rows, keys=keys
            )
        assert positions
        return positions[0]

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
        with self._failing_clearly(), self._datastore.transaction(commit=True) as c:
            c.execute("INSERT OR IGNORE INTO laeringslopp_about VALUES ('policy', ?)", (name,))
            c.execute("SELECT value FROM laeringslopp_about WHERE name='policy'")
            return str(c.fetchone()[0])

    def close(self) -> None:
        self._datastore.close()

    def _select(self, statement: str, *parameters: Any) -> list[Any]:
        with self._failing_clearly(), self._datastore.get_connection(commit=False) as connection:
            # One statement reads one snapshot, so it needs no transaction around it.
            cursor = connection._sqlite_conn.cursor()
            cursor.row_factory = None
            return cursor.execute(statement, parameters).fetchall()

    @contextmanager
    def _failing_clearly(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, PersistenceError, OSError) as error:
            raise StoreError(f"the register {self.path}: {error}") from error


def _refuse_what_is_not_ours(path: Path) -> None:
    """Looks before touching: a file that is not a register, or a newer one, is left as it is."""
    if not path.parent.is_dir():
        raise StoreError(f"the folder {path.parent} does not exist; make it first, or name another register")
    if path.is_dir():
        raise StoreError(f"{path} is a folder; name a file in it, such as {path}/laeringslopp.db")
    try:
        if not path.exists() or path.stat().st_size == 0:
            return
        with path.open("rb") as file:
            if file.read(16) != b"SQLite format 3\0":
                raise StoreError(f"{path} is not a register: it is no SQLite file. It was left untouched")
        connection = _connect(path.absolute().as_uri() + "?mode=ro")
        try:
            (application_id,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            connection.close()
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"{path} cannot be read as a register: {error}. It was left untouched") from error
    if application_id != APPLICATION_ID and (application_id or tables):
        raise StoreError(f"{path} is another program's database. It was left untouched; name another file")
    if version > FORMAT:
        raise StoreError(
            f"{path} was made by a newer version (format {version}; this one reads up to {FORMAT}). "
            "It was left untouched; upgrade laeringslopp to open it"
        )


def _prepare(uri: str) -> None:
    connection = _connect(uri)
    try:
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={FORMAT}")
            connection.execute("COMMIT")
    finally:
        connection.close()

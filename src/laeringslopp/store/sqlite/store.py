"""A register in one SQLite file."""

import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast

import apsw
from eventsourcing.domain import EventSourcingError

from laeringslopp.errors import StoreError
from laeringslopp.store.protocol import Answered, Keys, KeyTaken, Row, Stored, answers, check_versions
from laeringslopp.store.sqlite.copying import copy_file, take_over
from laeringslopp.store.sqlite.datastore import Append, Datastore, Execute
from laeringslopp.store.sqlite.engine import told
from laeringslopp.store.sqlite.file import Place, mark, refuse_what_is_not_ours
from laeringslopp.store.sqlite.recorders import ApplicationRecorder

TABLES = (
    "CREATE TABLE IF NOT EXISTS laeringslopp_keys ("
    "key TEXT PRIMARY KEY, digest BLOB NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS laeringslopp_about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS laeringslopp_snapshots ("
    "decision_id TEXT PRIMARY KEY, shape TEXT NOT NULL, state BLOB NOT NULL)",
    # For SQL that reads: each fact with its envelope as JSON. Old shapes are as they were stored (shape tells).
    "CREATE VIEW IF NOT EXISTS laeringslopp_facts AS SELECT rowid AS position, originator_id AS decision_id, "
    "originator_version AS version, iif(instr(topic, ':'), substr(topic, 1, instr(topic, ':') - 1), topic) AS kind, "
    "iif(instr(topic, ':'), CAST(substr(topic, instr(topic, ':') + 1) AS INTEGER), 1) AS shape, "
    "json_extract(state, '$.fact') AS fact, json_remove(state, '$.fact') AS envelope FROM stored_events",
)
FAILURES = (apsw.Error, EventSourcingError, OSError)
"""What a store that failed raises."""
KNOWN = 100_000
"""Decisions of which it is remembered how far they have come."""
LOOK = 0.02
LOOK_AT_MOST = 0.25
"""Seconds between two looks at what other processes have recorded: at first, and when nothing comes."""
PAGE = 1000
KEYS_IN_A_STATEMENT = 100
AMONG = "SELECT key, digest, first, last FROM laeringslopp_keys WHERE key IN (SELECT value FROM json_each(?))"
KEYS = "SELECT key, digest, first, last FROM laeringslopp_keys WHERE key>? AND last<=? ORDER BY key LIMIT ?"
FACTS = "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events"


class SqliteStore:
    """One file, for any number of threads and processes."""

    def __init__(self, path: str) -> None:
        self.path = Path(path).expanduser()
        self._come_to: dict[str, int] = {}
        self._news = threading.Condition()
        self._waiting = 0
        with self._failing_clearly():
            refuse_what_is_not_ours(self.path)
            self._datastore = Datastore(mark(self.path), originator_id_type="text")
            try:
                recorder = ApplicationRecorder(self._datastore)
                with self._datastore.writing() as execute:
                    for statement in (*recorder.create_table_statements, *TABLES):
                        execute(statement)
                self._place = Place(self.path)
                self._datastore.before, self._datastore.after = self._place.before, self._place.after
            except BaseException:
                self._datastore.close()
                raise

    def append(self, rows: Sequence[Row], keys: Keys = ()) -> int:
        named = answers(keys, 0)
        append = Append("stored_events", rows, self._are_next(rows), _checks(rows, named))
        if named:
            append.also = _keeps(named)
        try:
            first = self._datastore.append(append)
        except FAILURES as error:
            raise told(error, self.path) from error
        self._remember(rows)
        if self._waiting:
            with self._news:
                self._news.notify_all()
        return first

    def _are_next(self, rows: Sequence[Row]) -> bool:
        """Whether the rows continue what is known to stand: no gap can come of them, and a taken version shows."""
        come_to: dict[str, int] = {}
        for row in rows:
            last = come_to.get(row.decision_id)
            if last is None:
                last = self._come_to.get(row.decision_id, 0)
            if not 1 <= row.version <= last + 1:
                return False
            come_to[row.decision_id] = row.version
        return True

    def _remember(self, rows: Sequence[Row | Stored]) -> None:
        if len(self._come_to) > KNOWN:
            self._come_to.clear()
        for row in rows:
            self._come_to[row.decision_id] = row.version

    def of_decision(self, decision_id: str, after: int = 0, limit: int | None = None) -> list[Stored]:
        statement = f"{FACTS} WHERE originator_id=? AND originator_version>? ORDER BY originator_version LIMIT ?"
        most = -1 if limit is None else limit
        found = [Stored._make(row) for row in self._select(statement, decision_id, after, most)]
        self._remember(found[-1:])
        return found

    def version(self, decision_id: str) -> int:
        found = self._select("SELECT max(originator_version) FROM stored_events WHERE originator_id=?", decision_id)
        return found[0][0] or 0

    def since(self, position: int, limit: int) -> list[Stored]:
        found = self._select(f"{FACTS} WHERE rowid>? ORDER BY rowid LIMIT ?", position, limit)
        return list(map(Stored._make, found))

    def last_position(self) -> int:
        return self._select("SELECT max(rowid) FROM stored_events")[0][0] or 0

    def wait(self, after: int, timeout: float) -> bool:
        # Threads of this process are told; other processes can only be looked for.
        until, look = time.monotonic() + timeout, LOOK
        self._waiting += 1
        try:
            while self.last_position() <= after:
                left = until - time.monotonic()
                if left <= 0:
                    return False
                with self._news:
                    self._news.wait(min(look, left))
                look = min(look * 1.5, LOOK_AT_MOST)
            return True
        finally:
            self._waiting -= 1

    def decision_ids(self) -> Iterator[str]:
        found = self._select("SELECT originator_id FROM stored_events WHERE originator_version=1 ORDER BY rowid")
        return (row[0] for row in found)

    def answered(self, key: str) -> Answered | None:
        found = self._select("SELECT digest, first, last FROM laeringslopp_keys WHERE key=?", key)
        return Answered._make(found[0]) if found else None

    def answered_among(self, keys: Sequence[str]) -> dict[str, Answered]:
        if len(keys) == 1:
            found = self.answered(keys[0])
            return {} if found is None else {keys[0]: found}
        rows = self._select(AMONG, json.dumps(keys)) if keys else []
        return {name: Answered(*kept) for name, *kept in rows}

    def group_sizes(self) -> Mapping[int, int]:
        return self._datastore.group_sizes

    def keys(self, upto: int) -> Iterator[tuple[str, Answered]]:
        after = ""
        while page := self._select(KEYS, after, upto, PAGE):
            yield from ((name, Answered(*kept)) for name, *kept in page)
            after = page[-1][0]

    def copy(self, facts: Iterable[Stored], keys: Iterable[tuple[str, Answered]] = ()) -> int:
        with self._failing_clearly(), self._datastore.writing() as execute:
            count = take_over(execute, facts, keys)
        with self._news:
            self._news.notify_all()
        return count

    def copy_file(self, into: Path, show: Callable[[int, int], None] = lambda done, all_: None) -> int:
        """Copies the whole file into a new one while it is used; the last position in it. Raises StoreError."""
        with self._failing_clearly():
            return copy_file(self.path.absolute().as_uri(), into, show)

    def snapshot(self, decision_id: str, shape: str) -> bytes | None:
        asked = "SELECT state FROM laeringslopp_snapshots WHERE decision_id=? AND shape=?"
        found = self._select(asked, decision_id, shape)
        return found[0][0] if found else None

    def keep_snapshot(self, decision_id: str, shape: str, state: bytes) -> None:
        self._place.before()
        with self._failing_clearly(), self._datastore.writing() as execute:
            execute("INSERT OR REPLACE INTO laeringslopp_snapshots VALUES (?,?,?)", (decision_id, shape, state))

    def policy_name(self) -> str | None:
        found = self._select("SELECT value FROM laeringslopp_about WHERE name='policy'")
        return found[0][0] if found else None

    def name_policy(self, name: str) -> str:
        with self._failing_clearly(), self._datastore.writing() as execute:
            execute("INSERT OR IGNORE INTO laeringslopp_about VALUES ('policy', ?)", (name,))
            return str(execute("SELECT value FROM laeringslopp_about WHERE name='policy'").fetchall()[0][0])

    def close(self) -> None:
        with suppress(StoreError):  # what is gone is let go of all the same
            self._place.before()
        self._datastore.close()

    def _select(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        self._place.glance()
        try:
            return self._datastore.select(statement, parameters)
        except FAILURES as error:
            raise told(error, self.path) from error

    @contextmanager
    def _failing_clearly(self) -> Iterator[None]:
        try:
            yield
        except FAILURES as error:
            raise told(error, self.path) from error


def _checks(rows: Sequence[Row], named: dict[str, Answered]) -> Callable[[Execute], None]:
    """Says what stands in the way of rows and keys, the keys first: a retry wants the answer, not a conflict."""

    def check(execute: Execute) -> None:
        for name in named:
            if execute("SELECT 1 FROM laeringslopp_keys WHERE key=?", (name,)).fetchall():
                raise KeyTaken(name)
        last: dict[str, int] = {}
        for decision_id in {row.decision_id for row in rows}:
            asked = "SELECT max(originator_version) FROM stored_events WHERE originator_id=?"
            last[decision_id] = cast(int, execute(asked, (decision_id,)).fetchall()[0][0] or 0)
        check_versions(rows, last)

    return check


def _keeps(named: dict[str, Answered]) -> Callable[[Execute, int], None]:
    """Keeps the keys with what they recorded."""

    kept = [(name, *answered) for name, answered in named.items()]

    def keep(execute: Execute, first: int) -> None:
        for at in range(0, len(kept), KEYS_IN_A_STATEMENT):
            some = kept[at : at + KEYS_IN_A_STATEMENT]
            values = [
                value for name, digest, start, end in some for value in (name, digest, first + start, first + end)
            ]
            execute(f"INSERT INTO laeringslopp_keys VALUES {','.join(['(?,?,?,?)'] * len(some))}", values)

    return keep

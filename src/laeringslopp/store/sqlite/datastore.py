"""Connections to one database: one that writes, in groups, and as many that read as there are readers at once."""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal, cast

import apsw
from eventsourcing.sqlite import SQLiteConnectionPool, SQLiteCursor, SQLiteDatastore

from laeringslopp.store.grouping import Group
from laeringslopp.store.sqlite.engine import LOCK_TIMEOUT, connect, keep_a_log, renamed, renaming

Execute = Callable[..., apsw.Cursor]
Also = Callable[[Execute, int], None]
"""What else is written in a transaction, given where its first row stands."""
COLUMNS = 4
ROWS_IN_A_STATEMENT = 250
ROWS_IN_A_GROUP = 4096


@dataclass(slots=True)
class Append:
    """Rows that go in together or not at all, with what else belongs in the same transaction."""

    table: str
    rows: Sequence[tuple[Any, ...]]
    """id, version, topic, state"""
    sure: bool = True
    """Nothing but a version that is taken can stand in the way."""
    check: Callable[[Execute], None] | None = None
    """Asked when something stood in the way, or might: raises what."""
    also: Also | None = None
    """What else is written, given where the first row stands."""


class Datastore(SQLiteDatastore):
    """What eventsourcing's SQLite recorders ask of a datastore, with apsw underneath and writers in groups."""

    def __init__(
        self,
        db_name: str,
        *,
        lock_timeout: float | None = None,
        single_row_tracking: bool = True,
        originator_id_type: Literal["uuid", "text"] = "uuid",
    ) -> None:
        self.name, self.timeout = db_name, lock_timeout or LOCK_TIMEOUT
        self.single_row_tracking, self.originator_id_type = single_row_tracking, originator_id_type
        self.in_memory = SQLiteConnectionPool.detect_memory_mode(db_name)
        self._idle: deque[apsw.Connection] = deque()
        self._turn = threading.RLock()
        self._closed = False
        self._statements: dict[tuple[str, int], str] = {}
        self.before: Callable[[], None] = _nothing
        self.after: Callable[[], None] = _nothing
        """Called around each group; what they raise is its answer."""
        with renaming():
            self._writer = connect(db_name, self.timeout)
            if not self.in_memory:
                try:
                    keep_a_log(self._writer)
                except BaseException:
                    self._writer.close()
                    raise
        self._group: Group[Append, int] = Group(self._commit, lambda append: len(append.rows), ROWS_IN_A_GROUP)

    # --- writing -----------------------------------------------------------------------------------------

    def append(self, append: Append) -> int:
        """Writes with whoever else is writing now; where the first row stands. Raises eventsourcing's errors."""
        return self._group.submit(append)

    @property
    def group_sizes(self) -> Mapping[int, int]:
        """How many appends went together, and how often."""
        return self._group.sizes

    @contextmanager
    def writing(self) -> Iterator[Execute]:
        """One transaction of this process's one writer; rolled back when it raises."""
        with self._turn:
            # The lock is taken before anything is read: it could not be got later once another process had written.
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer.execute
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise

    def _commit(self, appends: Sequence[Append]) -> Sequence[int | Exception]:
        self.before()
        answers = self._recorded(appends)
        self.after()
        return answers

    def _recorded(self, appends: Sequence[Append]) -> Sequence[int | Exception]:
        try:
            table = appends[0].table
            if all(append.sure and append.table == table for append in appends):
                try:
                    return self._together(appends)
                except apsw.ConstraintError:
                    pass
                except Exception as error:
                    if len(appends) == 1 or isinstance(error, apsw.Error):
                        raise
            return self._one_by_one(appends)
        except apsw.Error as error:
            raise renamed(error) from error

    def _together(self, appends: Sequence[Append]) -> list[int]:
        """In few statements: most often one, which lets other threads in once. Nothing is checked first."""
        rows: list[tuple[Any, ...]] = []
        more = False
        for append in appends:
            rows += append.rows
            more = more or append.also is not None
        if len(rows) <= ROWS_IN_A_STATEMENT and not more:
            with self._turn:
                self._insert(self._writer.execute, appends[0].table, rows)
                return self._firsts(appends, self._writer.last_insert_rowid())
        with self.writing() as execute:
            self._insert(execute, appends[0].table, rows)
            firsts = self._firsts(appends, self._writer.last_insert_rowid())
            for append, first in zip(appends, firsts, strict=True):
                if append.also:
                    append.also(execute, first)
        return firsts

    def _one_by_one(self, appends: Sequence[Append]) -> list[int | Exception]:
        """In one transaction still; what clashes is taken out alone."""
        answers: list[int | Exception] = []
        with self.writing() as execute:
            for append in appends:
                execute("SAVEPOINT one")
                try:
                    if append.check:
                        append.check(execute)
                    self._insert(execute, append.table, append.rows)
                    first = self._firsts([append], self._writer.last_insert_rowid())[0]
                    if append.also:
                        append.also(execute, first)
                    answers.append(first)
                except Exception as error:
                    if isinstance(error, apsw.Error) and not isinstance(error, apsw.ConstraintError):
                        raise
                    execute("ROLLBACK TO one")
                    answers.append(renamed(error) if isinstance(error, apsw.Error) else error)
                execute("RELEASE one")
        return answers

    def _insert(self, execute: Execute, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        for at in range(0, len(rows), ROWS_IN_A_STATEMENT):
            some = rows[at : at + ROWS_IN_A_STATEMENT]
            execute(self._statement(table, len(some)), tuple(chain.from_iterable(some)))

    def _statement(self, table: str, count: int) -> str:
        statement = self._statements.get((table, count))
        if statement is None:
            values = ",".join(["(" + ",".join("?" * COLUMNS) + ")"] * count)
            statement = self._statements[table, count] = f"INSERT INTO {table} VALUES {values}"
        return statement

    @staticmethod
    def _firsts(appends: Sequence[Append], last: int) -> list[int]:
        """Where each append's first row stands: rows take positions one after the other."""
        first = last + 1 - sum(len(append.rows) for append in appends)
        firsts = []
        for append in appends:
            firsts.append(first)
            first += len(append.rows)
        return firsts

    # --- reading -----------------------------------------------------------------------------------------

    def select(self, statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of one statement, which reads one snapshot. Raises apsw.Error."""
        with self._reading() as connection:
            return connection.execute(statement, parameters).fetchall()

    @contextmanager
    def _reading(self) -> Iterator[apsw.Connection]:
        if self.in_memory:
            with self._turn:
                yield self._writer
            return
        if self._closed:
            raise apsw.ConnectionClosedError("it is closed")
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = connect(self.name, self.timeout, make=False)
        try:
            yield connection
        finally:
            self._give_back(connection)

    def _give_back(self, connection: apsw.Connection) -> None:
        if self._closed:
            connection.close()
        else:
            self._idle.append(connection)

    # --- what eventsourcing's own recorders call ---------------------------------------------------------

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        with renaming():
            if commit:
                with self.writing() as execute:
                    yield cast(SQLiteCursor, Cursor(execute))
            else:
                with self._reading() as connection:
                    yield cast(SQLiteCursor, Cursor(connection.execute))

    def close(self) -> None:
        self._closed = True
        with self._turn:
            self._writer.close()
        while self._idle:
            self._idle.pop().close()

    def __del__(self) -> None:
        if hasattr(self, "_turn"):
            self.close()


def _nothing() -> None:
    """The file of another application is its own to look after."""


class Cursor:
    """The few calls that eventsourcing makes of a cursor."""

    def __init__(self, execute: Execute) -> None:
        self._execute = execute
        self._rows: Iterator[_Row] = iter(())

    def execute(self, statement: str, parameters: Any = None) -> None:
        self._rows = iter(())
        cursor = self._execute(statement, parameters)
        try:
            names = tuple(column[0] for column in cursor.get_description())
        except apsw.ExecutionCompleteError:  # it gives no rows
            return
        self._rows = iter([_Row(names, values) for values in cursor])

    def fetchone(self) -> "_Row | None":
        return next(self._rows, None)

    def fetchall(self) -> "list[_Row]":
        return list(self._rows)


class _Row(tuple[Any, ...]):
    """A row whose values have a place and a name."""

    names: tuple[str, ...]

    def __new__(cls, names: tuple[str, ...], values: tuple[Any, ...]) -> "_Row":
        row = super().__new__(cls, values)
        row.names = names
        return row

    def __getitem__(self, at: Any) -> Any:
        return super().__getitem__(self.names.index(at) if isinstance(at, str) else at)

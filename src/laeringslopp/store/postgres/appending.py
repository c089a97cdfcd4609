"""Group commit in PostgreSQL: those who wait are recorded by one function call, which is one transaction."""

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import Connection
from psycopg.rows import tuple_row

from laeringslopp.store.grouping import Group
from laeringslopp.store.postgres.connecting import CLOSED, Session, Unanswered, hung_up
from laeringslopp.store.protocol import (
    Answered,
    Keys,
    KeyTaken,
    Row,
    VersionTaken,
    answers,
    check_versions,
)

MOST = 4096  # rows in one group
STALE = 32  # how many connections may be found dead before giving up

LOST = ("08", "57P")
"""SQLSTATEs of a connection that breaks, or a server that goes away: it may have committed before that."""

ARRAYS = """(%b::text[], %b::bigint[], %b::text[], %b::bigint[], %b::text[], %b::bytea[],
    %b::text[], %b::bytea[], %b::bigint[], %b::bigint[])"""
APPEND_AT_ONCE = f"SELECT laeringslopp_append_at_once{ARRAYS}"
APPEND = f"SELECT * FROM laeringslopp_append{ARRAYS}"
TAKEN_KEYS = "SELECT key FROM laeringslopp_keys WHERE key = ANY (%b::text[])"
LAST_VERSIONS = """
SELECT h.id, coalesce((SELECT max(originator_version) FROM stored_events WHERE originator_id = h.id), 0)
FROM unnest(%b::text[]) AS h(id)
"""


class Writer:
    """Asks the server to write, and knows what became of it when the connection is lost."""

    def __init__(self, borrow: Callable[[], AbstractContextManager[Connection[Any]]], where: str) -> None:
        self._borrow, self._where = borrow, where

    def ask(self, statement: Any, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        """One statement that is a transaction of its own; its rows. Raises psycopg's errors, and Unanswered."""
        with self.connection() as connection, self.committing(connection):
            cursor = connection.cursor(binary=True, row_factory=tuple_row)
            return cursor.execute(statement, parameters, prepare=True).fetchall()

    @contextmanager
    def connection(self) -> Iterator[Connection[Any]]:
        """A connection that the server has not hung up on."""
        for _ in range(STALE):
            with self._borrow() as connection:
                if not hung_up(connection):
                    yield connection
                    return
                connection.close()
        raise psycopg.OperationalError("each connection was closed by the server as soon as it was made")

    @contextmanager
    def committing(self, connection: Connection[Any]) -> Iterator[None]:
        """From here on a lost connection leaves it open whether the commit reached the disk."""
        try:
            yield
        except psycopg.Error as error:
            if connection.closed or (error.sqlstate or "").startswith(LOST):
                connection.close()
                raise Unanswered(self._where) from error
            raise


class Dedicated:
    """One connection that is kept for the writer: it waits for other processes alone, never for readers."""

    def __init__(self, connect: Callable[[], Session]) -> None:
        self._connect = connect
        self._held: Session | None = None
        self._turn = threading.Lock()
        self._closed = False

    @contextmanager
    def borrow(self) -> Iterator[Session]:
        with self._turn:
            if self._closed:
                raise psycopg.InterfaceError(CLOSED)
            if self._held is None or self._held.closed:
                self._held = self._connect()
            yield self._held

    def close(self) -> None:
        with self._turn:
            self._closed = True
            if self._held is not None:
                self._held.close()


@dataclass(slots=True, eq=False)
class Append:
    """One caller's rows and keys while they wait."""

    rows: Sequence[Row]
    answered: dict[str, Answered]
    """What each key answers, counted from position 0."""
    heads: dict[str, int]
    """The version from which each decision goes on."""
    sound: bool
    """Whether the rows of each decision follow one another."""
    answer: int | Exception | None = None

    @classmethod
    def of(cls, rows: Sequence[Row], keys: Keys) -> "Append":
        """Raises KeyTaken where a key comes twice."""
        heads: dict[str, int] = {}
        last: dict[str, int] = {}
        sound = True
        for row in rows:
            version = last.get(row.decision_id)
            if version is None:
                heads[row.decision_id] = row.version - 1
            elif row.version != version + 1:
                sound = False
            last[row.decision_id] = row.version
        return cls(rows, answers(keys, 0), heads, sound)

    def refused(self, taken: Collection[str], last: dict[str, int]) -> Exception | None:
        """What stands in the way, given the keys that are taken and where the decisions are."""
        for name in self.answered:
            if name in taken:
                return KeyTaken(name)
        try:
            check_versions(self.rows, {**self.heads, **last})
        except VersionTaken as lost:
            return lost
        return None


class Appender:
    """Records what threads bring, in groups, each append with its own conflict check and its own answer."""

    def __init__(self, writer: Writer, recorded: Callable[[], None]) -> None:
        self._writer, self._recorded = writer, recorded
        self._group: Group[Append, int] = Group(self._commit, lambda append: len(append.rows), MOST)

    def append(self, rows: Sequence[Row], keys: Keys) -> int:
        """The position of the first row. Raises VersionTaken, KeyTaken, Unanswered, and psycopg's errors."""
        return self._group.submit(Append.of(rows, keys))

    @property
    def group_sizes(self) -> Mapping[int, int]:
        """How many appends went together, and how often."""
        return self._group.sizes

    def _commit(self, appends: Sequence[Append]) -> list[int | Exception]:
        left: Sequence[Append] = appends
        try:
            while left:
                together = _apart(left)
                if together:
                    self._record(together)
                # The others clash with one of those, or can never be recorded.
                clashing = [append for append in left if append.answer is None and append not in together]
                if clashing:
                    self._look(clashing)
                left = [append for append in left if append.answer is None]
        except Exception as error:
            # What was recorded in an earlier round stays recorded, and is answered.
            for append in left:
                if append.answer is None:
                    append.answer = error
        if any(isinstance(append.answer, int) for append in appends):
            self._recorded()
        return [append.answer for append in appends if append.answer is not None]

    def _record(self, appends: list[Append]) -> None:
        """All of them, or none and those are answered that stand in the way of the others."""
        try:
            first, taken, behind, actual = self._ask(_arrays(appends))
        except (psycopg.DataError, psycopg.ProgrammingError, psycopg.NotSupportedError, UnicodeError) as error:
            # Something that cannot be stored, as a null character in an id: its own fault, not its neighbours'.
            if len(appends) == 1:
                appends[0].answer = error
            else:
                for append in appends:
                    self._record([append])
            return
        if taken is None and behind is None:
            for append in appends:
                append.answer = first
                first += len(append.rows)
            return
        last = dict(zip(behind or (), actual or (), strict=True))
        for append in appends:
            append.answer = append.refused(taken or (), last)

    def _ask(self, arrays: Sequence[Any]) -> tuple[Any, ...]:
        """Where they were recorded; or what is in the way, which costs more to find out and so is asked second."""
        try:
            ((first,),) = self._writer.ask(APPEND_AT_ONCE, arrays)
        except psycopg.errors.UniqueViolation:
            first = None
        return self._writer.ask(APPEND, arrays)[0] if first is None else (first, None, None, None)

    def _look(self, appends: list[Append]) -> None:
        """Answers those that have something in their way by now."""
        keys = [name for append in appends for name in append.answered]
        heads = [name for append in appends for name in append.heads]
        taken = {name for (name,) in self._writer.ask(TAKEN_KEYS, [keys])} if keys else set()
        last: dict[str, int] = dict(self._writer.ask(LAST_VERSIONS, [heads]))
        for append in appends:
            append.answer = append.refused(taken, last)


def _apart(appends: Sequence[Append]) -> list[Append]:
    """Those that have neither decision nor key in common with one before them; the others come after them."""
    decisions: set[str] = set()
    names: set[str] = set()
    apart = []
    for append in appends:
        if append.sound and decisions.isdisjoint(append.heads) and names.isdisjoint(append.answered):
            apart.append(append)
            decisions.update(append.heads)
            names.update(append.answered)
    return apart


def _arrays(appends: list[Append]) -> tuple[list[Any], ...]:
    """The parameters of the function, columns not rows."""
    heads: list[str] = []
    expected: list[int] = []
    keys: list[str] = []
    digests: list[bytes] = []
    starts: list[int] = []
    ends: list[int] = []
    rows: list[Row] = []
    for append in appends:
        heads += append.heads
        expected += append.heads.values()
        for name, (digest, first, last) in append.answered.items():
            keys.append(name)
            digests.append(digest)
            starts.append(len(rows) + first)
            ends.append(len(rows) + last)
        rows += append.rows
    ids, versions, topics, states = map(list, zip(*rows, strict=True))
    return heads, expected, ids, versions, topics, states, keys, digests, starts, ends

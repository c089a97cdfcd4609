"""The SQLite engine, from a wheel: how a connection is set up, and what its errors are called elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager

import apsw
from eventsourcing.persistence import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
    ProgrammingError,
)

from laeringslopp.errors import StoreError

OLDEST = (3, 51, 3)
"""From 3.7.0 to 3.51.2 a WAL database can be corrupted when its log is reset (sqlite.org/wal.html#walresetbug)."""
LOCK_TIMEOUT = 30.0
"""Seconds that a writer waits for another process."""
STATEMENTS = 500
"""Prepared statements that a connection keeps; there is one for each number of rows in a group."""

CALLED: tuple[tuple[type[apsw.Error], type[Exception]], ...] = (
    (apsw.ConstraintError, IntegrityError),
    (apsw.ConnectionClosedError, InterfaceError),
    (apsw.CantOpenError, InterfaceError),
    (apsw.SQLError, OperationalError),
    (apsw.BusyError, OperationalError),
    (apsw.LockedError, OperationalError),
    (apsw.FullError, OperationalError),
    (apsw.IOError, OperationalError),
    (apsw.ReadOnlyError, OperationalError),
    (apsw.InternalError, InternalError),
    (apsw.MisuseError, ProgrammingError),
)
"""The engine's errors, and those of eventsourcing that mean the same; what is not here is a DatabaseError."""


def connect(name: str, timeout: float = LOCK_TIMEOUT) -> apsw.Connection:
    """A connection to a file or a ``file:`` URI, made where there is none; it waits for its turn. Raises apsw.Error."""
    flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI
    connection = apsw.Connection(name, flags, statementcachesize=STATEMENTS)
    connection.set_busy_timeout(int(timeout * 1000))
    return connection


def keep_a_log(connection: apsw.Connection) -> None:
    """Sets WAL mode, in which an acknowledged commit is flushed to disk. Raises StoreError with an old engine."""
    refuse_an_old_engine(apsw.sqlite_lib_version())
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")


def refuse_an_old_engine(version: str) -> None:
    """Raises StoreError for an engine that is not safe in WAL mode."""
    if tuple(int(part) for part in version.split(".")[:3]) < OLDEST:
        needed = ".".join(map(str, OLDEST))
        raise StoreError(
            f"SQLite {version} can corrupt a register in WAL mode; {needed} or newer is needed: install a newer apsw"
        )


def is_damage(error: BaseException | None) -> bool:
    """Whether SQLite says that the file is no sound database."""
    return isinstance(error, apsw.CorruptError | apsw.NotADBError)


def renamed(error: apsw.Error) -> Exception:
    """The same error by the name that eventsourcing gives it."""
    for ours, theirs in CALLED:
        if isinstance(error, ours):
            return theirs(error)
    return DatabaseError(error)


@contextmanager
def renaming() -> Iterator[None]:
    """The engine's errors leave as eventsourcing's."""
    try:
        yield
    except apsw.Error as error:
        raise renamed(error) from error

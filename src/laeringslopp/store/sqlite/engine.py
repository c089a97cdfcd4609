"""The SQLite engine, from a wheel: how a connection is set up, and what its errors are called elsewhere."""

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

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
LOCK_TIMEOUT = 5.0
"""Seconds that a reader or writer waits for another process."""
LOOK_AT_MOST = 0.01
"""Seconds between two looks at a lock. SQLite's own handler sleeps ten times as long, and is passed over by writers
who never sleep: with eight of them it may wait for half a minute."""
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

TOLD: tuple[tuple[type[Exception], str, str], ...] = (
    (apsw.ConnectionClosedError, "closed", "the register {path} is closed"),
    (apsw.BusyError, "busy", "another program held the register {path} for {seconds} seconds; try again"),
    (apsw.FullError, "disk-full", "the disk of the register {path} is full: {why}; make room and try again"),
    (apsw.ReadOnlyError, "not-permitted", "the register {path} may not be written to by this user: {why}"),
    (apsw.CantOpenError, "cannot-open", "the register {path} cannot be opened here: {why}"),
    (PermissionError, "not-permitted", "the register {path} may not be written to by this user: {why}"),
    (apsw.IOError, "disk-failed", "the disk of the register {path} failed: {why}; see that it has room"),
)
"""What the engine may say of a file in use: the stable word for it, and the exact English."""
EFFECTIVE = os.access in os.supports_effective_ids
"""Whether the system can be asked for the rights of whom the program stands in for."""


def connect(name: str, timeout: float = LOCK_TIMEOUT, make: bool = True) -> apsw.Connection:
    """A connection to a file or a ``file:`` URI; it waits for its turn. Raises apsw.Error.

    Where there is no file one is made, unless it is to be one that is there.
    """
    flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI | (apsw.SQLITE_OPEN_CREATE if make else 0)
    connection = apsw.Connection(name, flags, statementcachesize=STATEMENTS)
    connection.set_busy_handler(_patience(timeout))
    return connection


def _patience(timeout: float) -> Callable[[int], bool]:
    """Waits a moment for a lock, until so many seconds have passed."""
    until = 0.0

    def wait(times: int) -> bool:
        nonlocal until
        now = time.monotonic()
        if times == 0:
            until = now + timeout
        if now >= until:
            return False
        # Those who wait look at different moments, so that none is always the later one.
        time.sleep(min(0.001 * (times + 1), LOOK_AT_MOST) * random.uniform(0.5, 1))
        return True

    return wait


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
            f"SQLite {version} can corrupt a register in WAL mode; {needed} or newer is needed: install a newer apsw",
            "old-sqlite",
            version=version,
            needed=needed,
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


def told(error: Exception, path: Path) -> StoreError:
    """What went wrong with a register's file, in one sentence with what to do."""
    cause = error if isinstance(error, apsw.Error | OSError) else error.__cause__
    if is_damage(cause):
        return StoreError(f"the register {path} is damaged: {error}; put a copy in its place", "damaged", path=path)
    if isinstance(cause, apsw.ReadOnlyError) and os.access(path, os.W_OK, effective_ids=EFFECTIVE):
        cause = apsw.CantOpenError(str(cause))  # it is the folder that may not be written to
    for kind, reason, detail in TOLD:
        if isinstance(cause, kind):
            values = {"path": path, "seconds": f"{LOCK_TIMEOUT:.0f}", "why": str(error)}
            return StoreError(detail.format(**values), reason, **values)
    return StoreError(f"the register {path} failed: {error}", "failed", path=path, why=str(error))


@contextmanager
def renaming() -> Iterator[None]:
    """The engine's errors leave as eventsourcing's."""
    try:
        yield
    except apsw.Error as error:
        raise renamed(error) from error

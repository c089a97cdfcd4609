"""A whole register in one file, and back into an empty one, of any make."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import apsw

from laeringslopp.errors import StoreError
from laeringslopp.store.digest import Digest, Digesting, Show, digest_of, facts_up_to, silent
from laeringslopp.store.protocol import Answered, NotEmpty, Store, Stored
from laeringslopp.store.sqlite import SqliteStore
from laeringslopp.store.sqlite.engine import connect
from laeringslopp.store.sqlite.file import APPLICATION_ID as A_REGISTER

APPLICATION_ID = 0x4C4C424B  # "LLBK", in the file's header, and the last thing that is written
FORMAT = 1  # kept as user_version

FACTS = "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events ORDER BY rowid"
KEYS = "SELECT key, digest, first, last FROM laeringslopp_keys"
POLICY = "SELECT value FROM laeringslopp_about WHERE name='policy'"
TOLD = "SELECT name, value FROM laeringslopp_backup"
SEAL = "CREATE TABLE laeringslopp_backup (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID"

Progress = Callable[[float], None]
"""Is told how much is done, from 0 to 1."""


def still(done: float) -> None:
    """For those who do not watch."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup, open to be read."""

    path: Path
    digest: Digest
    """What is in it, as it was when it was made."""
    made_at: datetime
    connection: apsw.Connection

    def facts(self) -> Iterator[Stored]:
        """Its facts, in global order. Raises StoreError where the file is damaged."""
        with _readable(self.path):
            yield from map(Stored._make, self.connection.execute(FACTS))

    def keys(self) -> Iterator[tuple[str, Answered]]:
        """Its idempotency keys. Raises StoreError where the file is damaged."""
        with _readable(self.path):
            yield from ((str(name), Answered._make(kept)) for name, *kept in self.connection.execute(KEYS))

    def check(self, show: Show = silent) -> None:
        """Raises StoreError unless it still holds what was written to it."""
        digesting = Digesting(show)
        try:
            for _ in digesting.facts(self.facts()):
                pass
            for _ in digesting.keys(self.keys()):
                pass
        except StoreError as error:
            raise _damaged(self.path, str(error)) from error
        with _readable(self.path):
            policy = _answer(self.connection, POLICY)
        self.agrees(digesting.of(policy))

    def agrees(self, found: Digest) -> None:
        """Raises StoreError unless that is what was written to it."""
        if found != self.digest:
            raise _damaged(self.path, f"what is in it has the digest {found.digest}, not {self.digest.digest}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()


def open_backup(path: Path) -> Backup:
    """Opens a backup, and changes nothing. Raises StoreError where it is damaged, newer, or no backup."""
    with _readable(path):
        connection = connect(path.absolute().as_uri() + "?mode=ro&immutable=1")
        try:
            _refuse_what_is_no_backup(path, connection)
            told: dict[str, Any] = {str(name): value for name, value in connection.execute(TOLD)}
            made_at = datetime.fromisoformat(told.pop("made_at"))
            return Backup(path, Digest(**told), made_at, connection)
        except BaseException:
            connection.close()
            raise


def back_up(store: Store, path: Path, at: datetime, progress: Progress = still) -> Digest:
    """Writes a backup of a store that is in use; what is in it. Raises StoreError and OSError.

    It holds everything up to a position. It is read back and compared with the store before it gets its name, so a
    backup that was stopped, or went wrong, leaves no file that looks finished. An earlier backup of the same name is
    replaced then, and no other file is.
    """
    refuse_to_replace(path)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    _begin(unfinished, path)
    try:
        upto = _written(store, unfinished, lambda done: progress(done / 2))
        share = _share(upto, lambda done: progress(0.5 + done / 2), passes=2)
        there = digest_of(store, upto, share)
        with _readable(unfinished), closing(connect(unfinished.absolute().as_uri())) as connection:
            _seal(connection, there, at)
        with open_backup(unfinished) as backup:
            backup.check(share)
        refuse_to_replace(path)
        unfinished.replace(path)
        _keep_the_name(path)
    finally:
        _unlink(unfinished)
    return there


def restore(backup: Backup, store: Store, progress: Progress = still) -> Digest:
    """Puts what a backup holds into an empty store: all of it, in one transaction, or nothing; what it holds then.

    Raises NotEmpty where something stands there, StoreError where the backup is damaged, the store has another
    policy, or does not give back what was put there.
    """
    expected = backup.digest
    if last := store.last_position():
        raise NotEmpty(last)
    if store.policy_name() != expected.policy:
        detail = f"the backup is of a register with the policy {expected.policy}; this one was made with another"
        raise StoreError(detail, "backup-other-policy", path=backup.path, policy=expected.policy)
    share = _share(expected.position, progress, passes=2)
    digesting = Digesting(share)

    def keys() -> Iterator[tuple[str, Answered]]:
        yield from digesting.keys(backup.keys())
        # Asked before the commit: what was read wrongly is undone.
        backup.agrees(digesting.of(expected.policy))

    store.copy(digesting.facts(backup.facts()), keys())
    found = digest_of(store, expected.position, share)
    if found != expected:
        detail = f"what was restored has the digest {found.digest}, and the backup {expected.digest}"
        raise StoreError(detail, "restored-differs", found=found.digest, expected=expected.digest)
    return found


def refuse_to_replace(path: Path) -> None:
    """Raises StoreError where a backup would take another file's place."""
    if not path.exists():
        return
    try:
        if not path.is_file():
            raise _no_backup(path, "it is no file")
        open_backup(path).connection.close()
    except StoreError as error:
        if error.reason in ("no-backup", "a-register"):
            detail = f"{path} is there already, and is no backup. It was left untouched; name another file"
            raise StoreError(detail, "in-the-way", path=path) from error
        # A backup that is damaged, or was made by a newer version, is a backup.


def _written(store: Store, path: Path, progress: Progress) -> int:
    """Everything up to a position, in a new file of its own; the position."""
    if isinstance(store, SqliteStore):
        return store.copy_file(path, lambda done, all_: progress(done / max(all_, 1)))
    upto = store.last_position()
    with closing(SqliteStore(str(path))) as copy:
        copy.name_policy(store.policy_name() or "")
        passing = Digesting(_share(upto, progress, passes=1)).facts(facts_up_to(store, upto))
        copy.copy(passing, store.keys(upto))
    return upto


def _seal(connection: apsw.Connection, digest: Digest, at: datetime) -> None:
    # One file, whole by itself and never written to again, needs no log beside it.
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("DROP TABLE IF EXISTS laeringslopp_snapshots")  # made again from the facts
    connection.execute(SEAL)
    told = {name: getattr(digest, name) for name in Digest.__slots__} | {"made_at": at.isoformat()}
    connection.executemany("INSERT INTO laeringslopp_backup VALUES (?,?)", told.items())
    connection.execute(f"PRAGMA user_version={FORMAT}")
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute("COMMIT")


def _refuse_what_is_no_backup(path: Path, connection: apsw.Connection) -> None:
    if not connection.pragma("page_count"):
        raise _no_backup(path, "it is empty")
    marked = connection.pragma("application_id")
    if marked == A_REGISTER:
        detail = f"{path} is a register itself, or a backup that was not finished; open it, and make a backup of it"
        raise StoreError(detail, "a-register", path=path)
    if marked != APPLICATION_ID:
        raise _no_backup(path, "it is another program's database")
    version = connection.pragma("user_version")
    if version > FORMAT:
        detail = f"{path} was made by a newer version (format {version}; this one reads up to {FORMAT})"
        raise StoreError(f"{detail}; upgrade laeringslopp to restore it", "backup-newer", path=path)


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """What SQLite says of a file, as a StoreError."""
    try:
        yield
    except apsw.NotADBError as error:
        raise _no_backup(path, str(error)) from error
    except (apsw.Error, TypeError, KeyError, ValueError) as error:
        raise _damaged(path, str(error)) from error


def _no_backup(path: Path, why: str) -> StoreError:
    return StoreError(f"{path} is no backup: {why}", "no-backup", path=path)


def _damaged(path: Path, why: str) -> StoreError:
    return StoreError(f"the backup {path} is damaged or cut short: {why}; use another", "backup-damaged", path=path)


def _share(upto: int, progress: Progress, passes: int) -> Show:
    """Counts facts, of which each is met so many times, and tells how much that is of all."""
    met = 0

    def show(more: int) -> None:
        nonlocal met
        met += more
        progress(min(1.0, met / max(1, upto * passes)))

    return show


def _answer(connection: apsw.Connection, question: str) -> Any:
    row = connection.execute(question).fetchone()
    return row[0] if row else None


def _keep_the_name(path: Path) -> None:
    """A new name is on disk when its folder is."""
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.absolute().parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _begin(unfinished: Path, path: Path) -> None:
    """Makes the file, so that where none can be made, the system says so of the file that was asked for."""
    _unlink(unfinished)
    try:
        unfinished.touch(exist_ok=False)
    except OSError as error:
        error.filename = str(path)
        raise


def _unlink(unfinished: Path) -> None:
    for beside in ("", "-wal", "-shm", "-journal"):
        unfinished.with_name(unfinished.name + beside).unlink(missing_ok=True)

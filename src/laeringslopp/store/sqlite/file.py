"""The file of a SQLite register: told from other files, and marked as ours, before anything is written to it."""

import os
import time
from pathlib import Path

import apsw

from laeringslopp.errors import StoreError
from laeringslopp.store.sqlite.engine import EFFECTIVE, connect, is_damage

APPLICATION_ID = 0x4C4C4F50  # "LLOP", in the file's header
GLANCES_APART = 0.05
"""Seconds between two looks at whether a reader's file is still there."""
FORMAT = 1  # kept as user_version; raised when the tables change


def refuse_what_is_not_ours(path: Path) -> None:
    """Looks before touching: a file that is not a register, or a newer one, is left as it is. Raises StoreError."""
    if not path.parent.is_dir():
        detail = f"the folder {path.parent} does not exist; make it first, or name another register"
        raise StoreError(detail, "no-folder", folder=path.parent)
    if path.is_dir():
        detail = f"{path} is a folder; name a file in it, such as {path}/laeringslopp.db"
        raise StoreError(detail, "is-folder", path=path)
    if not path.exists():
        return
    if not path.is_file():
        raise StoreError(f"{path} is no file; name another register", "no-file", path=path)
    if not os.access(path, os.R_OK | os.W_OK, effective_ids=EFFECTIVE):
        detail = f"{path} may not be both read and written to by this user. It was left untouched"
        raise StoreError(detail, "not-permitted", path=path)
    try:
        _refuse_by_its_header(path)
    except apsw.Error as error:
        if is_damage(error) and _has_more_beside_it(path):
            return
        if isinstance(error, apsw.NotADBError):
            detail = f"{path} is no register: {error}. It was left untouched"
            raise StoreError(detail, "no-register", path=path) from error
        detail = f"{path} cannot be read as a register: {error}. It was left untouched"
        raise StoreError(detail, "damaged", path=path) from error


def _refuse_by_its_header(path: Path) -> None:
    # "immutable" reads the file alone and lays nothing beside it. It is read through SQLite, for a process that
    # closes a descriptor of its own on the file loses the locks of every register it has open there.
    connection = connect(path.absolute().as_uri() + "?mode=ro&immutable=1")
    try:
        if connection.pragma("page_count"):
            _refuse_by_its_marks(path, connection)
    finally:
        connection.close()


def _refuse_by_its_marks(path: Path, connection: apsw.Connection) -> None:
    if connection.pragma("application_id") != APPLICATION_ID:
        detail = f"{path} is another program's database. It was left untouched; name another file"
        raise StoreError(detail, "another-program", path=path)
    version = connection.pragma("user_version")
    if version > FORMAT:
        raise StoreError(
            f"{path} was made by a newer version (format {version}; this one reads up to {FORMAT}). "
            "It was left untouched; upgrade laeringslopp to open it",
            "newer",
            path=path,
        )


def _has_more_beside_it(path: Path) -> bool:
    """Whether SQLite may mend it from a log, as after a power cut while the log was moved into the file."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def mark(path: Path) -> str:
    """Marks a new file as a register; the URI to open it with. Raises StoreError, and apsw's errors."""
    uri = path.absolute().as_uri()
    connection = connect(uri)
    try:
        connection.execute("BEGIN IMMEDIATE")
        ((tables,),) = connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        if not tables and connection.pragma("application_id") == 0:
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={FORMAT}")
        # Asked again of the file with its log: what it says alone may be behind what another process has written.
        _refuse_by_its_marks(path, connection)
        connection.execute("COMMIT")
    finally:
        connection.close()
    return uri


class Place:
    """The files of an open register: tells when they are no longer the ones that were opened.

    A file that was removed or replaced can be written to for as long as somebody holds it open, and then nothing of
    it is left. So nobody is told that something stands on record before it was seen to stand where it will be
    looked for.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = tuple((file, _identity(os.stat(file))) for file in (str(path), f"{path}-wal"))
        self._index = f"{path}-shm"
        found = os.stat(self._index)
        self._opened, self._size = _identity(found), found.st_size
        self._looked = 0.0

    def before(self) -> None:
        """Looks at the log's index before it is touched. Raises StoreError unless it is the one that was opened.

        It lies in memory, and to touch a part of it that somebody cut off ends the process, or shows what stood on
        record before. So it is emptied and made as long as it was; SQLite makes it anew from the log where it begins
        with zeros.
        """
        found = self._found(self._index)
        if _identity(found) != self._opened:
            raise self._gone(self._index)
        if found.st_size < self._size:
            os.truncate(self._index, 0)
            os.truncate(self._index, self._size)
        else:
            self._size = found.st_size

    def after(self) -> None:
        """Looks where what was written lies. Raises StoreError unless each file is the one that was opened."""
        for file, opened in self._kept:
            if _identity(self._found(file)) != opened:
                raise self._gone(file)

    def glance(self) -> None:
        """Both, for a reader, who reads too often to look at all of it each time. Raises StoreError."""
        self.before()
        now = time.monotonic()
        if now - self._looked >= GLANCES_APART:
            self.after()
            self._looked = now

    def _found(self, file: str) -> os.stat_result:
        try:
            return os.stat(file)
        except OSError as error:
            raise self._gone(file) from error

    def _gone(self, file: str) -> StoreError:
        return StoreError(
            f"{file} was removed or replaced while the register {self._path} was open, so nothing more can be recorded "
            "or read; put it back, or start this program again",
            "gone",
            path=file,
        )


def _identity(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino

"""The file of a SQLite register: told from other files, and marked as ours, before anything is written to it."""

import os
from pathlib import Path

import apsw

from laeringslopp.errors import StoreError
from laeringslopp.store.sqlite.engine import connect, is_damage

APPLICATION_ID = 0x4C4C4F50  # "LLOP", in the file's header
FORMAT = 1  # kept as user_version; raised when the tables change


def refuse_what_is_not_ours(path: Path) -> None:
    """Looks before touching: a file that is not a register, or a newer one, is left as it is. Raises StoreError."""
    if not path.parent.is_dir():
        raise StoreError(f"the folder {path.parent} does not exist; make it first, or name another register")
    if path.is_dir():
        raise StoreError(f"{path} is a folder; name a file in it, such as {path}/laeringslopp.db")
    if not path.exists():
        return
    if not path.is_file():
        raise StoreError(f"{path} is no file; name another register")
    if not os.access(path, os.R_OK | os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise StoreError(f"{path} may not be both read and written to by this user. It was left untouched")
    try:
        _refuse_by_its_header(path)
    except apsw.Error as error:
        if is_damage(error) and _has_more_beside_it(path):
            return
        what = "is no register" if isinstance(error, apsw.NotADBError) else "cannot be read as a register"
        raise StoreError(f"{path} {what}: {error}. It was left untouched") from error


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
        raise StoreError(f"{path} is another program's database. It was left untouched; name another file")
    version = connection.pragma("user_version")
    if version > FORMAT:
        raise StoreError(
            f"{path} was made by a newer version (format {version}; this one reads up to {FORMAT}). "
            "It was left untouched; upgrade laeringslopp to open it"
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

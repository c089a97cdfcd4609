"""Connections to a PostgreSQL server, and one clear sentence for each way in which there is none."""

import select
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import Connection, errors
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import PoolClosed, PoolTimeout

from laeringslopp.errors import StoreError

Session = Connection[tuple[Any, ...]]

CONNECT_TIMEOUT = 10  # seconds, unless the URL says otherwise
LOCK_TIMEOUT = 30  # seconds that a writer waits for another process

CLOSED = "it is closed"

SETTINGS = f"""
SELECT set_config(name, value, false) FROM (VALUES
    -- Each of our statements has an index. A plan made while the table was small must not read it all when it is large,
    ('enable_seqscan', 'off'),
    -- and none is worth planning or compiling anew each time.
    ('plan_cache_mode', 'force_generic_plan'), ('jit', 'off'),
    -- What the lock guards is read after the lock is held, not as it was before.
    ('default_transaction_isolation', 'read committed'),
    ('lock_timeout', '{LOCK_TIMEOUT}s'),
    -- What is acknowledged is on disk, whatever the server's own default is.
    ('synchronous_commit', CASE current_setting('synchronous_commit')
        WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END)
) AS wanted(name, value)
"""


class Unanswered(StoreError):
    """The connection was lost while a commit was under way: nobody knows yet whether it was recorded."""

    def __init__(self, where: str) -> None:
        self.where = where
        super().__init__(
            f"the connection to {where} was lost while facts were being recorded, so whether they were is not known; "
            "send them again with the same idempotency key, which records them once, or read the decision first",
            "unanswered",
            where=where,
        )


def conninfo_of(url: str) -> str:
    """What libpq is asked for. Raises StoreError where the URL makes no sense to it."""
    try:
        given = conninfo_to_dict(url)
        for name, value in (("connect_timeout", CONNECT_TIMEOUT), ("fallback_application_name", "laeringslopp")):
            given.setdefault(name, value)
        return make_conninfo("", **{**given, "client_encoding": "utf8"})
    except (psycopg.Error, UnicodeError) as error:
        # The URL is not repeated: a password may stand in it.
        raise StoreError(
            f"the address is no PostgreSQL URL ({str(error).strip()}); "
            "write postgresql://user:password@host:5432/database, with %40 for an @ in a password",
            "no-postgres-url",
        ) from None


def described(conninfo: str) -> str:
    """Where that is, as an address in no language and without the password."""
    given = conninfo_to_dict(conninfo)
    host = str(given.get("host") or given.get("hostaddr") or "")
    port = f":{given['port']}" if given.get("port") else ""
    database = given.get("dbname") or given.get("user") or ""
    if host.startswith("/"):  # a folder of sockets
        return f"postgresql://{port}/{database}?host={host}"
    return f"postgresql://{host}{port}/{database}"


def set_up(connection: Session) -> None:
    """Makes a new connection one of ours."""
    connection.autocommit = True
    connection.execute(SETTINGS, prepare=False)


def connect(conninfo: str) -> Session:
    """A connection to read or write with. Raises psycopg's errors."""
    connection = psycopg.connect(conninfo)
    try:
        set_up(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def hung_up(connection: Connection[Any]) -> bool:
    """Whether the server has gone while nobody was asking anything, as after a restart.

    It is cheap to see before something is sent, and tells "surely not recorded" from "nobody knows".
    """
    try:
        while not connection.closed and _says_something(connection.fileno()):
            # Notices and changed settings are read away; the end of the line raises.
            connection.pgconn.consume_input()
    except psycopg.Error:
        return True
    return connection.closed


def _says_something(descriptor: int) -> bool:
    if hasattr(select, "poll"):
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        return bool(poll.poll(0))
    return bool(select.select([descriptor], [], [], 0)[0])


@contextmanager
def failing_clearly(where: str) -> Iterator[None]:
    """psycopg's errors as a StoreError with what to do. Raises StoreError."""
    try:
        yield
    except PoolClosed as error:
        raise StoreError(f"{where}: it is closed", "closed", path=where) from error
    except PoolTimeout as error:
        detail = f"{where} gave no connection in time: {_first_line(error)}; try again"
        raise StoreError(detail, "no-connection", where=where) from error
    except errors.LockNotAvailable as error:
        raise StoreError(
            f"{where} was held by another writer for {LOCK_TIMEOUT} seconds; nothing was recorded, try again",
            "busy",
            path=where,
            seconds=LOCK_TIMEOUT,
        ) from error
    except errors.InsufficientPrivilege as error:
        raise StoreError(
            f"this user lacks a right in {where}: {_first_line(error)}; let the owner of the database give it",
            "no-right",
            where=where,
        ) from error
    except errors.ReadOnlySqlTransaction as error:
        raise read_only(where) from error
    except errors.DiskFull as error:
        detail = f"the disk of {where} is full: {_first_line(error)}; nothing was recorded"
        raise StoreError(detail, "disk-full", path=where) from error
    except psycopg.OperationalError as error:
        if error.sqlstate is None:
            reason, advice = _advice(error)
            raise StoreError(
                f"{where} cannot be reached: {_first_line(error)}; {advice}", reason, where=where
            ) from error
        raise _failed(where, f"{_first_line(error)}; nothing was recorded") from error
    except psycopg.InterfaceError as error:
        if str(error) == CLOSED:
            raise StoreError(f"{where}: {CLOSED}", "closed", path=where) from error
        raise _failed(where, _first_line(error)) from error
    except (psycopg.Error, UnicodeEncodeError) as error:
        raise _failed(where, _first_line(error)) from error


def read_only(where: str) -> StoreError:
    """A standby, or a database that somebody set so."""
    return StoreError(f"{where} is read-only; name the primary server, not a standby", "read-only", where=where)


def _failed(where: str, why: str) -> StoreError:
    return StoreError(f"{where}: {why}", "failed", path=where, why=why)


def _first_line(error: Exception) -> str:
    lines = [line for line in str(error).splitlines() if line.strip()]
    return lines[0].strip() if lines else type(error).__name__


def _advice(error: psycopg.OperationalError) -> tuple[str, str]:
    """The stable word for a connection that was never made, and what to do about it."""
    refused = error.pgconn
    if refused is not None and refused.needs_password:
        return "no-password", "write the password in the URL, or in the environment variable PGPASSWORD"
    if refused is not None and refused.used_password:
        return "wrong-password", "check the user, the password and the database in the URL"
    return "unreachable", "check that the server runs, and the host, port, user and database in the URL"

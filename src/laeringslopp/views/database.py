"""Where views are kept: a second file beside a SQLite register, a schema of its own in PostgreSQL, or memory."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, InterfaceError, OperationalError
from sqlalchemy.pool import StaticPool

from laeringslopp.errors import StoreError

SOUND_SQLITE = (3, 51, 3)
"""SQLite 3.7.0–3.51.2 can corrupt a database in WAL mode that several connections write to."""
SCHEMA = "laeringslopp_views"
LOCK_TIMEOUT = 10
"""Seconds that a writer waits for another process."""
WRITES = "laeringslopp_writes"


def engine_module() -> Any:
    """A sqlite3 module whose engine is sound. Raises StoreError where there is none."""
    try:
        module = import_module("pysqlite3.dbapi2")
    except ImportError:
        module = sqlite3
    if module.sqlite_version_info < SOUND_SQLITE:
        wanted = ".".join(map(str, SOUND_SQLITE))
        raise StoreError(
            f"views need SQLite {wanted} or newer and this Python has {module.sqlite_version}, which can corrupt "
            "a database; install pysqlite3 (a wheel on PyPI), or a Python built with a newer SQLite",
            "old-sqlite",
            version=module.sqlite_version,
            needed=wanted,
        )
    return module


class Database:
    """Reads in one snapshot, writes in one transaction; PostgreSQL or SQLite is told from the URL."""

    def __init__(self, url: str, schema: str = SCHEMA, patience: float = LOCK_TIMEOUT) -> None:
        """``schema`` is where the tables are in PostgreSQL; ``patience`` how many seconds a writer waits in SQLite."""
        self._patience = patience
        self._holds = schema.removeprefix("laeringslopp_")
        self._turn: Any = nullcontext()
        self.engine: Engine
        if url.startswith("postgresql+psycopg://"):
            made = create_engine(url, pool_size=5, max_overflow=20)
            self.engine = made.execution_options(schema_translate_map={None: schema})
        else:
            self.engine = self._sqlite(url)
        self.is_postgres = self.engine.dialect.name == "postgresql"
        self.schema = f"{schema}." if self.is_postgres else ""
        self._where = str(self.engine.url.render_as_string(hide_password=True))

    def _sqlite(self, url: str) -> Engine:
        memory = url == "memory:"
        path = "" if memory else url.partition(":///")[2]
        engine = create_engine(
            f"sqlite+pysqlite:///{path or ':memory:'}",
            module=engine_module(),
            connect_args={"check_same_thread": False, "timeout": self._patience},
            **({"poolclass": StaticPool} if memory else {}),
        )
        if memory:
            self._turn = threading.RLock()  # one connection holds it all

        @event.listens_for(engine, "connect")
        def connected(connection: Any, _record: Any) -> None:
            connection.isolation_level = None  # transactions are begun below, so that tables are made in them too
            connection.execute("PRAGMA journal_mode=WAL")
            # What a power cut takes is read from the register again; nothing that is read is half written.
            connection.execute("PRAGMA synchronous=NORMAL")

        @event.listens_for(engine, "begin")
        def begun(connection: Connection) -> None:
            # A writer takes the lock at once: it could not be got later once another process had written.
            writes = connection.get_execution_options().get(WRITES)
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

        return engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot."""
        options = {"isolation_level": "REPEATABLE READ"} if self.is_postgres else {}
        with self._transaction(**options) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction; rolled back when it raises."""
        with self._transaction(**{WRITES: True}) as connection:
            yield connection

    @contextmanager
    def _transaction(self, **options: Any) -> Iterator[Connection]:
        with self._failing_clearly(), self._turn, self.engine.connect() as connection:
            connection.execution_options(**options)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Gives back what is held on to."""
        self.engine.dispose()

    @contextmanager
    def _failing_clearly(self) -> Iterator[None]:
        try:
            yield
        except (OperationalError, InterfaceError) as error:
            detail = f"the {self._holds} in {self._where}: {error.orig}"
            raise StoreError(detail, f"{self._holds}-failed", where=self._where, why=error.orig) from error
        except DatabaseError as error:
            if type(error) is DatabaseError:  # no subclass: SQLite says so of a file that is no sound database
                # Of all that lies beside a register, only the views can be made anew.
                mend = "delete them" if self._holds == "views" else "put a copy in its place"
                detail = f"the {self._holds} in {self._where} are damaged: {error.orig}; {mend}"
                raise StoreError(detail, f"{self._holds}-damaged", where=self._where) from error
            raise

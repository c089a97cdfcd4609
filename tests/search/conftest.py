"""A register of the shipped cases, and the databases in which it may be searched."""

from collections.abc import Iterator

import pytest

from laeringslopp import Register
from laeringslopp.cases import record_demo
from laeringslopp.views import Views
from tests.views.conftest import new_database, server  # noqa: F401 - a fixture


@pytest.fixture(scope="session")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """Every shipped case, as ``laeringslopp demo`` records them."""
    url = f"sqlite:///{tmp_path_factory.mktemp('cases') / 'register.db'}"
    record_demo(lambda clock: Register.open(url, "strict", clock))
    with Register.open(url) as register:
        yield register


@pytest.fixture(scope="session")
def in_sqlite(cases: Register) -> Iterator[Views]:
    """The index in SQLite."""
    with Views(cases.store, "memory:") as views:
        views.catch_up()
        yield views


@pytest.fixture(scope="session")
def in_postgres(cases: Register, server: str) -> Iterator[Views]:  # noqa: F811
    """The index in PostgreSQL."""
    with Views(cases.store, new_database(server)) as views:
        views.catch_up()
        yield views


@pytest.fixture(params=("in_sqlite", "in_postgres"))
def either(request: pytest.FixtureRequest) -> Views:
    """The index in either."""
    found: Views = request.getfixturevalue(request.param)
    return found

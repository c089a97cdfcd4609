"""A register at a standing hour, and programs that call the service over it."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from laeringslopp import Access, Register
from laeringslopp.facts import OPEN
from laeringslopp_service.app import create_app
from laeringslopp_service.settings import Settings
from tests.municipality import OPERATIONS, Clock, disclosed, entry, opened, register, started
from tests.views.conftest import dropped, new_database, server

__all__ = ["server"]

SECRET = "Navnet på beboeren sto på skjermen"
GROUND = "offl. § 13"


def client_of(over: Register, **chosen: Any) -> TestClient:
    """A program before the service, on this machine."""
    return TestClient(create_app(over, Settings(**chosen)), base_url="http://localhost")


@pytest.fixture
def clock() -> Clock:
    """The register's clock."""
    return Clock()


@pytest.fixture
def over(clock: Clock) -> Iterator[Register]:
    """An empty register."""
    with register(clock=clock) as made:
        yield made


@pytest.fixture
def client(over: Register) -> TestClient:
    """A program before an empty register."""
    return client_of(over)


@pytest.fixture
def sensors(over: Register) -> Register:
    """An open decision with a trial, an internal failure, and one that only operations may read."""
    exempt = Access(level="exempt", ground=GROUND, levels=("operational",))
    over.append(
        [
            entry("sensorer", opened(access=OPEN, tags=("velferd",), reference="26/7")),
            entry("sensorer", started(), OPERATIONS),
            entry("sensorer", disclosed(trial_id="t1"), OPERATIONS),
            entry("sensorer", disclosed("f2", what_happened=SECRET), OPERATIONS, access=exempt),
        ]
    )
    return over


@pytest.fixture
def postgres_register(server: str) -> str:
    """The URL of a register in an empty PostgreSQL database of the test's own."""
    return new_database(server).replace("postgresql+psycopg://", "postgresql://")


@pytest.fixture(params=("memory:", "postgresql"))
def over_either(request: pytest.FixtureRequest, clock: Clock) -> Iterator[Register]:
    """An empty register in memory, or in PostgreSQL with its views beside it; a module takes it as its ``over``."""
    if request.param == "memory:":
        with register(clock=clock) as made:
            yield made
        return
    url = request.getfixturevalue("postgres_register")
    with register(url, clock=clock) as made:
        yield made
    dropped(request.getfixturevalue("server"), url)  # with what is connected to it still: a server waits for that

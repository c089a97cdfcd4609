"""A store to prove the contract on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from laeringslopp.store import Store
from tests.stores.every import DURABLE, EVERY_STORE
from tests.stores.postgres_server import a_database, give_back


@pytest.fixture(params=EVERY_STORE)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A new, empty store; one of each make."""
    made = EVERY_STORE[request.param](tmp_path)
    yield made
    made.close()
    _tidy(request.param, tmp_path)


@pytest.fixture(params=DURABLE)
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Opens the same durable store, again and again; what was opened before is closed first."""
    held: list[Store] = []

    def opened() -> Store:
        while held:
            held.pop().close()
        held.append(EVERY_STORE[request.param](tmp_path))
        return held[0]

    yield opened
    while held:
        held.pop().close()
    _tidy(request.param, tmp_path)


def _tidy(make: str, folder: Path) -> None:
    if make == "postgres":
        give_back(folder)


@pytest.fixture
def database() -> Iterator[str]:
    """The URL of an empty PostgreSQL database."""
    with a_database() as url:
        yield url

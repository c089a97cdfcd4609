"""A store to prove the contract on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from laeringslopp.store import Store
from tests.stores.every import DURABLE, EVERY_STORE


@pytest.fixture(params=EVERY_STORE)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A new, empty store; one of each make."""
    made = EVERY_STORE[request.param](tmp_path)
    yield made
    made.close()


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

"""A store with something in it, of each make."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from laeringslopp.store import Store
from tests.backup.filled import fill
from tests.stores.every import EVERY_STORE
from tests.stores.postgres_server import give_back


@pytest.fixture(params=EVERY_STORE)
def make(request: pytest.FixtureRequest) -> str:
    """A make of store."""
    return str(request.param)


@pytest.fixture
def filled(make: str, tmp_path: Path) -> Iterator[Store]:
    """A store of that make with facts and keys in it."""
    folder = tmp_path / "filled"
    folder.mkdir()
    store = EVERY_STORE[make](folder)
    fill(store)
    yield store
    store.close()
    if make == "postgres":
        give_back(folder)


@pytest.fixture(params=EVERY_STORE)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each make, with the same policy."""
    folder = tmp_path / "empty"
    folder.mkdir()
    store = EVERY_STORE[request.param](folder)
    store.name_policy("standard")
    yield store
    store.close()
    if request.param == "postgres":
        give_back(folder)

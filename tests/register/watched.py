"""A store that counts what is read from it."""

from typing import Any

from laeringslopp import Register
from laeringslopp.rules import shipped
from laeringslopp.store import Store, Stored, open_store
from tests.municipality import Clock, numbered


class Watched:
    """Another store, and how much was read from it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.asked = 0
        """How many questions it was asked."""
        self.read: list[Stored] = []
        """The facts that it answered with."""

    def of_decision(self, decision_id: str, after: int = 0, limit: int | None = None) -> list[Stored]:
        """As the store's."""
        return self._seen(self._store.of_decision(decision_id, after, limit))

    def since(self, position: int, limit: int) -> list[Stored]:
        """As the store's."""
        return self._seen(self._store.since(position, limit))

    def _seen(self, found: list[Stored]) -> list[Stored]:
        self.asked += 1
        self.read += found
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def watched(url: str = "memory:") -> tuple[Register, Watched]:
    """A register at a standing hour, and the store that it reads from."""
    store = Watched(open_store(url))
    store.name_policy("standard")
    return Register(store, shipped("standard"), Clock(), numbered()), store

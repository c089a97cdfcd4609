"""Stores that behave as the world does now and then: somebody else is always quicker."""

from collections.abc import Callable, Sequence
from typing import Any

from laeringslopp import Register
from laeringslopp.rules import shipped
from laeringslopp.store import Row, Store, VersionTaken, open_store
from tests.municipality import Clock, numbered


class Beaten:
    """A store in which somebody comes first, so many times; in all else it is the one in memory."""

    def __init__(self, times: int, meanwhile: Callable[[], None] = lambda: None) -> None:
        self.store: Store = open_store("memory:")
        self.times, self.meanwhile, self.tried = times, meanwhile, 0

    def append(self, rows: Sequence[Row], keys: Any = ()) -> int:
        self.tried += 1
        if self.tried <= self.times:
            self.meanwhile()
            first = rows[0]
            raise VersionTaken(first.decision_id, first.version - 1, self.store.version(first.decision_id))
        return self.store.append(rows, keys)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)


def over(store: Any) -> Register:
    """A register over a store, at a standing hour."""
    return Register(store, shipped("standard"), Clock(), numbered())

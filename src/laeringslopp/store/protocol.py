"""What the register asks of a store, and what every store promises.

An append is atomic; an acknowledged append survives ``kill -9``; two appends with the same expected version
never both succeed; no position is filled later than a higher one; the same key records once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol


class Row(NamedTuple):
    """One fact on its way in."""

    decision_id: str
    version: int
    topic: str
    """The kind, with its shape number from shape 2 on (``kind:2``)."""
    state: bytes


class Stored(NamedTuple):
    """One fact as it lies in the store."""

    position: int
    decision_id: str
    version: int
    topic: str
    state: bytes


class Key(NamedTuple):
    """A caller's idempotency key and the digest of what came with it."""

    name: str
    digest: bytes


class Answered(NamedTuple):
    """What a key recorded the first time: the positions it took, first and last."""

    digest: bytes
    first: int
    last: int


Keys = Sequence[tuple[Key | None, int]]
"""How many rows each key covers, in the order of the rows; None for rows that came without one."""


class VersionTaken(Exception):
    """The decision is not where the rows expect it: taken (actual is higher) or a gap (lower)."""

    def __init__(self, decision_id: str, expected: int, actual: int) -> None:
        self.decision_id, self.expected, self.actual = decision_id, expected, actual
        super().__init__(decision_id, expected, actual)


class KeyTaken(Exception):
    """Somebody recorded under this key in the meantime."""


class NotEmpty(Exception):
    """Something stands here already, so another store's facts cannot be taken over."""

    def __init__(self, position: int) -> None:
        self.position = position
        super().__init__(position)


class Store(Protocol):
    """Durable, atomic, ordered, conflict-checked."""

    def append(self, rows: Sequence[Row], keys: Keys = ()) -> int:
        """Records all rows or none, and the keys with them.

        Returns the position of the first row; the others follow without a gap. Raises ``VersionTaken`` or
        ``KeyTaken`` when nothing was recorded, ``StoreError`` when the store failed.
        """
        ...

    def of_decision(self, decision_id: str, after: int = 0, limit: int | None = None) -> list[Stored]:
        """The decision's facts with a higher version, in order; no more than so many."""
        ...

    def version(self, decision_id: str) -> int:
        """The decision's last version; 0 where there is none."""
        ...

    def since(self, position: int, limit: int) -> list[Stored]:
        """Up to ``limit`` facts after a position, in global order."""
        ...

    def last_position(self) -> int:
        """The highest position; 0 where the store is empty."""
        ...

    def wait(self, after: int, timeout: float) -> bool:
        """Waits until something stands after a position, or so many seconds have passed; whether there is."""
        ...

    def decision_ids(self) -> Iterator[str]:
        """Every decision, in the order in which they were first recorded."""
        ...

    def answered(self, key: str) -> Answered | None:
        """What was recorded under this key."""
        ...

    def answered_among(self, keys: Sequence[str]) -> dict[str, Answered]:
        """What was recorded under each of these keys that is known, in one read."""
        ...

    def group_sizes(self) -> Mapping[int, int]:
        """How many groups of each size this process committed; empty where nothing is committed in groups."""
        ...

    def keys(self, upto: int) -> Iterator[tuple[str, Answered]]:
        """Each key that recorded at this position or before, with what it recorded; in no particular order."""
        ...

    def copy(self, facts: Iterable[Stored], keys: Iterable[tuple[str, Answered]] = ()) -> int:
        """Takes over another store's facts, positions and all, and then its keys; how many facts.

        All of it in one transaction, which anything that ``facts`` or ``keys`` raise undoes, and without holding it
        in memory (save for a store that is nothing but memory). Raises ``NotEmpty`` and ``StoreError``.
        """
        ...

    def snapshot(self, decision_id: str, shape: str) -> bytes | None:
        """The decision as it was last kept in this shape; None where it was not. Facts alone are the record."""
        ...

    def keep_snapshot(self, decision_id: str, shape: str, state: bytes) -> None:
        """Keeps a decision as it is now, in place of what was kept of it before."""
        ...

    def policy_name(self) -> str | None:
        """The first policy, named when the register was made."""
        ...

    def name_policy(self, name: str) -> str:
        """Names the first policy unless it is named already; the name that stands."""
        ...

    def close(self) -> None:
        """Gives back what the store holds on to."""
        ...


def answers(keys: Keys, first: int) -> dict[str, Answered]:
    """What each key answers once its rows stand, from this position on. Raises ``KeyTaken`` where one comes twice."""
    made: dict[str, Answered] = {}
    for key, count in keys:
        if key is not None:
            if key.name in made:
                raise KeyTaken(key.name)
            made[key.name] = Answered(key.digest, first, first + count - 1)
        first += count
    return made


def check_versions(rows: Sequence[Row], last: dict[str, int]) -> None:
    """Raises ``VersionTaken`` unless the rows continue each decision from its last version, one by one.

    The recorder calls a gap and a taken version by the same name; a caller needs to tell them apart.
    """
    at = dict(last)
    for row in rows:
        actual = at[row.decision_id]
        if row.version != actual + 1:
            raise VersionTaken(row.decision_id, row.version - 1, actual)
        at[row.decision_id] = row.version

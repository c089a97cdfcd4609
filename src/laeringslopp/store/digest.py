"""One number for a whole register, by which two can be told to hold the same."""

import hashlib
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from laeringslopp.errors import StoreError
from laeringslopp.store.protocol import Answered, Store, Stored

PAGE = 1000
"""How many facts are read from a store at a time."""
_FACT = struct.Struct(">QQIII")
_KEY = struct.Struct(">QQII")
_SUM = 1 << 256

Show = Callable[[int], None]
"""Is told how many more facts were dealt with."""


def silent(more: int) -> None:
    """For those who do not watch."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What a register holds up to a position."""

    entries: int
    position: int
    """The last one; 0 where there is none."""
    keys: int
    policy: str
    digest: str
    """SHA-256 over each fact in global order (position, decision, version, topic and state), the keys with what they
    recorded, and the policy's name; each of them after its length, so that no two registers read alike."""


class Digesting:
    """Makes a digest of what passes through, one fact and one key at a time. Raises StoreError for what is neither.

    Facts have an order. Keys have none that is the same in every store (each sorts text in its own way), so their
    hashes are added up, which comes to the same in any order and holds nothing in memory.
    """

    def __init__(self, show: Show = silent) -> None:
        self._facts, self._keys, self._show = hashlib.sha256(), 0, show
        self.entries = self.position = self.kept = 0

    def facts(self, facts: Iterable[Stored]) -> Iterator[Stored]:
        """The same facts, taken down as they pass."""
        for stored in facts:
            position, decision_id, version, topic, state = stored
            try:
                name, kind = decision_id.encode(), topic.encode()
                sizes = _FACT.pack(position, version, len(name), len(kind), len(state))
                self._facts.update(sizes + name + kind + state)
            except (AttributeError, TypeError, struct.error) as error:  # a damaged file may hold anything
                detail = f"what stands at position {position} is no fact: {error}"
                raise StoreError(detail, "no-fact", position=position) from error
            self.entries, self.position = self.entries + 1, position
            if self.entries % PAGE == 0:
                self._show(PAGE)
            yield stored
        self._show(self.entries % PAGE)

    def keys(self, keys: Iterable[tuple[str, Answered]]) -> Iterator[tuple[str, Answered]]:
        """The same keys, taken down as they pass."""
        for name, answered in keys:
            digest, first, last = answered
            try:
                text = name.encode()
                told = _KEY.pack(first, last, len(text), len(digest)) + text + digest
            except (AttributeError, TypeError, struct.error) as error:
                raise StoreError(f"the key {name} is damaged: {error}", "damaged-key") from error
            self._keys = (self._keys + int.from_bytes(hashlib.sha256(told).digest())) % _SUM
            self.kept += 1
            yield name, answered

    def of(self, policy: str | None) -> Digest:
        """The digest of all that has passed."""
        named = policy or ""
        whole = self._facts.digest() + self._keys.to_bytes(32) + named.encode()
        return Digest(self.entries, self.position, self.kept, named, hashlib.sha256(whole).hexdigest())


def facts_up_to(store: Store, upto: int) -> Iterator[Stored]:
    """A store's facts up to a position. Since no position is filled later, they are the same whenever they are read."""
    position = 0
    while position < upto and (page := store.since(position, PAGE)):
        for stored in page:
            if stored.position > upto:
                return
            yield stored
        position = page[-1].position


def digest_of(store: Store, upto: int | None = None, show: Show = silent) -> Digest:
    """The digest of what a store holds up to a position (up to now), in constant memory. Raises StoreError."""
    last = store.last_position() if upto is None else upto
    digesting = Digesting(show)
    for _ in digesting.facts(facts_up_to(store, last)):
        pass
    for _ in digesting.keys(store.keys(last)):
        pass
    return digesting.of(store.policy_name())

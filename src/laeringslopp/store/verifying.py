"""Whether all that a store holds hangs together."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from laeringslopp.errors import StoreError
from laeringslopp.store.codec import decode
from laeringslopp.store.digest import Digest, Digesting, Show, facts_up_to, silent
from laeringslopp.store.protocol import Answered, Store, Stored

HIGHEST = 2**63 - 1
"""A position that no store comes to: keys are looked at wherever they point."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that does not hang together."""

    code: Literal["position-gap", "version-gap", "unreadable", "key-astray"]
    detail: str
    """In plain English."""
    position: int | None = None
    decision_id: str | None = None
    version: int | None = None
    key: str | None = None


def verify(store: Store, found: Callable[[Trouble], None], show: Show = silent) -> Digest:
    """Reads the whole store up to now, tells ``found`` of each trouble, and gives its digest.

    What grows with the store is one number for each decision, and two for each gap. Raises StoreError where it cannot
    be read at all.
    """
    upto = store.last_position()
    digesting = Digesting(show)
    versions: dict[str, int] = {}
    missing: list[range] = []
    due = 1
    for stored in digesting.facts(facts_up_to(store, upto)):
        if stored.position != due:
            missing.append(range(due, stored.position))
            detail = f"position {stored.position} follows {due - 1}"
            found(Trouble("position-gap", detail, *stored[:3]))
        due = stored.position + 1
        for trouble in _of_fact(stored, versions.get(stored.decision_id, 0)):
            found(trouble)
        versions[stored.decision_id] = stored.version
    for name, answered in digesting.keys(_up_to(store, upto, found)):
        apart = any(gap.start <= answered.last and answered.first < gap.stop for gap in missing)
        if apart or not 1 <= answered.first <= answered.last:
            found(_astray(name, answered))
    return digesting.of(store.policy_name())


def _of_fact(stored: Stored, last: int) -> Iterator[Trouble]:
    if stored.version != last + 1:
        detail = f"version {stored.version} of {stored.decision_id} follows {last}"
        yield Trouble("version-gap", detail, *stored[:3])
    try:
        kind = decode(stored).fact.kind
    except StoreError as error:
        yield Trouble("unreadable", str(error), *stored[:3])
    else:
        if kind != stored.topic.partition(":")[0]:
            yield Trouble("unreadable", f"it is kept as {stored.topic}, and is {kind}", *stored[:3])


def _up_to(store: Store, upto: int, found: Callable[[Trouble], None]) -> Iterator[tuple[str, Answered]]:
    """The keys up to a position. Tells of those that point past the end; those recorded meanwhile do not."""
    for name, answered in store.keys(HIGHEST):
        if answered.last <= upto:
            yield name, answered
        elif answered.last > store.last_position():
            found(_astray(name, answered))


def _astray(name: str, answered: Answered) -> Trouble:
    detail = f"the key {name} points at {answered.first} to {answered.last}, where not all is on record"
    return Trouble("key-astray", detail, key=name)

"""Another register's facts, taken over exactly as they were."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from laeringslopp.entry import Recorded
from laeringslopp.errors import Flaw, Invalid
from laeringslopp.register.reading import PAGE
from laeringslopp.store import Row, Store, VersionTaken, encode

AT_ONCE = 1000
"""How many facts are copied in one transaction."""
BYTES_AT_ONCE = 4 * 1024 * 1024


class Copied(NamedTuple):
    """How many facts a copy wrote, and how many an earlier one that was stopped had written."""

    new: int
    there: int


def copy(store: Store, facts: Iterable[Recorded], show: Callable[[int], None]) -> Copied:
    """Copies facts that come in global order, the first at position 1; ``show`` is told how many stand so far.

    A store that holds the beginning of them is gone on with. Raises Invalid where it holds anything else, or
    somebody else records in it meanwhile; and StoreError.
    """
    there = store.last_position()
    before = _rows(store, there)
    at = size = 0
    rows: list[Row] = []
    for fact in facts:
        at += 1
        row = encode(fact)
        if at <= there:
            if next(before, None) != row:
                raise _not_empty(there)
            continue
        rows.append(row)
        size += len(row.state)
        if len(rows) >= AT_ONCE or size >= BYTES_AT_ONCE:
            _append(store, rows, at)
            show(at)
            rows, size = [], 0
    if at < there:
        raise _not_empty(there)
    if rows:
        _append(store, rows, at)
        show(at)
    return Copied(at - there, there)


def _rows(store: Store, last: int) -> Iterator[Row]:
    position = 0
    while position < last and (page := store.since(position, PAGE)):
        for stored in page:
            yield Row(stored.decision_id, stored.version, stored.topic, stored.state)
        position = page[-1].position


def _append(store: Store, rows: list[Row], last: int) -> None:
    try:
        first = store.append(rows)
    except VersionTaken as lost:
        if lost.expected > lost.actual:
            detail = f"{lost.decision_id} goes on from version {lost.expected}, and {lost.actual} is the last before it"
            raise Invalid([Flaw("version-gap", detail)]) from lost
        raise _not_alone() from None
    if first + len(rows) - 1 != last:
        raise _not_alone()


def _not_empty(count: int) -> Invalid:
    detail = f"only an empty register takes over another's facts; this one has {count} that are not the beginning of it"
    return Invalid([Flaw("not-empty", detail)])


def _not_alone() -> Invalid:
    detail = "somebody recorded here while the facts were copied; copy them into a new register that nobody uses yet"
    return Invalid([Flaw("not-alone", detail)])

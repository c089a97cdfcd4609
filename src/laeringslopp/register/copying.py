"""Another register's facts, taken over exactly as they were."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from laeringslopp.entry import Recorded
from laeringslopp.errors import Flaw, Invalid
from laeringslopp.register.reading import PAGE
from laeringslopp.store import NotEmpty, Store, Stored, encode


class Copied(NamedTuple):
    """How many facts a copy wrote, and how many were there already because it had been made before."""

    new: int
    there: int


def copy(store: Store, facts: Iterable[Recorded], show: Callable[[int], None]) -> Copied:
    """Copies facts that come in global order, the first at position 1, in one transaction: all or none.

    ``show`` is told now and then how many were read. A store that holds just these facts already is left as it is.
    Raises Invalid where it holds anything else, or the facts do not follow one another; and StoreError.
    """
    rows = _in_order(facts, show)
    there = store.last_position()
    if there:
        return _compared(store, rows, there)
    try:
        return Copied(store.copy(rows), 0)
    except NotEmpty as lost:  # somebody recorded between the two
        raise _not_empty(lost.position) from None


def _in_order(facts: Iterable[Recorded], show: Callable[[int], None]) -> Iterator[Stored]:
    versions: dict[str, int] = {}
    for position, fact in enumerate(facts, 1):
        row = encode(fact)
        last = versions.get(row.decision_id, 0)
        if row.version != last + 1:
            detail = f"{row.decision_id} goes on from version {row.version - 1}, and {last} is the last before it"
            raise Invalid([Flaw("version-gap", detail)])
        versions[row.decision_id] = row.version
        yield Stored(position, *row)
        if position % PAGE == 0:
            show(position)


def _compared(store: Store, rows: Iterator[Stored], there: int) -> Copied:
    """A copy that is run again, perhaps by somebody who did not hear that it was done, does no harm."""
    position = 0
    while page := store.since(position, PAGE):
        for stored in page:
            if next(rows, None) != stored:
                raise _not_empty(there)
        position = page[-1].position
    if next(rows, None) is not None:
        raise _not_empty(there)
    return Copied(0, there)


def _not_empty(count: int) -> Invalid:
    detail = f"only an empty register takes over another's facts; this one has {count}"
    return Invalid([Flaw("not-empty", detail)])

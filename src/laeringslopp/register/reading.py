"""Reading decisions: what the store holds, folded and kept while it is current."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator

from laeringslopp.access import Rulings
from laeringslopp.decision import Decision, fold
from laeringslopp.decision.snapshot import freeze, shape, thaw
from laeringslopp.entry import Recorded
from laeringslopp.errors import StoreError
from laeringslopp.store import Store, Stored, decode
from laeringslopp.store.codec import as_lines

KEPT = 200_000
"""How many facts the folded decisions that are kept in memory may have been made of: some 50 MB."""
READ = 10_000
"""How many facts that were read for timelines are kept in memory as they are: some 20 MB. None of them ever changes."""
PAGE = 1000
"""How many facts are read from the store at a time."""


def paged(store: Store, decision_id: str, after: int = 0) -> Iterator[Stored]:
    """The entries of a decision after a version, in order, read a page at a time: a long one is never held whole."""
    while page := store.of_decision(decision_id, after, PAGE):
        yield from page
        after = page[-1].version


class Reading:
    """Decisions and facts as the store has them now, before anybody's access is asked about."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: OrderedDict[str, Decision] = OrderedDict()
        self._facts_kept = 0
        self._read: OrderedDict[str, tuple[Recorded, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def kept(self, decision_id: str) -> Decision:
        """The decision as it was last folded here; the store tells if somebody has written since."""
        with self._lock:
            kept = self._kept.get(decision_id)
        return kept or self.decision(decision_id)

    def decision(self, decision_id: str) -> Decision:
        """The decision now; one of version 0 where there is none."""
        with self._lock:
            kept = self._kept.get(decision_id)
        decision = self._brought_on(kept or Decision(decision_id))
        if decision.version and decision is not kept:
            self.keep(decision)
        return decision

    def _brought_on(self, decision: Decision) -> Decision:
        """The decision with what was recorded since. A very long one begins at its snapshot, and leaves one behind."""
        later = self._later(decision)
        if len(later) == PAGE and (kept := self._snapshot(decision.decision_id)) and kept.version > decision.version:
            decision = kept
            later = self._later(decision)
        since = decision.version
        while later:
            decision = fold(decision, map(decode, later))
            later = self._later(decision) if len(later) == PAGE else []
        if decision.version - since >= PAGE:
            self._store.keep_snapshot(decision.decision_id, shape(), freeze(decision))
        return decision

    def _later(self, decision: Decision) -> list[Stored]:
        return self._store.of_decision(decision.decision_id, decision.version, PAGE)

    def _snapshot(self, decision_id: str) -> Decision | None:
        frozen = self._store.snapshot(decision_id, shape())
        try:
            return thaw(frozen) if frozen is not None else None
        except ValueError:  # whatever lies there, the facts are the record
            return None

    def version_seen(self, decision_id: str) -> int:
        """The last version of the decision that was read or recorded here, without asking the store; 0 for none."""
        with self._lock:
            kept = self._kept.get(decision_id)
        return kept.version if kept else 0

    def keep(self, decision: Decision) -> None:
        """Holds on to a decision that was just folded, unless a later one is kept already."""
        with self._lock:
            kept = self._kept.get(decision.decision_id)
            if kept is None or kept.version < decision.version:
                self._kept[decision.decision_id] = decision
                self._facts_kept += decision.version - (kept.version if kept else 0)
            self._kept.move_to_end(decision.decision_id)
            while self._facts_kept > KEPT and len(self._kept) > 1:
                self._facts_kept -= self._kept.popitem(last=False)[1].version

    def forget(self, decision_ids: Iterable[str]) -> None:
        """Lets go of what is kept of these decisions, as after a lost race over them."""
        with self._lock:
            for decision_id in decision_ids:
                if (kept := self._kept.pop(decision_id, None)) is not None:
                    self._facts_kept -= kept.version
                self._read.pop(decision_id, None)

    def rulings(self, decision_id: str) -> Rulings:
        """Who may see the decision's entries now."""
        return self.decision(decision_id).rulings

    def facts_of(self, decision_id: str) -> tuple[Recorded, ...]:
        """The decision's facts in order of version; the store is asked for those alone that were not read before."""
        with self._lock:
            read = self._read.get(decision_id, ())
        later = self._store.of_decision(decision_id, read[-1].version if read else 0)
        facts = (*read, *map(decode, later)) if later else read
        with self._lock:
            self._read[decision_id] = facts
            self._read.move_to_end(decision_id)
            while sum(map(len, self._read.values())) > READ:
                self._read.popitem(last=False)
        return facts

    def pages(self, after: int = 0, limit: int | None = None) -> Iterator[list[Recorded]]:
        """The facts after a position, up to ``limit`` of them, in global order, a page at a time.

        Raises StoreError at a fact that cannot be read, when all before it were given.
        """
        left = limit
        while left is None or left > 0:
            page = self._store.since(after, PAGE if left is None else min(PAGE, left))
            if not page:
                return
            facts, trouble = _readable(page)
            if facts:
                yield facts
            if trouble is not None:
                raise trouble
            after = page[-1].position
            left = None if left is None else left - len(page)

    def lines(self, after: int, limit: int) -> tuple[bytes, int]:
        """The next facts after a position as the exchange format writes them, and the position of the last."""
        page = self._store.since(after, limit)
        lines = as_lines(page)
        return b"".join(lines), page[len(lines) - 1].position if lines else after

    def pages_of(self, decision_id: str, after: int = 0, limit: int | None = None) -> Iterator[list[Recorded]]:
        """The decision's facts after a position, up to ``limit`` of them, as ``pages`` gives those of all.

        Versions before it are passed over as they are stored, without being read.
        """
        left, version = limit, 0
        while left is None or left > 0:
            stored = self._store.of_decision(decision_id, version, PAGE)
            if not stored:
                return
            version = stored[-1].version
            facts, trouble = _readable([each for each in stored if each.position > after][:left])
            if facts:
                yield facts
            if trouble is not None:
                raise trouble
            left = None if left is None else left - len(facts)

    def between(self, first: int, last: int) -> list[Recorded]:
        """The facts at these positions."""
        return [decode(stored) for stored in self._store.since(first - 1, last - first + 1)]


def _readable(page: Iterable[Stored]) -> tuple[list[Recorded], StoreError | None]:
    """The facts up to the first that cannot be read, and why that cannot."""
    facts: list[Recorded] = []
    for stored in page:
        try:
            facts.append(decode(stored))
        except StoreError as error:
            return facts, error
    return facts, None

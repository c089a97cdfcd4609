"""Reading decisions: what the store holds, folded and kept while it is current."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator

from laeringslopp.access import Rulings
from laeringslopp.decision import Decision, fold
from laeringslopp.entry import Recorded
from laeringslopp.store import Store, decode

KEPT = 512
"""How many folded decisions are kept in memory."""
PAGE = 1000
"""How many facts are read from the store at a time."""


class Reading:
    """Decisions and facts as the store has them now, before anybody's access is asked about."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: OrderedDict[str, Decision] = OrderedDict()
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
        decision = kept or Decision(decision_id)
        later = self._store.of_decision(decision_id, decision.version)
        if later:
            decision = fold(decision, map(decode, later))
        if decision.version and decision is not kept:
            self.keep(decision)
        return decision

    def keep(self, decision: Decision) -> None:
        """Holds on to a decision that was just folded, unless a later one is kept already."""
        with self._lock:
            kept = self._kept.get(decision.decision_id)
            if kept is None or kept.version < decision.version:
                self._kept[decision.decision_id] = decision
            self._kept.move_to_end(decision.decision_id)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)

    def forget(self, decision_ids: Iterable[str]) -> None:
        """Lets go of what is kept of these decisions, as after a lost race over them."""
        with self._lock:
            for decision_id in decision_ids:
                self._kept.pop(decision_id, None)

    def rulings(self, decision_id: str) -> Rulings:
        """Who may see the decision's entries now."""
        return self.decision(decision_id).rulings

    def facts_of(self, decision_id: str) -> list[Recorded]:
        """The decision's facts in order of version."""
        return [decode(stored) for stored in self._store.of_decision(decision_id)]

    def pages(self, after: int = 0, limit: int | None = None) -> Iterator[list[Recorded]]:
        """The facts after a position, up to ``limit`` of them, in global order, a page at a time."""
        left = limit
        while left is None or left > 0:
            page = self._store.since(after, PAGE if left is None else min(PAGE, left))
            if not page:
                return
            yield [decode(stored) for stored in page]
            after = page[-1].position
            left = None if left is None else left - len(page)

    def between(self, first: int, last: int) -> list[Recorded]:
        """The facts at these positions."""
        return [decode(stored) for stored in self._store.since(first - 1, last - first + 1)]

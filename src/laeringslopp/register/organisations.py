"""Whose decisions stand here."""

import threading
from collections.abc import Sequence

from laeringslopp.errors import Flaw, Invalid, StoreError
from laeringslopp.facts import DecisionOpened, PolicyAdopted
from laeringslopp.policy import POLICY_STREAM
from laeringslopp.register.reading import PAGE
from laeringslopp.store import Store, Stored, decode

OWN_ORGANISATION = "organisation"
"""The organisation of a first disclosure in a register that has none."""


def the_only(at_work: Sequence[str]) -> str:
    """The one that records in a register, of those that do. Raises Invalid where there are several."""
    if len(at_work) > 1:
        known = ", ".join(at_work)
        detail = f"several organisations record here; say which: {known}"
        raise Invalid([Flaw("which-organisation", detail, "/organisation", known=tuple(at_work))])
    return at_work[0] if at_work else OWN_ORGANISATION


class Organisations:
    """The organisations of a register, learned from the first fact of each decision and kept: it never changes.

    What others have recorded since is read on, so that an organisation that came in meanwhile is known too.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._read_to = 0
        self._unread: list[int] = []
        """Where a first fact stands that could not be read."""
        self._all: dict[str, None] = {}
        self._live: dict[str, None] = {}
        self._ruled: dict[str, None] = {}

    def all(self) -> list[str]:
        """Those that have a decision here, in the order of their first."""
        with self._lock:
            self._read_on()
            return list(self._all)

    def ruled(self) -> list[str]:
        """Those that have adopted a policy, in the order of their first."""
        with self._lock:
            self._read_on()
            return list(self._ruled)

    def at_work(self) -> str:
        """The only one, or the only one that opened something live. Raises Invalid where several did.

        Where none has a decision yet, it is the one that has adopted a policy.
        """
        return the_only(self.who_may_be())

    def who_may_be(self) -> list[str]:
        """Those that record here, as far as is known."""
        with self._lock:
            self._read_on()
            return list(self._live or self._all or self._ruled)

    def _read_on(self) -> None:
        again, self._unread = self._unread, []
        for position in again:  # it may have been mended meanwhile
            self._learn(self._store.since(position - 1, 1)[0])
        while page := self._store.since(self._read_to, PAGE):
            for stored in page:
                if stored.version == 1:
                    self._learn(stored)
            self._read_to = page[-1].position

    def _learn(self, stored: Stored) -> None:
        try:
            first = decode(stored)
        except StoreError:
            # Whoever discloses a failure elsewhere is not to wait until this one is mended.
            self._unread.append(stored.position)
            return
        if isinstance(first.fact, PolicyAdopted):
            self._ruled[first.decision_id.removeprefix(POLICY_STREAM)] = None
        if isinstance(first.fact, DecisionOpened):
            self._all[first.fact.organisation] = None
            if not first.history:
                self._live[first.fact.organisation] = None

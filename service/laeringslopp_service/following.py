"""The views while the service runs: brought on by a thread of their own, and by whoever reads what is not there yet."""

import logging
import threading
from collections.abc import Collection

from fastapi import Request

from laeringslopp import Register, StoreError
from laeringslopp.views import Behind, Views

log = logging.getLogger(__name__)

EVERY = 0.5
"""Seconds between looks for what other processes have recorded."""
PATIENCE = 1.0
"""Seconds that a reader who asks for no position waits for the newest; after that it is shown what there is."""


class Following:
    """The views of the register, and the thread that follows it."""

    def __init__(self, register: Register, views: Views) -> None:
        self.register, self.views = register, views
        self._ending = threading.Event()
        self._thread: threading.Thread | None = None
        self._reached = 0
        """Where all views are known to be; what they have come to they never leave."""

        self._stands_before = 0

    def start(self) -> None:
        """Catches up and goes on, in the background."""
        self._thread = threading.Thread(target=self._follow, name="views", daemon=True)
        self._thread.start()

    def _follow(self) -> None:
        try:
            self.views.follow(self._ending, EVERY)
        except Exception:
            # Readers bring on what they need themselves; readiness says that nobody else does.
            log.exception("the views are no longer followed")

    def stop(self) -> None:
        """Ends the thread after the batch it is at, and gives the views back."""
        self._ending.set()
        if self._thread is not None:
            self._thread.join()
        self.views.close()

    @property
    def has_died(self) -> bool:
        """Whether the thread ended by itself."""
        return self._thread is not None and not self._thread.is_alive() and not self._ending.is_set()

    def freshen(self, *tables: str) -> int | None:
        """Brings the views to what is recorded by now, so that whoever has written sees it; tries, and goes on.

        Gives that position, where all have come to it. A view that stands still is read as it is: it lets nothing
        past, it only lacks what is new.
        """
        position = self.register.position
        if position <= self._reached:
            return position
        try:
            self.views.at_least(position, PATIENCE)
        except Behind as behind:
            if behind.view not in tables:
                self._some(position, tables)
            return None
        except StoreError as error:
            if error.reason != "unreadable":
                raise
            before = int(str(error.values["position"]))
            if before != self._stands_before:  # said once, and not to everybody who reads
                log.error("the views stand before a fact that cannot be read: %s", error)
            self._stands_before = before
            self._some(before - 1, tables)
            return None
        self._reached = position
        return position

    def _some(self, position: int, tables: Collection[str]) -> None:
        try:
            self.views.at_least(position, PATIENCE, tables)
        except Behind as behind:
            log.info("%s", behind)


def following(request: Request) -> Following:
    """The views of the register that a request asks about."""
    found: Following = request.app.state.following
    return found


def fresh(request: Request, *tables: str) -> Views:
    """The views, with what is recorded by now."""
    found = following(request)
    found.freshen(*tables)
    return found.views

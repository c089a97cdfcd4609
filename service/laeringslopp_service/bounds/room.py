"""How many are at work at once, how many wait, and who is turned away."""

import asyncio
import time
from collections import deque
from collections.abc import Callable

from laeringslopp_service.problems import Problem

SOON = {"Retry-After": "1"}
LASTING, OVER = 0.1, 1.0
"""Seconds of turning away after which it is no mere burst, and without it after which there is room again."""


def overloaded() -> Problem:
    """There is more to do than is done."""
    return Problem("overloaded", headers=SOON)


class Room:
    """Some work, some wait, and nobody else is let in. Belongs to one event loop, so it needs no lock.

    Those who wait go in as they came, and a burst is worked off. Where more comes than can be done, and goes on coming,
    everybody would be answered late, mostly after their client has given up. So then only ``few`` work and wait, and
    who comes takes the place of who has waited longest: who is answered is answered soon, and the others know at once.
    """

    def __init__(
        self, working: int, waiting: int, few: int | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.most_working, self.most_waiting, self._few, self._clock = working, waiting, few, clock
        self.working = 0
        self.arriving = 0
        """Whose bodies are still coming in."""
        self.turned_away = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._began = self._last = float("-inf")
        """When the turning away began, and when somebody was turned away last."""

    @property
    def waiting(self) -> int:
        """How many wait to work."""
        return len(self._waiting)

    @property
    def is_overloaded(self) -> bool:
        """Whether more has been coming for a while than can be done."""
        return self._last - self._began > LASTING and self._clock() - self._last < OVER

    def take(self) -> bool:
        """Goes in at once, where nobody waits and there is room."""
        if self._waiting or self.working >= self._at_work():
            return False
        self.working += 1
        return True

    async def wait(self, patience: float) -> None:
        """Waits to go in. Raises Problem for who is turned away."""
        most = self._few if self._few is not None and self.is_overloaded else self.most_waiting
        while len(self._waiting) >= most:
            self._turn_away(self._waiting.popleft())
        place = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            async with asyncio.timeout(patience):
                await place
        except TimeoutError:
            self._give_up(place)
            self._count()
            raise overloaded() from None
        except asyncio.CancelledError:
            self._give_up(place)
            raise

    def arrive(self) -> None:
        """Begins to send a body. Raises Problem where too many do."""
        if self.arriving >= self.most_working + self.most_waiting:
            self._count()
            raise overloaded()
        self.arriving += 1

    def leave(self) -> None:
        """Goes out; whoever is next goes in."""
        self.working -= 1
        while self._waiting and self.working < self._at_work():
            place = self._waiting.pop() if self._few is not None and self.is_overloaded else self._waiting.popleft()
            if not place.done():
                self.working += 1
                place.set_result(None)

    def _at_work(self) -> int:
        return self._few if self._few is not None and self.is_overloaded else self.most_working

    def _turn_away(self, place: asyncio.Future[None]) -> None:
        if not place.done():
            self._count()
            place.set_exception(overloaded())

    def _count(self) -> None:
        now = self._clock()
        self.turned_away += 1
        if now - self._last > OVER:
            self._began = now
        self._last = now

    def _give_up(self, place: asyncio.Future[None]) -> None:
        if place in self._waiting:
            self._waiting.remove(place)
        elif place.done() and not place.cancelled() and place.exception() is None:
            self.leave()  # it was let in at the same moment

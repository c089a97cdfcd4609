"""How many are at work at once, how many wait, and who is turned away."""

import asyncio
from collections import deque

from laeringslopp_service.problems import Problem

SOON = {"Retry-After": "1"}


def overloaded() -> Problem:
    """There is more to do than is done."""
    return Problem("overloaded", headers=SOON)


class Room:
    """Some work, some wait, and nobody else is let in. Belongs to one event loop, so it needs no lock.

    Those who wait go in as they came, for as long as few wait. When many do, more comes than can be done: then whoever
    came last goes first, and room is made by turning away who has waited longest, whose client has mostly given up.
    So those who are answered are answered soon, instead of everybody late.
    """

    def __init__(self, working: int, waiting: int) -> None:
        self.most_working, self.most_waiting = working, waiting
        self.working = 0
        self.arriving = 0
        """Whose bodies are still coming in."""
        self.turned_away = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    @property
    def waiting(self) -> int:
        """How many wait to work."""
        return len(self._waiting)

    def take(self) -> bool:
        """Goes in at once, where nobody waits and there is room."""
        if self._waiting or self.working >= self.most_working:
            return False
        self.working += 1
        return True

    async def wait(self, patience: float) -> None:
        """Waits to go in. Raises Problem for who is turned away."""
        if len(self._waiting) >= self.most_waiting:
            self._turn_away()
        if not self.most_waiting:
            self.turned_away += 1
            raise overloaded()
        place = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            async with asyncio.timeout(patience):
                await place
        except TimeoutError:
            self._give_up(place)
            self.turned_away += 1
            raise overloaded() from None
        except asyncio.CancelledError:
            self._give_up(place)
            raise

    def _turn_away(self) -> None:
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                self.turned_away += 1
                place.set_exception(overloaded())
                return

    def _give_up(self, place: asyncio.Future[None]) -> None:
        if place in self._waiting:
            self._waiting.remove(place)
        elif place.done() and not place.cancelled() and place.exception() is None:
            self.leave()  # it was let in at the same moment

    def arrive(self) -> None:
        """Begins to send a body. Raises Problem where too many do."""
        if self.arriving >= self.most_working + self.most_waiting:
            self.turned_away += 1
            raise overloaded()
        self.arriving += 1

    def leave(self) -> None:
        """Goes out; whoever is next goes in."""
        while self._waiting:
            is_crowded = len(self._waiting) > self.most_waiting // 2
            place = self._waiting.pop() if is_crowded else self._waiting.popleft()
            if not place.done():
                place.set_result(None)
                return
        self.working -= 1

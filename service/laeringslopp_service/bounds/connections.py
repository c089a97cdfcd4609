"""Connections on which too little happens: each is one that others could have had."""

import time
from collections.abc import Callable, Iterable
from typing import Any

EVERY = 1.0
"""Seconds between looks. Requests pay nothing for them."""
LEAST_READ = 16 * 1024
"""Bytes that a slow reader takes in the time it has, at least."""


class Connections:
    """Cuts who is too slow to ask, and who is too slow to read what was asked for.

    uvicorn waits for a request's head for as long as it takes, and for a reader too.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._asking: dict[Any, tuple[int, float]] = {}
        """Who has begun to ask: after which request, and when that was seen."""
        self._reading: dict[Any, tuple[int, float]] = {}
        """Who has not read all: how much was left, and when that was seen."""
        self._looked = clock()
        self.cut = 0

    def look(self, connections: Iterable[Any]) -> None:
        """Looks at uvicorn's connections, now and then."""
        now = self._clock()
        if now - self._looked < EVERY:
            return
        self._looked = now
        asking, reading = {}, {}
        for each in list(connections):
            if getattr(each, "transport", None) is None or not hasattr(each, "cycle"):
                continue  # another kind of connection than the service has
            if _is_asking(each):
                number, since = self._asking.get(each, (0, now))
                asking[each] = (id(each.cycle), since if number in (0, id(each.cycle)) else now)
            left = each.transport.get_write_buffer_size()
            if left:
                before, since = self._reading.get(each, (left, now))
                reading[each] = (left, now) if left <= before - LEAST_READ else (before, since)
        self._asking, self._reading = asking, reading
        for slow in (asking, reading):
            for each, (_, since) in slow.items():
                if now - since > self._seconds:
                    self.cut += 1
                    each.transport.abort()


def _is_asking(connection: Any) -> bool:
    """Whether a request is awaited that has begun, or the first of all."""
    cycle = connection.cycle
    return (cycle is None or cycle.response_complete) and connection.timeout_keep_alive_task is None

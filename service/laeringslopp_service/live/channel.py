"""Those who listen to the same topic as the same reader, and what was said there last."""

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from laeringslopp import Reader
from laeringslopp_service.live.topic import Event, Topic

if TYPE_CHECKING:
    from laeringslopp_service.live.listener import Listener

KEPT, KEPT_BYTES = 64, 256 * 1024
"""How much of what was said last is kept at hand; whoever is further behind reads it from the register."""


class Channel:
    """What everybody in it is sent is written once. Its methods are called with the lock of its ``Live`` held."""

    def __init__(self, reader: Reader, topic: Topic, loop: asyncio.AbstractEventLoop, floor: int) -> None:
        self.reader, self.topic, self.loop = reader, topic, loop
        self.floor = floor
        """All that belongs to the topic after this position is at hand."""
        self.listeners: set[Listener] = set()
        self._last: deque[Event] = deque()
        self._bytes = 0

    def say(self, event: Event) -> None:
        """Has it at hand for all who listen here."""
        self._last.append(event)
        self._bytes += len(event.written)
        while len(self._last) > KEPT or self._bytes > KEPT_BYTES:
            gone = self._last.popleft()
            self._bytes -= len(gone.written)
            self.floor = gone.position

    def forget(self, position: int) -> None:
        """Lets go of what was said up to a position: those who have not taken it ask the register anew."""
        self._last.clear()
        self._bytes, self.floor = 0, position

    def since(self, after: int) -> list[Event]:
        """What was said after a position that is not below the floor."""
        if not self._last or self._last[-1].position <= after:
            return []
        return [event for event in self._last if event.position > after]

    def wake(self) -> None:
        """Has everybody look again; called in the loop in which they wait."""
        for listener in self.listeners:
            listener.wake()

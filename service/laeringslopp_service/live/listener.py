"""One who listens: what it is sent next, however far behind it is."""

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from anyio import to_thread
from fastapi.sse import format_sse_event

from laeringslopp_service.live.channel import Channel
from laeringslopp_service.live.topic import page_of

if TYPE_CHECKING:
    from laeringslopp_service.live.hub import Live

PAGE, SEARCHED = 50, 500
"""How many facts one who is behind reads at a time; and who looks for those of one organisation, among how many."""
SOONEST, SPREAD, STEP = 1000, 20, 100
"""Milliseconds after which a client comes back, so that not all come in the same moment."""


class Listener:
    """Goes on where it is, and holds nothing but its position: who reads slowly is sent it later, from the register."""

    def __init__(self, live: "Live", channel: Channel, after: int, number: int) -> None:
        self._live, self._channel, self._number = live, channel, number
        self.after = after
        """Everything up to here was given."""
        self.is_ending = False
        self._said = after
        """The position that the client knows."""
        self._is_behind = False
        self._news = asyncio.Event()

    def wake(self) -> None:
        """Has it look again."""
        self._news.set()

    def leave(self) -> None:
        """Ends it: nobody is at the other end any more."""
        self.is_ending = True
        self._news.set()

    def greeting(self) -> bytes:
        """How soon to come back, and from where, should the connection be lost before anything is recorded."""
        retry = SOONEST + self._number % SPREAD * STEP
        return format_sse_event(id=str(self.after), retry=retry)

    async def look(self) -> bytes:
        """What can be sent at once, a page at most where it must be read first; nothing is new, or not yet found.

        Raises StoreError.
        """
        taken = self._live.taken(self._channel, self.after)
        self._is_behind = taken is None
        if taken is None:
            return await to_thread.run_sync(self._read, limiter=self._live.catching_up)
        written, self.after = taken
        if written:
            self._said = self.after
        return written

    async def next(self) -> bytes:
        """What is sent next, when there is something: facts, or a sign of life. Nothing at the end. Raises StoreError.

        A sign of life also says how far everything was looked through, so that who comes back needs not begin earlier.
        """
        is_quiet = False
        while not self.is_ending:
            self._news.clear()
            written = await self.look()
            if written or (is_quiet and not self._is_behind):
                return written or self._sign_of_life()
            if not self._is_behind:
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._live.heartbeat):
                        await self._news.wait()
                is_quiet = not self._news.is_set()
        return self._rest()

    async def news(self) -> None:
        """Waits until there is something that was not given yet, or the listening is ended. Raises StoreError."""
        while not self.is_ending:
            self._news.clear()
            if await self.look():
                return
            if not self._is_behind:
                await self._news.wait()

    def _rest(self) -> bytes:
        """What was at hand when the stream was ended: it ends before what comes next, and not before what came."""
        written, self.after = self._live.taken(self._channel, self.after) or (b"", self.after)
        return written

    def _sign_of_life(self) -> bytes:
        if self._said == self.after:
            return format_sse_event(comment="")
        self._said = self.after
        return format_sse_event(comment="", id=str(self.after))

    def _read(self) -> bytes:
        """A page from the register; it is at least as new as the channel's floor was before."""
        channel = self._channel
        floor, most = channel.floor, SEARCHED if channel.topic.organisation else PAGE
        events, looked_to = page_of(self._live.register, channel.reader, channel.topic, self.after, most)
        if events:
            self.after = self._said = events[-1].position
        self.after = max(self.after, floor if looked_to is None else looked_to)
        return b"".join(event.written for event in events)

"""One thread looks for what is recorded, for all who listen."""

import asyncio
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from anyio import CapacityLimiter

from laeringslopp import Reader, Register, StoreError
from laeringslopp_service.live.channel import Channel
from laeringslopp_service.live.listener import Listener
from laeringslopp_service.live.topic import Topic, changes_access, event_of, organisations
from laeringslopp_service.recorded import found

log = logging.getLogger(__name__)

EVERY = 0.25
"""Seconds after which the thread asks whether it should stop."""
AGAIN = 1.0
"""Seconds until a register that could not be reached is asked again."""
AT_ONCE = 200
"""How many facts are read at a time."""
CATCHING_UP = 4
"""How many listeners read from the register at a time; the others wait for their turn."""


class TooMany(Exception):
    """As many listen as may, or the service is about to stop."""


class _Sight:
    """What one kind of reader sees: where it has come to, and the channels that it is said in."""

    def __init__(self, reader: Reader, position: int) -> None:
        self.reader, self.position = reader, position
        self.channels: dict[tuple[Topic, asyncio.AbstractEventLoop], Channel] = {}


class Live:
    """Everybody who listens to a register. The thread runs from the first listener on."""

    def __init__(self, register: Register, most: int, heartbeat: float) -> None:
        self.register, self.most, self.heartbeat = register, most, heartbeat
        self.catching_up = CapacityLimiter(CATCHING_UP)
        self._sights: dict[Reader, _Sight] = {}
        self._count = self._ever = 0
        self._change = threading.Condition()
        self._ending = False
        self._thread: threading.Thread | None = None

    @property
    def count(self) -> int:
        """How many listen."""
        return self._count

    @contextmanager
    def listening(self, reader: Reader, topic: Topic, after: int, end: int) -> Iterator[Listener]:
        """A place among those who listen, from a position on; ``end`` is where the register ended a moment ago.

        To be called in an event loop. Raises TooMany.
        """
        loop = asyncio.get_running_loop()
        with self._change:
            if self._ending or self._count >= self.most:
                raise TooMany
            self._count += 1
            self._ever += 1
            sight = self._sights.get(reader)
            if sight is None:
                sight = self._sights[reader] = _Sight(reader, end)  # what lies before it is read when it is asked for
            channel = sight.channels.get((topic, loop))
            if channel is None:
                channel = sight.channels[(topic, loop)] = Channel(reader, topic, loop, sight.position)
            listener = Listener(self, channel, after, self._ever)
            channel.listeners.add(listener)
            self._run()
        try:
            yield listener
        finally:
            with self._change:
                self._count -= 1
                channel.listeners.discard(listener)
                if not channel.listeners and sight.channels.get((topic, loop)) is channel:
                    del sight.channels[(topic, loop)]
                    if not sight.channels and self._sights.get(reader) is sight:
                        del self._sights[reader]

    def taken(self, channel: Channel, after: int) -> tuple[bytes, int] | None:
        """What is at hand after a position, and where its taker then is; None where it must be read first."""
        with self._change:
            if after < channel.floor:
                return None
            events = channel.since(after)
            sight = self._sights.get(channel.reader)
            here = events[-1].position if events else after
            if sight is not None and (channel.topic, channel.loop) in sight.channels:
                here = max(here, sight.position)
        return b"".join(event.written for event in events), here

    def end(self) -> None:
        """Ends every stream once it has sent what it is at; whoever comes now is turned away."""
        with self._change:
            self._ending = True
            self._change.notify_all()
            for sight in self._sights.values():
                for channel in sight.channels.values():
                    self._close(channel)

    def stop(self) -> None:
        """Ends every stream, and the thread."""
        self.end()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._follow, name="live", daemon=True)
            self._thread.start()
        self._change.notify_all()

    def _follow(self) -> None:
        is_reached = True
        while True:
            with self._change:
                self._change.wait_for(lambda: self._sights or self._ending)
                sights = [] if self._ending else list(self._sights.values())
            if not sights:
                return
            try:
                if self.register.wait(min(sight.position for sight in sights), EVERY):
                    for sight in sights:
                        self._bring_on(sight)
                is_reached = True
            except StoreError as error:
                if is_reached:
                    log.error("nobody is told what is recorded until the register can be reached: %s", error)
                is_reached = False
                with self._change:
                    self._change.wait_for(lambda: self._ending, AGAIN)
            except Exception:
                # Whoever comes back is told by the register itself what is wrong, and a new thread begins with them.
                log.exception("those who listen are no longer told what is recorded")
                with self._change:
                    for sight in sights:
                        self._dismiss(sight)

    def _bring_on(self, sight: _Sight) -> None:
        try:
            seen, _ = found(self.register.feed(sight.position, sight.reader, AT_ONCE))
        except StoreError as error:
            if error.reason != "unreadable":
                raise
            log.error("a stream ends before a fact that cannot be read: %s", error)
            with self._change:
                self._dismiss(sight)
            return
        if not seen:
            return
        organisation_of = organisations(self.register, sight.reader)
        with self._change:
            topics = {topic for topic, _ in sight.channels}
        events = [event_of(each, sight.reader) for each in seen]
        held = {
            topic: [event for event in events if topic.holds(event.decision_id, organisation_of)] for topic in topics
        }
        is_closed_to_some = any(map(changes_access, seen))
        with self._change:
            for (topic, _), channel in sight.channels.items():
                if is_closed_to_some:
                    channel.forget(sight.position)
                if topic not in held:
                    channel.forget(seen[-1].position)  # it came in the meantime, and reads up to here by itself
                for event in held.get(topic, ()):
                    channel.say(event)
                if held.get(topic, True):
                    self._wake(channel)
            sight.position = seen[-1].position

    def _dismiss(self, sight: _Sight) -> None:
        for channel in sight.channels.values():
            self._close(channel)
        if self._sights.get(sight.reader) is sight:
            del self._sights[sight.reader]

    @staticmethod
    def _close(channel: Channel) -> None:
        for listener in channel.listeners:
            listener.is_ending = True
        Live._wake(channel)

    @staticmethod
    def _wake(channel: Channel) -> None:
        with suppress(RuntimeError):  # a loop that is closed has nobody left in it
            channel.loop.call_soon_threadsafe(channel.wake)

"""Those who follow the register are woken when something was recorded.

NOTIFY takes a lock on the whole database until its transaction is on disk, so it is never sent by a transaction that
records: a sender of its own sends one for all that was recorded in the meantime. A lost NOTIFY delays a follower and
loses nothing, for whoever follows also looks by itself every second.
"""

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from typing import Any

import psycopg
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from laeringslopp.store.postgres.connecting import Session

CHANNEL = "stored_events"
"""What eventsourcing's followers of the same table listen to."""
APART = 0.01  # seconds between two NOTIFYs at least
IDLE = 0.05  # seconds without anything to tell after which the sender's thread ends
LOOK = 1.0  # seconds after which a follower looks by itself


class Sender:
    """Sends at most one NOTIFY every hundredth of a second, and none when nothing was recorded.

    Its thread ends when nothing has been due for a moment, and not before it has told what is due.
    """

    def __init__(self, borrow: Callable[[], AbstractContextManager[Connection[Any]]], channel: str = CHANNEL) -> None:
        self._borrow = borrow
        self._notify = SQL("NOTIFY {}").format(Identifier(channel))
        self._change = threading.Condition()
        self._due = self._closing = False
        self._thread: threading.Thread | None = None

    def send(self) -> None:
        """Asks for a NOTIFY soon, and does not wait for it."""
        if self._due:
            return
        with self._change:
            self._due = True
            if self._thread is None:
                self._thread = threading.Thread(target=self._send, name="laeringslopp-notify")
                self._thread.start()
            else:
                self._change.notify()

    def close(self) -> None:
        """Sends what is due, and ends."""
        with self._change:
            self._closing = True
            self._change.notify()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _send(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(lambda: self._due or self._closing, IDLE)
                if not self._due:
                    self._thread = None
                    return
                # What is recorded from here on is told by the next one.
                self._due = False
            with suppress(Exception), self._borrow() as connection:  # without it, followers look by themselves
                connection.execute(self._notify)
            with self._change:
                self._change.wait_for(lambda: self._closing, APART)


class Listener:
    """Hears NOTIFYs on a connection of its own, from when somebody first waits, and wakes those who wait."""

    def __init__(self, connect: Callable[[], Session]) -> None:
        self._connect = connect
        self._heard = threading.Condition()
        self._times = 0
        self._closing = False
        self._thread: threading.Thread | None = None
        self._connection: Session | None = None

    def wake(self) -> None:
        """Lets all who wait look again."""
        with self._heard:
            self._times += 1
            self._heard.notify_all()

    def wait(self, there: Callable[[], bool], timeout: float) -> bool:
        """Waits until it is there, or the time has passed; whether it is there. Looks at least once."""
        end = time.monotonic() + timeout
        while True:
            # Counted before it looks: what comes while it looks is not slept through.
            times = self._times
            if there():
                return True
            left = end - time.monotonic()
            if left <= 0 or self._closing:
                return False
            self._listen_from_now_on()
            with self._heard:
                self._heard.wait_for(lambda times=times: self._times != times, min(left, LOOK))  # type: ignore[misc]

    def close(self) -> None:
        """Wakes those who wait, and ends."""
        self._closing = True
        self.wake()
        if self._thread is not None:
            self._thread.join()

    def _listen_from_now_on(self) -> None:
        with self._heard:
            if self._thread is None and not self._closing:
                self._thread = threading.Thread(target=self._listen, name="laeringslopp-listen", daemon=True)
                self._thread.start()

    def _listen(self) -> None:
        while not self._closing:
            with suppress(psycopg.Error):
                connection = self._connect()
                try:
                    connection.execute(SQL("LISTEN {}").format(Identifier(CHANNEL)))
                    # What was recorded before the ear was open was not heard.
                    self.wake()
                    while not self._closing:
                        for _ in connection.notifies(timeout=0.2, stop_after=1):
                            self.wake()
                finally:
                    connection.close()
            with self._heard:
                # The server is gone for now: those who wait look by themselves until it is back.
                self._heard.wait_for(lambda: self._closing, LOOK)

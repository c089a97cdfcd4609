"""A service on a socket of its own, and a program that listens to it."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from types import TracebackType
from typing import Any

import uvicorn

from laeringslopp import Register
from laeringslopp_service.app import LISTENING, Server, create_app
from laeringslopp_service.settings import Settings

PATIENCE = 15
"""Seconds after which what should come will not come any more."""


@dataclass(frozen=True)
class Event:
    """One block of a stream, as a browser reads it."""

    position: int | None
    told: dict[str, Any] | None
    """None: only a comment, or how far everything was looked through."""
    retry: int | None = None


class Stream:
    """Listens, over a real connection."""

    def __init__(self, port: int, path: str, last: str | int | None = None, **headers: str) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        sent = {"Accept": "text/event-stream", **headers}
        if last is not None:
            sent["Last-Event-ID"] = str(last)
        self.connection.request("GET", path, headers=sent)
        self.answer: HTTPResponse = self.connection.getresponse()

    def __enter__(self) -> "Stream":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Hangs up."""
        self.answer.close()
        self.connection.close()

    def block(self) -> Event | None:
        """What comes next, whatever it is; None where the stream has ended."""
        fields: dict[str, str] = {}
        while line := self.answer.readline().decode():
            if line == "\n":
                told = json.loads(fields["data"]) if "data" in fields else None
                position = int(fields["id"]) if "id" in fields else None
                return Event(position, told, int(fields["retry"]) if "retry" in fields else None)
            name, _, value = line.rstrip("\n").partition(":")
            fields[name] = value.removeprefix(" ")
        return None

    def next(self) -> Event:
        """The next fact."""
        until = time.monotonic() + PATIENCE
        while (event := self.block()) is not None:
            assert time.monotonic() < until, "nothing comes but signs of life"
            if event.told is not None:
                assert event.position == event.told["position"]
                return event
        raise AssertionError("the stream has ended")

    def positions(self, count: int) -> list[int | None]:
        """Where the next so many facts stand."""
        return [self.next().position for _ in range(count)]

    def has_ended(self) -> bool:
        """Whether no fact comes any more; waits for the end."""
        while (event := self.block()) is not None:
            assert event.told is None
        return True


class _Server(Server):
    def __init__(self, config: uvicorn.Config, live: Any) -> None:
        super().__init__(config, live)
        self.is_up = threading.Event()

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        self.is_up.set()


class Service:
    """The service in a thread of its own, as uvicorn serves it."""

    def __init__(self, over: Register | str, **chosen: Any) -> None:
        self.app = create_app(over, Settings(**chosen))
        self.server = _Server(uvicorn.Config(self.app, "127.0.0.1", 0, **LISTENING), self.app.state.live)
        self._thread = threading.Thread(target=self.server.run)
        self._thread.start()
        assert self.server.is_up.wait(PATIENCE)
        self.port = self.server.ports[0]

    def listen(self, path: str, last: str | int | None = None, **headers: str) -> Stream:
        """Listens at a path, from after the last event where that is given."""
        return Stream(self.port, path, last, **headers)

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
        """An answer that ends."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer, body

    def stop(self) -> None:
        """Asks it to stop, and waits until it has."""
        self.server.should_exit = True
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()


@contextmanager
def serving(over: Register | str, **chosen: Any) -> Iterator[Service]:
    """A service that is stopped in the end."""
    service = Service(over, **chosen)
    try:
        yield service
    finally:
        service.stop()

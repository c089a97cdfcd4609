"""One who receives, on a real socket, and answers as it is told to."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PATIENCE = 15
"""Seconds after which what should come will not come any more."""


@dataclass
class Message:
    """What came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> dict[str, Any]:
        """The CloudEvent in it."""
        told: dict[str, Any] = json.loads(self.body)
        return told

    @property
    def position(self) -> int:
        """Where its fact stands."""
        return int(self.event["id"])

    @property
    def id(self) -> str:
        """By what a receiver knows a repeat."""
        return self.headers["webhook-id"]


Answer = tuple[int, dict[str, str]]
Decide = Callable[[Message], Answer]


def well(_: Message) -> Answer:
    """It is taken."""
    return 204, {}


def answering(status: int, **headers: str) -> Decide:
    """A receiver that says so to everything."""
    return lambda _: (status, {name.replace("_", "-"): value for name, value in headers.items()})


@dataclass
class Receiver:
    """Everything that came, in order."""

    decide: Decide = well
    got: list[Message] = field(default_factory=list)
    port: int = 0
    came: threading.Condition = field(default_factory=threading.Condition)

    @property
    def url(self) -> str:
        """Where it receives."""
        return f"http://127.0.0.1:{self.port}/in"

    @property
    def positions(self) -> list[int]:
        """Of all that came, whatever was answered."""
        return [message.position for message in self.got]

    def wait(self, count: int) -> list[Message]:
        """So many messages, once they have come."""
        with self.came:
            assert self.came.wait_for(lambda: len(self.got) >= count, PATIENCE), f"{len(self.got)} came, not {count}"
        return self.got[:count]


@contextmanager
def receiving(decide: Decide = well, wrap: Callable[[Any], Any] | None = None) -> Iterator[Receiver]:
    """A receiver that is gone in the end; ``wrap`` is what TLS is put around its socket with."""
    receiver = Receiver(decide)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            message = Message(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            status, headers = receiver.decide(message)
            with receiver.came:
                receiver.got.append(message)
                receiver.came.notify_all()
            try:
                self.send_response(status)
                for name, value in {"Content-Length": "0", **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
            except OSError:
                self.close_connection = True  # the sender did not wait

        def log_message(self, format: str, *args: Any) -> None:
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            return

    server = Server(("127.0.0.1", 0), Handler)
    if wrap is not None:
        server.socket = wrap(server.socket)
    receiver.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

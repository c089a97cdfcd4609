"""Five hundred who listen to one decision, over real sockets: how soon all have what is new, and what each takes."""

import resource
import selectors
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.measuring import Sides, amount, row
from benchmarks.serving import process_of, served
from benchmarks.work import BY, entries
from laeringslopp import ObservationRecorded, Register

LISTENERS = 500
PATH = "/api/decisions/decision-1/events"
NAME = "decision-1"


class _Crowd:
    """Connections that listen, read by one thread as their news comes."""

    def __init__(self, port: int, count: int) -> None:
        # Each listener is a file on both sides.
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2)
        self._ears = selectors.DefaultSelector()
        self.connections: list[socket.socket] = []
        request = f"GET {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n".encode()
        for _ in range(count):
            connection = socket.create_connection(("127.0.0.1", port))
            connection.sendall(request)
            self._ears.register(connection, selectors.EVENT_READ)
            self.connections.append(connection)
        self.hear(b"retry: ")

    def hear(self, wanted: bytes) -> None:
        """Waits until every one has had this."""
        waiting = dict.fromkeys(self.connections, b"")
        while waiting:
            for key, _ in self._ears.select():
                connection = key.fileobj
                assert isinstance(connection, socket.socket)
                heard = waiting.get(connection, b"") + connection.recv(1 << 16)
                if wanted in heard:
                    waiting.pop(connection, None)
                elif connection in waiting:
                    waiting[connection] = heard

    def close(self) -> None:
        for connection in self.connections:
            connection.close()


@contextmanager
def _service() -> Iterator[tuple[Register, HTTPConnection, int]]:
    count = amount(LISTENERS, 5)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/x.db"
        with Register.open(url) as register:
            register.append(entries(NAME))
            with served("ours", url, "0") as ours:
                yield register, ours, count


@row("live-500", issue=6, unit="s", goal=1.0, peer="a limit: 1 s until the slowest of 500 listeners has a new fact")
@contextmanager
def live_500() -> Iterator[Sides]:
    """From the call that records until the last of them has read it; recorded by another process than the service."""
    with _service() as (register, ours, count):
        crowd = _Crowd(ours.port, count)
        numbers = iter(range(1000))

        def tell() -> None:
            note = f"measurement {next(numbers)}."
            register.record(NAME, ObservationRecorded(note=note), by=BY)
            crowd.hear(note.encode())

        settings = f"{count} connections to one decision of 50 facts, SQLite, recorded by another process"
        yield Sides(tell, None, 1, f"{settings}; the client reads all of them with one thread", limit=1.0)
        crowd.close()


@row("live-memory", issue=6, unit="kB", goal=1.0, peer="a limit: 100 kB of the service's memory a listener")
@contextmanager
def live_memory() -> Iterator[Sides]:
    """What the process takes more with them than before, once each has been told something."""
    with _service() as (register, ours, count):

        def tell(number: int, crowd: _Crowd) -> None:
            register.record(NAME, ObservationRecorded(note=f"measurement {number}."), by=BY)
            crowd.hear(f"measurement {number}.".encode())

        crowd = _Crowd(ours.port, 1)  # what the first takes is not what each takes
        tell(0, crowd)
        before = _resident(process_of(ours))
        many = _Crowd(ours.port, count)
        tell(1, many)
        each = (_resident(process_of(ours)) - before) / count
        settings = f"RSS of the service before {count} connections and with them, {before / 1000:.0f} MB before; SQLite"
        yield Sides(lambda: None, None, 1, settings, limit=100.0, figure=each)
        many.close()
        crowd.close()


def _resident(process: int) -> float:
    """Memory that a process takes, in kB."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return float(next(line for line in lines if line.startswith("VmRSS:")).split()[1])

"""Recording over HTTP by many clients at once, against reading the same body and doing nothing with it."""

import json
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from benchmarks import postgres
from benchmarks.measuring import Sides, amount, row
from benchmarks.saving import in_threads
from benchmarks.serving import served
from benchmarks.work import BY, NOTE, fifty_facts
from laeringslopp import Register

CLIENTS, CALLS = 16, 50
FACT = {"kind": "observation-recorded", "metric": "Andel som bruker løsningen", "value": 61, "unit": "%", "note": NOTE}
BODY = json.dumps({"by": BY.model_dump(mode="json"), "facts": [FACT]}, ensure_ascii=False).encode()


def _posting(port: int, path: str) -> None:
    """Many times the same request on one connection, with as little around it as a client can have."""
    headers = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    request = f"{headers}Content-Length: {len(BODY)}\r\n\r\n".encode() + BODY
    with socket.create_connection(("127.0.0.1", port)) as connection:
        for _ in range(amount(CALLS, 2)):
            connection.sendall(request)
            answer = b""
            while not _is_whole(answer):
                answer += connection.recv(65536)
            assert answer.startswith(b"HTTP/1.1 201"), answer


def _is_whole(answer: bytes) -> bool:
    head, end, body = answer.partition(b"\r\n\r\n")
    _, _, length = head.lower().partition(b"content-length: ")
    return bool(end) and len(body) >= int(length.partition(b"\r\n")[0])


def _clients(port: int, path: Callable[[int], str]) -> Callable[[], None]:
    def work() -> None:
        numbers = iter(range(CLIENTS))
        in_threads(CLIENTS, lambda: _posting(port, path(next(numbers))))

    return work


@contextmanager
def _sides(url: str, settings: str) -> Iterator[Sides]:
    with Register.open(url) as register:
        for number in range(CLIENTS):
            register.record(f"decision-{number}", fifty_facts()[0], by=BY)
    with served("ours", url, "0") as ours, served("parsing") as theirs:
        alike = f"{CLIENTS} clients, each on a connection that is kept, one fact a call, {len(BODY)} bytes"
        yield Sides(
            _clients(ours.port, lambda number: f"/api/decisions/decision-{number}/facts"),
            _clients(theirs.port, lambda _: "/api/constant"),
            CLIENTS * amount(CALLS, 2),
            f"{alike}; {settings}, each answer durable",
        )


@contextmanager
def in_sqlite() -> Iterator[Sides]:
    """On a SQLite file."""
    with (
        tempfile.TemporaryDirectory() as folder,
        _sides(f"sqlite:///{folder}/x.db", "SQLite WAL, synchronous=FULL") as sides,
    ):
        yield sides


@contextmanager
def _in_postgres() -> Iterator[Sides]:
    database = postgres.database()
    with _sides(postgres.url_of(database), postgres.settings()) as sides:
        yield sides
    postgres.drop(database)


PEER = "an endpoint of the same server: same body parsed, constant answer"


@row("http-record-16", issue=4, unit="calls/s", goal=0.5, peer=PEER)
def sqlite() -> AbstractContextManager[Sides]:
    """On SQLite."""
    return in_sqlite()


@row("http-record-16-postgres", issue=4, unit="calls/s", goal=0.5, peer=PEER)
def in_postgres() -> AbstractContextManager[Sides]:
    """On PostgreSQL."""
    return _in_postgres()

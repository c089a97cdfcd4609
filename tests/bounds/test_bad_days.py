"""The service over real connections, on days when there is too much, too slowly."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from laeringslopp import Entry, Register
from laeringslopp.facts import OPEN
from laeringslopp_service.bounds import Connections
from tests.live.listening import PATIENCE, Service, serving
from tests.municipality import Clock, entry, opened, register
from tests.service.calling import BY, NOTE, body

POST = "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
FACTS = "/api/decisions/sensorer/facts"
FAILURE = json.dumps({"what_happened": "Alarmen kom ikke fram", "by": BY, "decision_id": "sensorer"}).encode()


@pytest.fixture
def town() -> Iterator[Register]:
    """A register with one open decision, at position 1."""
    with register(clock=Clock()) as made:
        made.append([entry("sensorer", opened(access=OPEN))])
        yield made


def connected(port: int) -> socket.socket:
    """A connection, and nothing around it."""
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)


def posting(port: int, path: str, sent: bytes) -> socket.socket:
    """A connection on which a body was sent."""
    made = connected(port)
    made.sendall(POST.format(path=path, length=len(sent)).encode() + sent)
    return made


def answer_to(port: int, path: str, sent: bytes) -> bytes:
    """What is answered to a body, on a connection of its own."""
    with posting(port, path, sent) as made:
        return answered(made)


def answered(connection: socket.socket) -> bytes:
    """The whole of an answer."""
    told = b""
    while not _is_whole(told):
        more = connection.recv(65536)
        assert more, told
        told += more
    return told


def _is_whole(told: bytes) -> bool:
    head, end, sent = told.partition(b"\r\n\r\n")
    _, _, length = head.lower().partition(b"content-length: ")
    return bool(end) and len(sent) >= int(length.partition(b"\r\n")[0])


@pytest.fixture
def held(town: Register, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Facts that are recorded slowly: not before the event is set. Disclosures are not held up."""
    let_go, append = threading.Event(), town.append

    def slowly(entries: Sequence[Entry], *given: Any, **more: Any) -> Any:
        if entries[0].fact.kind == "observation-recorded":
            assert let_go.wait(PATIENCE)
        return append(entries, *given, **more)

    monkeypatch.setattr(town, "append", slowly)
    yield let_go
    let_go.set()


def at_work(service: Service, lane: str) -> tuple[int, int]:
    """How many work and wait."""
    room = service.app.state.rooms[lane]
    return room.working, room.waiting


def until(said: object, service: Service, lane: str) -> None:
    """Waits for as many to work and wait."""
    end = time.monotonic() + PATIENCE
    while at_work(service, lane) != said:
        assert time.monotonic() < end, at_work(service, lane)
        threading.Event().wait(0.005)


def test_with_all_places_taken_the_next_is_turned_away_and_a_failure_is_disclosed(
    town: Register, held: threading.Event
):
    """Disclosing is the last thing that is turned away; and what was accepted is recorded."""
    sent = json.dumps(body(NOTE)).encode()
    with serving(town, recording=2, waiting=2) as service:
        accepted = [posting(service.port, FACTS, sent) for _ in range(4)]
        until((2, 2), service, "recording")
        more = posting(service.port, FACTS, sent)
        oldest = next(each for each in accepted if _is_answered(each))
        told = answered(oldest)
        assert told.startswith(b"HTTP/1.1 503 ")
        assert b"/problems/overloaded" in told
        assert b"retry-after: 1" in told.lower()
        tells = posting(service.port, "/api/disclosures", FAILURE)
        assert answered(tells).startswith(b"HTTP/1.1 201 ")
        held.set()
        done = [each for each in (*accepted, more) if each is not oldest]
        assert all(answered(each).startswith(b"HTTP/1.1 201 ") for each in done)
        until((0, 0), service, "recording")
        assert answer_to(service.port, FACTS, sent).startswith(b"HTTP/1.1 201 ")
        for each in (*accepted, more, tells):
            each.close()
    assert town.version("sensorer") == 1 + 1 + 4 + 1


def _is_answered(connection: socket.socket) -> bool:
    connection.settimeout(0.2)
    try:
        return bool(connection.recv(1, socket.MSG_PEEK))
    except TimeoutError:
        return False
    finally:
        connection.settimeout(PATIENCE)


def test_too_many_bodies_at_once_are_turned_away_before_they_are_read(town: Register):
    """Whoever sends slowly holds no place to work, and not all places to wait."""
    with serving(town, recording=1, waiting=1) as service:
        head = POST.format(path=FACTS, length=100).encode()
        slow = [connected(service.port) for _ in range(2)]
        for each in slow:
            each.sendall(head)
        end = time.monotonic() + PATIENCE
        while service.app.state.rooms["recording"].arriving < 2:
            assert time.monotonic() < end
        third = connected(service.port)
        third.sendall(head)
        assert answered(third).startswith(b"HTTP/1.1 503 ")
        assert answer_to(service.port, "/api/disclosures", FAILURE).startswith(b"HTTP/1.1 201 ")
        for each in (*slow, third):
            each.close()


def test_a_body_that_does_not_come_is_not_waited_for(town: Register):
    """Also where a byte comes now and then: it is the whole that has its time."""
    with serving(town, body_seconds=0.2) as service:
        slow = connected(service.port)
        slow.sendall(POST.format(path=FACTS, length=1000).encode())
        threading.Event().wait(0.12)
        slow.sendall(b"{")
        told = answered(slow)
        assert told.startswith(b"HTTP/1.1 408 ")
        assert b"/problems/slow-body" in told
        assert b"connection: close" in told.lower()
        slow.close()
    assert town.position == 1


def test_what_takes_too_long_is_given_up_and_keeps_its_place_until_it_is_done(town: Register, held: threading.Event):
    """No thread can be stopped. What it records is on record, and the same key answers it."""
    sent = json.dumps(body(NOTE)).encode()
    with serving(town, request_seconds=0.2, recording=1) as service:
        late = posting(service.port, FACTS, sent)
        told = answered(late)
        assert told.startswith(b"HTTP/1.1 503 ")
        assert b"/problems/too-slow" in told
        assert b"retry-after" in told.lower()
        assert at_work(service, "recording") == (1, 0)
        held.set()
        until((0, 0), service, "recording")
        late.close()
    assert town.version("sensorer") == 2


class Slow:
    """A connection as uvicorn has it."""

    def __init__(self, left: int = 0) -> None:
        self.cycle, self.timeout_keep_alive_task = None, None
        self.left, self.is_cut = left, False
        self.transport = self

    def get_write_buffer_size(self) -> int:
        return self.left

    def abort(self) -> None:
        self.is_cut = True


def test_a_connection_that_never_finishes_its_question_is_cut():
    """However many bytes it sends; one that has asked and waits for its next question is uvicorn's to close."""
    clock = Clock2()
    connections, slow, idle = Connections(5, clock), Slow(), Slow()
    idle.timeout_keep_alive_task = object()  # type: ignore[assignment]
    for _ in range(8):
        clock.now += 1.1
        connections.look([slow, idle])
    assert (slow.is_cut, idle.is_cut) == (True, False)


def test_a_reader_that_takes_too_little_is_cut_and_one_that_goes_on_is_not():
    """A page over a slow line is no attack."""
    clock = Clock2()
    connections, still, going = Connections(5, clock), Slow(10**6), Slow(10**6)
    for each in (still, going):
        each.timeout_keep_alive_task = object()  # type: ignore[assignment]
    for _ in range(8):
        clock.now += 1.1
        still.left -= 100
        going.left -= 20_000
        connections.look([still, going])
    assert (still.is_cut, going.is_cut) == (True, False)


class Clock2:
    """Seconds, which pass when they are told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


SERVE = "import sys; from laeringslopp_service.app import serve; serve(sys.argv[1], port=0)"


@pytest.fixture
def process(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int, Path]]:
    """The service in a process of its own, on a SQLite file."""
    path = tmp_path / "x.db"
    with Register.open(f"sqlite:///{path}") as made:
        made.append([entry("sensorer", opened(access=OPEN))])
    environment = {
        **os.environ, "PYTHONPATH": os.pathsep.join(sys.path),
        "LAERINGSLOPP_CONNECTION_SECONDS": "1", "LAERINGSLOPP_LOG": "all",
    }  # fmt: skip
    command = [sys.executable, "-c", SERVE, f"sqlite:///{path}"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as service:
        try:
            assert service.stdout is not None
            line = service.stdout.readline()
            yield (
                service,
                int(next(word for word in line.split() if word.startswith("http://")).rpartition(":")[2]),
                path,
            )
        finally:
            service.kill()


def test_a_service_that_is_to_stop_finishes_what_it_has_accepted(process: tuple[subprocess.Popen[str], int, Path]):
    """A write that waits for another program is recorded and answered; who comes later finds nobody."""
    service, port, path = process
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    writing = posting(port, FACTS, json.dumps(body(NOTE)).encode())
    assert not _is_answered(writing)
    service.send_signal(signal.SIGTERM)
    end = time.monotonic() + PATIENCE
    while _is_listening(port):
        assert time.monotonic() < end
    assert service.poll() is None
    holder.execute("ROLLBACK")
    holder.close()
    assert answered(writing).startswith(b"HTTP/1.1 201 ")
    writing.close()
    service.wait(PATIENCE)
    with Register.open(f"sqlite:///{path}") as town:
        assert town.version("sensorer") == 2
    assert service.stderr is not None
    lines = [json.loads(line) for line in service.stderr.read().splitlines()]
    assert [line["status"] for line in lines if line["message"] == "request"] == [201]


def _is_listening(port: int) -> bool:
    try:
        connected(port).close()
    except OSError:
        return False
    return True


def test_slow_heads_are_cut_and_others_are_answered_meanwhile(process: tuple[subprocess.Popen[str], int, Path]):
    """Slowloris: a head that never ends."""
    _, port, _ = process
    slow = [connected(port) for _ in range(20)]
    for each in slow:
        each.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
    quick = connected(port)
    quick.sendall(b"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert answered(quick).startswith(b"HTTP/1.1 200 ")
    assert all(_is_cut(each) for each in slow)
    quick.close()


def _is_cut(connection: socket.socket) -> bool:
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True
    finally:
        connection.close()

"""A stream ends when the service stops, or where the register cannot be read; and says so to who comes back."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from laeringslopp import ObservationRecorded, Register, StoreError
from laeringslopp.facts import OPEN
from tests.faults.damage import damaged
from tests.live.conftest import LISTENS
from tests.live.listening import PATIENCE, Service, Stream, serving
from tests.municipality import ADMINISTRATION, entry, opened

SOON = 4
"""Seconds; uvicorn waits five for those who do not go."""


@pytest.mark.parametrize("signalled", [signal.SIGINT, signal.SIGTERM])
def test_a_service_with_open_streams_stops_at_once(tmp_path: Path, signalled: signal.Signals):
    """Each ends as a whole answer, so that no client takes it for a fault."""
    url = f"sqlite:///{tmp_path}/x.db"
    with Register.open(url) as town:
        town.append([entry("sensorer", opened(access=OPEN))])
    program = "import sys; from laeringslopp_service.app import serve; serve(sys.argv[1], port=0)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", program, url], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as service:
        try:
            assert service.stdout
            assert service.stderr
            line = service.stdout.readline()
            port = int(next(word for word in line.split() if word.startswith("http://")).rpartition(":")[2])
            streams = [Stream(port, LISTENS) for _ in range(20)]
            assert all(stream.block() for stream in streams)
            began = time.monotonic()
            service.send_signal(signalled)
            assert all(stream.has_ended() for stream in streams)
            service.wait(PATIENCE)
            assert time.monotonic() - began < SOON
            assert "ASGI" not in service.stderr.read()
            for stream in streams:
                stream.close()
        finally:
            service.kill()


def test_who_comes_while_it_stops_is_turned_away(service: Service):
    """Else it would never stop."""
    service.app.state.live.end()
    answer, body = service.ask(LISTENS)
    assert answer.status == 503
    assert b"/problems/full" in body


def test_one_who_reads_nothing_keeps_it_from_stopping_for_a_moment_only(town: Register):
    """uvicorn itself would wait for as long as the connection stands."""
    with serving(town, heartbeat=0.05) as service:
        slow = socket.create_connection(("127.0.0.1", service.port), timeout=PATIENCE)
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.sendall(f"GET {LISTENS} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        slow.recv(1)
        for _ in range(400):
            town.record("sensorer", ObservationRecorded(note="x" * 9000), by=ADMINISTRATION)
        began = time.monotonic()
        service.stop()
        assert time.monotonic() - began < PATIENCE
        slow.close()


def test_the_thread_ends_with_the_service(town: Register):
    """Nothing looks into a register that is closed."""
    before = set(threading.enumerate())
    with serving(town) as service, service.listen(LISTENS) as stream:
        assert stream.block()
        assert "live" in _names(before)
    assert "live" not in _names(before)


def _names(before: set[threading.Thread]) -> list[str]:
    return [thread.name for thread in set(threading.enumerate()) - before]


def test_a_stream_ends_before_what_cannot_be_read_and_says_why_to_who_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """It never lets anything past in silence."""
    path = tmp_path / "x.db"
    with Register.open(f"sqlite:///{path}") as town:
        town.append([entry("sensorer", opened(access=OPEN))])
        with serving(town) as service, service.listen(LISTENS) as stream:
            assert stream.block()
            feed, ready = town.feed, threading.Event()
            monkeypatch.setattr(town, "feed", lambda *given: ready.wait(10 * PATIENCE) and feed(*given))
            town.append(
                [entry("sensorer", ObservationRecorded(note="a")), entry("sensorer", ObservationRecorded(note="b"))]
            )
            with damaged(f"sqlite:///{path}", 3, "no JSON"):
                ready.set()
                assert stream.next().position == 2
                assert stream.has_ended()
                with service.listen(LISTENS, 2) as back:
                    assert back.answer.status == 503
                    assert b'"position":3' in back.answer.read()


def test_a_register_that_is_away_for_a_while_is_told_of_again(
    service: Service, town: Register, monkeypatch: pytest.MonkeyPatch
):
    """A stream outlives that; what was recorded meanwhile then comes."""
    wait, is_away, asked = town.wait, True, threading.Event()

    def away(after: int, timeout: float) -> bool:
        if is_away:
            asked.set()
            raise StoreError("away", "unreachable")
        return wait(after, timeout)

    monkeypatch.setattr(town, "wait", away)
    with service.listen(LISTENS) as stream:
        assert asked.wait(PATIENCE)
        town.record("sensorer", ObservationRecorded(note="a"), by=ADMINISTRATION)
        is_away = False
        assert stream.next().position == 2

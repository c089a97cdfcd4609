"""A service that is killed while it delivers loses nothing, and two of them do not send alike."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from laeringslopp import ObservationRecorded, Register
from laeringslopp.facts import OPEN
from laeringslopp_service.hooks import Keeping, hooks_url
from laeringslopp_service.hooks.keeping import LEASE
from tests.hooks.conftest import HOOK
from tests.hooks.receiving import PATIENCE, Answer, Message, Receiver, receiving
from tests.municipality import OPERATIONS, entry, opened

KEPT = pytest.mark.parametrize("url", ["sqlite", "postgres"], indirect=True)
"""What is in memory is gone with its process."""
PROGRAM = """
import sys, time
from datetime import UTC, datetime, timedelta
from laeringslopp import Register
from laeringslopp_service.hooks import Deliveries, Keeping, Sender, hooks_url
url, later = sys.argv[1], float(sys.argv[2])
clock = lambda: datetime.now(UTC) + timedelta(seconds=later)
deliveries = Deliveries(Register.open(url), Keeping(hooks_url(url)), Sender(allow_private=True), clock)
deliveries.start()
print("delivers", flush=True)
sys.stdin.read()
deliveries.stop()
"""


@contextmanager
def delivering(url: str, later: float = 0.0) -> Iterator[subprocess.Popen[str]]:
    """A process that delivers, some seconds ahead of us."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", PROGRAM, url, str(later)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "delivers\n"
        try:
            yield process
        finally:
            if process.poll() is None:
                assert process.stdin
                process.stdin.close()
                process.wait(PATIENCE)


def recorded(url: str, count: int) -> None:
    """A decision and so many facts in it."""
    with Register.open(url) as town:
        town.append([entry("sensorer", opened(access=OPEN))])
        town.append([entry("sensorer", ObservationRecorded(note="Prøvd"), OPERATIONS) for _ in range(count - 1)])


def subscribed(url: str, receiver: Receiver) -> Keeping:
    """A webhook to the receiver."""
    keeping = Keeping(hooks_url(url))
    keeping.make(replace(HOOK, url=receiver.url), 100)
    return keeping


def arrived(keeping: Keeping, position: int) -> None:
    """Comes back once everything up to a position is noted."""
    for _ in range(PATIENCE * 100):
        hook = keeping.get("hook-1")
        if hook and hook.position == position:
            return
        threading.Event().wait(0.01)
    raise AssertionError(keeping.get("hook-1"))


@KEPT
def test_who_is_killed_between_delivery_and_note_delivers_again_with_the_same_id(url: str):
    """At least once: a receiver drops the repeat by its `webhook-id`."""
    recorded(url, 3)
    taken, killed = threading.Event(), threading.Event()

    def held(message: Message) -> Answer:
        if message.position == 2 and not killed.is_set():
            taken.set()
            assert killed.wait(PATIENCE)
        return 204, {}

    with receiving(held) as receiver:
        keeping = subscribed(url, receiver)
        with delivering(url) as process:
            assert taken.wait(PATIENCE)
            process.send_signal(signal.SIGKILL)
            process.wait(PATIENCE)
            killed.set()
        receiver.wait(2)
        assert receiver.positions == [1, 2]
        hook = keeping.get("hook-1")
        assert hook
        assert hook.position == 1
        with delivering(url, LEASE + 1):
            receiver.wait(4)
            arrived(keeping, 3)
        keeping.close()
    assert receiver.positions == [1, 2, 2, 3]
    assert receiver.got[1].id == receiver.got[2].id


@KEPT
def test_two_processes_on_one_register_send_each_fact_once(url: str):
    """Whichever of them comes first."""
    recorded(url, 40)
    with receiving() as receiver:
        keeping = subscribed(url, receiver)
        with delivering(url), delivering(url):
            receiver.wait(40)
            arrived(keeping, 40)
            with Register.open(url) as town:
                town.append([entry("sensorer", ObservationRecorded(note="Prøvd"), OPERATIONS)])
            arrived(keeping, 41)
        keeping.close()
    assert receiver.positions == list(range(1, 42))

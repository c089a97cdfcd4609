"""Programs that call a service, and call again with the same key until they are answered."""

import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException
from itertools import count

from laeringslopp import Conflict, Register, StoreError
from tests.faults.recording import SHARED, body, entries

PATIENCE = 60
"""Seconds for which a caller asks for one answer."""
AGAIN = 0.02


class Callers:
    """Threads that record until they are told to stop, each append under its key until it is acknowledged."""

    def __init__(self, record: Callable[[str], bool], name: str, threads: int = 3) -> None:
        self._record, self._name = record, name
        self.acknowledged: set[str] = set()
        self.tried_again = 0
        self.errors: list[BaseException] = []
        self._change, self._stop = threading.Condition(), threading.Event()
        self._threads = [threading.Thread(target=self._call, args=(each,), daemon=True) for each in range(threads)]

    def __enter__(self) -> "Callers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(PATIENCE * 2)
            assert not thread.is_alive()
        self._raise_what_went_wrong()

    def wait_for_more(self, many: int) -> None:
        """Until so many more were acknowledged."""
        with self._change:
            wanted = len(self.acknowledged) + many
            assert self._change.wait_for(lambda: len(self.acknowledged) >= wanted or self.errors, PATIENCE)
        self._raise_what_went_wrong()

    def _raise_what_went_wrong(self) -> None:
        for error in self.errors:
            raise error

    def _call(self, thread: int) -> None:
        try:
            for number in count():
                if self._stop.is_set():
                    return
                self._until_acknowledged(f"{self._name}-{thread}-{number}")
        except BaseException as error:
            self.errors.append(error)
            with self._change:
                self._change.notify_all()

    def _until_acknowledged(self, key: str) -> None:
        until = time.monotonic() + PATIENCE
        while not self._record(key):
            assert time.monotonic() < until, f"{key} was never acknowledged"
            with self._change:
                self.tried_again += 1
            time.sleep(AGAIN)  # as a polite client does
        with self._change:
            self.acknowledged.add(key)
            self._change.notify_all()


def over_http(port: int) -> Callable[[str], bool]:
    """A call to a service on this machine; whether it acknowledged."""

    def record(key: str) -> bool:
        call = urllib.request.Request(
            f"http://127.0.0.1:{port}/api/decisions/{SHARED}/facts",
            json.dumps(body(key)).encode(),
            {"Content-Type": "application/json", "Idempotency-Key": key},
        )
        try:
            with urllib.request.urlopen(call, timeout=PATIENCE) as answer:
                return answer.status in (200, 201)
        except urllib.error.HTTPError as error:
            may_try_again = error.code == 409 or (error.code == 503 and error.headers["Retry-After"])
            if not may_try_again:
                raise
        except (OSError, HTTPException):
            pass  # it died, or is not there again yet
        return False

    return record


def through(register: Register) -> Callable[[str], bool]:
    """An append through the library; whether it was acknowledged."""

    def record(key: str) -> bool:
        # Of three who record in one decision without pause, one in a hundred loses eleven races in a row, and is told.
        with suppress(StoreError, Conflict):
            register.append(entries(key), key=key)
            return True
        return False

    return record


def free_port() -> int:
    """One that nobody listens on now."""
    with socket.socket() as ear:
        ear.bind(("127.0.0.1", 0))
        return int(ear.getsockname()[1])

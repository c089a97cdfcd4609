"""UmaDB 0.7 with its own Python client; its server comes in the same wheel, and groups commits by itself."""

import importlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from benchmarks.peers import PYTHON, needed
from benchmarks.saving import Save


@contextmanager
def saving(folder: str) -> Iterator[Save]:
    """A stream is a tag, as expected if no event has it after the last position known. Raises NotInstalled."""
    server = needed(PYTHON / "bin" / "umadb")
    sys.path.append(str(PYTHON))
    umadb: Any = importlib.import_module("umadb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, str(server), "--listen", address, "--db-path", f"{folder}/uma.db"]
    environment = {**os.environ, "PYTHONPATH": str(PYTHON)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(umadb, f"http://{address}")
            yield _save(umadb, f"http://{address}")
        finally:
            process.terminate()


def _save(umadb: Any, url: str) -> Save:
    held = threading.local()

    def save(stream: UUID, version: int, states: Sequence[bytes]) -> None:
        if not hasattr(held, "client"):
            held.client, held.last = umadb.Client(url), {}
        tag = f"stream:{stream.hex}"
        query = umadb.Query([umadb.QueryItem(tags=[tag])])
        condition = umadb.AppendCondition(query, after=held.last.get(stream))
        events = [umadb.Event("noted", state, [tag]) for state in states]
        held.last[stream] = held.client.append(events, condition)

    return save


def _wait(umadb: Any, url: str) -> None:
    for _ in range(200):
        try:
            umadb.Client(url).head()
            return
        except Exception:
            time.sleep(0.05)
    raise RuntimeError("UmaDB's server did not start")

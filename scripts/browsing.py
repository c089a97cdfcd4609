"""The real service before a real browser, for the tests in tests/browser and for the pictures in docs/pictures.

The browser is the Chromium that the machine has; none is ever downloaded.
"""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Playwright

from laeringslopp import Register
from laeringslopp.cases import record_demo
from laeringslopp_service.app import LISTENING, create_app
from laeringslopp_service.settings import Settings

NAMES = ("chromium", "chromium-browser", "google-chrome")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""When the shipped cases are looked at: a fortnight after the last of the made-up ones."""
ALONE = (
    "--no-sandbox",  # whoever checks changes is often root, and then Chromium will not start with it
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
PATIENCE = 30.0
"""Seconds within which a service starts or stops."""


def chromium() -> str | None:
    """Where the machine's Chromium is; None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def launched(playwright: Playwright) -> Browser:
    """The machine's Chromium, which speaks to this machine alone. Raises FileNotFoundError where there is none."""
    path = chromium()
    if path is None:
        raise FileNotFoundError("there is no Chromium here; on Debian: apt install chromium")
    return playwright.chromium.launch(executable_path=path, args=ALONE)


def shipped(folder: Path) -> Register:
    """The shipped cases in a register that stands at ``NOW``."""
    url = f"sqlite:///{folder / 'cases.db'}"

    def at_most_now(clock: Callable[[], datetime]) -> Register:
        return Register.open(url, clock=lambda: min(clock(), NOW))

    record_demo(at_most_now)
    return Register.open(url, clock=lambda: NOW)


@contextmanager
def served(register: Register, settings: Settings | None = None) -> Iterator[str]:
    """The service on a register, over a socket of this machine; its address."""
    with running(create_app(register, settings or Settings())) as address:
        yield address


@contextmanager
def running(app: FastAPI) -> Iterator[str]:
    """An application that listens on a free port, as long as this lasts."""
    server = uvicorn.Server(uvicorn.Config(app, "127.0.0.1", 0, **LISTENING))
    thread = threading.Thread(target=server.run, name="service", daemon=True)
    thread.start()
    try:
        until = time.monotonic() + PATIENCE
        while not server.started:
            if not thread.is_alive() or time.monotonic() > until:
                raise RuntimeError("the service did not start")
            time.sleep(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(PATIENCE)

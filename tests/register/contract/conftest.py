"""The registers that the contract is proven for: three stores on hand, and one behind a service, waited for and awaited."""

import asyncio
import inspect
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from laeringslopp import Register
from laeringslopp.client import AsyncRegister, Retrying, open_async, open_remote
from tests.live.listening import serving
from tests.municipality import Clock, entry, opened, register, started
from tests.stores.postgres_server import a_database, give_back, place_for

SOON = Retrying(tries=4, first=0.01, longest=0.05)
"""A client that does not wait long."""

Make = Callable[[], Register]


@contextmanager
def behind_a_service(over: Register) -> Iterator[Register]:
    """The same register over HTTP."""
    with (
        serving(over, heartbeat=0.05) as service,
        open_remote(f"http://127.0.0.1:{service.port}", retrying=SOON) as far,
    ):
        yield far  # type: ignore[misc]


class Awaited:
    """A register that is awaited, as those who wait see it: each call runs until it is done."""

    def __init__(self, far: AsyncRegister, loop: asyncio.AbstractEventLoop) -> None:
        self._far, self._loop = far, loop

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._far, name)
        return self._come(found) if not callable(found) else lambda *given, **more: self._come(found(*given, **more))

    def _come(self, found: Any) -> Any:
        if inspect.isawaitable(found):
            return self._loop.run_until_complete(found)
        return self._each(found) if inspect.isasyncgen(found) else found

    def _each(self, items: AsyncGenerator[Any, None]) -> Iterator[Any]:
        try:
            while True:
                try:
                    yield self._loop.run_until_complete(anext(items))
                except StopAsyncIteration:
                    return
        finally:
            self._loop.run_until_complete(items.aclose())


@contextmanager
def awaited(over: Register) -> Iterator[Any]:
    """The same register over HTTP, by the client that is awaited."""
    with serving(over, heartbeat=0.05) as service, closing(asyncio.new_event_loop()) as loop:
        far = open_async(f"http://127.0.0.1:{service.port}", retrying=SOON)
        yield Awaited(far, loop)
        loop.run_until_complete(far.close())


@pytest.fixture
def clock() -> Clock:
    """The registers' clock."""
    return Clock()


@pytest.fixture(params=["memory", "sqlite", "postgres", "http", "awaited"])
def make(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Make]:
    """Makes an empty register at a standing hour; one of each kind."""
    with ExitStack() as held:

        def made() -> Register:
            place = tmp_path / f"r{len(list(tmp_path.iterdir()))}"
            place.mkdir()
            match request.param:
                case "sqlite":
                    return held.enter_context(register(f"sqlite:///{place}/register.db", clock=clock))
                case "postgres" if getattr(request.module, "HAS_VIEWS", False):
                    # Views have one schema in a database, so registers that have them share none.
                    return held.enter_context(register(held.enter_context(a_database()), clock=clock))
                case "postgres":
                    url = place_for(place)
                    held.callback(give_back, place)
                    return held.enter_context(register(url, clock=clock))
                case "http":
                    return held.enter_context(behind_a_service(held.enter_context(register(clock=clock))))
                case "awaited":
                    return held.enter_context(awaited(held.enter_context(register(clock=clock))))
            return held.enter_context(register(clock=clock))

        yield made


@pytest.fixture
def empty(make: Make) -> Register:
    """An empty register."""
    return make()


@pytest.fixture
def at_work(make: Make) -> Register:
    """A register with a decision, ``a``, of two entries."""
    made = make()
    made.append([entry("a", opened()), entry("a", started())])
    return made

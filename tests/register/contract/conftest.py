"""The registers that the contract is proven for: three stores on hand, and one behind a service on a real socket."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from laeringslopp import Register
from laeringslopp.client import Retrying, open_remote
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
        yield far  # type: ignore[misc]  # whoever holds one need not know which


@pytest.fixture
def clock() -> Clock:
    """The registers' clock."""
    return Clock()


@pytest.fixture(params=["memory", "sqlite", "postgres", "http"])
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

"""A register with a decision in it, and the service before it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from laeringslopp import Register
from laeringslopp.facts import OPEN
from tests.live.listening import Service, serving
from tests.municipality import Clock, entry, opened, register
from tests.service.conftest import postgres_register, server

__all__ = ["postgres_register", "server"]

LISTENS = "/api/decisions/sensorer/events"


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a register of each kind lies."""
    if request.param == "postgres":
        found: str = request.getfixturevalue("postgres_register")
        return found
    return "memory:" if request.param == "memory" else f"sqlite:///{tmp_path}/x.db"


@pytest.fixture
def town() -> Iterator[Register]:
    """A register with one open decision, at position 1."""
    with register(clock=Clock()) as made:
        made.append([entry("sensorer", opened(access=OPEN))])
        yield made


@pytest.fixture
def service(town: Register) -> Iterator[Service]:
    """It, served; a sign of life comes at once."""
    with serving(town, heartbeat=0.05) as made:
        yield made

"""A town on hand, and the same town behind a service."""

from collections.abc import Iterator

import pytest

from laeringslopp import Access, Register
from laeringslopp.client import Retrying
from laeringslopp.facts import OPEN
from tests.live.listening import Service, serving
from tests.municipality import OPERATIONS, Clock, disclosed, entry, opened, register, started

SOON = Retrying(tries=4, first=0.01, longest=0.05)
"""A client that does not wait long."""
EXEMPT = Access(level="exempt", ground="offl. § 13", levels=("operational",))


@pytest.fixture
def town() -> Iterator[Register]:
    """A register with one decision: an open opening, a trial, a failure, and one that operations alone may read."""
    with register(clock=Clock()) as made:
        made.append(
            [
                entry("sensorer", opened(access=OPEN)),
                entry("sensorer", started(), OPERATIONS),
                entry("sensorer", disclosed(trial_id="t1"), OPERATIONS),
                entry("sensorer", disclosed("f2", what_happened="Navnet sto der"), OPERATIONS, access=EXEMPT),
            ]
        )
        yield made


@pytest.fixture
def service(town: Register) -> Iterator[Service]:
    """It, served; a sign of life comes at once."""
    with serving(town, heartbeat=0.05) as made:
        yield made


@pytest.fixture
def url(service: Service) -> str:
    """Where it is served."""
    return f"http://127.0.0.1:{service.port}"

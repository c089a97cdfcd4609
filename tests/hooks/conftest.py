"""A register, someone who receives, and what delivers between them, with a clock that stands."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from laeringslopp import ObservationRecorded, Register
from laeringslopp.facts import OPEN
from laeringslopp_service.hooks import Deliveries, Delivery, Keeping, Sender, Webhook
from tests.hooks.receiving import Receiver, receiving
from tests.live.conftest import url
from tests.municipality import OPERATIONS, Clock, entry, opened, register
from tests.service.conftest import postgres_register, server

__all__ = ["postgres_register", "server", "url"]

SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
OLD_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
HOOK = Webhook(
    webhook_id="hook-1",
    url="",
    source="http://localhost/api/facts",
    reads_as="member",
    organisation=None,
    decision_id=None,
    kinds=(),
    withheld="tell",
    about=None,
    state="active",
    position=0,
    secret=SECRET,
    old_secret=None,
    old_until=0.0,
    made_at=1.0,
    delivered_at=None,
    claimed_by="",
    claimed_until=0.0,
)


@dataclass
class Post:
    """What delivers, step by step, without a thread."""

    register: Register
    keeping: Keeping
    clock: Clock
    sender: Sender

    def deliveries(self) -> Deliveries:
        """What a process would have."""
        return Deliveries(self.register, self.keeping, self.sender, self.clock, chance=lambda: 0.0)

    def make(self, receiver: Receiver | str, **more: Any) -> Webhook:
        """A webhook."""
        where = receiver if isinstance(receiver, str) else receiver.url
        hook = replace(HOOK, **{"url": where, **more})
        self.keeping.make(hook, 100)
        return hook

    def note(self, count: int = 1, decision_id: str = "sensorer", **envelope: Any) -> None:
        """Records something."""
        fact = ObservationRecorded(note="Alarmen kom fram")
        self.register.append([entry(decision_id, fact, OPERATIONS, **envelope) for _ in range(count)])

    def deliver(self, webhook_id: str = "hook-1", by: Deliveries | None = None) -> None:
        """Sends what is due now, by one process."""
        asyncio.run((by or self.deliveries()).deliver(webhook_id))

    def now(self, webhook_id: str = "hook-1") -> Webhook:
        """How it stands."""
        found = self.keeping.get(webhook_id)
        assert found is not None
        return found

    def lacking(self, state: str | None = None) -> list[Delivery]:
        """What did not arrive."""
        return self.keeping.deliveries("hook-1", state)


@pytest.fixture
def clock() -> Clock:
    """It stands at the real time: receivers look at the age of what they get."""
    return Clock(datetime.now(UTC))


@pytest.fixture
def post(clock: Clock) -> Iterator[Post]:
    """A register with one open decision, at position 1."""
    with register(clock=clock) as made:
        made.append([entry("sensorer", opened(access=OPEN))])
        keeping = Keeping("memory:")
        yield Post(made, keeping, clock, Sender(allow_private=True))
        keeping.close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """It takes everything."""
    with receiving() as made:
        yield made

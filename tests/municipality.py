"""A made-up municipality that the tests speak of: who acts, at what time, and on what question."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from laeringslopp import Actor, Criterion, DecisionOpened, Entry, FailureDisclosed, Register, TrialStarted

NOW = datetime(2026, 3, 12, 10, 0, tzinfo=UTC)

COUNCIL = Actor(id="kommunestyret", role="kommunestyre", level="political")
ADMINISTRATION = Actor(id="kommunedirektoren", role="kommunedirektør", level="administrative")
OPERATIONS = Actor(id="sykehjemmet", role="avdelingsleder", level="operational", unit="Solbakken")


class Clock:
    """A clock that stands until somebody moves it."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Lets time pass."""
        self.now += timedelta(**by)


def numbered(prefix: str = "sak") -> Callable[[], str]:
    """Names for decisions that are opened without one, in order."""
    count = iter(range(1, 1_000_000))
    return lambda: f"{prefix}-{next(count)}"


def register(url: str = "memory:", policy: str | None = None, clock: Callable[[], datetime] | None = None) -> Register:
    """A register at a standing hour."""
    return Register.open(url, policy, clock or Clock(), numbered())


def opened(**more: Any) -> DecisionOpened:
    """A question that the council answers."""
    said = {"title": "Velferdsteknologi", "question": "Skal sensorer prøves?", "organisation": "nordfjord"}
    return DecisionOpened(**{**said, "deciding_level": "political", **more})


def started(trial_id: str = "t1", **more: Any) -> TrialStarted:
    """A trial that can be measured."""
    criterion = Criterion(metric="fall per uke", comparison="<=", target=2)
    return TrialStarted(**{"trial_id": trial_id, "hypothesis": "Færre fall", "criteria": [criterion], **more})


def disclosed(failure_id: str = "f1", **more: Any) -> FailureDisclosed:
    """Something did not go as meant."""
    return FailureDisclosed(**{"failure_id": failure_id, "what_happened": "Alarmen kom ikke fram", **more})


def entry(decision_id: str, fact: Any, by: Actor = ADMINISTRATION, **envelope: Any) -> Entry:
    """A fact with its envelope."""
    return Entry(decision_id=decision_id, fact=fact, by=by, **envelope)

"""A webhook, and what is still to be delivered to it."""

from dataclasses import dataclass
from typing import Literal

State = Literal["active", "paused", "ended"]
"""Paused by somebody here; ended by the receiver, who answered that it is gone."""
Withholding = Literal["tell", "skip"]
"""Whether a fact that the reader may not see is told of as withheld, or not at all."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Who is sent what, and how far it has come. Times are seconds since 1970."""

    webhook_id: str
    url: str
    source: str
    """Where the facts come from, as a receiver is told."""
    reads_as: str
    """``public``, a level, or ``member`` for all levels."""
    organisation: str | None
    decision_id: str | None
    kinds: tuple[str, ...]
    """Only these kinds of facts; empty: all."""
    withheld: Withholding
    about: str | None
    state: State
    position: int
    """Everything up to here is delivered, is not for it, or lies among its dead letters."""
    secret: str
    old_secret: str | None
    old_until: float
    """Until when what is sent is signed with the old secret too."""
    made_at: float
    delivered_at: float | None
    claimed_by: str
    claimed_until: float

    def secrets(self, now: float) -> tuple[str, ...]:
        """What is sent now is signed with these."""
        return (self.secret, self.old_secret) if self.old_secret and now < self.old_until else (self.secret,)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A fact that did not arrive yet, and will be tried again; or one that was given up, a dead letter."""

    webhook_id: str
    position: int
    state: Literal["waiting", "dead"]
    attempts: int
    first_at: float | None
    last_at: float | None
    next_at: float
    problem: str | None
    """What went wrong last: ``answered``, ``redirected``, ``timed-out``, ``not-reached``, ``private-address`` …"""
    status: int | None
    """What the receiver answered last."""

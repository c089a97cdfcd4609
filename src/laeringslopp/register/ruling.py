"""Which policy judges what: the one in force for an organisation when a fact is recorded."""

import time
from collections.abc import Callable
from datetime import datetime

from laeringslopp.decision import Decision
from laeringslopp.facts import AnyFact, DecisionOpened
from laeringslopp.policy import Policy
from laeringslopp.rules import POLICY_STREAM, in_force, stream_of
from laeringslopp.rules.document import policy_of

FRESH = 1.0
"""Seconds after which a policy that another process may have adopted is looked for again."""


class Policies:
    """The policies of a register: what it was made with, and what its organisations adopted since."""

    def __init__(
        self, named: Policy, on_record: Callable[[str], Decision], elapsed: Callable[[], float] = time.monotonic
    ) -> None:
        self.named, self._on_record, self._elapsed = named, on_record, elapsed
        self._kept: dict[str, tuple[float, Decision]] = {}

    def stream(self, organisation: str, fresh: bool = False) -> Decision:
        """What an organisation has adopted; at most ``FRESH`` seconds old, or as it is on record now."""
        kept, now = self._kept.get(organisation), self._elapsed()
        if kept is None or fresh or now - kept[0] > FRESH:
            kept = self._kept[organisation] = now, self._on_record(stream_of(organisation))
        return kept[1]

    def forget(self) -> None:
        """Something was adopted here."""
        self._kept.clear()

    def in_force(self, organisation: str | None, at: datetime, fresh: bool = False) -> Policy:
        """The policy of an organisation at a moment; of none: what the register was made with."""
        if organisation is None:
            return self.named
        return in_force(self.stream(organisation, fresh), at, self.named, policy_of)


def organisation_of(decision: Decision, fact: AnyFact | None = None) -> str | None:
    """Whose policy judges a fact in a decision; None where nothing says so."""
    if decision.opened is not None:
        return decision.opened.organisation
    if decision.decision_id.startswith(POLICY_STREAM):
        return decision.decision_id.removeprefix(POLICY_STREAM)
    return fact.organisation if isinstance(fact, DecisionOpened) else None

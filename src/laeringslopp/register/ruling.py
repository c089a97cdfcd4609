"""Which policy judges what: the one in force for an organisation when a fact is recorded."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from laeringslopp.decision import Decision
from laeringslopp.decision.drafting import adoption
from laeringslopp.entry import Recorded
from laeringslopp.facts import AnyFact, DecisionOpened, PolicyAdopted
from laeringslopp.policy import POLICY_STREAM, Policy
from laeringslopp.rules import in_force, stream_of
from laeringslopp.rules.differing import Difference, differences
from laeringslopp.rules.document import policy_of

FRESH = 1.0
"""Seconds after which a policy that another process may have adopted is looked for again."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """A policy that an organisation adopted: by whom, why, from when, and what it did to the one before."""

    recorded: Recorded
    policy: Policy | None
    """None: it was carried here from elsewhere and has no effect, or it cannot be read."""
    differences: tuple[Difference, ...]
    """From the policy that it follows."""
    is_in_force: bool

    @property
    def fact(self) -> PolicyAdopted:
        """What was adopted."""
        fact = self.recorded.fact
        assert isinstance(fact, PolicyAdopted)
        return fact


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
        return policy_by(organisation, lambda whose: self.stream(whose, fresh), at, self.named)

    def levels(self, organisations: Iterable[str], at: datetime) -> tuple[str, ...]:
        """Every level that somebody has, from the top: of those that kept the register's policy, and of these."""
        found = dict.fromkeys(self.named.levels)
        for organisation in organisations:
            found.update(dict.fromkeys(self.in_force(organisation, at).levels))
        return tuple(found)


def policy_by(organisation: str | None, stream: Callable[[str], Decision], at: datetime, named: Policy) -> Policy:
    """The policy of an organisation at a moment, by its stream; of none: what the register was made with."""
    return named if organisation is None else in_force(stream(organisation), at, named, policy_of)


def adoptions(facts: Iterable[Recorded], named: Policy, now: datetime) -> Iterator[Adopted]:
    """An organisation's policies in the order in which they were adopted."""
    before, told = named, []
    for recorded in facts:
        policy = _effective(recorded)
        told.append((recorded, policy, differences(before, policy) if policy else ()))
        before = policy or before
    current = [r.version for r, policy, _ in told if policy and _from(r) <= now]
    for recorded, policy, found in told:
        yield Adopted(recorded, policy, found, recorded.version == max(current, default=0))


def _from(recorded: Recorded) -> datetime:
    assert isinstance(recorded.fact, PolicyAdopted)
    return recorded.fact.in_force_from


def _effective(recorded: Recorded) -> Policy | None:
    adopted = adoption(recorded)
    try:
        return policy_of(adopted.document) if adopted else None
    except ValueError:
        return None


def organisation_of(decision: Decision, fact: AnyFact | None = None) -> str | None:
    """Whose policy judges a fact in a decision; None where nothing says so."""
    if decision.opened is not None:
        return decision.opened.organisation
    if decision.decision_id.startswith(POLICY_STREAM):
        return decision.decision_id.removeprefix(POLICY_STREAM)
    return fact.organisation if isinstance(fact, DecisionOpened) else None

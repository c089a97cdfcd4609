"""For every guard one situation in which it, and no other guard that can refuse, has something to say."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from laeringslopp import Entry, Policy
from laeringslopp.policy import Mode
from laeringslopp.rules import GUARDS
from laeringslopp.testing import (
    START,
    Given,
    Step,
    adjusted,
    assessed,
    chosen,
    corrected,
    disclosed,
    ended,
    entry,
    given,
    opened,
    proposed,
    retried,
    started,
    waived,
)

LONG_AGO = datetime(2019, 5, 1, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Situation:
    """What is on record, and a fact that lacks what a guard asks for."""

    before: tuple[Step, ...]
    fact: Step
    days: int = 0
    """How long after what is on record the fact is recorded."""

    def under(self, policy: Policy) -> Given:
        """The register just before the fact, with a policy that judges it."""
        return given(*self.before, policy=policy).later(days=self.days)

    def as_history(self) -> "Situation":
        """The same, all of it long before anything was recorded."""
        *before, fact = long_ago(*self.before, self.fact)
        return replace(self, before=tuple(before), fact=fact)


def long_ago(*steps: Step) -> tuple[Entry, ...]:
    """The same, a day apart, long before anything was recorded: history."""
    entries = (step if isinstance(step, Entry) else entry(step) for step in steps)
    return tuple(
        made.model_copy(update={"occurred_at": LONG_AGO + timedelta(days=day)}) for day, made in enumerate(entries)
    )


def only(rule_id: str, mode: Mode) -> Policy:
    """A policy in which one guard is on; those that are never waived are on in every policy."""
    return Policy("only", {**dict.fromkeys(GUARDS, "off"), rule_id: mode})


WELL_PREPARED = (opened(), proposed("north"), proposed("south"), assessed("r1"))
FAILED_TRIAL = (opened(), started("t1"), disclosed("f1", trial="t1"), ended("t1", "failed"))

SITUATIONS = {
    "alternatives-before-direction": Situation((opened(), proposed("north"), assessed("r1")), chosen("north")),
    "risk-before-direction": Situation((opened(), proposed("north"), proposed("south")), chosen("north")),
    "only-deciding-level-chooses": Situation(WELL_PREPARED, entry(chosen("north"), by="administrative")),
    "waiver-by-owner": Situation(
        (opened(),), entry(waived("trial-is-measurable", "trial-started"), by="administrative")
    ),
    "trial-is-measurable": Situation((opened(),), started("t1", criteria=())),
    "failed-trial-names-failure": Situation((opened(), started("t1")), ended("t1", "failed")),
    "again-is-a-retry": Situation(FAILED_TRIAL, started("t2")),
    "retry-has-adjustment": Situation(FAILED_TRIAL, retried("t2", of="t1")),
    "failure-stays": Situation((opened(), disclosed("f1", severity="serious")), corrected("f1", severity="minor")),
    "adjustment-has-reason": Situation((opened(),), adjusted("a1")),
    "late": Situation((opened(),), entry(started("t1"), occurred_at=START + timedelta(minutes=1)), days=31),
    # After the opening, so that it is live, and before the trial that it ends.
    "out-of-order": Situation(
        (opened(), started("t1")), entry(ended("t1"), occurred_at=START + timedelta(minutes=1)), days=1
    ),
    "speak-plainly": Situation((opened(),), proposed("north", expected_consequences="og så videre " * 40)),
}

"""For every guard one situation in which it, and no other guard that can refuse, has something to say."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from laeringslopp import Entry, Policy, PolicyAdopted
from laeringslopp.policy import Mode
from laeringslopp.rules import GUARDS
from laeringslopp.testing import (
    START,
    Given,
    Step,
    acknowledged,
    adjusted,
    assessed,
    chosen,
    concluded,
    corrected,
    disclosed,
    drawn,
    ended,
    entry,
    given,
    observed,
    opened,
    proposed,
    retried,
    started,
    waived,
)

LONG_AGO = datetime(2019, 5, 1, 12, 0, tzinfo=UTC)
LATER = datetime(2030, 1, 1, tzinfo=UTC)


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


def succeeded(trial_id: str) -> tuple[Step, Step]:
    """A trial was measured, met its criterion and ended."""
    return observed(60, trial_id), ended(trial_id)


BEGUN = (opened(), chosen())
"""A decision in which somebody chose a direction."""
WELL_PREPARED = (opened(), proposed("north"), proposed("south"), entry(assessed("r1"), by="political"))
GRAVE = entry(assessed("grave", consequence="critical", alternative_id="north"), by="political")
FAILED_TRIAL = (*BEGUN, started("t1"), disclosed("f1", trial="t1"), ended("t1", "failed"))
ADJUSTED = (*FAILED_TRIAL, adjusted("a1", because_of=["f1"]))


def again(trial_id: str, of: str) -> Step:
    """A retry with a hypothesis of its own."""
    return retried(trial_id, of=of, adjustments=["a1"], hypothesis=f"It works as {trial_id}")


TWICE_RETRIED = (*ADJUSTED, again("t2", of="t1"), again("t3", of="t1"))


def policy(by: str, in_force_from: datetime = LATER, **envelope: Any) -> Entry:
    """A policy was adopted in the organisation's own stream."""
    adopted = PolicyAdopted(policy={"name": "ours"}, reason="We know more now", in_force_from=in_force_from)
    return entry(adopted, by=by, decision_id="policy.a-town", **envelope)


SITUATIONS = {
    "alternatives-before-direction": Situation(
        (opened(), proposed("north"), entry(assessed("r1"), by="political")), chosen("north")
    ),
    "risk-before-direction": Situation((opened(), proposed("north"), proposed("south")), chosen("north")),
    "risk-tolerated-openly": Situation((*WELL_PREPARED, GRAVE), chosen("north")),
    "only-deciding-level-chooses": Situation(WELL_PREPARED, entry(chosen("north"), by="administrative")),
    "trial-after-direction": Situation((opened(),), started("t1")),
    "trial-is-measurable": Situation(BEGUN, started("t1", criteria=())),
    "failed-trial-names-failure": Situation((*BEGUN, started("t1")), ended("t1", "failed")),
    "again-is-a-retry": Situation(FAILED_TRIAL, started("t2")),
    "success-has-evidence": Situation((*BEGUN, started("t1")), ended("t1")),
    "failure-stays": Situation((opened(), disclosed("f1", severity="serious")), corrected("f1", severity="minor")),
    "lesson-has-source": Situation((opened(),), drawn("l1")),
    "adjustment-has-reason": Situation((opened(),), adjusted("a1")),
    "retry-has-adjustment": Situation(FAILED_TRIAL, retried("t2", of="t1")),
    "retry-changes-something": Situation(
        (*ADJUSTED, retried("t2", of="t1", adjustments=["a1"])), retried("t3", of="t2", adjustments=["a1"])
    ),
    "escalate-after-failures": Situation(TWICE_RETRIED, again("t4", of="t1")),
    "no-conclusion-with-open-loop": Situation((*BEGUN, started("t1")), concluded()),
    "reopen-before-more": Situation((*BEGUN, concluded("abandoned")), started("t1")),
    "presented-before-decision": Situation((*WELL_PREPARED, assessed("r2")), chosen("north")),
    "lesson-known-before-decision": Situation(
        (
            *(entry(fact, decision_id="other") for fact in (opened(tags=("care",)), disclosed("f1"))),
            entry(drawn("l1", failures=["f1"]), decision_id="other"),
            opened(tags=("care",)),
            *WELL_PREPARED[1:],
        ),
        chosen("north"),
    ),
    "waiver-by-owner": Situation(
        (opened(),), entry(waived("trial-is-measurable", "trial-started"), by="administrative")
    ),
    "acknowledge-for-own-level": Situation(
        (opened(), disclosed("f1"), drawn("l1", failures=["f1"])), entry(acknowledged("l1"), by="administrative")
    ),
    "policy-by-owner": Situation((), policy("administrative")),
    "late": Situation(BEGUN, entry(started("t1"), occurred_at=START + timedelta(minutes=1)), days=31),
    # After the opening, so that it is live, and before the trial that it ends.
    "out-of-order": Situation(
        (*BEGUN, started("t1"), observed(60, "t1")),
        entry(ended("t1"), occurred_at=START + timedelta(minutes=1)),
        days=1,
    ),
    "speak-plainly": Situation((opened(),), proposed("north", expected_consequences="og så videre " * 40)),
}

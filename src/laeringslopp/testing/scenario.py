"""Given what is on record, when something is recorded, then the register answers so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Literal, Self

from laeringslopp.decision import Decision
from laeringslopp.entry import Actor, Entry
from laeringslopp.errors import Flaw, Invalid, Refusal, Refused, Unknown
from laeringslopp.facts import (
    AnyFact,
    DecisionConcluded,
    DirectionChosen,
    LessonAcknowledged,
    PolicyAdopted,
    RuleWaived,
)
from laeringslopp.policy import Policy
from laeringslopp.register import Receipt, Register
from laeringslopp.rules import shipped
from laeringslopp.store import open_store
from laeringslopp.testing.clock import Clock

DECISION = "decision-1"
"""The decision that facts are about unless an entry says otherwise."""

Step = AnyFact | Entry
"""A fact, or a fact with an envelope of its own (``entry``)."""


def actor(level: str, unit: str | None = None) -> Actor:
    """Somebody who acts at a level."""
    return Actor(id=level, role=level, level=level, unit=unit)


def entry(fact: AnyFact, *, by: Actor | str | None = None, decision_id: str = DECISION, **envelope: Any) -> Entry:
    """A fact with its envelope: ``by`` (a level will do), ``occurred_at``, ``sources``, ``access`` and so on.

    Where ``by`` is left out, the political level chooses, concludes, waives and adopts, a level acknowledges for
    itself, and the administration does all else.

    >>> from laeringslopp.testing import chosen, disclosed
    >>> entry(chosen()).by.level, entry(disclosed(), by="operational").by.level
    ('political', 'operational')
    """
    who = actor(by) if isinstance(by, str) else by or actor(_acts(fact))
    return Entry(decision_id=decision_id, fact=fact, by=who, **envelope)


def _acts(fact: AnyFact) -> str:
    match fact:
        case DirectionChosen() | DecisionConcluded() | RuleWaived() | PolicyAdopted():
            return "political"
        case LessonAcknowledged():
            return fact.level
    return "administrative"


def given(*steps: Step, policy: Literal["standard", "strict"] | Policy = "standard") -> "Given":
    """A register in memory that holds these, recorded one by one; ``policy`` judges what comes after.

    What is given was judged in its own day, by ``standard``: facts that a stricter policy would not take can be on
    record all the same. Raises ValueError for a given that could not have been recorded.

    >>> from laeringslopp.testing import ended, opened
    >>> given(opened(), ended("t1"))
    Traceback (most recent call last):
    ...
    ValueError: given 2, trial-ended, cannot be on record: /fact/trial_id: this decision has no trial 't1'
    """
    in_force = policy if isinstance(policy, Policy) else shipped(policy)
    store, clock = open_store("memory:"), Clock()
    earlier = Register(store, replace(shipped("standard"), levels=in_force.levels), clock, _unnamed)
    for number, step in enumerate(steps, start=1):
        made = _as_entry(step)
        try:
            earlier.append([made])
        except (Refused, Invalid, Unknown) as problem:
            raise ValueError(f"given {number}, {made.fact.kind}, cannot be on record: {problem}") from problem
    return Given(Register(store, in_force, clock, _unnamed), clock)


def _as_entry(step: Step) -> Entry:
    return step if isinstance(step, Entry) else entry(step)


def _unnamed() -> str:
    return DECISION


@dataclass(frozen=True, slots=True)
class Given:
    """What is on record so far."""

    register: Register
    clock: Clock

    def later(self, **by: float) -> Self:
        """After a while: ``later(days=31)``, as ``timedelta`` counts.

        >>> from laeringslopp.testing import START, disclosed, opened
        >>> a_month_ago = entry(disclosed(), occurred_at=START + timedelta(hours=1))
        >>> _ = given(opened()).later(days=31).when(a_month_ago).remarked("late")
        """
        self.clock.forward(timedelta(**by))
        return self

    def when(self, *steps: Step) -> "Outcome":
        """Records these in one call, all or none, and keeps what the register answers."""
        try:
            receipt = self.register.append([_as_entry(step) for step in steps])
        except Refused as no:
            return Outcome(self, refusals=no.refusals, remarks=no.remarks)
        except Invalid as no:
            return Outcome(self, flaws=no.flaws)
        return Outcome(self, receipt, remarks=receipt.remarks)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the register answered. Each check raises AssertionError, saying what it answered instead."""

    given: Given
    receipt: Receipt | None = None
    """Where it was recorded."""
    refusals: tuple[Refusal, ...] = ()
    remarks: tuple[str, ...] = ()
    """Rule ids, each once; of a refused call too."""
    flaws: tuple[Flaw, ...] = ()

    @property
    def decision(self) -> Decision:
        """The decision as it is now."""
        return self.given.register.decision(DECISION)

    def recorded(self) -> Self:
        """It was recorded, with remarks or without.

        >>> from laeringslopp.testing import disclosed, opened
        >>> _ = given(opened()).when(disclosed()).recorded()
        """
        return self._holds(self.receipt is not None, "recorded")

    def remarked(self, *rule_ids: str) -> Self:
        """It was recorded, and these rules remarked on it, no others.

        >>> from laeringslopp.testing import chosen, opened
        >>> _ = given(opened()).when(chosen()).remarked("alternatives-before-direction", "risk-before-direction")
        """
        wanted = f"recorded with remarks by {_these(rule_ids)}"
        return self._holds(self.receipt is not None and set(self.remarks) == set(rule_ids), wanted)

    def unremarked(self) -> Self:
        """It was recorded, and no rule remarked on it."""
        return self._holds(self.receipt is not None and not self.remarks, "recorded without a remark")

    def refused(self, *rule_ids: str, missing: str | None = None) -> Self:
        """These rules refused it, no others; ``missing`` is what one of them asks for.

        >>> from laeringslopp.testing import opened, started
        >>> _ = given(opened()).when(started(criteria=[])).refused("trial-is-measurable", missing="criterion")
        """
        ids = {refusal.rule_id for refusal in self.refusals}
        asked_for = missing is None or missing in {refusal.missing for refusal in self.refusals}
        wanted = f"refused by {_these(rule_ids)}" + (f", missing {missing}" if missing else "")
        return self._holds(bool(ids) and ids == set(rule_ids) and asked_for, wanted)

    def invalid(self, *codes: str) -> Self:
        """Integrity said no, with these codes, whatever the rules say.

        >>> from laeringslopp.testing import disclosed, opened, started
        >>> _ = given(opened(), disclosed("f1")).when(started("f1")).invalid("id-taken")
        """
        found = {flaw.code for flaw in self.flaws}
        return self._holds(bool(found) and found == set(codes), f"invalid: {_these(codes)}")

    def later(self, **by: float) -> Given:
        """After a while, as ``Given.later``."""
        return self.given.later(**by)

    def when(self, *steps: Step) -> "Outcome":
        """Records more in the same register.

        >>> from laeringslopp.testing import disclosed, ended, opened, started
        >>> _ = given(opened(), started("t1")).when(ended("t1", "failed")).refused("failed-trial-names-failure").when(
        ...     disclosed("f1", trial="t1"), ended("t1", "failed")
        ... ).recorded()
        """
        return self.given.when(*steps)

    def _holds(self, it_does: bool, wanted: str) -> Self:
        if not it_does:
            raise AssertionError(f"expected: {wanted}; the register answered: {self._answer()}")
        return self

    def _answer(self) -> str:
        if self.flaws:
            return "invalid: " + "; ".join(f"{flaw.code} at {flaw.pointer}: {flaw.detail}" for flaw in self.flaws)
        remarks = f", with remarks by {_these(self.remarks)}" if self.remarks else ""
        if self.refusals:
            return "refused by " + _these([f"{no.rule_id} (missing {no.missing})" for no in self.refusals]) + remarks
        return f"recorded{remarks}"


def _these(words: Sequence[str]) -> str:
    return ", ".join(words) or "none"

"""A decision opened for writing, and what the facts change in it."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from laeringslopp.access import Ruling
from laeringslopp.decision.state import (
    EVERYONE,
    Adoption,
    Answerable,
    Appointment,
    Day,
    Decision,
    Failure,
    Mark,
    Notable,
    Risk,
    Thing,
    Trial,
    plan_of,
)
from laeringslopp.entry import Recorded
from laeringslopp.facts import (
    EXTERNAL,
    AccessChanged,
    AlternativeProposed,
    Attempt,
    CasePresented,
    FailureDisclosed,
    PolicyAdopted,
    RetryStarted,
    RiskAssessed,
)
from laeringslopp.facts.trying import TrialOutcome
from laeringslopp.facts.values import Noun

_MAPS = (
    "things",
    "marks",
    "observed",
    "assessed",
    "ended",
    "tags",
    "plans",
    "escalated",
    "presented",
    "tellable",
    "notable",
    "appointments",
    "prepared",
)
GRAVE = ("serious", "critical")
"""Severities of failures that the deciding level is told of."""


class Draft:
    """A decision opened for writing: what changes stands in plain dicts, over the maps that it began with."""

    def __init__(self, decision: Decision) -> None:
        self.before = decision
        self.version = decision.version
        self.opened = decision.opened
        self.first_recorded_at = decision.first_recorded_at
        self.outcome = decision.outcome
        self.concluded = decision.concluded
        self.direction = decision.direction
        self.rulings = decision.rulings
        self.things: dict[str, Thing] = {}
        self.marks: dict[int, Mark] = {}
        self.more: dict[Noun, int] = {}
        """How many of each noun there are now that there were not before."""
        self.observed: dict[tuple[str, str], int | float] = {}
        self.assessed: dict[str, int] = {}
        self.ended: dict[tuple[str | None, str | None], tuple[str, TrialOutcome]] = {}
        self.waivers = decision.waivers
        self.tags: dict[str, None] = {}
        self.plans: dict[str, None] = {}
        self.running = decision.running
        self.retries = decision.retries
        self.first_setback = decision.first_setback
        self.escalated: dict[str, int] = {}
        self.presented: dict[str, int] = {}
        self.tellable: dict[int, str] = {}
        self.notable: dict[int, Notable] = {}
        self.appointments: dict[int, Appointment] = {}
        self.prepared: dict[str, Day] = {}
        self.chosen_on = decision.chosen_on
        self.concluded_on = decision.concluded_on
        self.adopted = decision.adopted

    def finish(self) -> Decision:
        changed: dict[str, object] = {
            "version": self.version,
            "opened": self.opened,
            "first_recorded_at": self.first_recorded_at,
            "outcome": self.outcome,
            "concluded": self.concluded,
            "direction": self.direction,
            "waivers": self.waivers,
            "rulings": self.rulings,
            "running": self.running,
            "retries": self.retries,
            "first_setback": self.first_setback,
            "adopted": self.adopted,
            "chosen_on": self.chosen_on,
            "concluded_on": self.concluded_on,
        }
        if self.more:
            counts = self.before.counts
            changed["counts"] = counts.update({noun: counts.get(noun, 0) + more for noun, more in self.more.items()})
        before = self.before.__dict__
        for name in _MAPS:
            if over := getattr(self, name):
                changed[name] = before[name].update(over)
        # A copy by its dict: the constructor of a frozen class sets each field by itself, at five times the cost.
        after = object.__new__(Decision)
        after.__dict__.update(before)
        after.__dict__.update(changed)
        return after

    def thing(self, name: str) -> Thing | None:
        """What an id names so far."""
        return self.things.get(name) or self.before.things.get(name)

    def use_up(self, waivers: Iterable[int]) -> None:
        for waiver in waivers:
            if waiver in self.waivers:
                self.waivers = self.waivers.delete(waiver)

    def answer(self, name: str, today: Day) -> None:
        thing = self.thing(name)
        if isinstance(thing, Answerable) and not thing.answered:
            self.things[name] = thing._replace(answered_on=today)

    def assess(self, fact: RiskAssessed, recorded: Recorded) -> None:
        self.things[fact.risk_id] = Risk(
            self.version,
            fact.alternative_id,
            False,
            None,
            fact.probability,
            fact.likelihood,
            fact.consequence,
            fact.tolerance,
            _who_knows(recorded),
        )
        self.tellable[self.version] = fact.risk_id
        about = fact.alternative_id or ""
        assessed = self.assessed.get(about) or self.before.assessed.get(about) or 0
        self.assessed[about] = assessed + 1
        self.is_prepared("risk", recorded.recorded_at.toordinal())
        if fact.replaces is not None:
            earlier = self.thing(fact.replaces)
            if isinstance(earlier, Risk):
                self.things[fact.replaces] = earlier._replace(replaced=True)

    def disclose(self, fact: FailureDisclosed, recorded: Recorded, today: Day) -> None:
        version, known_to = self.version, _who_knows(recorded)
        self.things[fact.failure_id] = Failure(
            version, fact.trial_id, fact.severity, fact.finding, today, 0, 0, known_to
        )
        self.tellable[version] = fact.failure_id
        self.first_setback = self.first_setback or version
        if fact.severity in GRAVE:
            self.to_be_told(version, fact.failure_id, recorded, today)
        if fact.trial_id is not None:
            trial = self.thing(fact.trial_id)
            if isinstance(trial, Trial):
                self.things[fact.trial_id] = spoken_of(trial, today, has_failure=True)
        else:
            # Whoever told it did not have to know how the trials are called here.
            for name in self.running:
                trial = self.thing(name)
                if isinstance(trial, Trial):
                    only = len(self.running) == 1
                    self.things[name] = spoken_of(trial, today, has_failure=trial.has_failure or only)

    def start(self, fact: Attempt, recorded: Recorded) -> None:
        plan = plan_of(fact)
        self.things[fact.trial_id] = Trial(
            self.version,
            self.direction.key if self.direction else None,
            fact.where,
            fact.criteria,
            False,
            None,
            plan,
            recorded.occurred_at.toordinal(),
            day(fact.review_by),
            0,
            0,
            0,
            0,
        )
        self.plans[plan] = None
        self.running = self.running.set(fact.trial_id, None)
        if isinstance(fact, RetryStarted):
            self.retries += 1
            self.first_setback = self.first_setback or self.version

    def hear_of(self, trial_id: str, today: Day, metric: str | None, value: float | None) -> None:
        """Something was observed of a trial. Nothing is made anew where it changes nothing, as most often."""
        missed = False
        trial = self.things.get(trial_id) or self.before.things.get(trial_id)
        if metric is not None and value is not None:
            self.observed[trial_id, metric] = value
            if type(trial) is Trial:
                for criterion in trial.criteria:
                    if criterion.metric == metric and not criterion.is_met_by(value):
                        missed = True
        if type(trial) is not Trial:
            return
        if missed:
            if trial.missed_on != today or trial.answered_on or not trial.said_on:
                self.things[trial_id] = observed(trial, today, missed_on=today, answered_on=0)
        elif (
            not trial.said_on
            or (trial.missed_on and not trial.answered_on)
            or (0 < trial.review_by <= today and not trial.reviewed_on)
        ):
            self.things[trial_id] = observed(trial, today)

    def to_be_told(self, version: int, about: str, recorded: Recorded, today: Day) -> None:
        told = self.opened is not None and recorded.by.level == self.opened.deciding_level
        self.notable[version] = Notable(about, today, today if told else 0)

    def tell(self, version: int, today: Day) -> None:
        """The deciding level has learned of an entry."""
        notable = self.notable.get(version) or self.before.notable.get(version)
        if notable is not None and not notable.told_on:
            self.notable[version] = notable._replace(told_on=today)

    def present(self, fact: CasePresented, today: Day) -> None:
        reached = self.presented.get(fact.to_level) or self.before.presented.get(fact.to_level) or 0
        self.presented[fact.to_level] = max(reached, fact.up_to_version)
        if self.opened is not None and fact.to_level == self.opened.deciding_level:
            for version in {*self.before.notable, *self.notable}:
                if version <= fact.up_to_version:
                    self.tell(version, today)

    def refer(self, recorded: Recorded, *names: str | None) -> None:
        """Whoever refers to a failure or a risk knows it."""
        level = recorded.by.level
        if level == EXTERNAL:
            return
        for name in names:
            thing = self.thing(name) if name else None
            if isinstance(thing, Failure | Risk) and level not in thing.known_to:
                self.things[name or ""] = thing._replace(known_to=thing.known_to | {level})
                self.learns(level, thing.version, recorded)

    def spread(self, recorded: Recorded, versions: Iterable[int]) -> None:
        """Whoever refers to entries knows them."""
        for version in versions:
            name = self.tellable.get(version) or self.before.tellable.get(version)
            self.refer(recorded, name)
            self.learns(recorded.by.level, version, recorded)

    def learns(self, level: str, version: int, recorded: Recorded) -> None:
        """A level knows an entry; the deciding level need not be told of it any more."""
        if self.opened is not None and level == self.opened.deciding_level:
            self.tell(version, recorded.recorded_at.toordinal())

    def look_again(self, rule_id: str, today: Day) -> None:
        for version in {*self.before.appointments, *self.appointments}:
            appointment = self.appointments.get(version) or self.before.appointments[version]
            if appointment.rule_id == rule_id and not appointment.met_on:
                self.appointments[version] = appointment._replace(met_on=today)

    def prepare(self, fact: AlternativeProposed, today: Day) -> None:
        if self.before.counts.get("alternative", 0) + self.more["alternative"] >= 2:
            self.is_prepared("alternatives", today)
        for part, said in (
            ("effects", fact.expected_consequences),
            ("affected", fact.affects),
            ("lasting", fact.lasting),
            ("principles", fact.principles),
            ("needs", fact.needs),
            ("recommendation", fact.recommended_because),
        ):
            if said:
                self.is_prepared(part, today)

    def is_prepared(self, part: str, today: Day) -> None:
        """A part of a properly prepared case is on record."""
        if part not in self.before.prepared:
            self.prepared.setdefault(part, today)

    def rule_access(self, fact: AccessChanged, version: int) -> None:
        ruling, now = Ruling(version, fact.access), self.rulings
        if fact.versions:
            with now.single.mutate() as single:
                for entry in fact.versions:
                    single[entry] = ruling
                self.rulings = replace(now, single=single.finish())
        else:
            closed = ruling if fact.access.level == "exempt" else now.closed
            self.rulings = replace(now, default=fact.access, whole=ruling, closed=closed)


def day(given: date | None) -> Day:
    return given.toordinal() if given is not None else 0


def takes_effect(recorded: Recorded) -> bool:
    """Whether an entry that steers does: not where it is history, carried here from elsewhere, or from outside."""
    return not recorded.history and recorded.by.level != EXTERNAL


def adoption(recorded: Recorded) -> Adoption | None:
    """The policy that an entry brings into force; None where it brings none."""
    fact = recorded.fact
    if not isinstance(fact, PolicyAdopted) or not takes_effect(recorded):
        return None
    document = json.dumps(fact.policy, ensure_ascii=False, sort_keys=True)
    return Adoption(recorded.version, fact.in_force_from, document)


def _who_knows(recorded: Recorded) -> frozenset[str]:
    """The levels that know an entry from the beginning."""
    levels = {recorded.by.level, recorded.recorded_by.level if recorded.recorded_by else recorded.by.level}
    if recorded.known_from is not None:
        levels.add(EVERYONE)
    return frozenset(levels - {EXTERNAL})


def observed(trial: Trial, today: Day, **more: Any) -> Trial:
    """The trial once something was said of it; in one go, for each copy of a trial costs more than the fact."""
    return trial._replace(
        **{
            "said_on": trial.said_on or today,
            "reviewed_on": trial.reviewed_on or (today if 0 < trial.review_by <= today else 0),
            "answered_on": trial.answered_on or (today if trial.missed_on else 0),
            **more,
        }
    )


def spoken_of(trial: Trial, today: Day, **more: Any) -> Trial:
    """The trial once it ended or failed, which says how it goes."""
    return observed(trial, today, reviewed_on=trial.reviewed_on or today, **more)

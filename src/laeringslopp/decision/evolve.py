"""How each fact changes a decision. Total over every kind, and tolerant of what a reader may not see."""

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from laeringslopp.access import Ruling, Rulings
from laeringslopp.decision.state import (
    Answerable,
    Decision,
    Direction,
    Failure,
    Lesson,
    Mark,
    Named,
    Risk,
    Thing,
    Trial,
    direction_key,
)
from laeringslopp.entry import Recorded
from laeringslopp.facts import (
    EXTERNAL,
    INTERNAL,
    AccessChanged,
    AccountDisputed,
    AdjustmentMade,
    AlternativeProposed,
    AnyFact,
    CasePresented,
    DecisionConcluded,
    DecisionEscalated,
    DecisionLinked,
    DecisionOpened,
    DecisionReopened,
    DirectionChosen,
    FailureContained,
    FailureCorrected,
    FailureDisclosed,
    LessonAcknowledged,
    LessonApplied,
    LessonDrawn,
    LessonShared,
    ObservationRecorded,
    OversightAnswered,
    OversightReceived,
    PlanChanged,
    PolicyAdopted,
    QuestionAnswered,
    QuestionAsked,
    RetryStarted,
    RiskAssessed,
    RiskMaterialised,
    RuleWaived,
    TagsAdded,
    TrialEnded,
    TrialStarted,
)
from laeringslopp.facts.trying import TrialOutcome
from laeringslopp.facts.values import Noun

_MAPS = ("things", "marks", "observed", "assessed", "ended", "tags")


def evolve(decision: Decision, recorded: Recorded) -> Decision:
    """The decision after one more fact."""
    return fold(decision, (recorded,))


def fold(decision: Decision, facts: Iterable[Recorded]) -> Decision:
    """The decision after more facts, in the time of the facts alone: no collection is copied for a fact."""
    draft = _Draft(decision)
    for recorded in facts:
        draft.apply(recorded)
    return draft.finish()


class _Draft:
    """A decision opened for writing: what changes stands in plain dicts, over the maps that it began with."""

    def __init__(self, decision: Decision) -> None:
        self.before = decision
        self.version = decision.version
        self.opened = decision.opened
        self.first_recorded_at = decision.first_recorded_at
        self.outcome = decision.outcome
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

    def finish(self) -> Decision:
        changed: dict[str, object] = {
            "version": self.version,
            "opened": self.opened,
            "first_recorded_at": self.first_recorded_at,
            "outcome": self.outcome,
            "direction": self.direction,
            "waivers": self.waivers,
            "rulings": self.rulings,
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

    def apply(self, recorded: Recorded) -> None:
        # A model's attributes pass pydantic's __getattr__ hook; for what every fact has, its dict is twice as quick.
        envelope = recorded.__dict__
        fact: AnyFact = envelope["fact"]
        version = self.version = envelope["version"]
        self.marks[version] = (envelope["occurred_at"], envelope["occurred_precision"], envelope["history"])
        if self.first_recorded_at is None:
            self.first_recorded_at = recorded.recorded_at
        if (noun := fact.names) is not None:
            self.more[noun] = self.more.get(noun, 0) + 1
        if envelope["waived"]:
            self._use_up(recorded.waived)
        match fact:
            case ObservationRecorded():
                # The commonest kind by far; a named tuple's own constructor, in Python, costs thrice as much.
                said = fact.__dict__
                self.things[said["observation_id"]] = tuple.__new__(Named, ("observation", version))
                trial_id, metric, value = said["trial_id"], said["metric"], said["value"]
                if trial_id is not None and metric is not None and value is not None:
                    self.observed[trial_id, metric] = value
            case DecisionOpened():
                self.opened = fact
                self.rulings = Rulings(fact.organisation, fact.access or INTERNAL)
                for tag in fact.tags:
                    self.tags[tag] = None
            case AlternativeProposed():
                self.things[fact.alternative_id] = Named("alternative", version)
            case RiskAssessed():
                self.things[fact.risk_id] = Risk(version, fact.alternative_id, False, None)
                about = fact.alternative_id or ""
                assessed = self.assessed.get(about) or self.before.assessed.get(about) or 0
                self.assessed[about] = assessed + 1
                if fact.replaces is not None:
                    earlier = self.thing(fact.replaces)
                    if isinstance(earlier, Risk):
                        self.things[fact.replaces] = earlier._replace(replaced=True)
            case DirectionChosen():
                self.direction = Direction(direction_key(fact), version)
            case FailureDisclosed():
                self.things[fact.failure_id] = Failure(version, fact.trial_id, fact.severity, fact.finding, False)
                if fact.trial_id is not None:
                    trial = self.thing(fact.trial_id)
                    if isinstance(trial, Trial) and not trial.has_failure:
                        self.things[fact.trial_id] = trial._replace(has_failure=True)
            case TrialStarted() | RetryStarted():
                direction = self.direction.key if self.direction else None
                self.things[fact.trial_id] = Trial(version, direction, fact.where, fact.criteria, False, None)
            case TrialEnded():
                trial = self.thing(fact.trial_id)
                if isinstance(trial, Trial):
                    self.things[fact.trial_id] = trial._replace(outcome=fact.outcome)
                    self.ended[trial.direction, trial.where] = (fact.trial_id, fact.outcome)
            case FailureCorrected():
                failure = self.thing(fact.failure_id)
                if isinstance(failure, Failure):
                    self.things[fact.failure_id] = failure._replace(
                        severity=fact.severity or failure.severity, finding=fact.finding or failure.finding
                    )
            case LessonDrawn():
                self.things[fact.lesson_id] = Lesson(version, frozenset(), frozenset())
                for failure_id in fact.from_failures:
                    failure = self.thing(failure_id)
                    if isinstance(failure, Failure) and not failure.has_lesson:
                        self.things[failure_id] = failure._replace(has_lesson=True)
            case LessonShared():
                lesson = self.thing(fact.lesson_id)
                if isinstance(lesson, Lesson):
                    self.things[fact.lesson_id] = lesson._replace(
                        shared_with=lesson.shared_with.union(fact.with_levels)
                    )
            case LessonAcknowledged():
                lesson = self.thing(fact.lesson_id)
                if isinstance(lesson, Lesson):
                    self.things[fact.lesson_id] = lesson._replace(acknowledged_by=lesson.acknowledged_by | {fact.level})
            case AdjustmentMade():
                self.things[fact.adjustment_id] = Named("adjustment", version)
            case QuestionAsked():
                self.things[fact.question_id] = Answerable("question", version, False)
            case QuestionAnswered():
                self._answer(fact.question_id)
            case OversightReceived():
                self.things[fact.oversight_id] = Answerable("oversight", version, False)
            case OversightAnswered():
                self._answer(fact.oversight_id)
            case TagsAdded():
                for tag in fact.tags:
                    self.tags[tag] = None
            case RiskMaterialised():
                risk = self.thing(fact.risk_id)
                if isinstance(risk, Risk):
                    self.things[fact.risk_id] = risk._replace(came_true=fact.came_true)
            case DecisionConcluded():
                self.outcome = fact.outcome
            case DecisionReopened():
                self.outcome = None
            case RuleWaived():
                if not recorded.history and recorded.by.level != EXTERNAL:
                    self.waivers = self.waivers.set(version, fact)
            case AccessChanged():
                self._rule_access(fact, version)
            case (
                FailureContained()
                | CasePresented()
                | LessonApplied()
                | PlanChanged()
                | AccountDisputed()
                | DecisionEscalated()
                | DecisionLinked()
                | PolicyAdopted()
            ):
                pass  # shown in the timeline; no rule or state asks for more than that they stand there
            case _:
                assert_never(fact)

    def _use_up(self, waivers: Iterable[int]) -> None:
        for waiver in waivers:
            if waiver in self.waivers:
                self.waivers = self.waivers.delete(waiver)

    def _answer(self, name: str) -> None:
        thing = self.thing(name)
        if isinstance(thing, Answerable):
            self.things[name] = thing._replace(answered=True)

    def _rule_access(self, fact: AccessChanged, version: int) -> None:
        ruling, now = Ruling(version, fact.access), self.rulings
        if fact.versions:
            with now.single.mutate() as single:
                for entry in fact.versions:
                    single[entry] = ruling
                self.rulings = replace(now, single=single.finish())
        else:
            closed = ruling if fact.access.level == "exempt" else now.closed
            self.rulings = replace(now, default=fact.access, whole=ruling, closed=closed)

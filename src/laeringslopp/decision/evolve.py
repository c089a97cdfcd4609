"""How each fact changes a decision. Total over every kind, and tolerant of what a reader may not see."""

from collections.abc import Iterable
from typing import assert_never

from immutables import Map

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


def evolve(decision: Decision, recorded: Recorded) -> Decision:
    """The decision after one more fact."""
    return fold(decision, (recorded,))


def fold(decision: Decision, facts: Iterable[Recorded]) -> Decision:
    """The decision after more facts, in the time of the facts alone: the maps are opened once and closed once."""
    draft = _Draft(decision)
    for recorded in facts:
        draft.apply(recorded)
    return draft.finish()


class _Draft:
    """A decision opened for writing; nobody else holds it."""

    def __init__(self, decision: Decision) -> None:
        self.decision_id = decision.decision_id
        self.version = decision.version
        self.opened = decision.opened
        self.first_recorded_at = decision.first_recorded_at
        self.outcome = decision.outcome
        self.direction = decision.direction
        self.rulings = decision.rulings
        self.things = decision.things.mutate()
        self.marks = decision.marks.mutate()
        self.counts = decision.counts.mutate()
        self.assessed = decision.assessed.mutate()
        self.ended = decision.ended.mutate()
        self.waivers = decision.waivers.mutate()
        self.presented = decision.presented.mutate()
        self.tags = decision.tags.mutate()

    def finish(self) -> Decision:
        return Decision(
            decision_id=self.decision_id,
            version=self.version,
            opened=self.opened,
            first_recorded_at=self.first_recorded_at,
            outcome=self.outcome,
            direction=self.direction,
            things=self.things.finish(),
            marks=self.marks.finish(),
            counts=self.counts.finish(),
            assessed=self.assessed.finish(),
            ended=self.ended.finish(),
            waivers=self.waivers.finish(),
            presented=self.presented.finish(),
            tags=self.tags.finish(),
            rulings=self.rulings,
        )

    def apply(self, recorded: Recorded) -> None:
        fact, version = recorded.fact, recorded.version
        self.version = version
        self.marks[version] = Mark(recorded.occurred_at, recorded.occurred_precision, recorded.history)
        if self.first_recorded_at is None:
            self.first_recorded_at = recorded.recorded_at
        if fact.names is not None:
            self.counts[fact.names] = self.counts.get(fact.names, 0) + 1
        for waiver in recorded.waived:
            self.waivers.pop(waiver, None)
        match fact:
            case ObservationRecorded():
                self.things[fact.observation_id] = Named("observation", version)
                self._observe(fact)
            case FailureDisclosed():
                self.things[fact.failure_id] = Failure(version, fact.trial_id, fact.severity, fact.finding, False)
                if fact.trial_id is not None:
                    trial = self.things.get(fact.trial_id)
                    if isinstance(trial, Trial) and not trial.has_failure:
                        self.things[fact.trial_id] = trial._replace(has_failure=True)
            case TrialStarted() | RetryStarted():
                direction = self.direction.key if self.direction else None
                self.things[fact.trial_id] = Trial(
                    version, direction, fact.where, fact.criteria, _NOTHING_OBSERVED, False, None
                )
            case TrialEnded():
                trial = self.things.get(fact.trial_id)
                if isinstance(trial, Trial):
                    self.things[fact.trial_id] = trial._replace(outcome=fact.outcome)
                    self.ended[trial.direction, trial.where] = (fact.trial_id, fact.outcome)
            case FailureCorrected():
                failure = self.things.get(fact.failure_id)
                if isinstance(failure, Failure):
                    self.things[fact.failure_id] = failure._replace(
                        severity=fact.severity or failure.severity, finding=fact.finding or failure.finding
                    )
            case LessonDrawn():
                self.things[fact.lesson_id] = Lesson(version, frozenset(), frozenset())
                for failure_id in fact.from_failures:
                    failure = self.things.get(failure_id)
                    if isinstance(failure, Failure) and not failure.has_lesson:
                        self.things[failure_id] = failure._replace(has_lesson=True)
            case LessonShared():
                lesson = self.things.get(fact.lesson_id)
                if isinstance(lesson, Lesson):
                    self.things[fact.lesson_id] = lesson._replace(
                        shared_with=lesson.shared_with.union(fact.with_levels)
                    )
            case LessonAcknowledged():
                lesson = self.things.get(fact.lesson_id)
                if isinstance(lesson, Lesson):
                    self.things[fact.lesson_id] = lesson._replace(acknowledged_by=lesson.acknowledged_by | {fact.level})
            case AdjustmentMade():
                self.things[fact.adjustment_id] = Named("adjustment", version)
            case CasePresented():
                self.presented[fact.to_level] = max(fact.up_to_version, self.presented.get(fact.to_level, 0))
            case QuestionAsked():
                self.things[fact.question_id] = Answerable("question", version, False)
            case QuestionAnswered():
                self._answer(fact.question_id)
            case OversightReceived():
                self.things[fact.oversight_id] = Answerable("oversight", version, False)
            case OversightAnswered():
                self._answer(fact.oversight_id)
            case DecisionOpened():
                self.opened = fact
                self.rulings = Rulings(fact.organisation, fact.access or INTERNAL)
                for tag in fact.tags:
                    self.tags[tag] = None
            case TagsAdded():
                for tag in fact.tags:
                    self.tags[tag] = None
            case AlternativeProposed():
                self.things[fact.alternative_id] = Named("alternative", version)
            case RiskAssessed():
                self.things[fact.risk_id] = Risk(version, fact.alternative_id, False, None)
                about = fact.alternative_id or ""
                self.assessed[about] = self.assessed.get(about, 0) + 1
                if fact.replaces is not None:
                    earlier = self.things.get(fact.replaces)
                    if isinstance(earlier, Risk):
                        self.things[fact.replaces] = earlier._replace(replaced=True)
            case RiskMaterialised():
                risk = self.things.get(fact.risk_id)
                if isinstance(risk, Risk):
                    self.things[fact.risk_id] = risk._replace(came_true=fact.came_true)
            case DirectionChosen():
                self.direction = Direction(direction_key(fact), version)
            case DecisionConcluded():
                self.outcome = fact.outcome
            case DecisionReopened():
                self.outcome = None
            case RuleWaived():
                if not recorded.history and recorded.by.level != EXTERNAL:
                    self.waivers[version] = fact
            case AccessChanged():
                self._rule_access(fact, version)
            case (
                FailureContained()
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

    def _observe(self, fact: ObservationRecorded) -> None:
        if fact.trial_id is None or fact.metric is None or fact.value is None:
            return
        trial = self.things.get(fact.trial_id)
        if isinstance(trial, Trial):
            self.things[fact.trial_id] = trial._replace(observed=trial.observed.set(fact.metric, fact.value))

    def _answer(self, name: str) -> None:
        thing = self.things.get(name)
        if isinstance(thing, Answerable):
            self.things[name] = thing._replace(answered=True)

    def _rule_access(self, fact: AccessChanged, version: int) -> None:
        ruling, now = Ruling(version, fact.access), self.rulings
        if fact.versions:
            with now.single.mutate() as single:
                for entry in fact.versions:
                    single[entry] = ruling
                self.rulings = Rulings(now.organisation, now.default, now.whole, single.finish())
        else:
            self.rulings = Rulings(now.organisation, fact.access, ruling, now.single)


_NOTHING_OBSERVED: Map[str, int | float] = Map()

"""How each fact changes a decision. Total over every kind, and tolerant of what a reader may not see."""

from collections.abc import Iterable
from typing import NamedTuple, assert_never

from laeringslopp.access import Rulings
from laeringslopp.decision.drafting import GRAVE, Draft, adoption, day, spoken_of, takes_effect
from laeringslopp.decision.state import (
    Answerable,
    Appointment,
    Day,
    Decision,
    Direction,
    Failure,
    Lesson,
    Named,
    Risk,
    Trial,
    direction_key,
)
from laeringslopp.entry import Recorded
from laeringslopp.facts import (
    INTERNAL,
    OPEN,
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
from laeringslopp.policy import POLICY_STREAM


def evolve(decision: Decision, recorded: Recorded) -> Decision:
    """The decision after one more fact."""
    return fold(decision, (recorded,))


def fold(decision: Decision, facts: Iterable[Recorded]) -> Decision:
    """The decision after more facts, in the time of the facts alone: no collection is copied for a fact."""
    draft = _Draft(decision)
    for recorded in facts:
        draft.apply(recorded)
    return draft.finish()


class Heard(NamedTuple):
    """An observation of a trial, as far as duties follow from it."""

    trial_id: str
    on: Day
    metric: str | None
    value: float | None


def fold_heard(decision: Decision, facts: Iterable[Recorded | Heard]) -> Decision:
    """As ``fold``, where of observations, which are most of all there is, no more is made than duties need."""
    draft = _Draft(decision)
    for each in facts:
        if type(each) is Heard:
            draft.hear_of(*each)
        else:
            draft.apply(each)  # type: ignore[arg-type]  # mypy narrows no type() to the other branch
    return draft.finish()


class _Draft(Draft):
    """Total over every kind."""

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
            self.use_up(recorded.waived)
        today: Day = envelope["recorded_at"].toordinal()
        match fact:
            case ObservationRecorded():
                # The commonest kind by far; a named tuple's own constructor, in Python, costs thrice as much.
                said = fact.__dict__
                self.things[said["observation_id"]] = tuple.__new__(Named, ("observation", version))
                trial_id = said["trial_id"]
                if trial_id is not None:
                    self.hear_of(trial_id, today, said["metric"], said["value"])
            case DecisionOpened():
                self.opened = fact
                self.rulings = Rulings(fact.organisation, fact.access or INTERNAL)
                for tag in fact.tags:
                    self.tags[tag] = None
                if fact.goal:
                    self.is_prepared("goal", today)
            case AlternativeProposed():
                self.things[fact.alternative_id] = Named("alternative", version)
                self.prepare(fact, today)
            case RiskAssessed():
                self.assess(fact, recorded)
            case DirectionChosen():
                self.look_again("revisit-tentative", today)
                self.direction = Direction(direction_key(fact), version, day(fact.until))
                self.chosen_on = self.chosen_on or today
                if fact.until is not None:
                    appointed = Appointment("revisit-tentative", today, day(fact.until), 0)
                    self.appointments[version] = appointed
                self.refer(recorded, *fact.tolerated_risks)
            case FailureDisclosed():
                self.disclose(fact, recorded, today)
            case TrialStarted() | RetryStarted():
                self.start(fact, recorded)
                if isinstance(fact, RetryStarted):
                    self.refer(recorded, fact.retry_of)
            case TrialEnded():
                trial = self.thing(fact.trial_id)
                if isinstance(trial, Trial):
                    if fact.trial_id in self.running:
                        self.running = self.running.delete(fact.trial_id)
                    self.things[fact.trial_id] = spoken_of(trial, today, outcome=fact.outcome)
                    self.ended[trial.direction, trial.where] = (fact.trial_id, fact.outcome)
                if fact.outcome == "stopped":
                    self.to_be_told(version, fact.trial_id, recorded, today)
            case FailureCorrected():
                failure = self.thing(fact.failure_id)
                if isinstance(failure, Failure):
                    self.things[fact.failure_id] = failure._replace(
                        severity=fact.severity or failure.severity,
                        finding=fact.finding or failure.finding,
                        unfounded_on=(today if fact.finding == "unfounded" else 0)
                        if fact.finding
                        else failure.unfounded_on,
                    )
                    if fact.severity in GRAVE and failure.severity not in GRAVE:
                        self.to_be_told(failure.version, fact.failure_id, recorded, today)
                self.refer(recorded, fact.failure_id)
            case LessonDrawn():
                self.things[fact.lesson_id] = Lesson(
                    version, today, recorded.by.level, (), (), fact.from_failures, fact.applies_to, recorded.access
                )
                for failure_id in fact.from_failures:
                    failure = self.thing(failure_id)
                    if isinstance(failure, Failure) and not failure.has_lesson:
                        self.things[failure_id] = failure._replace(lesson_on=today)
                self.refer(recorded, *fact.from_failures)
            case LessonShared():
                lesson = self.thing(fact.lesson_id)
                if isinstance(lesson, Lesson):
                    new = tuple((level, today) for level in fact.with_levels if level not in lesson.shared_with)
                    self.things[fact.lesson_id] = lesson._replace(shared=(*lesson.shared, *dict.fromkeys(new)))
            case LessonAcknowledged():
                lesson = self.thing(fact.lesson_id)
                if isinstance(lesson, Lesson) and fact.level not in lesson.acknowledged_by:
                    read = (*lesson.acknowledged, (fact.level, today))
                    self.things[fact.lesson_id] = lesson._replace(acknowledged=read)
            case AdjustmentMade():
                self.things[fact.adjustment_id] = Named("adjustment", version)
                self.refer(recorded, *fact.because_of)
            case QuestionAsked():
                self.things[fact.question_id] = Answerable("question", version, fact.to_level, today, 0, 0, True)
            case QuestionAnswered():
                self.answer(fact.question_id, today)
            case OversightReceived():
                asks = fact.nature != "cleared"
                self.things[fact.oversight_id] = Answerable(
                    "oversight", version, None, today, day(fact.comply_by), 0, asks
                )
                self.refer(recorded, *fact.about)
            case OversightAnswered():
                self.answer(fact.oversight_id, today)
            case TagsAdded():
                for tag in fact.tags:
                    self.tags[tag] = None
            case RiskMaterialised():
                risk = self.thing(fact.risk_id)
                if isinstance(risk, Risk):
                    self.things[fact.risk_id] = risk._replace(came_true=fact.came_true)
                self.refer(recorded, fact.risk_id, fact.failure_id)
            case DecisionConcluded():
                self.look_again("revisit-tentative", today)
                self.look_again("revisit-decision", today)
                self.outcome, self.concluded, self.concluded_on = fact.outcome, version, today
                if fact.revisit_by is not None:
                    appointed = Appointment("revisit-decision", today, day(fact.revisit_by), 0)
                    self.appointments[version] = appointed
            case DecisionReopened():
                self.look_again("revisit-decision", today)
                self.outcome, self.concluded, self.concluded_on = None, 0, 0
            case CasePresented():
                self.present(fact, today)
            case DecisionEscalated():
                self.escalated[fact.to_level] = version
            case PlanChanged():
                self.to_be_told(version, fact.trial_id or "", recorded, today)
            case RuleWaived():
                if takes_effect(recorded):
                    self.waivers = self.waivers.set(version, fact)
            case AccessChanged():
                self.rule_access(fact, version)
            case PolicyAdopted():
                self.rulings = Rulings(self.before.decision_id.removeprefix(POLICY_STREAM), OPEN)
                if (adopted := adoption(recorded)) is not None:
                    self.adopted = (*self.adopted, adopted)
            case FailureContained():
                self.refer(recorded, fact.failure_id)
            case AccountDisputed():
                self.spread(recorded, (fact.disputed_version,))
            case LessonApplied() | DecisionLinked():
                pass  # shown in the timeline; no rule or state asks for more than that they stand there
            case _:
                assert_never(fact)
        if envelope["caused_by"]:
            self.spread(recorded, envelope["caused_by"])

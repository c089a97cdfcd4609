"""What could be recorded next in a decision: a broad set of acts, so that one sees which of them a fact closes off."""

from collections.abc import Iterator
from itertools import islice

from laeringslopp.decision import Decision
from laeringslopp.decision.state import Failure, Lesson, Risk, T, Trial
from laeringslopp.entry import Entry
from laeringslopp.facts import (
    Access,
    AccessChanged,
    AdjustmentMade,
    AlternativeProposed,
    AnyFact,
    CasePresented,
    Change,
    Criterion,
    DecisionConcluded,
    DecisionEscalated,
    DecisionReopened,
    DirectionChosen,
    FailureContained,
    FailureCorrected,
    FailureDisclosed,
    LessonAcknowledged,
    LessonDrawn,
    LessonShared,
    ObservationRecorded,
    OversightAnswered,
    OversightReceived,
    PlanChanged,
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
from laeringslopp.register import Register
from laeringslopp.testing.scenario import entry

MOST = 4
"""Of each thing on record, the newest that are acted on: an act on the fifth is judged as one on the fourth."""
CRITERIA = (Criterion(metric="uptake", comparison=">=", target=60),)


def candidates(register: Register, decision_id: str) -> Iterator[Entry]:
    """Acts in a decision, by those who would make them; and a choice in each other decision of the register."""
    decision = register.decision(decision_id)
    levels = register.levels(decision.opened.organisation if decision.opened else None)
    deciding = decision.deciding_level or levels[0]
    others = tuple(dict.fromkeys((deciding, levels[min(1, len(levels) - 1)])))
    for fact in _decided(decision):
        yield from (entry(fact, by=level, decision_id=decision_id) for level in others)
    for fact in (*_tried(decision), *_told(decision), *_steered(decision, levels)):
        yield entry(fact, by="administrative" if "administrative" in levels else others[-1], decision_id=decision_id)
    for fact in _retried(decision):
        yield from (entry(fact, by=level, decision_id=decision_id) for level in others)
    for name in _newest(decision, Lesson):
        for level in levels:
            yield entry(LessonAcknowledged(lesson_id=name, level=level), by=level, decision_id=decision_id)
    for rule_id, kind in (("no-conclusion-with-open-loop", "decision-concluded"), ("late", "failure-disclosed")):
        waiver = RuleWaived(rule_id=rule_id, for_kind=kind, reason="Once")
        yield entry(waiver, by=deciding, decision_id=decision_id)
    for other in register.decision_ids():
        elsewhere = register.decision(other)
        if other != decision_id and elsewhere.deciding_level:
            yield entry(DirectionChosen(what="Another way"), by=elsewhere.deciding_level, decision_id=other)


def _newest(decision: Decision, of: type[T]) -> list[str]:
    found = sorted(decision.each(of), key=lambda item: -item[1].version)
    return [name for name, _ in islice(found, MOST)]


def _names(decision: Decision, noun: str) -> list[str]:
    found = [(thing.version, name) for name, thing in decision.things.items() if thing.noun == noun]
    return [name for _, name in sorted(found)[-MOST:]]


def _decided(decision: Decision) -> Iterator[AnyFact]:
    """Choices and conclusions."""
    risks = tuple(name for name, _ in decision.each(Risk))
    for outcome in ("adopted", "abandoned", "superseded", "deferred"):
        yield DecisionConcluded(outcome=outcome, reason="It is settled")
    yield DirectionChosen(what="Another way")
    yield DirectionChosen(what="Another way", tolerated_risks=risks)
    yield DirectionChosen(what="Another way", basis="delegated")
    for name in _names(decision, "alternative"):
        yield DirectionChosen(alternative_id=name)
        yield DirectionChosen(alternative_id=name, tolerated_risks=risks)
    if decision.direction is not None and decision.direction.key.startswith("what "):
        yield DirectionChosen(what=decision.direction.key.removeprefix("what "), tolerated_risks=risks)


def _tried(decision: Decision) -> Iterator[AnyFact]:
    """Trials that begin, are measured, are planned anew and end."""
    trials = [(name, trial) for name in _newest(decision, Trial) if (trial := decision.trial(name))]
    places = dict.fromkeys((None, "elsewhere", *(trial.where for _, trial in trials)))
    for where in places:
        yield TrialStarted(hypothesis="It works", criteria=CRITERIA, where=where)
    yield PlanChanged(what="The date", reason="It takes longer")
    for name, trial in trials:
        yield PlanChanged(trial_id=name, what="The date", reason="It takes longer")
        yield ObservationRecorded(trial_id=name, note="It goes on")
        for criterion in trial.criteria[:1]:
            for value in (criterion.target - 1, criterion.target, criterion.target + 1):
                yield ObservationRecorded(trial_id=name, metric=criterion.metric, value=value)
        for outcome in ("succeeded", "failed", "mixed", "stopped"):
            yield TrialEnded(trial_id=name, outcome=outcome, summary="It is over")
        yield TrialEnded(trial_id=name, outcome="stopped", summary="It is over", stopped_because="No money")


def _retried(decision: Decision) -> Iterator[AnyFact]:
    made = tuple(_names(decision, "adjustment"))
    for name in (*_newest(decision, Trial), *_newest(decision, Failure)):
        for adjustments in dict.fromkeys(((), made)):
            for hypothesis in ("It works", "It works as never before"):
                yield RetryStarted(
                    hypothesis=hypothesis, criteria=CRITERIA, retry_of=name, adjustments=tuple(adjustments)
                )


def _told(decision: Decision) -> Iterator[AnyFact]:
    """What failed, what was learned from it, and what was changed."""
    yield FailureDisclosed(what_happened="Something else did not work")
    yield AdjustmentMade(changes=(Change(what="training", to="two hours"),))
    for name in _newest(decision, Failure):
        yield FailureDisclosed(what_happened="It happened again", severity="serious")
        yield FailureContained(failure_id=name, what="Went back to the old way")
        for severity in ("minor", "moderate", "serious", "critical"):
            yield FailureCorrected(failure_id=name, reason="We know more now", severity=severity)
        yield FailureCorrected(failure_id=name, reason="We know more now", finding="unfounded")
        yield LessonDrawn(statement="Ask first", from_failures=(name,))
        yield AdjustmentMade(because_of=(name,), changes=(Change(what="training", to="two hours"),))
    for name in _newest(decision, Trial):
        yield LessonDrawn(statement="Ask first", from_trials=(name,))
    for name in _newest(decision, Lesson):
        yield AdjustmentMade(because_of=(name,), changes=(Change(what="training", to="two hours"),))
    for name in _newest(decision, Risk):
        yield RiskMaterialised(risk_id=name, came_true=True)


def _steered(decision: Decision, levels: tuple[str, ...]) -> Iterator[AnyFact]:
    """What goes between levels."""
    yield DecisionReopened(reason="There is more to it")
    yield AlternativeProposed(title="One way more")
    yield RiskAssessed(what="It may not work")
    yield TagsAdded(tags=("more",))
    yield AccessChanged(access=Access(level="open"), reason="It was asked for")
    yield OversightReceived(from_body="The inspectorate", nature="order", what="Ask first", binding=True)
    for level in levels:
        yield CasePresented(to_level=level, up_to_version=decision.version)
        yield DecisionEscalated(to_level=level, reason="We need your word")
        yield QuestionAsked(to_level=level, text="How is it going?")
        for name in _newest(decision, Lesson):
            yield LessonShared(lesson_id=name, with_levels=(level,))
    for name in _names(decision, "question"):
        yield QuestionAnswered(question_id=name, answer="As planned")
    for name in _names(decision, "oversight"):
        yield OversightAnswered(oversight_id=name, answer="We ask now", response="followed")

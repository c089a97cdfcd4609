"""Short makers of facts, each with what a test need not say filled in.

Whatever else the fact holds is given by its own field name: ``disclosed("f1", severity="serious")``. An id that is
left out is made by the register (``failure-1``).

>>> disclosed("f1", trial="t1").kind
'failure-disclosed'
"""

from collections.abc import Sequence
from typing import Any

from laeringslopp.facts import (
    Access,
    AccessChanged,
    AccessLevel,
    AdjustmentMade,
    AlternativeProposed,
    CasePresented,
    Change,
    Criterion,
    DecisionConcluded,
    DecisionEscalated,
    DecisionOpened,
    DecisionReopened,
    DirectionChosen,
    FailureContained,
    FailureCorrected,
    FailureDisclosed,
    LessonAcknowledged,
    LessonDrawn,
    LessonShared,
    ObservationRecorded,
    OversightReceived,
    QuestionAnswered,
    QuestionAsked,
    RetryStarted,
    RiskAssessed,
    RiskMaterialised,
    RuleWaived,
    TrialEnded,
    TrialStarted,
)
from laeringslopp.facts.deciding import Outcome as Conclusion
from laeringslopp.facts.steering import Nature
from laeringslopp.facts.trying import TrialOutcome
from laeringslopp.facts.values import Comparison


def _if_given(**ids: str | None) -> dict[str, Any]:
    # An own id that is left out is made by the register; given as nothing it would be malformed.
    return {name: value for name, value in ids.items() if value is not None}


def opened(title: str = "A question", *, deciding_level: str = "political", **more: Any) -> DecisionOpened:
    """A decision was opened; the political level decides it."""
    said = {"question": "Which way should we go?", "organisation": "a-town", **more}
    return DecisionOpened(title=title, deciding_level=deciding_level, **said)


def proposed(alternative_id: str | None = None, title: str = "One way to go", **more: Any) -> AlternativeProposed:
    """An alternative was put forward."""
    return AlternativeProposed(**_if_given(alternative_id=alternative_id), title=title, **more)


def assessed(risk_id: str | None = None, what: str = "It may not work", **more: Any) -> RiskAssessed:
    """A risk was put on record; about the whole decision unless ``alternative_id`` is given."""
    return RiskAssessed(**_if_given(risk_id=risk_id), what=what, **more)


def materialised(risk_id: str, came_true: bool = True, **more: Any) -> RiskMaterialised:
    """A risk came true."""
    return RiskMaterialised(risk_id=risk_id, came_true=came_true, **more)


def chosen(alternative_id: str | None = None, **more: Any) -> DirectionChosen:
    """A direction was chosen: an alternative on record, else ``what`` in words."""
    said = {"alternative_id": alternative_id} if alternative_id else {"what": "The way to go"}
    return DirectionChosen(**{**said, **more})


def criterion(metric: str = "uptake", comparison: Comparison = ">=", target: float = 60, **more: Any) -> Criterion:
    """What a trial is measured by: uptake of at least 60."""
    return Criterion(metric=metric, comparison=comparison, target=target, **more)


def started(trial_id: str | None = None, **more: Any) -> TrialStarted:
    """A trial began, measured by ``criterion()``."""
    said = {"hypothesis": "It works", "criteria": (criterion(),), **more}
    return TrialStarted(**_if_given(trial_id=trial_id), **said)


def retried(trial_id: str | None = None, *, of: str, adjustments: Sequence[str] = (), **more: Any) -> RetryStarted:
    """Another attempt began, after the trial or failure ``of``."""
    said = {"hypothesis": "It works when changed", "criteria": (criterion(),), **more}
    return RetryStarted(**_if_given(trial_id=trial_id), retry_of=of, adjustments=tuple(adjustments), **said)


def observed(value: float, trial: str | None = None, *, metric: str = "uptake", **more: Any) -> ObservationRecorded:
    """Something was measured."""
    return ObservationRecorded(**_if_given(trial_id=trial), metric=metric, value=value, **more)


def ended(trial_id: str, outcome: TrialOutcome = "succeeded", **more: Any) -> TrialEnded:
    """A trial ended."""
    return TrialEnded(trial_id=trial_id, outcome=outcome, **{"summary": "It is over", **more})


def disclosed(failure_id: str | None = None, *, trial: str | None = None, **more: Any) -> FailureDisclosed:
    """A failure was put on record."""
    said = {"what_happened": "It did not work", **more}
    return FailureDisclosed(**_if_given(failure_id=failure_id, trial_id=trial), **said)


def contained(failure_id: str, what: str = "Went back to the old way", **more: Any) -> FailureContained:
    """The harm of a failure was stopped."""
    return FailureContained(failure_id=failure_id, what=what, **more)


def corrected(failure_id: str, reason: str = "We know more now", **more: Any) -> FailureCorrected:
    """The account of a failure was corrected; say what: ``severity``, ``finding``, …"""
    return FailureCorrected(failure_id=failure_id, reason=reason, **more)


def drawn(lesson_id: str | None = None, *, failures: Sequence[str] = (), **more: Any) -> LessonDrawn:
    """A lesson was drawn from failures (or ``from_trials``, ``from_oversight``)."""
    said = {"statement": "Ask those who will use it first", **more}
    return LessonDrawn(**_if_given(lesson_id=lesson_id), from_failures=tuple(failures), **said)


def shared(lesson_id: str, *levels: str, **more: Any) -> LessonShared:
    """A lesson was shared; with the political level unless others are named."""
    return LessonShared(lesson_id=lesson_id, with_levels=levels or ("political",), **more)


def acknowledged(lesson_id: str, level: str = "political", **more: Any) -> LessonAcknowledged:
    """A level said that it knows a lesson."""
    return LessonAcknowledged(lesson_id=lesson_id, level=level, **more)


def adjusted(adjustment_id: str | None = None, *, because_of: Sequence[str] = (), **more: Any) -> AdjustmentMade:
    """Something was changed because of lessons, failures or oversight."""
    changes = (Change(what="training", to="two hours"),)
    return AdjustmentMade(
        **_if_given(adjustment_id=adjustment_id), because_of=tuple(because_of), **{"changes": changes, **more}
    )


def presented(up_to: int, to: str = "political", **more: Any) -> CasePresented:
    """The record, up to a version, was laid before a level."""
    return CasePresented(to_level=to, up_to_version=up_to, **more)


def asked(question_id: str | None = None, to: str = "administrative", **more: Any) -> QuestionAsked:
    """A level was asked something."""
    return QuestionAsked(**_if_given(question_id=question_id), to_level=to, **{"text": "How is it going?", **more})


def answered(question_id: str, answer: str = "As planned", **more: Any) -> QuestionAnswered:
    """A question got its answer."""
    return QuestionAnswered(question_id=question_id, answer=answer, **more)


def overseen(oversight_id: str | None = None, nature: Nature = "order", **more: Any) -> OversightReceived:
    """A supervisor spoke."""
    said = {"from_body": "The inspectorate", "what": "Ask for consent first", "binding": nature == "order", **more}
    return OversightReceived(**_if_given(oversight_id=oversight_id), nature=nature, **said)


def waived(rule_id: str, for_kind: str, **more: Any) -> RuleWaived:
    """A rule was set aside once, for a fact of this kind."""
    return RuleWaived(rule_id=rule_id, for_kind=for_kind, **{"reason": "The vote was held on one proposal", **more})


def ruled(access: Access | AccessLevel, *versions: int, **more: Any) -> AccessChanged:
    """Who may see entries was changed; of the whole decision unless versions are named."""
    terms = access if isinstance(access, Access) else Access(level=access)
    return AccessChanged(versions=versions, access=terms, **{"reason": "It was asked for", **more})


def escalated(to: str = "political", **more: Any) -> DecisionEscalated:
    """The question was lifted to another level."""
    return DecisionEscalated(to_level=to, **{"reason": "It keeps failing", **more})


def concluded(outcome: Conclusion = "adopted", **more: Any) -> DecisionConcluded:
    """The question was answered, given up, superseded or put off."""
    return DecisionConcluded(outcome=outcome, **{"reason": "It is settled", **more})


def reopened(reason: str = "There is more to it") -> DecisionReopened:
    """A concluded question was taken up again."""
    return DecisionReopened(reason=reason)

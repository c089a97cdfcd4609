"""Facts about trials, what they were measured by, and what they showed."""

from typing import Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from laeringslopp.facts.base import Fact
from laeringslopp.facts.values import (
    UNNAMED,
    AdjustmentId,
    AttemptOrFailureId,
    Criterion,
    Date,
    Id,
    Many,
    Maybe,
    Money,
    Number,
    Text,
    Title,
    TrialId,
)


class Attempt(Fact):
    """What a trial and a retry have in common."""

    names = "trial"
    trial_id: Id = UNNAMED
    hypothesis: Text
    criteria: Many[Criterion] = ()
    stop_when: Maybe[Text] = None
    scale: Maybe[Text] = None
    where: Maybe[Title] = None
    """One unit of a roll-out."""
    cost_limit: Maybe[Money] = None
    review_by: Maybe[Date] = None


class TrialStarted(Attempt):
    """An attempt began, with a hypothesis that can be measured."""

    kind: Literal["trial-started"] = "trial-started"


class RetryStarted(Attempt):
    """Another attempt at what failed, changed by what was learned."""

    kind: Literal["retry-started"] = "retry-started"
    retry_of: AttemptOrFailureId
    adjustments: Many[AdjustmentId] = ()


class PlanChanged(Fact):
    """A date or a plan was moved."""

    kind: Literal["plan-changed"] = "plan-changed"
    trial_id: Maybe[TrialId] = None
    what: Title
    from_date: Maybe[Date] = None
    to_date: Maybe[Date] = None
    reason: Text
    extra_cost: Maybe[Money] = None


class ObservationRecorded(Fact):
    """One measurement or note, about a trial or about the decision."""

    kind: Literal["observation-recorded"] = "observation-recorded"
    names = "observation"
    observation_id: Id = UNNAMED
    trial_id: Maybe[TrialId] = None
    metric: Maybe[Title] = None
    value: Maybe[Number] = None
    unit: Maybe[Title] = None
    note: Maybe[Text] = None

    @model_validator(mode="after")
    def _says_something(self) -> "ObservationRecorded":
        if self.value is None and self.note is None:
            raise PydanticCustomError("nothing_observed", "say what was observed: value or note")
        return self


TrialOutcome = Literal["succeeded", "failed", "mixed", "stopped"]


class TrialEnded(Fact):
    """A trial ended: it succeeded, failed, did some of both, or was stopped."""

    kind: Literal["trial-ended"] = "trial-ended"
    trial_id: TrialId
    outcome: TrialOutcome
    summary: Text
    stopped_because: Maybe[Text] = None
    cost: Maybe[Money] = None

"""Facts about failures. None of them removes a failure, and no other fact does."""

from typing import Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from laeringslopp.facts.base import Fact
from laeringslopp.facts.values import UNNAMED, FailureId, Id, Level, Maybe, Scale, Text, Time, TrialId

FailureKind = Literal["basic", "complex", "intelligent"]
"""Amy C. Edmondson, *Right Kind of Wrong* (2023)."""


class FailureDisclosed(Fact):
    """Something did not go as meant; says nothing about fault. Only ``what_happened`` must be given."""

    kind: Literal["failure-disclosed"] = "failure-disclosed"
    names = "failure"
    failure_id: Id = UNNAMED
    what_happened: Text
    trial_id: Maybe[TrialId] = None
    consequence: Maybe[Text] = None
    severity: Maybe[Scale] = None
    failure_kind: Maybe[FailureKind] = None
    finding: Literal["suspected", "confirmed"] = "confirmed"
    own: Maybe[bool] = None
    """This was our own doing, said by whoever it was."""
    discovered_at: Maybe[Time] = None
    discovered_by: Maybe[Level] = None


class FailureContained(Fact):
    """The harm was stopped, or held back, at once."""

    kind: Literal["failure-contained"] = "failure-contained"
    failure_id: FailureId
    what: Text
    harm_stopped_at: Maybe[Time] = None


class FailureCorrected(Fact):
    """The account of a failure was corrected; the first text stays."""

    kind: Literal["failure-corrected"] = "failure-corrected"
    failure_id: FailureId
    reason: Text
    what_happened: Maybe[Text] = None
    consequence: Maybe[Text] = None
    severity: Maybe[Scale] = None
    failure_kind: Maybe[FailureKind] = None
    finding: Maybe[Literal["confirmed", "unfounded"]] = None

    @model_validator(mode="after")
    def _corrects_something(self) -> "FailureCorrected":
        if all(
            value is None
            for value in (self.what_happened, self.consequence, self.severity, self.failure_kind, self.finding)
        ):
            raise PydanticCustomError(
                "nothing_corrected",
                "say what is corrected: what_happened, consequence, severity, failure_kind or finding",
            )
        return self

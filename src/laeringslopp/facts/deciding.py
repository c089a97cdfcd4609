"""Facts about the question, its alternatives and risks, and what was chosen."""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from laeringslopp.facts.base import AccessTerms, Fact
from laeringslopp.facts.values import (
    UNNAMED,
    AlternativeId,
    Date,
    DecisionId,
    FailureId,
    Id,
    Level,
    Many,
    Maybe,
    Money,
    RiskId,
    Scale,
    Share,
    Text,
    Title,
    Value,
)


class DecisionOpened(Fact):
    """A question that somebody answers under risk was put on record."""

    kind: Literal["decision-opened"] = "decision-opened"
    title: Title
    question: Text
    organisation: Id
    deciding_level: Level
    reference: Maybe[Title] = None
    """Case number."""
    goal: Maybe[Text] = None
    expected_outcome: Maybe[Text] = None
    """What is expected, written before deciding."""
    tags: Many[Id] = ()
    access: Maybe[AccessTerms] = None
    """The default for the decision's entries."""


class AlternativeProposed(Fact):
    """A direction that could be chosen was put forward."""

    kind: Literal["alternative-proposed"] = "alternative-proposed"
    names = "alternative"
    alternative_id: Id = UNNAMED
    title: Title
    expected_consequences: Maybe[Text] = None
    affects: Many[Title] = ()
    cost: Maybe[Money] = None
    reversible: Maybe[bool] = None
    lasting: Maybe[Text] = None
    principles: Maybe[Text] = None
    needs: Maybe[Text] = None
    recommended_because: Maybe[Text] = None
    rejected_because: Maybe[Text] = None


Likelihood = Annotated[int, Field(ge=1, le=5)]
Tolerance = Literal["tolerated", "to-be-reduced", "not-tolerated"]


class RiskAssessed(Fact):
    """What could go wrong was put on record: how likely, how bad, and whether it is tolerated."""

    kind: Literal["risk-assessed"] = "risk-assessed"
    names = "risk"
    risk_id: Id = UNNAMED
    replaces: Maybe[RiskId] = None
    """The earlier assessment of the same risk."""
    alternative_id: Maybe[AlternativeId] = None
    what: Text
    probability: Maybe[Share] = None
    likelihood: Maybe[Likelihood] = None
    consequence: Maybe[Scale] = None
    tolerance: Maybe[Tolerance] = None
    warning_signs: Many[Text] = ()


class RiskMaterialised(Fact):
    """A risk came true, or is known not to have."""

    kind: Literal["risk-materialised"] = "risk-materialised"
    risk_id: RiskId
    came_true: bool
    failure_id: Maybe[FailureId] = None
    note: Maybe[Text] = None


class Where(Value):
    """Where something was decided: organ, meeting, case and vote."""

    organ: Maybe[Title] = None
    meeting: Maybe[Date] = None
    case_number: Maybe[Title] = None
    vote: Maybe[Text] = None
    basis: Maybe[Literal["meeting", "delegated", "urgent"]] = None


class DirectionChosen(Where, Fact):
    """The deciding level chose a direction; a later one replaces it."""

    kind: Literal["direction-chosen"] = "direction-chosen"
    alternative_id: Maybe[AlternativeId] = None
    what: Maybe[Text] = None
    reason: Maybe[Text] = None
    tolerated_risks: Many[RiskId] = ()
    until: Maybe[Date] = None
    """A tentative choice holds until then."""

    @model_validator(mode="after")
    def _says_what_was_chosen(self) -> "DirectionChosen":
        if self.alternative_id is None and self.what is None:
            raise PydanticCustomError("nothing_chosen", "say what was chosen: alternative_id or what")
        return self


class DecisionEscalated(Fact):
    """The question was lifted to another level."""

    kind: Literal["decision-escalated"] = "decision-escalated"
    to_level: Level
    reason: Text


class TagsAdded(Fact):
    """The decision was given more tags."""

    kind: Literal["tags-added"] = "tags-added"
    tags: Many[Id] = ()


class DecisionLinked(Fact):
    """The decision was tied to another one in the register."""

    kind: Literal["decision-linked"] = "decision-linked"
    to_decision: DecisionId
    relation: Literal["part-of", "follows", "supersedes", "same-as", "see-also"]
    reason: Maybe[Text] = None


Outcome = Literal["adopted", "abandoned", "superseded", "deferred"]


class DecisionConcluded(Where, Fact):
    """The question was answered, given up, superseded or put off."""

    kind: Literal["decision-concluded"] = "decision-concluded"
    outcome: Outcome
    reason: Text
    superseded_by: Maybe[DecisionId] = None
    partly: Maybe[bool] = None
    revisit_by: Maybe[Date] = None


class DecisionReopened(Fact):
    """A concluded question was taken up again."""

    kind: Literal["decision-reopened"] = "decision-reopened"
    reason: Text

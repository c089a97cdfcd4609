"""Facts about what was learned and what was changed because of it."""

from typing import Literal

from laeringslopp.facts.base import Fact
from laeringslopp.facts.values import (
    UNNAMED,
    Change,
    DecisionId,
    FailureId,
    GroundId,
    Id,
    LessonId,
    Level,
    Many,
    Maybe,
    OversightId,
    Text,
    Title,
    TrialId,
    Value,
)


class LessonDrawn(Fact):
    """A failure, a trial or oversight taught something."""

    kind: Literal["lesson-drawn"] = "lesson-drawn"
    names = "lesson"
    lesson_id: Id = UNNAMED
    from_failures: Many[FailureId] = ()
    from_trials: Many[TrialId] = ()
    from_oversight: Many[OversightId] = ()
    statement: Text
    recommendation: Maybe[Text] = None
    applies_to: Many[Id] = ()
    """Tags of other decisions that the lesson is of use to."""


class LessonShared(Fact):
    """A lesson was told to other levels."""

    kind: Literal["lesson-shared"] = "lesson-shared"
    lesson_id: LessonId
    with_levels: Many[Level] = ()
    how: Maybe[Text] = None


class LessonAcknowledged(Fact):
    """A level said that it knows a lesson."""

    kind: Literal["lesson-acknowledged"] = "lesson-acknowledged"
    lesson_id: LessonId
    level: Level
    organ: Maybe[Title] = None
    case_number: Maybe[Title] = None
    reflection: Maybe[Text] = None


class LessonElsewhere(Value):
    """A lesson and the decision that drew it."""

    decision_id: DecisionId
    lesson_id: Id


class LessonApplied(Fact):
    """A lesson was used; recorded where it was used."""

    kind: Literal["lesson-applied"] = "lesson-applied"
    lesson: LessonElsewhere
    how: Text


class AdjustmentMade(Fact):
    """Something was changed because of lessons, failures or oversight.

    ``depth`` is Argyris and Schön's: *single* changes the action, *double* the aim or the assumption behind
    it, *triple* how one learns.
    """

    kind: Literal["adjustment-made"] = "adjustment-made"
    names = "adjustment"
    adjustment_id: Id = UNNAMED
    because_of: Many[GroundId] = ()
    depth: Maybe[Literal["single", "double", "triple"]] = None
    changes: Many[Change] = ()
    temporary: Maybe[bool] = None

"""Every kind of fact, and what each of them names and refers to."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

from pydantic import Field

from laeringslopp.facts.base import EXEMPT, INTERNAL, OPEN, Access, AccessLevel, AccessTerms, Fact
from laeringslopp.facts.deciding import (
    AlternativeProposed,
    DecisionConcluded,
    DecisionEscalated,
    DecisionLinked,
    DecisionOpened,
    DecisionReopened,
    DirectionChosen,
    RiskAssessed,
    RiskMaterialised,
    TagsAdded,
    Where,
)
from laeringslopp.facts.failing import FailureContained, FailureCorrected, FailureDisclosed
from laeringslopp.facts.learning import (
    AdjustmentMade,
    LessonAcknowledged,
    LessonApplied,
    LessonDrawn,
    LessonElsewhere,
    LessonShared,
)
from laeringslopp.facts.steering import (
    AccessChanged,
    AccountDisputed,
    CasePresented,
    OversightAnswered,
    OversightReceived,
    PolicyAdopted,
    QuestionAnswered,
    QuestionAsked,
    RuleWaived,
)
from laeringslopp.facts.trying import (
    Attempt,
    ObservationRecorded,
    PlanChanged,
    RetryStarted,
    TrialEnded,
    TrialStarted,
)
from laeringslopp.facts.values import (
    EXTERNAL,
    SCALE,
    UNNAMED,
    Change,
    Criterion,
    Money,
    Noun,
    RefersTo,
    RefersToDecision,
    RefersToVersion,
    Scale,
    Value,
)

AnyFact = (
    ObservationRecorded
    | FailureDisclosed
    | TrialStarted
    | RetryStarted
    | TrialEnded
    | FailureContained
    | FailureCorrected
    | LessonDrawn
    | LessonShared
    | LessonAcknowledged
    | LessonApplied
    | AdjustmentMade
    | CasePresented
    | QuestionAsked
    | QuestionAnswered
    | DecisionOpened
    | AlternativeProposed
    | RiskAssessed
    | RiskMaterialised
    | DirectionChosen
    | PlanChanged
    | OversightReceived
    | OversightAnswered
    | AccountDisputed
    | DecisionEscalated
    | TagsAdded
    | DecisionLinked
    | RuleWaived
    | AccessChanged
    | DecisionConcluded
    | DecisionReopened
    | PolicyAdopted
)
TaggedFact = Annotated[AnyFact, Field(discriminator="kind")]

KINDS: Mapping[str, type[AnyFact]] = MappingProxyType(
    {cls.model_fields["kind"].default: cls for cls in get_args(AnyFact)}
)
"""Every kind of fact by its stable name."""


Mark = type[RefersTo] | type[RefersToVersion] | type[RefersToDecision]


class Reference(NamedTuple):
    """One thing that a fact points to: where in the fact, what it says, and what it may be."""

    pointer: str
    """JSON pointer within the fact, such as ``/because_of/0``."""
    target: str | int
    nouns: tuple[Noun, ...]
    to: Mark


type_marks = (RefersTo, RefersToVersion, RefersToDecision)


def _marks(annotation: Any) -> Iterator[RefersTo | RefersToVersion | RefersToDecision]:
    if get_origin(annotation) is Annotated:
        base, *metadata = get_args(annotation)
        yield from (mark for mark in metadata if isinstance(mark, type_marks))
        yield from _marks(base)
    else:
        for argument in get_args(annotation):
            yield from _marks(argument)


@cache
def _reference_fields(cls: type[Value]) -> tuple[tuple[str, tuple[Noun, ...], Mark], ...]:
    hints = get_type_hints(cls, include_extras=True)
    return tuple(
        (name, mark.nouns if isinstance(mark, RefersTo) else (), type(mark))
        for name in cls.model_fields
        for mark in _marks(hints[name])
    )


def references(fact: Fact) -> list[Reference]:
    """What a fact points to, in the order of its fields; what is left out points to nothing."""
    found: list[Reference] = []
    values = fact.__dict__
    for field, nouns, to in _reference_fields(type(fact)):
        value = values[field]
        if isinstance(value, tuple):
            found += (Reference(f"/{field}/{at}", target, nouns, to) for at, target in enumerate(value))
        elif value is not None:
            found.append(Reference(f"/{field}", value, nouns, to))
    if isinstance(fact, LessonApplied):
        found.append(Reference("/lesson/decision_id", fact.lesson.decision_id, (), RefersToDecision))
    return found


def own_id(fact: Fact) -> str | None:
    """The id of what the fact brings into being; ``UNNAMED`` where it was left out, None where it names nothing."""
    return None if fact.names is None else getattr(fact, f"{fact.names}_id")


__all__ = [
    "EXEMPT",
    "EXTERNAL",
    "INTERNAL",
    "KINDS",
    "OPEN",
    "SCALE",
    "UNNAMED",
    "Access",
    "AccessChanged",
    "AccessLevel",
    "AccessTerms",
    "AccountDisputed",
    "AdjustmentMade",
    "AlternativeProposed",
    "AnyFact",
    "Attempt",
    "CasePresented",
    "Change",
    "Criterion",
    "DecisionConcluded",
    "DecisionEscalated",
    "DecisionLinked",
    "DecisionOpened",
    "DecisionReopened",
    "DirectionChosen",
    "Fact",
    "FailureContained",
    "FailureCorrected",
    "FailureDisclosed",
    "LessonAcknowledged",
    "LessonApplied",
    "LessonDrawn",
    "LessonElsewhere",
    "LessonShared",
    "Money",
    "ObservationRecorded",
    "OversightAnswered",
    "OversightReceived",
    "PlanChanged",
    "PolicyAdopted",
    "QuestionAnswered",
    "QuestionAsked",
    "Reference",
    "RefersTo",
    "RefersToDecision",
    "RefersToVersion",
    "RetryStarted",
    "RiskAssessed",
    "RiskMaterialised",
    "RuleWaived",
    "Scale",
    "TaggedFact",
    "TagsAdded",
    "TrialEnded",
    "TrialStarted",
    "Where",
    "own_id",
    "references",
]

"""An entry (a fact with its envelope) and what it becomes once it is recorded."""

import json
from typing import Annotated, Any

from pydantic import AfterValidator, Field, field_validator
from pydantic_core import PydanticCustomError

from laeringslopp.facts import (
    AccessTerms,
    AnyFact,
    CasePresented,
    DecisionEscalated,
    Fact,
    LessonAcknowledged,
    LessonShared,
    QuestionAsked,
    TaggedFact,
)
from laeringslopp.facts.values import (
    Confidence,
    Id,
    JsonObject,
    Level,
    Many,
    Maybe,
    Precision,
    Time,
    Title,
    Value,
    Version,
)
from laeringslopp.when import When

EXT_BYTES = 4096


class Actor(Value):
    """Whose act it was, or who put it on record. An organ may be an actor."""

    id: Id
    role: Title
    level: Level
    unit: Maybe[Title] = None


class ExternalReference(Value):
    """The same thing in another system."""

    system: Title
    id: Title
    url: Maybe[Title] = None


def _carried(ext: dict[str, Any]) -> dict[str, Any]:
    for key in ext:
        space, dot, name = key.partition(".")
        if not (space and dot and name):
            raise PydanticCustomError(
                "ext_key", "the key {key} has no namespace; write it as owner.name, such as acme.avvik", {"key": key}
            )
    size = len(json.dumps(ext, ensure_ascii=False, separators=(",", ":")).encode())
    if size > EXT_BYTES:
        raise PydanticCustomError(
            "ext_size", "ext takes {size} bytes; at most {most} are carried", {"size": size, "most": EXT_BYTES}
        )
    return ext


Citation = Annotated[str, Field(min_length=1, max_length=2000, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")]
Ext = Annotated[JsonObject, AfterValidator(_carried)]


class Envelope(Value):
    """Who, when, on what ground and for whom: everything around a fact that its recorder gives."""

    by: Actor
    occurred_at: Maybe[Time] = None
    """Live facts default to now."""
    occurred_precision: Maybe[Precision] = None
    recorded_by: Maybe[Actor] = None
    known_from: Maybe[Time] = None
    sources: Many[Citation] = ()
    references: Many[ExternalReference] = ()
    confidence: Confidence = "confirmed"
    caused_by: Many[Version] = ()
    """Versions in the same decision, added to what the fact's own references give."""
    access: Maybe[AccessTerms] = None
    ext: Maybe[Ext] = None
    """Carried, never interpreted."""


class Entry(Envelope):
    """A fact with its envelope, ready to be judged and recorded."""

    decision_id: Id
    fact: TaggedFact

    @field_validator("fact", mode="after")
    @classmethod
    def _says_its_kind(cls, fact: AnyFact) -> AnyFact:
        # What is left out is not written; a fact made in Python leaves its kind to the class.
        fact.model_fields_set.add("kind")
        return fact


class Recorded(Envelope):
    """A fact on record: the entry, its place in the register, and how it was judged."""

    decision_id: Id = ""
    version: int = 0
    """1-based in the decision's stream."""
    position: int = 0
    """In the global order of the register."""
    occurred_at: Time
    recorded_at: Time
    """The register's own clock."""
    history: bool = False
    policy: Id
    """The policy in force when it was recorded."""
    remarks: Many[Id] = ()
    """Rules that remarked on it."""
    waived: Many[Version] = ()
    """Versions of the waivers it used."""
    fact: TaggedFact

    @property
    def when(self) -> When:
        """When it occurred, at its own precision."""
        return When.of(self.occurred_at, self.occurred_precision)


def addressed_levels(fact: Fact) -> tuple[str, ...]:
    """The levels that a fact is addressed to: ``to_level``, ``with_levels`` or ``level``."""
    match fact:
        case LessonShared():
            return fact.with_levels
        case CasePresented() | QuestionAsked() | DecisionEscalated():
            return (fact.to_level,)
        case LessonAcknowledged():
            return (fact.level,)
    return ()

"""Facts between levels: what was laid before whom, asked, overseen, disputed, waived, opened and ruled."""

from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from laeringslopp.facts.base import AccessTerms, Fact
from laeringslopp.facts.values import (
    UNNAMED,
    AnyId,
    Date,
    EntryVersion,
    Id,
    JsonObject,
    Level,
    Many,
    Maybe,
    Money,
    OversightId,
    QuestionId,
    Text,
    Time,
    Title,
)


class CasePresented(Fact):
    """The record, up to a certain entry, was laid before a level."""

    kind: Literal["case-presented"] = "case-presented"
    to_level: Level
    up_to_version: EntryVersion
    organ: Maybe[Title] = None
    meeting: Maybe[Date] = None
    case_number: Maybe[Title] = None


class QuestionAsked(Fact):
    """One level asked another."""

    kind: Literal["question-asked"] = "question-asked"
    names = "question"
    question_id: Id = UNNAMED
    to_level: Level
    text: Text


class QuestionAnswered(Fact):
    """A question got its answer."""

    kind: Literal["question-answered"] = "question-answered"
    question_id: QuestionId
    answer: Text


Nature = Literal["advice", "notice", "order", "ban", "fine", "audit", "legality-review", "court", "cleared"]


class OversightReceived(Fact):
    """A supervisor, an auditor or a court spoke on the decision."""

    kind: Literal["oversight-received"] = "oversight-received"
    names = "oversight"
    oversight_id: Id = UNNAMED
    from_body: Title
    nature: Nature
    what: Text
    binding: bool
    comply_by: Maybe[Date] = None
    sum: Maybe[Money] = None
    about: Many[AnyId] = ()


class OversightAnswered(Fact):
    """Oversight got its answer."""

    kind: Literal["oversight-answered"] = "oversight-answered"
    oversight_id: OversightId
    answer: Text
    response: Literal["followed", "partly-followed", "not-followed", "contested"]


class AccountDisputed(Fact):
    """Somebody tells an entry otherwise; both accounts stay side by side."""

    kind: Literal["account-disputed"] = "account-disputed"
    disputed_version: EntryVersion
    claim: Text


class RuleWaived(Fact):
    """A guard was set aside once, with a reason that everyone can read."""

    kind: Literal["rule-waived"] = "rule-waived"
    rule_id: Id
    for_kind: Id
    reason: Text
    expires_on: Maybe[Date] = None


class AccessChanged(Fact):
    """Who may see entries, or the whole decision, was changed; opening is an act with a date."""

    kind: Literal["access-changed"] = "access-changed"
    versions: Many[EntryVersion] = ()
    """None: the whole decision."""
    access: AccessTerms
    reason: Text


WHEN_RECORDED = datetime(1, 1, 1, tzinfo=UTC)
"""Stands for the moment of recording until the register has said it."""


class PolicyAdopted(Fact):
    """An organisation adopted rules; recorded in its own stream, ``policy.<organisation>``."""

    kind: Literal["policy-adopted"] = "policy-adopted"
    policy: JsonObject
    """The policy document."""
    reason: Text
    in_force_from: Time = Field(default_factory=lambda: WHEN_RECORDED)
    """Left out: when it is recorded, which the register fills in."""

    @field_validator("policy", mode="after")
    @classmethod
    def _has_a_document(cls, policy: dict[str, Any]) -> dict[str, Any]:
        if not policy:
            raise PydanticCustomError("no_policy", "the policy document is empty")
        return policy

"""The shapes of what is sent and answered about policies, with an example of each."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from laeringslopp import Actor, Recorded
from laeringslopp.entry import Envelope
from laeringslopp.facts.values import Id, Maybe, Text, Time
from laeringslopp.rules.differing import Subject
from laeringslopp.rules.document import PolicyDocument

Document = Annotated[
    dict[str, Any],
    Field(
        description="A policy document: `name`, `title`, `based_on`, `levels`, `calendar`, `meetings`, `organs`, "
        "`rules`."
    ),
]


class Shown(BaseModel):
    """What is not known is left out."""

    model_config = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=False)


class Adoption(Envelope):
    """A policy is adopted for an organisation: by the top level, with a reason."""

    policy: Annotated[
        Any,
        Field(
            description="The document, or `standard` or `strict`.",
            json_schema_extra={"anyOf": [{"type": "object"}, {"type": "string", "enum": ["standard", "strict"]}]},
        ),
    ]
    reason: Annotated[Text, Field(description="Why; everyone can read it.")]
    in_force_from: Annotated[Maybe[Time], Field(description="At once unless given; now or later.")] = None


class Comparison(BaseModel):
    """Two policies: each a document, `standard`, `strict`, or `{"organisation", "at"}` for the one in force there."""

    model_config = ConfigDict(extra="forbid")

    before: Any
    after: Any


class Difference(Shown):
    """One thing that is otherwise."""

    rule_id: Id | None = None
    subject: Subject
    parameter: str | None = None
    level: Id | None = None
    before: Any
    after: Any
    sentence: str


class Differences(Shown):
    """What the second policy asks more of, what it asks less of, and what is otherwise neither."""

    tightened: list[Difference]
    loosened: list[Difference]
    changed: list[Difference]


class AdoptedPolicy(Differences):
    """One adoption, and what it tightened and loosened of the policy before it."""

    version: int
    name: str
    title: str | None = None
    reason: str
    by: Actor
    recorded_at: datetime
    in_force_from: datetime
    in_force: bool
    has_effect: bool = Field(description="False: it was carried here from elsewhere.")
    policy: Document


class PolicyHistory(Shown):
    """What an organisation adopted, the first first."""

    organisation: Id
    items: list[AdoptedPolicy]
    next: str | None = Field(description="The cursor to go on from; null: there is no more.")


class PolicyInForce(Shown):
    """The policy in force for an organisation, written out whole."""

    organisation: Id
    adopted: bool = Field(description="False: it is the one that the register was made with.")
    version: int | None = Field(None, description="Of the adoption; send the last one as If-Match.")
    in_force_from: datetime | None = None
    reason: str | None = None
    policy: Document
    ahead: list[AdoptedPolicy] = Field(description="What is adopted and not in force yet.")


class ShippedPolicy(Shown):
    """A policy that ships, written out whole; give it a name of its own to adopt it."""

    policy: Document


class PolicyListed(Shown):
    """Whose policy, and what it is called."""

    organisation: Id
    name: str
    adopted: bool
    in_force_from: datetime | None = None


class PolicyList(Shown):
    """The policy in force for each organisation."""

    items: list[PolicyListed]
    next: str | None = Field(description="The cursor to go on from; null: there is no more.")


class AdoptionReceipt(Differences):
    """What was adopted, and what it changed."""

    decision_id: Id = Field(description="The stream of the organisation's policies.")
    version: int
    position: int
    remarks: list[Id]
    facts: list[Recorded] | None = Field(None, description="What was recorded, where `Prefer` asked for it.")


class AdoptionVerdict(Differences):
    """What a dry run found; nothing was adopted."""

    refusals: list[dict[str, Any]]
    remarks: list[Id]


ANSWERS: tuple[type[BaseModel], ...] = (
    PolicyInForce,
    PolicyHistory,
    PolicyList,
    ShippedPolicy,
    Differences,
    AdoptionReceipt,
    AdoptionVerdict,
)
BODIES: tuple[type[BaseModel], ...] = (Adoption, Comparison, PolicyDocument)

DOCUMENT = {"name": "eksempelvik-2027", "based_on": "standard", "rules": {"late": {"days": 60}}}
SENTENCE = "Regelen «Det som skjer, er registrert innen 30 dager»: dager før en oppføring er sen: 60. Før: 30."
DIFFERENCES: dict[str, Any] = {
    "tightened": [],
    "loosened": [
        {
            "rule_id": "late",
            "subject": "parameter",
            "parameter": "days",
            "before": 30,
            "after": 60,
            "sentence": SENTENCE,
        }
    ],
    "changed": [],
}
ADOPTION: dict[str, Any] = {
    "by": {"id": "kommunestyret", "role": "kommunestyre", "level": "political"},
    "policy": DOCUMENT,
    "reason": "Sekretariatet rekker ikke å registrere før møtene.",
}
ADOPTED: dict[str, Any] = {
    "version": 1,
    "name": "eksempelvik-2027",
    "reason": ADOPTION["reason"],
    "by": ADOPTION["by"],
    "recorded_at": "2026-12-01T18:00:00+01:00",
    "in_force_from": "2026-12-01T18:00:00+01:00",
    "in_force": True,
    "has_effect": True,
    **DIFFERENCES,
    "policy": DOCUMENT,
}
IN_FORCE: dict[str, Any] = {
    "organisation": "eksempelvik",
    "adopted": True,
    "version": 1,
    "in_force_from": ADOPTED["in_force_from"],
    "reason": ADOPTED["reason"],
    "policy": DOCUMENT,
    "ahead": [],
}
LISTED = {
    "items": [
        {
            "organisation": "eksempelvik",
            "name": "eksempelvik-2027",
            "adopted": True,
            "in_force_from": ADOPTED["in_force_from"],
        }
    ],
    "next": None,
}
RECEIPT = {"decision_id": "policy.eksempelvik", "version": 1, "position": 4, "remarks": [], **DIFFERENCES}
VERDICT = {"refusals": [], "remarks": [], **DIFFERENCES}

"""The shapes of answers, for the OpenAPI document and those who read it. No answer is checked against them."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from laeringslopp import Actor, Criterion, ExternalReference, Money, Recorded
from laeringslopp.facts import AccessLevel, AccessTerms, TaggedFact
from laeringslopp.facts.deciding import Outcome
from laeringslopp.facts.trying import TrialOutcome
from laeringslopp.facts.values import Confidence, Id, Precision
from laeringslopp.timeline.model import ChangedWhat, OpenWhat, Step
from laeringslopp.timeline.waivers import WaiverState
from laeringslopp_service.api.view_shapes import view_pages

Status = Literal["open"] | Outcome


class Shown(BaseModel):
    """What is not known is left out."""

    model_config = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=False)


class Receipt(Shown):
    """What was recorded."""

    decision_id: Id
    version: int = Field(description="The decision's version now; send it as If-Match.")
    position: int = Field(description="Of the last fact, in the order of the whole register.")
    remarks: list[Id] = Field(description="Rules that remarked on it, each once. It was recorded all the same.")
    facts: list[Recorded] | None = Field(None, description="What was recorded, where `Prefer` asked for it.")


class Refusal(Shown):
    """A rule's no."""

    rule_id: Id
    subject: str = Field(description="The id or the kind of what was refused.")
    sentence: str
    missing: str
    parameters: dict[str, Any] = Field(description="The figures and words that the sentence is made with.")
    record_first: list[dict[str, Any]] = Field(
        description="Templates of facts that would satisfy the rule, with `…` where something is to be filled in. One "
        "without `kind` is what to add to the fact that was sent."
    )
    instead: dict[str, Any] | None = Field(
        None,
        description="Where the fact itself lacks something: the `fact` to send in its place, and whatever of the "
        "envelope is lacking.",
    )
    pointer: str = Field(description="Which of the facts that were sent.")


class Verdict(Shown):
    """What a dry run found; nothing was recorded."""

    refusals: list[Refusal]
    remarks: list[Id]


class DecisionState(Shown):
    """Where a decision stands, as far as the reader may see it."""

    decision_id: Id
    version: int
    status: Status
    title: str | None = None
    question: str | None = None
    organisation: Id | None = None
    deciding_level: str | None = None
    reference: str | None = None
    goal: str | None = None
    expected_outcome: str | None = None
    tags: list[Id]
    attempts: int
    failures: int
    lessons: int
    adjustments: int


class DecisionPage(Shown):
    """Fifty decisions at most."""

    items: list[DecisionState]
    next: str | None = Field(description="The cursor of the next page; null on the last.")


class DutyShown(Shown):
    """Something that a level owes by a date, or has met."""

    rule_id: Id
    decision_id: Id
    level: str = Field(description="Who owes it.")
    about: Id | None = Field(description="The thing that it is about; null: the entry, or the decision.")
    part: str | None = Field(description="Tells apart what one entry raises for the same rule.")
    version: int = Field(description="The entry that raised it.")
    owed_since: date
    due: date
    met_on: date | None = Field(description="When it was met; null: it is still owed.")
    meeting: date | None = Field(description="The meeting that its day was counted to; null where there is none.")
    overdue: bool = Field(description="Whether it was met, or is still owed, after its day.")
    lacking: list[str] = Field(description="What is still to be done of it, where it has parts.")
    ground: str | None = Field(description="The legal ground that is printed with it, where it has one.")
    organ: str | None = Field(description="What the organ is called that meets then, where that is known.")
    sentence: str


class DutyPage(Shown):
    """A hundred duties at most."""

    items: list[DutyShown]
    next: str | None = Field(description="The cursor of the next page; null on the last.")


class Remark(Shown):
    """A rule's note on an entry that was recorded all the same."""

    rule_id: Id
    sentence: str


class Waived(Shown):
    """A waiver that let an entry past a rule."""

    version: int = Field(description="The entry that is the waiver.")
    rule_id: Id | None = None
    sentence: str


class WaiverFate(Shown):
    """What became of a waiver."""

    state: WaiverState
    used_by: int | None = Field(None, description="The entry that it let past.")
    sentence: str


class TimelineEntry(Shown):
    """One entry."""

    version: int
    kind: str
    occurred_at: datetime
    occurred_precision: Precision | None = None
    recorded_at: datetime
    history: bool
    by: Actor
    recorded_by: Actor | None = None
    known_from: datetime | None = None
    sentence: str
    caused_by: list[int] = Field(description="Versions.")
    remarks: list[Remark]
    waived: list[Waived] = Field(description="The waivers that let it past a rule.")
    waiver: WaiverFate | None = Field(None, description="Where the entry is a waiver: what became of it.")
    known_to: dict[str, datetime] = Field(description="Level to the time since when it knows.")
    sources: list[str] = []
    references: list[ExternalReference] = []
    confidence: Confidence | None = None
    access: AccessTerms | None = None
    ext: dict[str, Any] | None = None
    fact: TaggedFact


class Measured(Criterion):
    """A criterion and what was observed last."""

    observed: float | int | None = None
    met: bool | None = None


class Changed(Shown):
    """One thing that is different this time."""

    what: ChangedWhat
    name: str | None = None
    from_: str | Criterion | Money | None = Field(None, alias="from")
    to: str | Criterion | Money | None = None


class Attempt(Shown):
    """One attempt beside the others."""

    number: int
    trial_id: Id
    retry_of: Id | None = None
    where: str | None = None
    hypothesis: str
    criteria: list[Measured]
    started_at: datetime
    ended_at: datetime | None = None
    outcome: TrialOutcome | None = None
    changed: list[Changed]
    failures: list[Id]
    cost: Money | None = None
    versions: list[int]


class Loop(Shown):
    """Trial, failure, lesson, adjustment, retry: closed when it has come round."""

    trial_id: Id | None = None
    failures: list[Id]
    lessons: list[Id]
    adjustments: list[Id]
    retry: Id | None = None
    closed: bool
    missing: list[Step]
    days: int | None = None


class Open(Shown):
    """Something that waits for somebody."""

    what: OpenWhat
    version: int
    since: datetime
    level: str | None = None
    sentence: str


class WithheldEntry(Shown):
    """Within the organisation: which entry is withheld, of what kind, on which ground."""

    version: int
    kind: str
    ground: str | None = None


class WithheldCount(Shown):
    """That something is withheld."""

    count: int
    grounds: list[str]
    entries: list[WithheldEntry] | None = None


class Timeline(Shown):
    """A decision as its reader may see it, whole or cut at a moment."""

    decision_id: Id
    version: int
    status: Status
    title: str | None = None
    question: str | None = None
    summary: str
    as_of: datetime | None = None
    known_at: datetime | None = None
    level: str | None = None
    entries: list[TimelineEntry]
    attempts: list[Attempt]
    loops: list[Loop]
    open: list[Open]
    unknown_to: dict[str, list[int]] = Field(description="Level to the versions it does not know yet.")
    withheld: WithheldCount


class WithheldFact(Shown):
    """In place of a fact that the reader may not see."""

    position: int
    withheld: Literal[True]
    ground: str | None = None
    decision_id: Id | None = None
    version: int | None = None
    kind: str | None = None
    access: AccessLevel | None = None


class FactPage(Shown):
    """Facts in the order in which they were recorded."""

    items: list[Recorded | WithheldFact]
    next: int | None = Field(description="`after` for the next page; null where there is nothing more yet.")


class Error(Shown):
    """One thing that is wrong with what was sent or asked."""

    pointer: str = Field(description="JSON pointer into the body, or / and the name of a query parameter.")
    code: str
    detail: str
    instead: Any = None
    known: list[str] | None = Field(None, description="What there is to choose from, where one is to be named.")


class Problem(BaseModel):
    """What went wrong (RFC 9457). Some kinds of problem say more."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[Error] | None = None
    refusals: list[Refusal] | None = None
    remarks: list[Id] | None = None
    expected: int | None = None
    actual: int | None = None
    decision_id: str | None = None
    position: int | None = None
    rule_id: Id | None = None
    plugin: str | None = None
    reasons: list[str] | None = None


class Live(Shown):
    """The process answers."""

    live: Literal[True]


class ViewStatus(Shown):
    """How one view stands."""

    view: Id
    position: int = Field(description="How far its readers see.")
    behind: int = Field(description="How many positions it lacks.")
    rebuilding: int | None = Field(None, description="How far a new one has come that is being built.")
    stopped_at: int | None = Field(None, description="The position of the fact that it could not take.")


class Ready(Shown):
    """The register can be read."""

    ready: Literal[True]
    degraded: bool = Field(description="Whether a view may lack what is recorded; `reasons` says which.")
    reasons: list[str]
    views: list[ViewStatus]


class ProblemKind(Shown):
    """What a kind of problem means."""

    type: str
    title: str
    status: int
    about: str


VIEW_PAGES = view_pages()

ANSWERS: tuple[type[BaseModel], ...] = (
    Receipt,
    Verdict,
    DecisionState,
    DecisionPage,
    DutyPage,
    Timeline,
    FactPage,
    Problem,
    Live,
    Ready,
    ProblemKind,
    *VIEW_PAGES,
)
"""Every shape that an answer has."""

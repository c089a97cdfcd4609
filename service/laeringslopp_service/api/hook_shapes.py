"""The shapes of what is sent and answered about webhooks."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from laeringslopp.facts import KINDS
from laeringslopp.facts.values import Id, Maybe, Title
from laeringslopp_service.api.shapes import Shown

Kind = Literal[tuple(KINDS)]  # type: ignore[valid-type]
Kinds = Annotated[list[Kind], Field(max_length=len(KINDS), description="Only these kinds of facts; empty: all.")]  # type: ignore[valid-type]
Url = Annotated[
    str,
    Field(
        min_length=1,
        max_length=2000,
        description="Where to send: `https`, without a name, password or fragment; not into a private network.",
    ),
]
Reads = Annotated[
    str,
    Field(
        min_length=1,
        max_length=100,
        description="For whom facts are shown: `public` (the least, and the default), a level, or `member` for all.",
    ),
]
Withholding = Annotated[
    Literal["tell", "skip"],
    Field(description="Whether a fact that this reader may not see is told of as withheld, or left out."),
]
About = Annotated[Title, Field(description="What it is for, in your own words.")]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class WebhookAsked(_Asked):
    """What to send, and where."""

    url: Url
    reader: Reads = "public"
    organisation: Maybe[Id] = Field(None, description="Only decisions of this organisation.")
    decision_id: Maybe[Id] = Field(None, description="Only this decision.")
    kinds: Kinds = []
    withheld: Withholding = "tell"
    after: Maybe[int] = Field(None, ge=0, description="The position after which to begin; else what is recorded next.")
    about: Maybe[About] = None


class WebhookChange(_Asked):
    """What is to be otherwise; the rest stays. What failed is tried again at once."""

    url: Maybe[Url] = None
    reader: Maybe[Reads] = None
    kinds: Maybe[Kinds] = None
    withheld: Maybe[Withholding] = None
    about: Maybe[About] = None
    state: Maybe[Literal["active", "paused"]] = None


class ReplayAsked(_Asked):
    """What to send again: all after a position, or the dead letters, or both."""

    after: Maybe[int] = Field(None, ge=0, description="All that was recorded after this position, in order.")
    dead: bool = Field(False, description="The dead letters, as soon as may be; each by itself, out of order.")


class Webhook(Shown):
    """Who is sent what, and how far it has come."""

    webhook_id: Id
    url: str
    reader: str
    organisation: str | None = None
    decision_id: str | None = None
    kinds: list[str]
    withheld: Literal["tell", "skip"]
    about: str | None = None
    state: Literal["active", "paused", "ended"] = Field(description="`ended`: the receiver answered 410.")
    position: int = Field(description="Everything up to here arrived, is not for it, or is a dead letter.")
    behind: int = Field(description="How many positions it has not come to.")
    waiting: int = Field(description="How many facts did not arrive and are tried again.")
    dead: int = Field(description="How many were given up: dead letters.")
    made_at: datetime
    delivered_at: datetime | None = Field(None, description="When something arrived last.")


class WebhookMade(Webhook):
    """A webhook, and its secret, which is shown this once."""

    secret: str = Field(description="Whoever receives checks signatures with it.")


class WebhookList(Shown):
    """All webhooks, the first made first."""

    items: list[Webhook]


class WebhookSecret(Shown):
    """A new secret, which is shown this once."""

    webhook_id: Id
    secret: str
    old_until: datetime = Field(description="Until then everything is signed with the old one too.")


class Delivery(Shown):
    """A fact that did not arrive."""

    position: int
    state: Literal["waiting", "dead"]
    attempts: int
    first_at: datetime | None = None
    last_at: datetime | None = None
    next_at: datetime | None = None
    problem: str | None = Field(None, description="What went wrong last, such as `answered` or `timed-out`.")
    status: int | None = Field(None, description="What the receiver answered last.")


class DeliveryPage(Shown):
    """What did not arrive, in order of position."""

    items: list[Delivery]
    next: int | None = Field(description="`after` for the next page; null: there is no more.")


class Replayed(Shown):
    """What will be sent again."""

    webhook_id: Id
    position: int
    again: int = Field(description="How many positions and dead letters are gone through again.")


class WebhookTest(Shown):
    """What came of a message that tells nothing."""

    arrived: bool
    status: int | None = None
    problem: str | None = None
    seconds: float


BODIES: tuple[type[BaseModel], ...] = (WebhookAsked, WebhookChange, ReplayAsked)
ANSWERS: tuple[type[BaseModel], ...] = (
    Webhook, WebhookMade, WebhookList, WebhookSecret, DeliveryPage, Replayed, WebhookTest,
)  # fmt: skip

WEBHOOK = {
    "webhook_id": "hook-3f1c2a528a",
    "url": "https://…/laeringslopp",
    "reader": "public",
    "organisation": "eksempelvik",
    "kinds": ["failure-disclosed", "lesson-shared"],
    "withheld": "tell",
    "state": "active",
    "position": 41,
    "behind": 0,
    "waiting": 0,
    "dead": 0,
    "made_at": "2026-03-12T09:00:00Z",
    "delivered_at": "2026-03-12T10:00:00Z",
}
SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
ASKED = {
    "url": "https://…/laeringslopp",
    "organisation": "eksempelvik",
    "kinds": ["failure-disclosed", "lesson-shared"],
}
DELIVERIES = {
    "items": [
        {
            "position": 42,
            "state": "waiting",
            "attempts": 2,
            "first_at": "2026-03-12T10:00:00Z",
            "last_at": "2026-03-12T10:00:05Z",
            "next_at": "2026-03-12T10:05:08Z",
            "problem": "answered",
            "status": 500,
        }
    ],
    "next": None,
}

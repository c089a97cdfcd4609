"""What there is to say of a call, and the headers that several take."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel

LONGEST_KEY = 200
"""The most characters of an idempotency key."""
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Makes a retry safe: the same key and body answer what they answered first, with 200.",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
    "example": "3f1c2a52-8a5e-4a0b-9a55-0f7d2b6f6a11",
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": "The version that you have seen, in quotes. Where the decision has moved on, nothing is recorded.",
    "schema": {"type": "string"},
    "example": '"7"',
}
PREFER = {
    "name": "Prefer",
    "in": "header",
    "description": "`return=minimal` answers without a body; `return=representation` adds the recorded `facts` "
    "(RFC 7240).",
    "schema": {"type": "string"},
}
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The ETag of what you have; 304 where it is current.",
    "schema": {"type": "string"},
}
LAST_EVENT_ID = {
    "name": "Last-Event-ID",
    "in": "header",
    "description": "The id of the last event that you have; what comes after it follows. Browsers send it themselves.",
    "schema": {"type": "string"},
    "example": "41",
}
SENT = (400, 403, 409, 413, 415, 503)
"""How what is sent may fail."""


@dataclass(frozen=True, slots=True)
class Deprecation:
    """A call that is on its way out, and what comes in its place."""

    since: date
    sunset: date
    """The first day on which it may be gone."""
    instead: str
    """Where to read of what replaces it."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call in words."""

    tag: str
    summary: str
    about: str
    answer: type[BaseModel] | None
    """The shape of what it answers as JSON; None: it answers no JSON."""
    example: Mapping[str, Any]
    body: type[BaseModel] | None = None
    body_example: Mapping[str, Any] | None = None
    headers: tuple[Mapping[str, Any], ...] = (IF_NONE_MATCH,)
    status: int = 200
    dry_run: type[BaseModel] | None = None
    """The shape of what a dry run answers."""
    also: str | None = None
    """Another media type that it answers in, as text."""
    documents: tuple[str, ...] = ()
    """Still other media types: the forms of a list, or the documents of which its ``format`` chooses."""
    either: tuple[type[BaseModel], ...] = ()
    """Where it answers in one of several shapes: all of them."""
    fails: tuple[int, ...] = ()
    deprecated: Deprecation | None = None

"""What an installation chooses, read from the environment."""

import os
import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails

from laeringslopp import Flaw, Invalid
from laeringslopp.facts.values import Id

PREFIX = "LAERINGSLOPP_"
NAMED = (
    "register", "policy", "organisation", "listeners", "fields", "template", "cors", "hooks", "hooks_private",
    "body_bytes", "json_depth", "kept_bytes", "stale", "rate", "proxies", "reading", "recording", "dear", "waiting",
    "request_seconds", "body_seconds", "connection_seconds", "grace", "log", "traces",
)  # fmt: skip
LISTS = frozenset(("proxies",))
"""Written in the environment with commas between."""
ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?")
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


class Settings(BaseModel):
    """The service's settings, each read from the environment: ``organisation`` from ``LAERINGSLOPP_ORGANISATION``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    register_url: Annotated[str, Field(alias="register")] = "sqlite:///laeringslopp.db"
    """The URL of the register that ``python -m laeringslopp_service`` serves."""
    policy: str | None = None
    """The rules of a register that is made; ``standard`` or ``strict``."""
    organisation: Id | None = None
    """Whose failures are disclosed where a disclosure does not say; else the only one that works in the register."""
    fields: str | None = None
    """The file of what Fiks asks of a case paper and nobody recorded, as JSON."""
    template: Annotated[str, Field(pattern=r"(?i)\.(docx|html)$")] | None = None
    """The organisation's own template of a case paper, in Word (``.docx``) or HTML (``.html``)."""
    hosts: tuple[str, ...] = LOOPBACK_NAMES
    """The names under which the service answers. Any other Host is refused: a foreign page may have led it here."""
    cors: tuple[str, ...] = ()
    """The origins of pages of other sites that may call the API, such as ``https://dashboard.example.org``; from the
    environment with spaces or commas between."""
    body_bytes: Annotated[int, Field(ge=1024)] = 1024 * 1024
    """The longest body that is read."""
    json_depth: Annotated[int, Field(ge=8, le=200)] = 32
    """How deeply a body may be nested; a fact needs six."""
    kept_bytes: Annotated[int, Field(ge=0)] = 32 * 1024 * 1024
    """How much memory timelines are kept in."""
    stale: Annotated[int, Field(ge=0)] = 300
    """Seconds for which a kept answer is still given when the register cannot be reached; it then says so."""

    rate: Annotated[int, Field(ge=0)] = 0
    """What one client may ask in a minute, in plain reads; 0 is as much as it likes.

    Without a proxy all clients have this machine's one address, and would use up one allowance together."""
    proxies: tuple[str, ...] = ()
    """The addresses of proxies that are believed when they say for whom they ask (``X-Forwarded-For``)."""
    reading: Annotated[int, Field(ge=1, le=200)] = 8
    """How many reads are worked on at once."""
    recording: Annotated[int, Field(ge=1, le=200)] = 16
    """How many writes are worked on at once, and as many disclosures beside them."""
    dear: Annotated[int, Field(ge=1, le=200)] = 2
    """How many backtests, papers, searches, comparisons and digests are worked on at once."""
    waiting: Annotated[int, Field(ge=1, le=10_000)] = 128
    """How many of each may wait for that."""
    request_seconds: Annotated[float, Field(gt=0)] = 30.0
    """The longest that an answer is waited for."""
    body_seconds: Annotated[float, Field(gt=0)] = 20.0
    """The longest that a body may take to come in."""
    connection_seconds: Annotated[float, Field(gt=0)] = 30.0
    """The longest that a connection may do next to nothing, in the midst of a request's head or of an answer."""
    grace: Annotated[int, Field(ge=0)] = 5
    """Seconds in which what was begun is finished when the service is to stop."""

    log: Literal["troubles", "all", "off"] = "troubles"
    """Which requests have a line in the log: those that were turned away or failed, all, or none."""
    traces: str | None = None
    """Where traces are sent, as OTLP over HTTP: ``http://127.0.0.1:4318/v1/traces``."""

    listeners: Annotated[int, Field(ge=0)] = 800
    """How many may listen to what is recorded at once. Each holds a connection, of which a process has 1024 mostly."""
    heartbeat: Annotated[float, Field(gt=0)] = 15.0
    """Seconds without news after which those who listen are sent a sign of life."""

    hooks: Annotated[int, Field(ge=0)] = 100
    """How many webhooks there may be."""
    hooks_private: bool = False
    """Whether webhooks may lead into private networks and to this machine, to any port, and over plain HTTP."""

    @field_validator("cors", mode="before")
    @classmethod
    def _origins(cls, given: object) -> object:
        """Each by its name: there is no sign-in, so ``*`` would show everything to any page that somebody visits."""
        named = tuple(re.split(r"[\s,]+", given.strip().lower())) if isinstance(given, str) else given
        for origin in named if isinstance(named, tuple) else ():
            if not ORIGIN.fullmatch(str(origin)):
                raise ValueError(f"{origin!r} is no origin; write each as https://example.org, with spaces between")
        return named

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """What the environment says of ``NAMED``; empty is as good as unset. Raises Invalid."""
        named = {name: environment.get(PREFIX + name.upper()) for name in NAMED}
        given = {name: value.split(",") if name in LISTS else value for name, value in named.items() if value}
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            raise Invalid([_flaw(found) for found in error.errors()]) from None


def _flaw(found: ErrorDetails) -> Flaw:
    """What is wrong with a setting, by the name it has in the environment."""
    name, said = PREFIX + str(found["loc"][0]).upper(), found["msg"].removeprefix("Value error, ")
    return Flaw(found["type"], f"{name}: {said}; it says {found['input']!r}")

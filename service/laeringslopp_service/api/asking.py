"""What a call may be asked: its query parameters, read strictly and described once."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from fastapi import Request
from pydantic import TypeAdapter, ValidationError

from laeringslopp import Flaw, Invalid
from laeringslopp.errors import pointer_step
from laeringslopp.facts.values import Date, Time
from laeringslopp.nearest import closest, nearest
from laeringslopp_service.auth import reader_of
from laeringslopp_service.language import language_of
from laeringslopp_service.problems import invalid

_date: TypeAdapter[date] = TypeAdapter(Date)
_time: TypeAdapter[datetime] = TypeAdapter(Time)
DATE_LENGTH = len("2026-03-12")
MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Parameter:
    """One query parameter."""

    name: str
    about: str
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})
    example: Any = None
    required: bool = False

    @property
    def described(self) -> dict[str, Any]:
        """As the OpenAPI document says it."""
        told: dict[str, Any] = {"name": self.name, "in": "query", "description": self.about}
        told |= {"required": True} if self.required else {}
        told["schema"] = dict(self.schema)
        return told if self.example is None else {**told, "example": self.example}


LANG = Parameter(
    "lang",
    "The language of sentences: bokmål, nynorsk or English. Else what `Accept-Language` prefers, else bokmål.",
    {"type": "string", "enum": ["nb", "nn", "en"]},
)
AS = Parameter(
    "as",
    "Shows what another reader would see: `public`, or a level such as `operational`. It narrows, never widens.",
    {"type": "string", "minLength": 1},
)
DRY_RUN = Parameter(
    "dry_run",
    "`true` says what the rules would refuse or remark on; nothing is recorded.",
    {"type": "boolean", "default": False},
)
EVERYWHERE: Mapping[str, Callable[[Request], object]] = {LANG.name: language_of, AS.name: reader_of}
"""What is looked at wherever it may stand, also where the answer would be the same for all."""
MOMENT = {"oneOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}


class Query:
    """The parameters of one call; ``read`` checks a request against them."""

    def __init__(self, *parameters: Parameter) -> None:
        self.parameters = parameters
        self._names = tuple(parameter.name for parameter in parameters)

    def read(self, request: Request) -> dict[str, str]:
        """What was asked. Raises Invalid for a parameter nobody knows, and for one that is given twice."""
        if not request.scope["query_string"]:
            return {}
        given: dict[str, str] = {}
        flaws: list[Flaw] = []
        for name, value in request.query_params.multi_items():
            pointer = pointer_step(name)
            if name not in self._names:
                known, near = f"this call takes {', '.join(self._names)}", closest(name, self._names)
                detail = f"this call has no query parameter {name!r}{nearest(name, self._names) or f'; {known}'}"
                values = {"name": name, "near": near, "allowed": self._names}
                flaws.append(Flaw("unknown-parameter", detail, pointer, instead=near, values=values))
            elif name in given:
                flaws.append(
                    Flaw("given-twice", f"{name} is given twice; give it once", pointer, values={"name": name})
                )
            given[name] = value
        if flaws:
            raise Invalid(list({flaw.pointer: flaw for flaw in flaws}.values()))
        for name, understand in EVERYWHERE.items():
            if name in given:
                understand(request)
        return given


def moment(asked: Mapping[str, str], name: str) -> datetime | date | None:
    """A date, or a time with its offset. Raises Invalid."""
    text = asked.get(name)
    if text is None:
        return None
    # In a query a plus is a space, and offsets are written with a plus.
    text = text.replace(" ", "+")
    try:
        return (_date if len(text) == DATE_LENGTH else _time).validate_json(json.dumps(text))
    except ValidationError:
        detail = f"write {name} as a date, 2026-03-12, or a time with its offset, 2026-03-12T10:00:00+01:00"
        raise invalid("no-moment", detail, f"/{name}") from None


def number(asked: Mapping[str, str], name: str, default: int, least: int, most: int | None = None) -> int:
    """A whole number within bounds. Raises Invalid."""
    text = asked.get(name)
    if text is None:
        return default
    if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
        value = int(text)
        if least <= value and (most is None or value <= most):
            return value
    bounds = f"from {least}" if most is None else f"from {least} to {most}"
    raise invalid("no-number", f"{name} is a whole number {bounds}", f"/{name}", least=least, most=most)


def yes(asked: Mapping[str, str], name: str) -> bool:
    """``true`` or ``false``; nothing else, for a dry run that is misspelt must not record. Raises Invalid."""
    text = asked.get(name, "false")
    if text not in ("true", "false"):
        raise invalid("no-answer", f"{name} is true or false", f"/{name}")
    return text == "true"

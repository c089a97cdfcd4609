"""What is sent: bodies in the exchange format, as entries for the register."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email.message import Message
from functools import cache
from typing import Annotated, Any, Literal, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from laeringslopp import Entry, Flaw, Invalid
from laeringslopp.entry import Envelope
from laeringslopp.facts import FailureDisclosed, TaggedFact
from laeringslopp.facts.values import Id, Many, Maybe
from laeringslopp.integrity import flaws_of
from laeringslopp.integrity.malformed import parse
from laeringslopp_service.problems import Problem
from laeringslopp_service.settings import Settings

ENVELOPE = frozenset(Envelope.model_fields)
UNICODE = ("", "utf-8", "utf8")
FACTS = '{"by": {…}, "facts": [{…}]}'
BRACKETS = re.compile(rb'"(?:[^"\\]|\\.)*(?:"|\\?\Z)|[\[{\]}]', re.DOTALL)
"""A text, also one that does not end, or a bracket outside of texts."""


class Recording(Envelope):
    """One envelope, and the facts in it. All of them are recorded, or none."""

    facts: Annotated[Many[TaggedFact], Field(description="At least one; each is judged after those before it.")]

    def entries(self, decision_id: str) -> list[Entry]:
        """Each fact with the envelope, for the register to judge."""
        envelope = {name: getattr(self, name) for name in self.model_fields_set & ENVELOPE}
        return [Entry(decision_id=decision_id, fact=fact, **envelope) for fact in self.facts]


class Opening(Recording):
    """A decision is opened: its first fact is `decision-opened`. Without an id it gets one."""

    decision_id: Maybe[Id] = None


class Disclosure(FailureDisclosed, Envelope):
    """A failure is put on record. What happened, and whose act the telling is, are enough."""

    decision_id: Annotated[
        Maybe[Id], Field(description="Without one, the failure opens a decision of its own, to be linked later.")
    ] = None
    organisation: Annotated[
        Maybe[Id], Field(description="Whose failure, where it opens a decision; else the register's only one.")
    ] = None


class BacktestAsked(BaseModel):
    """Which policy to try, and on what."""

    model_config = ConfigDict(extra="forbid", strict=True)

    policy: Literal["standard", "strict"] | dict[str, Any] = Field(description="One that ships, or a policy document.")
    organisation: Maybe[Id] = Field(None, description="Only the decisions of this organisation.")
    as_it_happened: bool = Field(
        False, description="Judges what was recorded afterwards as if it had been recorded on the day."
    )


B = TypeVar("B", bound=BaseModel)


async def sent(request: Request) -> bytes:
    """The bytes of the body. Raises Problem unless they are said to be JSON."""
    if any(coding.lower() != "identity" for coding in request.headers.getlist("content-encoding")):
        raise Problem("media-type", headers={"Accept-Encoding": "identity"})
    told = Message()
    told["content-type"] = ", ".join(request.headers.getlist("content-type"))
    charset = told.get_param("charset", "")
    if told.get_content_type() != "application/json" or str(charset).lower() not in UNICODE:
        raise Problem("media-type", headers={"Accept": "application/json"})
    body = await request.body()
    settings: Settings = request.app.state.settings
    check_depth(body, settings.json_depth)
    return body


def check_depth(body: bytes, most: int) -> None:
    """Looks how deeply JSON is nested, before anything follows it down there. Raises Invalid."""
    if body.count(b"[") + body.count(b"{") <= most:
        return
    depth = 0
    for token in BRACKETS.finditer(body):
        match token[0][:1]:
            case b"[" | b"{":
                depth += 1
                if depth > most:
                    detail = f"it is nested more deeply than {most} levels, from byte {token.start()} on"
                    raise Invalid([Flaw("too-deep", detail, values={"most": most})])
            case b"]" | b"}":
                depth -= 1


Sent = Annotated[bytes, Depends(sent)]


@cache
def _adapter(model: type[B]) -> TypeAdapter[B]:
    return TypeAdapter(model)


def parsed(body: bytes, such_as: str = FACTS) -> dict[str, Any]:
    """The body as a JSON object. Raises Invalid."""
    try:
        made = parse(body.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _not_json(f"byte {error.start} is not UTF-8", byte=error.start) from None
    if not isinstance(made, dict):
        raise Invalid([Flaw("not-an-object", f"the body is an object, such as {such_as}")])
    return made


def read(model: type[B], body: bytes, such_as: str = FACTS) -> B:
    """The body as what it is meant to be. Raises Invalid; pointers are into the body."""
    made = parsed(body, such_as)
    try:
        # JSON's own rules hold here (text for dates, no null), so what was parsed goes back through JSON.
        body_read: B = _adapter(model).validate_json(json.dumps(made, ensure_ascii=False).encode())
        return body_read
    except UnicodeEncodeError:
        raise _not_json("the text holds half a character (a lone surrogate)", how="half-a-character") from None
    except RecursionError:
        raise _not_json("it is nested too deeply", how="nested") from None
    except ValidationError as error:
        raise Invalid(list(flaws_of(error, model))) from None


def _not_json(why: str, **values: Any) -> Invalid:
    return Invalid([Flaw("not-json", f"this is not JSON: {why}", values=values)])


@contextmanager
def pointing_into(body: Envelope) -> Iterator[None]:
    """What the register finds wrong with an entry, it says where in the entry; here, where in the body."""
    try:
        yield
    except Invalid as error:
        raise Invalid([replace(flaw, pointer=_in_body(flaw, body)) for flaw in error.flaws]) from None


def _in_body(flaw: Flaw, body: Envelope) -> str:
    top, fact, rest = flaw.pointer.partition("/fact")
    if top or not fact or rest[:1] not in ("", "/"):
        return flaw.pointer
    return f"/facts/{flaw.entry}{rest}" if isinstance(body, Recording) else rest


def given(body: BaseModel, *apart: str) -> dict[str, Any]:
    """What a body says, save what is named."""
    return {name: getattr(body, name) for name in body.model_fields_set.difference(apart)}

"""Who acts and who records it; remembered in a cookie, so that it is written once."""

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, urlencode

from fastapi import Request, Response

from laeringslopp_service.pages.disclosing import UNSIGNED
from laeringslopp_service.pages.recording.typed import Typed, Values

COOKIE = "laeringslopp_who"
A_YEAR = 365 * 24 * 60 * 60
LONGEST = 300
"""As long as a role may be; a cookie that holds more was not made here."""
PARTS = ("role", "level", "unit")
ME, ORGAN = "by", "organ_by"
"""The fields of whoever sits before the form, and of the organ that it is recorded for."""


@dataclass(frozen=True, slots=True)
class Who:
    """A role at a level, in a unit; what is not known is empty."""

    role: str = ""
    level: str = ""
    unit: str = ""

    def fields(self, before: str = ME) -> dict[str, Values]:
        """As the fields of a form."""
        return {f"{before}.{part}": (value,) for part in PARTS if (value := getattr(self, part))}

    @staticmethod
    def of(typed: Typed, before: str = ME) -> "Who":
        """As somebody wrote it in a form."""
        return Who(*(typed.one(f"{before}.{part}") for part in PARTS))

    def wire(self, actor_id: str) -> dict[str, Any]:
        """As an actor in the exchange format; what is missing is left for the model to find."""
        said = {part: value for part in PARTS if (value := getattr(self, part))}
        return {"id": actor_id, **said}


def remembered(request: Request) -> Who:
    """Who this browser said it was, the last time."""
    try:
        said = parse_qs(request.cookies.get(COOKIE, ""), max_num_fields=len(PARTS))
    except ValueError:  # not what was given to it here
        return Who()
    known = {part: said[part][0] for part in PARTS if part in said}
    return Who(**{part: value for part, value in known.items() if len(value) <= LONGEST and value.isprintable()})


def remember(who: Who, request: Request, response: Response) -> None:
    """Lets the browser remember who it is: a role, never a name."""
    said = urlencode({part: value for part in PARTS if (value := getattr(who, part))})
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, said, A_YEAR, httponly=True, samesite="lax", secure=secure, path="/")


def actors(typed: Typed) -> dict[str, Any]:
    """Whose act it was, and who recorded it where that is another: a secretary records for an organ."""
    me = Who.of(typed).wire(UNSIGNED)
    if not records_for_an_organ(typed):
        return {"by": me}
    organ = Who.of(typed, ORGAN)
    if not organ.role:
        organ = replace(organ, role=organ.unit)  # an organ is what it is called
    return {"by": organ.wire(_id_of(organ.unit or organ.role)), "recorded_by": me}


def records_for_an_organ(typed: Typed) -> bool:
    """Whether it is somebody else's act."""
    return typed.has(f"{ORGAN}.role") or typed.has(f"{ORGAN}.unit")


def acting_level(typed: Typed) -> str:
    """The level of whoever acts."""
    return typed.one(f"{ORGAN if records_for_an_organ(typed) else ME}.level")


def field_of(pointer: str, typed: Typed) -> str | None:
    """The field that a pointer into an actor is about; None for any other pointer."""
    first, _, part = pointer.strip("/").partition("/")
    if first not in ("by", "recorded_by"):
        return None
    for_organ = first == "by" and records_for_an_organ(typed)
    return f"{ORGAN if for_organ else ME}.{part if part in PARTS else 'role'}"


def _id_of(name: str) -> str:
    """An organ's name as an id."""
    plain = name.casefold().replace("ø", "o").replace("æ", "ae")
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:100] or "organ"

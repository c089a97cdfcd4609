"""Waiting for what was recorded: one parameter, wherever the newest may not be there yet."""

import re
from collections.abc import Mapping
from typing import Any

from fastapi import Request

from laeringslopp import Register
from laeringslopp.story.wording import N_
from laeringslopp.views import Behind, Views
from laeringslopp_service.api.asking import Parameter, number
from laeringslopp_service.api.preferring import apply, preference
from laeringslopp_service.following import following, fresh
from laeringslopp_service.problems import Problem, invalid

MOST_SECONDS = 5.0
"""How long a call waits for a position."""
PREFERENCE = "wait-for-position"
WHOLE = re.compile(r"[0-9]{1,15}")
PREFER_WAITING = {
    "name": "Prefer",
    "in": "header",
    "description": f"`{PREFERENCE}=12` is `after=12` by another way (RFC 7240). `Preference-Applied` says that it was "
    "waited for; `after` goes before it.",
    "schema": {"type": "string"},
    "example": f"{PREFERENCE}=12",
}
AFTER = Parameter(
    "after",
    "Waits until what is answered has come to this position, as a receipt names it; 503 where that takes more than 5 "
    "seconds, and 422 where the register has no such position.",
    {"type": "integer", "minimum": 0},
)


def waited(request: Request, asked: Mapping[str, str], *tables: str) -> Views:
    """The views, with what is recorded by now, or at least up to the position that was asked for.

    Raises Problem, and Invalid for a position that is not there.
    """
    position = reached(request, asked)
    if position is None:
        return fresh(request, *tables)
    views = following(request).views
    try:
        views.at_least(position, MOST_SECONDS, tables)
    except Behind as behind:
        raise too_far_behind(behind) from behind
    return views


def reached(request: Request, asked: Mapping[str, str]) -> int | None:
    """The position that was asked for, if any. The register has it: what it has acknowledged it shows at once.

    Raises Invalid where it has not.
    """
    preferred = None if AFTER.name in asked else preference(request, PREFERENCE)
    if preferred is not None and WHOLE.fullmatch(preferred):
        position, pointer = int(preferred), "/Prefer"
        apply(request, PREFERENCE, position)
    elif AFTER.name in asked:
        position, pointer = number(asked, AFTER.name, 0, least=0), f"/{AFTER.name}"
    else:
        return None
    if position:
        register: Register = request.app.state.register
        check_end(position, register.position, pointer)
    return position


def check_end(after: int, end: int, pointer: str) -> None:
    """Raises Invalid for a position that lies beyond the end of the register."""
    if after > end:
        detail = (
            f"the register ends at position {end}, and {after} lies beyond its end; it may be another register than "
            "the one that you have read, or an earlier copy of it. Read anew, and go on from what you then have"
        )
        raise invalid("beyond-the-end", detail, pointer, end, end=end)


def too_far_behind(behind: Behind) -> Problem:
    """That a view has not come where it was asked to; why it stopped is for those who run the service."""
    if behind.stop is None:
        later = "1"
        text = N_(
            "The view {view} has come to position {actual}, not to {expected}. "
            "Ask again in a moment, or without `after`."
        )
    else:
        later = "60"
        text = N_(
            "The view {view} has come to position {actual}, not to {expected}. "
            "It is stopped at a fact, and waits for whoever runs the service."
        )
    places: dict[str, Any] = {"expected": behind.asked, "actual": behind.position}
    return Problem("behind", text, {"Retry-After": later}, {"view": behind.view, **places}, **places)

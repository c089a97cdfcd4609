"""Waiting for what was recorded: one parameter, wherever the newest may not be there yet."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request

from laeringslopp import Register
from laeringslopp.views import Behind, Views
from laeringslopp_service.api.asking import Parameter, number
from laeringslopp_service.following import following, fresh
from laeringslopp_service.problems import Problem, invalid

MOST_SECONDS = 5.0
"""How long a call waits for a position."""
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
    if AFTER.name not in asked:
        return fresh(request, *tables)
    views = following(request).views
    try:
        views.at_least(reached(request, asked), MOST_SECONDS, tables)
    except Behind as behind:
        raise too_far_behind(behind) from behind
    return views


def reached(request: Request, asked: Mapping[str, str]) -> int:
    """The position that was asked for. The register has it: what it has acknowledged it shows at once.

    Raises Invalid where it has not.
    """
    position = number(asked, AFTER.name, 0, least=0)
    if position:
        register: Register = request.app.state.register
        check_end(position, register.position, f"/{AFTER.name}")
    return position


def check_end(after: int, end: int, pointer: str) -> None:
    """Raises Invalid for a position that lies beyond the end of the register."""
    if after > end:
        detail = (
            f"the register ends at position {end}, and {after} lies beyond its end; it may be another register than "
            "the one that you have read, or an earlier copy of it. Read anew, and go on from what you then have"
        )
        raise invalid("beyond-the-end", detail, pointer, end)


def too_far_behind(behind: Behind) -> Problem:
    """That a view has not come where it was asked to; why it stopped is for those who run the service."""
    if behind.stop is None:
        reason, later = "Ask again in a moment, or without `after`.", "1"
    else:
        reason, later = "It is stopped at a fact, and waits for whoever runs the service.", "60"
    detail = f"The view {behind.view} has come to position {behind.position}, not to {behind.asked}. {reason}"
    places: dict[str, Any] = {"expected": behind.asked, "actual": behind.position}
    return Problem("behind", detail, {"Retry-After": later}, **places)

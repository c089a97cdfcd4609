"""Waiting for what was recorded: one parameter, wherever the newest may not be there yet."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request

from laeringslopp import Register
from laeringslopp.views import Behind, Views
from laeringslopp_service.api.asking import Parameter, number
from laeringslopp_service.following import following, fresh
from laeringslopp_service.problems import Problem

MOST_SECONDS = 5.0
"""How long a call waits for a position."""
AFTER = Parameter(
    "after",
    "Waits until what is answered has come to this position, as a receipt names it; 503 where that takes more than 5 "
    "seconds.",
    {"type": "integer", "minimum": 0},
)


def waited(request: Request, asked: Mapping[str, str], *tables: str) -> Views:
    """The views, with what is recorded by now, or at least up to the position that was asked for. Raises Problem."""
    if AFTER.name not in asked:
        return fresh(request, *tables)
    views = following(request).views
    try:
        views.at_least(number(asked, AFTER.name, 0, least=0), MOST_SECONDS, tables)
    except Behind as behind:
        raise too_far_behind(behind) from behind
    return views


def reached(request: Request, asked: Mapping[str, str]) -> None:
    """Sees to it that the register has come to the position that was asked for. Raises Problem.

    A register shows what it has acknowledged at once: one that does not is another, or an earlier copy.
    """
    register: Register = request.app.state.register
    position = number(asked, AFTER.name, 0, least=0)
    if position and (actual := register.position) < position:
        detail = f"The register has come to position {actual}, not to {position}; it may be another one, or a copy."
        raise Problem("behind", detail, {"Retry-After": "1"}, expected=position, actual=actual)


def too_far_behind(behind: Behind) -> Problem:
    """That a view has not come where it was asked to; why it stopped is for those who run the service."""
    if behind.stop is None:
        reason, later = "Ask again in a moment, or without `after`.", "1"
    else:
        reason, later = "It is stopped at a fact, and waits for whoever runs the service.", "60"
    detail = f"The view {behind.view} has come to position {behind.position}, not to {behind.asked}. {reason}"
    places: dict[str, Any] = {"expected": behind.asked, "actual": behind.position}
    return Problem("behind", detail, {"Retry-After": later}, **places)

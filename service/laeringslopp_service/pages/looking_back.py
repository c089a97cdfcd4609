"""The pages that look back: what each level knew at a moment, and what came between two."""

from collections.abc import Callable

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from laeringslopp.policy import POLICY_STREAM
from laeringslopp.uncollected import uncollected
from laeringslopp_service.pages.asked import Asked, asked
from laeringslopp_service.pages.comparing import compare_page
from laeringslopp_service.pages.knowing import knew_page
from laeringslopp_service.pages.problems import PageRoute
from laeringslopp_service.pages.rendering import render
from laeringslopp_service.pages.unchanged import sent_small

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/decisions/{decision_id}/knew")
def what_each_level_knew(request: Request, decision_id: str) -> Response:
    """What each level knew at a moment, beside what the others knew."""
    page = asked(request, "at", "day")
    return _policies(page, decision_id) or _made("knew.html", page, knew_page, decision_id)


@router.get("/decisions/{decision_id}/compare")
def two_moments(request: Request, decision_id: str) -> Response:
    """What was added, resolved and changed between two moments."""
    page = asked(request, "from", "to", "level")
    return _policies(page, decision_id) or _made("compare.html", page, compare_page, decision_id)


def _made(template: str, page: Asked, view: Callable[[Asked, str], object], decision_id: str) -> Response:
    """Sent small, as the decision's own page is: each of a thousand entries may stand here once for each level."""
    with uncollected():
        response = render(template, page, view=view(page, decision_id))
    return sent_small(page.request, response, None)


def _policies(page: Asked, decision_id: str) -> Response | None:
    """What an organisation adopted is no decision, but it has a page."""
    if not decision_id.startswith(POLICY_STREAM):
        return None
    return RedirectResponse(page.to(f"/policies/{decision_id.removeprefix(POLICY_STREAM)}"), 303)

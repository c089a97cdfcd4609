"""Forms that our own pages sent: with their token, and never from another site."""

from typing import Any

from fastapi import Response

from laeringslopp_service.auth import is_from_elsewhere
from laeringslopp_service.pages.asked import Asked, PageProblem
from laeringslopp_service.pages.forgery import is_ours, keep, token_for
from laeringslopp_service.pages.rendering import render
from laeringslopp_service.pages.texts import N_

STALE = N_("This form had been open too long. Your text is still here; send it again.")
LATER = N_("It could not be recorded just now. Your text is still here; send it again in a moment.")


def is_genuine(page: Asked, token: str, here: str) -> bool:
    """Whether a form was sent from our own page. Raises PageProblem where another site sent it; ``here`` is ours."""
    if is_from_elsewhere(page.request.method, page.request.headers):
        # Nothing of it is shown: whoever made that page wrote it, not our reader.
        raise PageProblem(403, N_("The form was sent from another site. Open it here instead."), page.to(here))
    return is_ours(page.request, token)


def with_token(page: Asked, template: str, status: int, **shown: Any) -> Response:
    """A page with a form in it."""
    token = token_for(page.request)
    response = render(template, page, status=status, token=token, **shown)
    response.headers["Cache-Control"] = "no-store"
    keep(token, page.request, response)
    return response

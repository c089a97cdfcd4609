"""Whether the service lives, and whether it can answer; and what a kind of problem means."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request, Response

from laeringslopp import Register, StoreError
from laeringslopp.story.wording import N_
from laeringslopp.views import Status
from laeringslopp_service.api.answering import HTML, JSON, VARY, accepted, answer, written
from laeringslopp_service.api.asking import AS, LANG, Query
from laeringslopp_service.api.describing import described
from laeringslopp_service.following import Following, following
from laeringslopp_service.hooks.standing import reasons_of
from laeringslopp_service.language import language_of
from laeringslopp_service.pages.asked import Asked
from laeringslopp_service.pages.rendering import render
from laeringslopp_service.problems import KINDS, LATER, Problem, said_in

log = logging.getLogger(__name__)

router = APIRouter()

NOTHING = Query(LANG, AS)


@router.get("/livez", **described("live", NOTHING))
def live(request: Request) -> Response:
    """The process answers."""
    NOTHING.read(request)
    accepted(request, JSON)
    return answer(request, written({"live": True}))


@router.get("/readyz", **described("ready", NOTHING))
def ready(request: Request) -> Response:
    """The register can be read; a view that stands still is told of, and the service goes on without what it lacks."""
    NOTHING.read(request)
    accepted(request, JSON)
    register: Register = request.app.state.register
    try:
        register.position  # noqa: B018 - reading it is the question
    except StoreError as error:
        # Where the register lies is nobody's business but its keeper's.
        log.error("the register cannot be read: %s", error)
        raise Problem(
            "store", headers=LATER, reasons=[f"the register cannot be read: {error.reason or 'failed'}"]
        ) from error
    followed = following(request)
    try:
        statuses: Sequence[Status] = followed.views.status()
        reasons = [*_reasons(followed, statuses), *reasons_of(request.app.state.deliveries)]
    except StoreError:
        statuses, reasons = (), ["the views or the webhooks cannot be read"]
    views = [_told(status) for status in statuses]
    return answer(request, written({"ready": True, "degraded": bool(reasons), "reasons": reasons, "views": views}))


def _reasons(followed: Following, statuses: Sequence[Status]) -> Sequence[str]:
    """Why views may lack what is recorded; never what a fact says, nor where anything lies."""
    stopped = [
        f"the view {each.view} is stopped at position {each.stop.position}"
        for each in statuses
        if each.stop is not None
    ]
    if followed.has_died:
        return [*stopped, "nobody follows the views"]
    return [*stopped, "the views could not be brought on"] if followed.views.trouble else stopped


def _told(status: Status) -> Mapping[str, Any]:
    told: dict[str, Any] = {"view": status.view, "position": status.position, "behind": status.behind}
    if status.rebuilding is not None:
        told["rebuilding"] = status.rebuilding
    if status.stop is not None:
        told["stopped_at"] = status.stop.position
    return told


@router.get("/problems/{name}", **described("explain_problem", NOTHING))
def explain_problem(name: str, request: Request) -> Response:
    """What a problem's `type` means, and what to do about it: a page for whoever follows the address in a browser."""
    NOTHING.read(request)
    form = accepted(request, JSON, HTML)
    kind = KINDS.get(name)
    if kind is None:
        text = N_("There is no problem of the kind {name}. There are {known}.")
        raise Problem("not-found", text, values={"name": name, "known": ", ".join(KINDS)})
    language = language_of(request)
    said = {"title": said_in(language, kind.title), "status": kind.status, "about": said_in(language, kind.about)}
    if form == HTML:
        page = render("problem_kind.html", Asked(request, language), name=name, told=said)
        page.headers["Vary"] = VARY
        return page
    return answer(request, written({"type": request.url.path, **said}), headers={"Content-Language": language})

"""Whether the service lives, and whether it can answer; and what a kind of problem means."""

from fastapi import APIRouter, Request, Response

from laeringslopp import Register, StoreError
from laeringslopp_service.api.answering import answer, written
from laeringslopp_service.api.asking import AS, LANG, Query
from laeringslopp_service.api.describing import described
from laeringslopp_service.problems import KINDS, LATER, Problem

router = APIRouter()

NOTHING = Query(LANG, AS)


@router.get("/livez", **described("live", NOTHING))
def live(request: Request) -> Response:
    """The process answers."""
    NOTHING.read(request)
    return answer(request, written({"live": True}))


@router.get("/readyz", **described("ready", NOTHING))
def ready(request: Request) -> Response:
    """The register can be read."""
    NOTHING.read(request)
    register: Register = request.app.state.register
    try:
        register.position  # noqa: B018 - reading it is the question
    except StoreError as error:
        raise Problem("store", headers=LATER, reasons=[str(error)]) from error
    return answer(request, written({"ready": True, "reasons": []}))


@router.get("/problems/{name}", **described("explain_problem", NOTHING))
def explain_problem(name: str, request: Request) -> Response:
    """What a problem's `type` means, and what to do about it."""
    NOTHING.read(request)
    kind = KINDS.get(name)
    if kind is None:
        raise Problem("not-found", f"There is no problem of the kind {name}; there are {', '.join(KINDS)}.")
    return answer(
        request, written({"type": request.url.path, "title": kind.title, "status": kind.status, "about": kind.about})
    )

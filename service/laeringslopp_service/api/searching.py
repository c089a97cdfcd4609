"""Has this failed before? The earlier failures most like what somebody plans."""

from fastapi import APIRouter, Request, Response

from laeringslopp import Register
from laeringslopp.search.before import MOST_HITS
from laeringslopp.search.hits import tell_failed_before
from laeringslopp.views import Behind
from laeringslopp_service.api.answering import JSON, accepted, answer, written
from laeringslopp_service.api.asking import AS, LANG, Parameter, Query, number
from laeringslopp_service.api.describing import described
from laeringslopp_service.api.waiting import AFTER, too_far_behind, waited
from laeringslopp_service.auth import reader_of
from laeringslopp_service.language import language_of
from laeringslopp_service.problems import invalid

router = APIRouter()

USUAL = 10
FAILED_BEFORE = Query(
    Parameter(
        "q", "What is planned, in bokmål, nynorsk or English.", {"type": "string", "minLength": 1}, required=True
    ),
    Parameter("organisation", "In decisions of this organisation."),
    Parameter("most", "At most so many.", {"type": "integer", "minimum": 1, "maximum": MOST_HITS, "default": USUAL}),
    AFTER,
    LANG,
    AS,
)


@router.get("/api/failed-before", **described("failed_before", FAILED_BEFORE))
def failed_before(request: Request) -> Response:
    """The earlier failures and lessons most like it."""
    asked = FAILED_BEFORE.read(request)
    language = language_of(request)
    accepted(request, JSON)
    register: Register = request.app.state.register
    most = number(asked, "most", USUAL, 1, MOST_HITS)
    if "q" not in asked:
        raise invalid("no-words", "write what you plan, in a few words, as q", "/q")
    views = waited(request, asked, "texts")
    try:
        found = register.failed_before(asked["q"], language, asked.get("organisation"), most, reader_of(request), views)
    except Behind as behind:
        raise too_far_behind(behind) from behind
    return answer(request, written(tell_failed_before(found)), headers={"Content-Language": language})

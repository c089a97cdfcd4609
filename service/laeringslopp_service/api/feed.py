"""The feed: all facts in the order in which they were recorded, for those who follow."""

from fastapi import APIRouter, Request, Response

from laeringslopp import Register
from laeringslopp_service.api.answering import JSON, JSON_LINES, accepted, answer, written
from laeringslopp_service.api.asking import AS, LANG, Parameter, Query, number
from laeringslopp_service.api.describing import described
from laeringslopp_service.auth import reader_of
from laeringslopp_service.language import language_of
from laeringslopp_service.recorded import found, told

router = APIRouter()

FEED = Query(
    Parameter(
        "after", "The position of the last fact that is known already.", {"type": "integer", "minimum": 0, "default": 0}
    ),
    Parameter("limit", "At most so many.", {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}),
    LANG,
    AS,
)


@router.get("/api/facts", **described("follow_facts", FEED))
def follow_facts(request: Request) -> Response:
    """All facts in the order in which they were recorded."""
    asked = FEED.read(request)
    language_of(request)
    form = accepted(request, JSON, JSON_LINES)
    after = number(asked, "after", 0, least=0)
    limit = number(asked, "limit", 100, least=1, most=1000)
    register: Register = request.app.state.register
    reader = reader_of(request)
    facts, is_all = found(register.feed(after, reader, limit + 1))
    page = [told(seen, reader) for seen in facts[:limit]]
    more = None if is_all and len(facts) <= limit else facts[:limit][-1].position
    headers = {} if more is None else {"Link": f'<{request.url.include_query_params(after=more)}>; rel="next"'}
    if form == JSON_LINES:
        return answer(request, b"".join(written(each) + b"\n" for each in page), None, JSON_LINES, headers)
    return answer(request, written({"items": page, "next": more}), headers=headers)

"""The feed: all facts in the order in which they were recorded, for those who follow."""

from collections.abc import Iterator

from fastapi import APIRouter, Request, Response

from laeringslopp import Reader, Recorded, Register, StoreError, Withheld
from laeringslopp.story import tell_recorded, tell_withheld
from laeringslopp_service.api.answering import JSON, JSON_LINES, accepted, answer, written
from laeringslopp_service.api.asking import AS, LANG, Parameter, Query, number
from laeringslopp_service.api.describing import described
from laeringslopp_service.auth import reader_of
from laeringslopp_service.language import language_of

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
    found, is_all = _found(register.feed(after, reader, limit + 1))
    page = [_told(seen, reader) for seen in found[:limit]]
    more = None if is_all and len(found) <= limit else found[:limit][-1].position
    headers = {} if more is None else {"Link": f'<{request.url.include_query_params(after=more)}>; rel="next"'}
    if form == JSON_LINES:
        return answer(request, b"".join(written(told) + b"\n" for told in page), None, JSON_LINES, headers)
    return answer(request, written({"items": page, "next": more}), headers=headers)


def _found(feed: Iterator[Recorded | Withheld]) -> tuple[list[Recorded | Withheld], bool]:
    """What can be read, and whether that is all. Whoever goes on from there is told why it stops. Raises StoreError."""
    found: list[Recorded | Withheld] = []
    try:
        for seen in feed:
            found.append(seen)
    except StoreError:
        if not found:
            raise
        return found, False
    return found, True


def _told(seen: Recorded | Withheld, reader: Reader) -> dict[str, object]:
    if isinstance(seen, Recorded):
        return tell_recorded(seen)
    return tell_withheld(seen, seen.decision_id, seen.position, public=reader.is_public)

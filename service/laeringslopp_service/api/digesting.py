"""What is new for a level, since its last meeting or a date."""

from fastapi import APIRouter, Request, Response

from laeringslopp import Reader, Register
from laeringslopp.digest import tell_digest
from laeringslopp.digest.mail import plain
from laeringslopp.register.digesting import LAST_MEETING
from laeringslopp_service.api.answering import JSON, PLAIN, accepted, answer, written
from laeringslopp_service.api.asking import AS, LANG, Parameter, Query, yes
from laeringslopp_service.api.describing import described
from laeringslopp_service.api.waiting import AFTER, waited
from laeringslopp_service.auth import reader_of
from laeringslopp_service.language import language_of

router = APIRouter()

TABLES = ("news", "concerned", "duties", "decisions")
DIGEST = Query(
    Parameter("level", "For whom; the organisation's top level unless given."),
    Parameter("organisation", "In which organisation; the only one that records here unless given."),
    Parameter(
        "since", f"What was recorded since a date, or since `{LAST_MEETING}` (unless given).", example="2026-03-12"
    ),
    Parameter("decision_id", "Of this decision alone."),
    Parameter("whole", "`true`: everything, however long. One page, where it is left out.", {"type": "boolean"}),
    AFTER,
    LANG,
    AS,
)


@router.get("/api/digest", **described("read_digest", DIGEST))
def read_digest(request: Request) -> Response:
    """What is new for a level."""
    asked = DIGEST.read(request)
    language = language_of(request)
    form = accepted(request, JSON, PLAIN)
    register: Register = request.app.state.register
    organisation = asked.get("organisation") or register.organisation_at_work()
    level = asked.get("level") or register.levels(organisation)[0]
    only = [asked["decision_id"]] if "decision_id" in asked else None
    found = register.digest(
        level,
        organisation,
        asked.get("since"),
        language,
        only=only,
        whole=yes(asked, "whole"),
        reader=for_level(reader_of(request), level),
        views=waited(request, asked, *TABLES),
    )
    body = written(tell_digest(found)) if form == JSON else plain(found).encode()
    return answer(request, body, None, form, {"Content-Language": language})


def for_level(reader: Reader, level: str) -> Reader:
    """Whoever reads for a level sees what that level may see, and no more than before."""
    own = frozenset((level,))
    return Reader(own if reader.levels is None else reader.levels & own, reader.organisations)

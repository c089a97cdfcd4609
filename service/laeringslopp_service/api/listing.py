"""The list of decisions: found by words, status, tag and organisation, a page at a time."""

from typing import get_args

from fastapi import APIRouter, Request, Response

from laeringslopp import Invalid, Register
from laeringslopp.facts.deciding import Outcome
from laeringslopp.nearest import nearest
from laeringslopp.story import tell_decision
from laeringslopp_service.api.answering import JSON, accepted, answer, written
from laeringslopp_service.api.asking import AS, LANG, Parameter, Query, number
from laeringslopp_service.api.describing import described
from laeringslopp_service.api.viewing import AFTER, in_our_words, wait
from laeringslopp_service.auth import reader_of
from laeringslopp_service.finding import decisions, readable
from laeringslopp_service.following import following, fresh
from laeringslopp_service.language import language_of
from laeringslopp_service.problems import invalid

router = APIRouter()

PAGE = 50
STATUSES = ("open", *get_args(Outcome))
LIST = Query(
    Parameter("q", "Words that all stand in the title, the question, the case number, the tags or the id."),
    Parameter("status", "`open`, or how it was concluded.", {"type": "string", "enum": list(STATUSES)}),
    Parameter("tag", "A tag that it has."),
    Parameter("organisation", "Whose decision it is."),
    Parameter("cursor", "Where the page before ended: its `next`.", {"type": "string", "minLength": 1}),
    AFTER,
    LANG,
    AS,
)


@router.get("/api/decisions", **described("list_decisions", LIST))
def list_decisions(request: Request) -> Response:
    """Finds decisions, in the order in which they were first recorded."""
    asked = LIST.read(request)
    language_of(request)
    accepted(request, JSON)
    status = asked.get("status")
    if status is not None and status not in STATUSES:
        detail = f"there is no status {status!r}; it is one of {', '.join(STATUSES)}{nearest(status, STATUSES)}"
        raise invalid("unknown-word", detail, "/status")
    register: Register = request.app.state.register
    reader = reader_of(request)
    views = following(request).views
    if "after" in asked:
        wait(views, number(asked, "after", 0, least=0), "decisions")
    else:
        fresh(request, "decisions")
    page: list[dict[str, object]] = []
    last: int | None = None
    try:
        for row in decisions(views, reader, asked, asked.get("cursor")):
            decision = readable(register, str(row["decision_id"]), reader)
            if decision is None or decision.opened is None:  # it cannot be read, or was closed since
                continue
            if len(page) == PAGE:
                return answer(request, written({"items": page, "next": str(last)}))
            page.append(tell_decision(decision, decision.version))
            last = row["position"]
    except Invalid as error:
        raise in_our_words(error) from None
    return answer(request, written({"items": page, "next": None}))

"""The list of decisions: found by words, status, tag and organisation."""

from typing import get_args

from fastapi import APIRouter, Request, Response

from laeringslopp import Invalid, Register
from laeringslopp.facts.deciding import Outcome
from laeringslopp.nearest import nearest
from laeringslopp.story import tell_decision
from laeringslopp_service.api.answering import accepted
from laeringslopp_service.api.asking import AS, LANG, Parameter, Query
from laeringslopp_service.api.describing import described
from laeringslopp_service.api.lists import CURSOR, FORMS, Page, limit, listed
from laeringslopp_service.api.sheets import Sheet
from laeringslopp_service.api.viewing import in_our_words
from laeringslopp_service.api.waiting import AFTER, waited
from laeringslopp_service.auth import reader_of
from laeringslopp_service.finding import decisions, readable
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
    limit(PAGE),
    CURSOR,
    AFTER,
    LANG,
    AS,
)
SHEET = Sheet(
    *("decision_id", "version", "status", "title", "question", "organisation", "deciding_level", "reference", "goal"),
    *("expected_outcome", "tags", "attempts", "failures", "lessons", "adjustments"),
)


@router.get("/api/decisions", **described("list_decisions", LIST))
def list_decisions(request: Request) -> Response:
    """Finds decisions, in the order in which they were first recorded."""
    asked = LIST.read(request)
    language_of(request)
    form = accepted(request, *FORMS)
    status = asked.get("status")
    if status is not None and status not in STATUSES:
        detail = f"there is no status {status!r}; it is one of {', '.join(STATUSES)}{nearest(status, STATUSES)}"
        raise invalid("unknown-word", detail, "/status", allowed=STATUSES)
    register: Register = request.app.state.register
    reader = reader_of(request)
    views = waited(request, asked, "decisions")

    def page(cursor: str | None, most: int) -> Page:
        shown: list[dict[str, object]] = []
        last: int | None = None
        try:
            for row in decisions(views, reader, asked, cursor):
                decision = readable(register, str(row["decision_id"]), reader)
                if decision is None or decision.opened is None:  # it cannot be read, or was closed since
                    continue
                if len(shown) == most:
                    return Page(shown, str(last))
                shown.append(tell_decision(decision, decision.version))
                last = row["position"]
        except Invalid as error:
            raise in_our_words(error) from None
        return Page(shown, None)

    return listed(request, form, asked, page, SHEET, PAGE)

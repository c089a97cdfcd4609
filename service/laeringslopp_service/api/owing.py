"""What is owed, by whom and by when, across decisions."""

from bisect import bisect_right

from fastapi import APIRouter, Request, Response

from laeringslopp import Register
from laeringslopp.rules import Owed
from laeringslopp.rules.duty import order
from laeringslopp.story import tell_duty, wording
from laeringslopp_service.api.answering import accepted
from laeringslopp_service.api.asking import AS, LANG, MOMENT, Parameter, Query, moment, yes
from laeringslopp_service.api.describing import described
from laeringslopp_service.api.lists import CURSOR, FORMS, Page, limit, listed
from laeringslopp_service.api.sheets import Sheet
from laeringslopp_service.api.waiting import AFTER, waited
from laeringslopp_service.auth import reader_of
from laeringslopp_service.language import language_of
from laeringslopp_service.problems import invalid

router = APIRouter()

PAGE = 100
DUTIES = Query(
    Parameter("as_of", "What is owed then; it may lie ahead. A date means the end of that day.", MOMENT),
    Parameter("level", "What this level owes."),
    Parameter("organisation", "In decisions of this organisation."),
    Parameter("decision_id", "In this decision."),
    Parameter("open", "`true`: still owed; `false`: met. Both, where it is left out.", {"type": "boolean"}),
    limit(PAGE),
    CURSOR,
    AFTER,
    LANG,
    AS,
)
SHEET = Sheet(
    *("rule_id", "decision_id", "level", "about", "version", "owed_since", "due", "met_on", "meeting", "overdue"),
    *("lacking", "sentence"),
)


@router.get("/api/duties", **described("list_duties", DUTIES))
def list_duties(request: Request) -> Response:
    """What is owed, the first due first."""
    asked = DUTIES.read(request)
    language = language_of(request)
    form = accepted(request, *FORMS)
    register: Register = request.app.state.register
    reader = reader_of(request)
    as_of = moment(asked, "as_of")
    is_open = yes(asked, "open") if "open" in asked else None
    views = waited(request, asked, "duties")
    found = register.duties(
        as_of, asked.get("level"), asked.get("organisation"), asked.get("decision_id"), is_open, reader, views
    )
    words = wording(language)

    def page(cursor: str | None, most: int) -> Page:
        first = _first(found, cursor)
        owed = found[first : first + most]
        items = [tell_duty(each, register.entry(each.decision_id, each.version, reader), words) for each in owed]
        return Page(items, _named(owed[-1]) if len(found) > first + most else None)

    return listed(request, form, asked, page, SHEET, PAGE, headers={"Content-Language": language})


Place = tuple[str, str, str, int, str, str, str]


def _place(owed: Owed) -> Place:
    due, since, decision_id, version, rule_id, level, part = order(owed)
    return due.isoformat(), since.isoformat(), decision_id, version, rule_id, level, part


def _named(owed: Owed) -> str:
    """Names the last of a page: what comes after it is found, also where it is met meanwhile."""
    return "~".join(map(str, _place(owed)))


def _first(found: list[Owed], cursor: str | None) -> int:
    """Where to go on. Raises Invalid."""
    if cursor is None:
        return 0
    try:
        due, since, decision_id, version, rule_id, level, part = cursor.split("~")
        return bisect_right(found, (due, since, decision_id, int(version), rule_id, level, part), key=_place)
    except ValueError:
        detail = "give the cursor that a page of duties gave as next, or leave it out"
        raise invalid("no-cursor", detail, "/cursor") from None

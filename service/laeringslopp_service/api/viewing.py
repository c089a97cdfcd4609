"""The views across decisions, for dashboards and spreadsheets: rows as JSON or CSV, as the reader may see them."""

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response

from laeringslopp import Flaw, Invalid
from laeringslopp.errors import pointer_step
from laeringslopp.nearest import closest, nearest
from laeringslopp.story.wording import N_
from laeringslopp.views import SHIPPED, Shape
from laeringslopp_service.api.answering import accepted
from laeringslopp_service.api.asking import AS, LANG, Parameter, Query
from laeringslopp_service.api.describing import described
from laeringslopp_service.api.lists import CURSOR, FORMS, Page, limit, listed
from laeringslopp_service.api.sheets import ViewSheet
from laeringslopp_service.api.waiting import AFTER, waited
from laeringslopp_service.auth import reader_of
from laeringslopp_service.following import following
from laeringslopp_service.language import language_of
from laeringslopp_service.problems import Problem

router = APIRouter()

USUAL = 100

GENERAL = (
    Parameter("columns", "The columns to show, with commas between; all, where none are named.", example="status"),
    CURSOR,
    limit(USUAL),
    AFTER,
    LANG,
    AS,
)
NAMES = tuple(parameter.name for parameter in GENERAL)
FILTERS = {
    "name": "where",
    "in": "query",
    "style": "form",
    "explode": True,
    "description": "Any column by its name, such as `status=open`; given twice, either. `column=` asks for rows where "
    "it is empty. A number, a time or a day may be asked for as a stretch: `opened_at.from=2026-01-01` and "
    "`opened_at.before=2026-02-01`. The columns are those of the answer.",
    "schema": {"type": "object", "additionalProperties": {"type": "string"}},
    "example": {"opened_at.from": "2026-01-01"},
}
VIEW = {
    "name": "view",
    "in": "path",
    "required": True,
    "description": "Which view.",
    "schema": {"type": "string", "enum": [shape.name for view in SHIPPED for shape in view.readable]},
}


@router.get("/api/views/{view}", **described("read_view", Query(*GENERAL), (VIEW, FILTERS)))
def read_view(view: str, request: Request) -> Response:
    """Rows of a view, in the order in which what they tell of was recorded."""
    views = following(request).views
    shape = views.tables.get(view)
    if shape is None:
        text = N_("There is no view {view}. There are {known}.")
        raise Problem("not-found", text, values={"view": view, "known": ", ".join(views.tables)})
    asked, where = _read(request, shape)
    language_of(request)
    form = accepted(request, *FORMS)
    columns = [name.strip() for name in asked["columns"].split(",")] if "columns" in asked else None
    reader = reader_of(request)
    waited(request, asked, view)
    shown = [shape.named[name] for name in dict.fromkeys(columns or shape.public) if name in shape.named]

    def page(cursor: str | None, most: int) -> Page:
        try:
            found = views.rows(view, reader, where, columns, cursor, most)
        except Invalid as error:
            raise in_our_words(error) from None
        return Page(found.rows, found.next, {"position": found.position})

    return listed(request, form, asked, page, ViewSheet(shown), USUAL)


def in_our_words(error: Invalid) -> Invalid:
    """What the views call ``after`` is called a cursor here."""
    return Invalid([replace(flaw, pointer="/cursor") if flaw.pointer == "/after" else flaw for flaw in error.flaws])


def _read(request: Request, shape: Shape) -> tuple[dict[str, str], dict[str, Any]]:
    """What was asked of all views, and of the columns of this one. Raises Invalid."""
    asked: dict[str, str] = {}
    where: dict[str, list[str | None]] = {}
    flaws: list[Flaw] = []
    known = (*NAMES, *shape.public)
    for name, value in request.query_params.multi_items():
        pointer = pointer_step(name)
        if name in NAMES:
            if name in asked:
                flaws.append(
                    Flaw("given-twice", f"{name} is given twice; give it once", pointer, values={"name": name})
                )
            asked[name] = value
        elif name.partition(".")[0] in shape.named:
            where.setdefault(name, []).append(value or None)
        else:
            said = nearest(name, known) or "; see the columns of the view"
            detail = f"{shape.name} has neither a column nor a parameter {name!r}{said}"
            near = closest(name, known)
            values = {"name": name, "near": near}
            flaws.append(Flaw("unknown-parameter", detail, pointer, instead=near, values=values))
    if flaws:
        raise Invalid(list({flaw.pointer: flaw for flaw in flaws}.values()))
    return asked, dict(where)

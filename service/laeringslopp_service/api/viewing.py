"""The views across decisions, for dashboards and spreadsheets: rows as JSON or CSV, as the reader may see them."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response

from laeringslopp import Flaw, Invalid
from laeringslopp.errors import pointer_step
from laeringslopp.nearest import closest, nearest
from laeringslopp.views import SHIPPED, Behind, Field, Shape, Views
from laeringslopp_service.api.answering import CSV, JSON, accepted, answer, written
from laeringslopp_service.api.asking import AS, LANG, Parameter, Query, number
from laeringslopp_service.api.describing import described
from laeringslopp_service.auth import reader_of
from laeringslopp_service.following import following, fresh
from laeringslopp_service.language import language_of
from laeringslopp_service.problems import Problem

router = APIRouter()

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula, in either width."""
MOST_SECONDS = 5.0
"""How long a call waits for a position."""
MOST_ROWS = 1000

AFTER = Parameter(
    "after",
    "Waits until the view has come to this position, as a receipt names it; 503 where that takes more than 5 seconds.",
    {"type": "integer", "minimum": 0},
)
GENERAL = (
    Parameter("columns", "The columns to show, with commas between; all, where none are named.", example="status"),
    Parameter("cursor", "Where the page before ended: its `next`.", {"type": "string", "minLength": 1}),
    Parameter(
        "limit", "At most so many rows.", {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": 100}
    ),
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
        raise Problem(
            "not-found", f"There is no view {view}{nearest(view, views.tables)}; there are {', '.join(views.tables)}."
        )
    asked, where = _read(request, shape)
    language_of(request)
    form = accepted(request, JSON, CSV)
    limit = number(asked, "limit", 100, least=1, most=MOST_ROWS)
    columns = [name.strip() for name in asked["columns"].split(",")] if "columns" in asked else None
    reader = reader_of(request)
    if "after" in asked:
        wait(views, number(asked, "after", 0, least=0), view)
    else:
        fresh(request, view)
    try:
        page = views.rows(view, reader, where, columns, asked.get("cursor"), limit)
    except Invalid as error:
        raise in_our_words(error) from None
    more = page.next
    headers = {} if more is None else {"Link": f'<{request.url.include_query_params(cursor=more)}>; rel="next"'}
    if form == CSV:
        shown = [shape.named[name] for name in dict.fromkeys(columns or shape.public)]
        return answer(request, as_csv(shown, page.rows), None, f"{CSV}; charset=utf-8; header=present", headers)
    told = {"items": page.rows, "next": more, "position": page.position}
    return answer(request, written(told), headers=headers)


def wait(views: Views, position: int, *tables: str) -> None:
    """Waits until views have come to a position. Raises Problem where they do not in time."""
    try:
        views.at_least(position, MOST_SECONDS, tables)
    except Behind as behind:
        raise too_far_behind(behind) from behind


def too_far_behind(behind: Behind) -> Problem:
    """That a view has not come where it was asked to; why it stopped is for those who run the service."""
    if behind.stop is None:
        reason, later = "Ask again in a moment, or without `after`.", "1"
    else:
        reason, later = "It is stopped at a fact, and waits for whoever runs the service.", "60"
    detail = f"The view {behind.view} has come to position {behind.position}, not to {behind.asked}. {reason}"
    places: dict[str, Any] = {"expected": behind.asked, "actual": behind.position}
    return Problem("behind", detail, {"Retry-After": later}, **places)


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
                flaws.append(Flaw("given-twice", f"{name} is given twice; give it once", pointer))
            asked[name] = value
        elif name.partition(".")[0] in shape.named:
            where.setdefault(name, []).append(value or None)
        else:
            said = nearest(name, known) or "; see the columns of the view"
            detail = f"{shape.name} has neither a column nor a parameter {name!r}{said}"
            flaws.append(Flaw("unknown-parameter", detail, pointer, instead=closest(name, known)))
    if flaws:
        raise Invalid(list({flaw.pointer: flaw for flaw in flaws}.values()))
    return asked, dict(where)


def as_csv(columns: Sequence[Field], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Rows as RFC 4180 has them, with a header. A text that a spreadsheet would run as a formula begins with ``'``."""
    written_to = io.StringIO()
    lines = csv.writer(written_to, lineterminator="\r\n")
    lines.writerow([column.name for column in columns])
    lines.writerows([_cell(row[column.name], column) for column in columns] for row in rows)
    return written_to.getvalue().encode()


def _cell(value: Any, column: Field) -> str:
    match column.type, value:
        case _, None:
            return ""
        case "yes", _:
            return "true" if value else "false"
        case "count" | "amount", _:
            return str(value)
        case "ids", _:
            return _harmless(" ".join(value))
    return _harmless(str(value))


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text

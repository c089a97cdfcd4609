"""The feed: all facts in the order in which they were recorded, for those who follow."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic_core import to_json

from laeringslopp import Register
from laeringslopp_service.api.answering import CSV, accepted
from laeringslopp_service.api.asking import AS, LANG, Parameter, Query, number
from laeringslopp_service.api.describing import described
from laeringslopp_service.api.lists import FORMS, Page, limit, listed
from laeringslopp_service.api.sheets import Sheet
from laeringslopp_service.auth import reader_of
from laeringslopp_service.language import language_of
from laeringslopp_service.recorded import found, told

router = APIRouter()

USUAL = 100
FEED = Query(
    Parameter(
        "after", "The position of the last fact that is known already.", {"type": "integer", "minimum": 0, "default": 0}
    ),
    limit(USUAL),
    LANG,
    AS,
)
SHEET = Sheet(
    *("position", "decision_id", "version", "kind", "occurred_at", "occurred_precision", "recorded_at", "history"),
    *("by_id", "by_role", "by_level", "withheld", "ground", "fact"),
)


@router.get("/api/facts", **described("follow_facts", FEED))
def follow_facts(request: Request) -> Response:
    """All facts in the order in which they were recorded."""
    asked = FEED.read(request)
    language_of(request)
    form = accepted(request, *FORMS)
    first = number(asked, "after", 0, least=0)
    register: Register = request.app.state.register
    reader = reader_of(request)

    def page(cursor: str | None, most: int) -> Page:
        facts, is_all = found(register.feed(int(cursor or first), reader, most + 1))
        shown = [told(seen, reader) for seen in facts[:most]]
        more = None if is_all and len(facts) <= most else facts[:most][-1].position
        return Page([_row(each) for each in shown] if form == CSV else shown, more)

    return listed(request, form, asked, page, SHEET, USUAL, "after")


def _row(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """A fact on one row: what every kind has in columns of its own, and the fact itself as JSON."""
    by, fact = told.get("by", {}), told.get("fact")
    said = {f"by_{name}": by.get(name) for name in ("id", "role", "level")}
    kind = {} if fact is None else {"kind": fact["kind"], "fact": to_json(fact).decode()}
    return {**told, **said, **kind}

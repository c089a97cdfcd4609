"""The feed: all facts in the order in which they were recorded, for those who follow."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from pydantic_core import to_json

from laeringslopp import Reader, Register
from laeringslopp_service.api.answering import CSV, JSON_LINES, accepted
from laeringslopp_service.api.asking import AS, LANG, Parameter, Query, number
from laeringslopp_service.api.describing import described
from laeringslopp_service.api.events import LATER, gone
from laeringslopp_service.api.lists import FORMS, Page, limit, listed
from laeringslopp_service.api.sheets import Sheet
from laeringslopp_service.api.waiting import check_end
from laeringslopp_service.auth import MEMBER, reader_of
from laeringslopp_service.language import language_of
from laeringslopp_service.live import Live, TooMany, Topic
from laeringslopp_service.problems import Problem
from laeringslopp_service.recorded import found, told

router = APIRouter()

USUAL = 100
LONGEST = 60
"""Seconds that somebody waits at most: proxies give up on a silent answer not much later."""
FEED = Query(
    Parameter(
        "after", "The position of the last fact that is known already.", {"type": "integer", "minimum": 0, "default": 0}
    ),
    limit(USUAL),
    Parameter(
        "wait",
        "Where nothing comes after that position, waits up to so many seconds until something is recorded. `next` is "
        "then always the position to go on from.",
        {"type": "integer", "minimum": 0, "maximum": LONGEST},
    ),
    LANG,
    AS,
)
SHEET = Sheet(
    *("position", "decision_id", "version", "kind", "occurred_at", "occurred_precision", "recorded_at", "history"),
    *("by_id", "by_role", "by_level", "withheld", "ground", "fact"),
)


class Waiting(NamedTuple):
    """Nothing is there yet, and the caller would wait for it."""

    reader: Reader
    after: int
    seconds: int


@router.get("/api/facts", **described("follow_facts", FEED))
async def follow_facts(request: Request) -> Response:
    """All facts in the order in which they were recorded."""
    looked = await to_thread.run_sync(_look, request)
    if isinstance(looked, Waiting):
        await _news(request, looked)
        looked = await to_thread.run_sync(_look, request, True)
    assert isinstance(looked, Response)  # the last look is answered with whatever there is
    return looked


def _look(request: Request, is_last: bool = False) -> Response | Waiting:
    """What there is, or that it is waited for. Raises Invalid, Problem, StoreError."""
    asked: Mapping[str, str] = FEED.read(request)
    language_of(request)
    form = accepted(request, *FORMS)
    first = number(asked, "after", 0, least=0)
    wait = number(asked, "wait", 0, least=0, most=LONGEST) if "wait" in asked else None
    register: Register = request.app.state.register
    reader = reader_of(request)
    if wait is not None:
        check_end(first, register.position, "/after")
        asked = {"limit": str(USUAL), **asked}  # who waits goes on from here, and does not read it all at once
        if wait and not is_last and not found(register.feed(first, reader, 1))[0]:
            return Waiting(reader, first, wait)

    def page(cursor: str | None, most: int) -> Page:
        after = int(cursor or first)
        if form == JSON_LINES and reader == MEMBER and wait is None:
            # As they lie in the store: nobody has to see what is withheld.
            lines, last = register.lines(after, most)
            return Page((), None if register.position <= last else last, lines=lines)
        facts, is_all = found(register.feed(after, reader, most + 1))
        shown = [told(seen, reader) for seen in facts[:most]]
        is_end = is_all and len(facts) <= most
        more = None if is_end and wait is None else facts[:most][-1].position if facts else after
        return Page([_row(each) for each in shown] if form == CSV else shown, more)

    return listed(request, form, asked, page, SHEET, USUAL, "after")


def _row(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """A fact on one row: what every kind has in columns of its own, and the fact itself as JSON."""
    by, fact = told.get("by", {}), told.get("fact")
    said = {f"by_{name}": by.get(name) for name in ("id", "role", "level")}
    kind = {} if fact is None else {"kind": fact["kind"], "fact": to_json(fact).decode()}
    return {**told, **said, **kind}


async def _news(request: Request, waiting: Waiting) -> None:
    """Waits until there is something, the time is up, or one side ends it. Raises Problem, StoreError.

    No thread is held in the meantime, only a place among those who listen.
    """
    live: Live = request.app.state.live
    try:
        with live.listening(waiting.reader, Topic(), waiting.after, waiting.after) as listener:
            ear = asyncio.ensure_future(gone(request.receive, listener))
            try:
                with suppress(TimeoutError):
                    async with asyncio.timeout(waiting.seconds):
                        await listener.news()
            finally:
                ear.cancel()
    except TooMany:
        raise Problem("full", None, LATER) from None

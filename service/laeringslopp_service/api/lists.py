"""A list that may be long: a page of it as JSON, or all of it as JSON Lines or CSV, a piece at a time."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send

from laeringslopp import LaeringsloppError
from laeringslopp_service.api.answering import CSV, JSON, JSON_LINES, VARY, answer, written
from laeringslopp_service.api.asking import Parameter, number
from laeringslopp_service.api.preferring import applied
from laeringslopp_service.api.sheets import Sheet
from laeringslopp_service.problems import invalid

T = TypeVar("T")

log = logging.getLogger(__name__)

FORMS = (JSON, JSON_LINES, CSV)
TYPES = {JSON: JSON, JSON_LINES: JSON_LINES, CSV: f"{CSV}; charset=utf-8; header=present"}
MOST = 1000
PIECE = 1000
"""How many are read, told and sent at a time where all of them are sent."""

CURSOR = Parameter("cursor", "Where the page before ended: its `next`.", {"type": "string", "minLength": 1})


def limit(usual: int) -> Parameter:
    """How many are on a page."""
    about = "At most so many. As JSON Lines or CSV all there are, where it is left out."
    return Parameter("limit", about, {"type": "integer", "minimum": 1, "maximum": MOST, "default": usual})


@dataclass(frozen=True, slots=True)
class Page:
    """Some of a list, and where to go on."""

    items: Sequence[Mapping[str, Any]]
    next: str | int | None
    more: Mapping[str, Any] = field(default_factory=dict)
    """What else JSON says of it."""
    lines: bytes | None = None
    """The items as JSON Lines, where they are at hand so."""


Turn = Callable[[str | None, int], Page]
"""The page after a cursor, of so many at most."""


@dataclass(frozen=True, slots=True)
class Some(Generic[T]):
    """Some of what is all there already."""

    items: Sequence[T]
    next: str | None


def cut(all_there: Sequence[T], name: Callable[[T], str], cursor: str | None, most: int) -> Some[T]:
    """So many, after the one that a cursor names. Raises Invalid where it names none."""
    names = [name(each) for each in all_there]
    if cursor is not None and cursor not in names:
        raise invalid("no-cursor", "give the cursor that a page gave as next, or leave it out", f"/{CURSOR.name}")
    first = 0 if cursor is None else names.index(cursor) + 1
    more = names[first + most - 1] if len(names) > first + most else None
    return Some(all_there[first : first + most], more)


def listed(
    request: Request,
    form: str,
    asked: Mapping[str, str],
    turn: Turn,
    sheet: Sheet,
    usual: int,
    cursor: str = CURSOR.name,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The page that was asked for; as JSON Lines or CSV without a limit, all from the cursor on.

    ``cursor`` is the parameter that says where to go on from. ``turn`` is called for one piece at a time, in a thread
    that is given back while the piece is sent.
    """
    most = number(asked, "limit", usual, 1, MOST)
    if form != JSON and "limit" not in asked:
        return Whole(
            _pieces(form, sheet, turn, asked.get(cursor)),
            TYPES[form],
            {"Vary": VARY, **(headers or {}), **applied(request)},
        )
    page = turn(asked.get(cursor), most)
    told = dict(headers or {})
    if page.next is not None:
        told["Link"] = f'<{request.url.include_query_params(**{cursor: page.next})}>; rel="next"'
    if form == JSON:
        return answer(request, written({"items": page.items, "next": page.next, **page.more}), headers=told)
    head = sheet.head() if form == CSV else b""
    return answer(request, head + _piece(form, sheet, page), None, TYPES[form], told)


def _pieces(form: str, sheet: Sheet, turn: Turn, cursor: str | None) -> Iterator[bytes]:
    head = sheet.head() if form == CSV else b""
    while True:
        page = turn(cursor, PIECE)
        if piece := head + _piece(form, sheet, page):
            yield piece
        if page.next is None:
            return
        head, cursor = b"", str(page.next)


def _piece(form: str, sheet: Sheet, page: Page) -> bytes:
    if page.lines is not None:
        return page.lines
    return sheet.body(page.items) if form == CSV else b"".join(written(each) + b"\n" for each in page.items)


class Whole(Response):
    """An answer that is made while it is sent, no faster than it is read.

    What goes wrong before the first piece is a problem; after that the transfer breaks off, which every client sees.
    """

    def __init__(self, pieces: Iterator[bytes], media_type: str, headers: Mapping[str, str]) -> None:
        self._pieces = pieces
        self.status_code, self.background, self.media_type = 200, None, media_type
        self.init_headers(headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends it; the next piece is made in the meantime. Raises what making it raises."""
        piece = await self._next()
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        gone = asyncio.ensure_future(_gone(receive))
        try:
            while piece and not gone.done():
                later = asyncio.ensure_future(self._next())
                try:
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                finally:
                    # It is never given up in the midst: the same list cannot be read by two.
                    await asyncio.wait((later,))
                piece = later.result()
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except LaeringsloppError as error:
            log.error("a list breaks off: %s", error)  # without its end: the server then hangs up
        finally:
            gone.cancel()

    async def _next(self) -> bytes:
        return await run_in_threadpool(next, self._pieces, b"")


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass

"""Listening: facts as they are recorded, as Server-Sent Events (HTML, section 9.2)."""

import asyncio
import logging

from fastapi import APIRouter, Request, Response
from pydantic import TypeAdapter, ValidationError
from starlette.types import Receive, Scope, Send

from laeringslopp import Reader, Register, StoreError, Unknown
from laeringslopp.facts.values import Id
from laeringslopp_service.api.answering import EVENTS, accepted
from laeringslopp_service.api.asking import AS, LANG, MOST_DIGITS, Parameter, Query, number
from laeringslopp_service.api.describing import described
from laeringslopp_service.api.waiting import check_end
from laeringslopp_service.auth import reader_of
from laeringslopp_service.language import language_of
from laeringslopp_service.live import Listener, Live, TooMany, Topic
from laeringslopp_service.problems import Problem, invalid

log = logging.getLogger(__name__)

router = APIRouter()

AFTER = Parameter(
    "after",
    "The position to go on from, for a first connection; `Last-Event-ID` counts for more. Else it begins now.",
    {"type": "integer", "minimum": 0},
)
OF_DECISION = Query(AFTER, LANG, AS)
OF_ALL = Query(AFTER, Parameter("organisation", "Only decisions of this organisation."), LANG, AS)
LATER = {"Retry-After": "30"}

_id: TypeAdapter[str] = TypeAdapter(Id)


@router.get("/api/decisions/{decision_id}/events", **described("listen_to_decision", OF_DECISION))
def listen_to_decision(decision_id: str, request: Request) -> Response:
    """What is recorded in a decision, as it is recorded."""
    asked = OF_DECISION.read(request)
    register: Register = request.app.state.register
    if not register.version(decision_id):
        raise Unknown(decision_id)
    return _stream(request, asked, Topic(decision_id=decision_id))


@router.get("/api/events", **described("listen", OF_ALL))
def listen(request: Request) -> Response:
    """What is recorded, as it is recorded: all of it, or in one organisation."""
    asked = OF_ALL.read(request)
    organisation = asked.get("organisation")
    if organisation is not None:
        try:
            _id.validate_python(organisation)
        except ValidationError:
            detail = "an organisation is named by its id: 1 to 100 of A-Z, a-z, 0-9, dot, line and hyphen"
            raise invalid("no-id", detail, "/organisation") from None
    return _stream(request, asked, Topic(organisation=organisation))


def _stream(request: Request, asked: dict[str, str], topic: Topic) -> Response:
    language_of(request)
    accepted(request, EVENTS)
    live: Live = request.app.state.live
    return EventStream(live, reader_of(request), topic, *_position(request, asked))


def _position(request: Request, asked: dict[str, str]) -> tuple[int, int]:
    """Where to go on from (the last event, what is asked for, or now), and where the register ends. Raises Invalid."""
    register: Register = request.app.state.register
    end = register.position
    text, pointer = request.headers.get("last-event-id"), "/Last-Event-ID"
    if text is not None:
        if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
            detail = "Last-Event-ID is the id of an event that was sent here, which is a position: a whole number"
            raise invalid("no-position", detail, pointer)
        after = int(text)
    else:
        after, pointer = number(asked, "after", end, least=0), "/after"
    check_end(after, end, pointer)
    return after, end


class EventStream(Response):
    """An answer that goes on until one side ends it. What cannot be read is a problem only before it has begun."""

    media_type = EVENTS

    def __init__(self, live: Live, reader: Reader, topic: Topic, after: int, end: int) -> None:
        self._live, self._for = live, (reader, topic, after, end)
        self.status_code, self.background = 200, None
        # A proxy that collects what it passes on would hold it back.
        self.init_headers({"X-Accel-Buffering": "no", "Vary": "Accept"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends what is recorded until the client has gone or the service stops. Raises Problem and StoreError."""
        try:
            with self._live.listening(*self._for) as listener:
                greeting = listener.greeting() + await listener.look()
                await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
                ear = asyncio.ensure_future(gone(receive, listener))
                try:
                    await _send_all(listener, greeting, send)
                finally:
                    ear.cancel()
        except TooMany:
            raise Problem("full", None, LATER) from None


async def _send_all(listener: Listener, written: bytes, send: Send) -> None:
    while written:
        # Where the client does not read, this waits; in the meantime nothing is held for it.
        await send({"type": "http.response.body", "body": written, "more_body": True})
        try:
            written = await listener.next()
        except StoreError as error:  # who comes back is told so by the answer
            log.error("a stream ends: %s", error)
            break
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def gone(receive: Receive, listener: Listener) -> None:
    """Ends the listening once the client has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.leave()

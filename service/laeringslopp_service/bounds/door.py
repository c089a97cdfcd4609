"""What a request passes before it is worked on: its client's allowance, its body in time, room, and then its time."""

import asyncio
import time
from collections.abc import Callable, Mapping

from fastapi import Request, Response
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from laeringslopp_service.bounds.lanes import Lane, cost_of, lane_of
from laeringslopp_service.bounds.rates import Left, Rates, client_of
from laeringslopp_service.bounds.room import Room
from laeringslopp_service.problems import Problem
from laeringslopp_service.settings import Settings

FEW = 1
"""How many reads are worked on at once, and wait, while far more come: with two, each takes twice as long, and a sixth
more are answered."""
Tell = Callable[[Request, Exception], Response]


def rooms(settings: Settings) -> Mapping[Lane, Room]:
    """A room for each lane; none is lent to another, so that no crowd keeps a disclosure out."""
    waiting = settings.waiting
    return {
        # Reading is the processor's work: more at once would only make each take longer.
        Lane.READING: Room(settings.reading, waiting, min(FEW, settings.reading)),
        Lane.RECORDING: Room(settings.recording, waiting),
        Lane.DEAR: Room(settings.dear, min(waiting, 16)),
        Lane.WHOLE: Room(settings.dear, min(waiting, 16)),
        Lane.DISCLOSING: Room(settings.recording, waiting),
    }


class Door:
    """Lets in what can be done, and turns the rest away early, before it is read."""

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        rooms: Mapping[Lane, Room],
        tell: Tell,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.app, self._settings, self._rooms, self._tell = app, settings, rooms, tell
        self._proxies = frozenset(settings.proxies)
        # Who has asked for too much may still tell of a failure: that is counted by itself.
        self._rates = Rates("all", settings.rate, clock) if settings.rate else None
        self._disclosures = Rates("disclosures", settings.rate, clock) if settings.rate else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        lane = lane_of(scope)
        scope.setdefault("state", {})["lane"] = lane
        left = self._left(scope, lane)
        headers = left.headers if left is not None else None
        if left is not None and left.wait:
            raise Problem("too-often", headers=left.headers)
        room = self._rooms.get(lane)
        if room is None:
            await self.app(scope, receive, _with(send, headers) if headers else send)
            return
        if scope["method"] in ("POST", "PUT", "PATCH", "DELETE"):
            room.arrive()
            try:
                receive = _given(await self._body(receive), receive)
            finally:
                room.arriving -= 1
        if not room.take():
            await room.wait(self._settings.request_seconds)
        timed = _Timed(scope, receive, send, headers, self._tell)
        late = asyncio.get_running_loop().call_later(self._settings.request_seconds, timed.late)
        timed.alarm = late
        try:
            await self.app(scope, receive, timed.send)
        finally:
            # Who works on, though the answer was given up, has the place until it is done: no thread can be stopped.
            late.cancel()
            room.leave()
            if timed.telling is not None:
                await timed.telling

    def _left(self, scope: Scope, lane: Lane) -> Left | None:
        rates = self._disclosures if lane is Lane.DISCLOSING else self._rates
        if rates is None or lane is Lane.FREE:
            return None
        return rates.take(client_of(scope, self._proxies), cost_of(scope, lane))

    async def _body(self, receive: Receive) -> bytes:
        """The whole body; it is read before there is room for it, for whoever sends slowly would keep the room."""
        message = await self._next(receive, self._settings.body_seconds)
        body: bytes = message.get("body", b"")
        if not message.get("more_body", False):
            return body
        parts, until = [body], time.monotonic() + self._settings.body_seconds
        while message.get("more_body", False):
            message = await self._next(receive, until - time.monotonic())
            parts.append(message.get("body", b""))
        return b"".join(parts)

    async def _next(self, receive: Receive, seconds: float) -> Message:
        try:
            async with asyncio.timeout(seconds):
                message = await receive()
        except TimeoutError:
            raise Problem("slow-body", headers={"Connection": "close"}) from None
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        return message


class _Timed:
    """An answer that is given in time, or given up."""

    def __init__(
        self, scope: Scope, receive: Receive, send: Send, headers: Mapping[str, str] | None, tell: Tell
    ) -> None:
        self._scope, self._receive, self._send, self._headers, self._tell = scope, receive, send, headers, tell
        self._is_begun = False
        self.alarm: asyncio.TimerHandle | None = None
        self.telling: asyncio.Task[None] | None = None

    def late(self) -> None:
        """The time is over: says so, unless the answer has begun."""
        if not self._is_begun:
            self.telling = asyncio.get_running_loop().create_task(self._say())

    async def _say(self) -> None:
        headers = {"Retry-After": "5", **(self._headers or {})}
        response = self._tell(Request(self._scope), Problem("too-slow", headers=headers))
        await response(self._scope, self._receive, self._send)

    async def send(self, message: Message) -> None:
        if self.telling is not None:
            return  # nobody waits for it any more
        if message["type"] == "http.response.start":
            self._is_begun = True
            if self.alarm is not None:
                self.alarm.cancel()
            if self._headers:
                MutableHeaders(scope=message).update(self._headers)
        await self._send(message)


def _given(body: bytes, receive: Receive) -> Receive:
    """A body that is there already; after it, what the connection says."""
    is_given = False

    async def give() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return give


def _with(send: Send, headers: Mapping[str, str]) -> Send:
    async def add(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(headers)
        await send(message)

    return add

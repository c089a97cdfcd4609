"""What every request is followed by: its id, its line in the log, its place in the figures, its span."""

import logging
import re
import secrets
import time
from typing import Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from laeringslopp_service.settings import Settings
from laeringslopp_service.watching.figures import Figures
from laeringslopp_service.watching.logs import ASKED, REQUESTS, TOLD
from laeringslopp_service.watching.traces import Tracing

log = logging.getLogger(REQUESTS)
log.addHandler(logging.NullHandler())  # an embedding program that does not ask for them gets no lines

ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
PARENT = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
NOWHERE = "(none)"
STATIC = "/static/{file}"
METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
TURNED_AWAY = frozenset((408, 429))


def method_of(scope: Scope) -> str:
    """The method; one that nobody knows is a text that somebody sent."""
    method: str = scope["method"]
    return method if method in METHODS else "other"


def route_of(scope: Scope) -> str:
    """The address as it was written in the program; a decision's id, or whatever stands there, is no part of it."""
    route: str | None = getattr(scope.get("route"), "path", None)
    if route is not None:
        return route
    return STATIC if scope["path"].startswith("/static/") and "endpoint" in scope else NOWHERE


class Watch:
    """Stands outside of everything else, and sees what is answered, whoever answers."""

    def __init__(self, app: ASGIApp, settings: Settings, figures: Figures, tracing: Tracing) -> None:
        self.app, self._figures, self._tracing = app, figures, tracing
        self._log = settings.log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        method, headers = method_of(scope), Headers(scope=scope)
        seen = _Seen(send, id_of(headers))
        scope.setdefault("state", {})["request_id"] = seen.request_id
        ASKED.set(seen.request_id)  # a request has a task of its own, and a context that goes with it
        with self._tracing.request(headers, method) as span:
            try:
                await self.app(scope, receive, seen.send)
            finally:
                self._tell(scope, method, seen, span)

    def _tell(self, scope: Scope, method: str, seen: "_Seen", span: Any) -> None:
        took = time.perf_counter() - seen.began
        route = route_of(scope)
        if seen.status:  # else the client had gone
            answered = seen.until_begun if route.endswith("/events") else took
            self._figures.request(method, route, seen.status, answered)
        if span is not None:
            span.update_name(f"{method} {route}")
            span.set_attributes(
                {
                    "http.request.method": method,
                    "http.route": route,
                    "http.response.status_code": seen.status,
                    "laeringslopp.request_id": seen.request_id,
                }
            )
        is_trouble = seen.status >= 500 or seen.status in TURNED_AWAY
        if self._log == "all" or (self._log == "troubles" and is_trouble):
            told = {
                "method": method,
                "route": route,
                "status": seen.status or None,
                "ms": round(took * 1000, 1),
                "bytes": seen.bytes,
            }
            log.log(logging.WARNING if is_trouble else logging.INFO, "request", extra={TOLD: told})


class _Seen:
    """What was answered."""

    __slots__ = ("_send", "began", "bytes", "request_id", "status", "until_begun")

    def __init__(self, send: Send, request_id: str) -> None:
        self._send, self.request_id = send, request_id
        self.began = time.perf_counter()
        self.status = self.bytes = 0
        self.until_begun = 0.0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.until_begun = message["status"], time.perf_counter() - self.began
            message["headers"] = [*message["headers"], (b"x-request-id", self.request_id.encode())]
        elif message["type"] == "http.response.body":
            self.bytes += len(message.get("body", b""))
        await self._send(message)


def id_of(headers: Headers) -> str:
    """What the request is called: as its sender calls it, where that can be written down; else a new name."""
    given = headers.get("x-request-id")
    if given is not None and ID.fullmatch(given):
        return given
    parent = headers.get("traceparent")
    found = PARENT.fullmatch(parent) if parent is not None else None
    return found[1] if found is not None else secrets.token_hex(8)

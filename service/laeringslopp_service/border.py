"""What every request passes on its way in, and every answer on its way out."""

from collections.abc import Callable

from fastapi import Request, Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from laeringslopp.story.wording import N_
from laeringslopp_service.auth import is_ambiguous, is_from_elsewhere, is_known_host
from laeringslopp_service.crossing import PLACES
from laeringslopp_service.problems import Problem
from laeringslopp_service.settings import Settings

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    # Never no-referrer: browsers then hide a form's origin, and every disclosure would look foreign.
    "Referrer-Policy": "same-origin",
    # What is shown depends on who asks; it may be kept by them alone, and is asked for anew each time.
    "Cache-Control": "private, no-cache",
}

Tell = Callable[[Request, Exception], Response]


class Border:
    """Turns away what comes from elsewhere or is too large, answers HEAD as GET, and lets no error out as a trace."""

    def __init__(self, app: ASGIApp, settings: Settings, tell: Tell) -> None:
        self.app, self.tell = app, tell
        self._hosts = frozenset(settings.hosts)
        self._most = settings.body_bytes
        self._origins = settings.cors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        passing = _Passing(receive, send, headers, self._most, is_head=scope["method"] == "HEAD")
        try:
            self._check(scope, headers)
            inner = {**scope, "method": "GET"} if passing.is_head else scope
            await self.app(inner, passing.receive, passing.send)
        except ClientDisconnect:
            return  # nobody is left to be told
        except Exception as error:
            if passing.is_answered:
                raise
            response = self.tell(Request(scope, receive), error)
            await response(scope, receive, passing.send)

    def _check(self, scope: Scope, headers: Headers) -> None:
        if is_ambiguous(headers):
            text = N_("Say how long the body is with Content-Length or with Transfer-Encoding, not with both.")
            raise Problem("header", text, {"Connection": "close"})
        if not is_known_host(headers, self._hosts):
            text = N_("There is no sign-in yet, so the service answers to loopback names alone: {names}.")
            raise Problem("elsewhere", text, values={"names": ", ".join(sorted(self._hosts))})
        let_in = self._origins if scope["path"].startswith(PLACES) else ()
        if is_from_elsewhere(scope["method"], headers, let_in):
            raise Problem("elsewhere", N_("Another site's page sent this. Only the service's own pages may."))
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:20]) > self._most:
            raise too_large(self._most)


class _Passing:
    """One request on its way in and its answer on its way out."""

    def __init__(self, receive: Receive, send: Send, headers: Headers, most: int, is_head: bool) -> None:
        self._receive, self._send, self._most = receive, send, most
        self.is_head = is_head
        self.is_answered = False
        self._taken = 0

    async def receive(self) -> Message:
        if self.is_head and self.is_answered:
            return {"type": "http.disconnect"}  # what goes on for as long as somebody listens ends here
        message = await self._receive()
        self._taken += len(message.get("body", b""))
        if self._taken > self._most:
            raise too_large(self._most)
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.is_answered = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        elif self.is_head and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self._send(message)


def too_large(most: int) -> Problem:
    """More was sent than is read."""
    text = N_("The body is longer than {most} bytes. Nothing was recorded. Send less at a time.")
    return Problem("too-large", text, values={"most": most})

"""Answers are sent small to those who take them so."""

import re
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from zlib_ng import zlib_ng

from laeringslopp_service.language import quality

EFFORT = 5
"""How hard it is compressed; more takes longer and saves little."""
GZIP = 16 + 15
"""zlib's way to ask for gzip's form, with a window of 2¹⁵ bytes."""
LEAST = 1024
"""What is shorter is sent as it is."""
LONG = 256 * 1024
"""What is longer is compressed in a thread, so that others are answered meanwhile."""
FORMS = re.compile(r"text/(?!event-stream)|application/(json|jsonl|problem\+json|atom\+xml)\b")
"""What gets smaller; never a stream of events, each of which has to come at once, nor what is packed already."""
MARK = "-gzip"
"""Ends the tag of what is compressed: it is another form than the plain one (RFC 9110, section 8.8.3)."""
MARKED = re.compile(rf'{MARK}"'.encode())
ASKING = (b"if-none-match", b"if-match")


def takes_gzip(headers: Headers) -> bool:
    """Whether ``Accept-Encoding`` names gzip, or anything at all, and does not refuse it."""
    liked: dict[str, float] = {}
    for part in ", ".join(headers.getlist("accept-encoding")).split(","):
        name, _, parameters = part.partition(";")
        liked[name.strip().lower()] = quality(parameters)
    return liked.get("gzip", liked.get("*", 0.0)) > 0


def compressed(body: bytes) -> bytes:
    """The same, small."""
    return zlib_ng.compress(body, EFFORT, GZIP)


class Compressing:
    """Compresses what programs are answered; pages do so themselves, for only they know what they hold.

    An answer to a program holds no secret beside what the caller sent, so its length tells nothing (BREACH).
    """

    def __init__(self, app: ASGIApp, places: tuple[str, ...]) -> None:
        self.app, self.places = app, places

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request. Within, a tag is known without its mark."""
        if scope["type"] != "http" or not scope["path"].startswith(self.places):
            await self.app(scope, receive, send)
            return
        sent = scope["headers"]
        plain = [(name, MARKED.sub(b'"', value) if name in ASKING else value) for name, value in sent]
        is_read = scope["method"] in ("GET", "HEAD")
        answer = _Answer(send, takes_gzip(Headers(scope=scope)), has_marked=plain != sent, is_read=is_read)
        await self.app(scope if plain == sent else {**scope, "headers": plain}, receive, answer.send)


class _Answer:
    """One answer on its way out."""

    def __init__(self, send: Send, is_taken: bool, has_marked: bool, is_read: bool) -> None:
        self._send, self._is_taken, self._has_marked = send, is_taken, has_marked
        self._is_read = is_read
        """What is recorded is answered with the tag of the thing itself, not of the answer."""
        self._start: Message | None = None
        """What the answer begins with, where it is to be compressed; it waits for its length."""
        self._squeeze: Any = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            is_known = message["status"] == 304
            if is_known or (FORMS.match(headers.get("content-type", "")) and "content-encoding" not in headers):
                headers.add_vary_header("Accept-Encoding")
            if is_known and self._has_marked:
                _mark(headers)
            if not is_known and self._is_taken and _is_worth_it(headers):
                self._start = message
                return
        elif message["type"] == "http.response.body" and (self._start or self._squeeze):
            message = await self._squeezed(message)
        await self._send(message)

    async def _squeezed(self, message: Message) -> Message:
        body, goes_on = message.get("body", b""), message.get("more_body", False)
        if self._start is not None:
            start, self._start = self._start, None
            headers = MutableHeaders(scope=start)
            headers["Content-Encoding"] = "gzip"
            if self._is_read:
                _mark(headers)
            if not goes_on:
                body = await run_in_threadpool(compressed, body) if len(body) > LONG else compressed(body)
                headers["Content-Length"] = str(len(body))
                await self._send(start)
                return {**message, "body": body}
            del headers["Content-Length"]
            await self._send(start)
            self._squeeze = zlib_ng.compressobj(EFFORT, wbits=GZIP)
        squeezed = await run_in_threadpool(self._squeeze.compress, body)
        return {**message, "body": squeezed if goes_on else squeezed + self._squeeze.flush()}


def _is_worth_it(headers: Headers) -> bool:
    is_long = int(headers.get("content-length", LEAST)) >= LEAST
    return is_long and "content-encoding" not in headers and bool(FORMS.match(headers.get("content-type", "")))


def _mark(headers: MutableHeaders) -> None:
    if "etag" in headers:
        headers["ETag"] = f'{headers["ETag"][:-1]}{MARK}"'

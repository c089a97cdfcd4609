"""Pages of other sites that may call the API: those that the installation names, and no others (CORS)."""

from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

PLACES = ("/api/", "/feeds/", "/calendar/", "/problems/", "/openapi.json", "/livez", "/readyz")
"""Never the pages: what is filled in there is for people."""
METHODS = ("GET", "HEAD", "POST", "PATCH", "DELETE")
SENT = (
    *("Content-Type", "If-Match", "If-None-Match", "Idempotency-Key", "Prefer", "Last-Event-ID"),
    *("Traceparent", "Tracestate", "X-Request-ID"),
)
"""What a page may send besides what every page may."""
TOLD = (
    *("ETag", "Location", "Link", "Retry-After", "Allow", "Content-Language", "Content-Disposition"),
    *("Deprecation", "Sunset", "Preference-Applied", "RateLimit", "RateLimit-Policy"),
    *("Age", "Cache-Status", "Register-Time", "X-Request-ID"),
)
"""What a page may read of an answer besides what every page may."""
KEPT = 600
"""Seconds for which a browser need not ask again."""


def is_open_to(path: str, origin: str, origins: Sequence[str]) -> bool:
    """Whether a page of this origin may call this address."""
    return origin in origins and path.startswith(PLACES)


class Crossing(CORSMiddleware):
    """Lets the pages of named origins read what they are answered; to all others the service says nothing of it."""

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        # What is on loopback is a private network to a browser, which asks for that by itself.
        super().__init__(app, origins, METHODS, SENT, allow_private_network=True, expose_headers=TOLD, max_age=KEPT)
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        origin = Headers(scope=scope).get("origin", "") if scope["type"] == "http" else ""
        if is_open_to(scope.get("path", ""), origin, self._origins):
            await super().__call__(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def preflight_response(self, request_headers: Headers) -> Response:
        """Without a body, as ``OPTIONS`` has none here; what is not granted the browser itself refuses."""
        told = super().preflight_response(request_headers)
        granted = {name: value for name, value in told.headers.items() if not name.startswith("content-")}
        return Response(None, 204, granted)

"""Calls that are on their way out say so in each answer (RFC 9745, RFC 8594)."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from email.utils import format_datetime

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from laeringslopp_service.api.call import Call, Deprecation


class Deprecating:
    """Adds ``Deprecation``, ``Sunset`` and where to read on to what a deprecated call answers, problems too."""

    def __init__(self, app: ASGIApp, calls: Mapping[str, Call]) -> None:
        self.app = app
        self._leaving = {name: call.deprecated for name, call in calls.items() if call.deprecated}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request; which call it is, is known once it has been routed."""

        async def told(message: Message) -> None:
            leaving = self._leaving.get(getattr(scope.get("route"), "operation_id", None) or "")
            if leaving is not None and message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _headers(leaving).items():
                    headers.append(name, value)
            await send(message)

        await self.app(scope, receive, told)


def _headers(leaving: Deprecation) -> Mapping[str, str]:
    return {
        "Deprecation": f"@{int(_begin(leaving.since).timestamp())}",
        "Sunset": format_datetime(_begin(leaving.sunset), usegmt=True),
        "Link": f'<{leaving.instead}>; rel="successor-version"',
    }


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)

"""What both who wait and who await carry a conversation with: httpx, and how it fails."""

import ssl
from collections.abc import Iterator, Mapping
from typing import NoReturn

import httpx

from laeringslopp.client.talking import Answer, Ask, Lost
from laeringslopp.errors import OnlyEmbedded, StoreError

LONGEST_SILENCE = 60.0
"""Seconds after which a stream that says nothing, not even that it lives, is lost: the service does so every 15."""
TROUBLE = (httpx.HTTPError, httpx.StreamError, OSError)
"""How a connection fails."""
INSTEAD: Mapping[str, str] = {
    "store": "open the register by the URL of its store, where the service runs",
    "tally": "read GET /api/rules, which says how often each rule refused",
    "watcher": "look at GET /metrics, or give the service a place to send its traces",
    "together": "send all of it in one append, which is all or none",
    "copy": "run `laeringslopp import --move` where the service runs",
    "recorded_among": "send them again with their keys; each is recorded once",
    "name_for": "give the decision an id, or disclose without one",
    "lines": "read GET /api/facts as JSON Lines, which is all of them",
    "version_seen": "ask for the version, which the service answers while it can",
    "sight": "read GET /api/decisions/{decision_id}/facts, of which its decision and timelines are made",
}
"""What the embedded register has and a service has not, with what to use in its place."""


def checked(url: str) -> str:
    """The address of a service without what its paths begin with. Raises StoreError."""
    try:
        found = httpx.URL(url)
    except httpx.InvalidURL:
        found = httpx.URL("")
    if not found.host or found.query or found.fragment:
        detail = f"{url!r} names no service; write https://host, or https://host/path"
        raise StoreError(detail, "unknown-url", url=url)
    return url.rstrip("/")


def timeouts(given: float | httpx.Timeout | None) -> httpx.Timeout:
    """How long is waited for a connection, and for each part of an answer; None: for ever."""
    if given is None or isinstance(given, httpx.Timeout):
        return httpx.Timeout(given)
    return httpx.Timeout(given, connect=min(5.0, given))


def asked(client: httpx.Client | httpx.AsyncClient, ask: Ask) -> httpx.Request:
    """The request, as it is sent. Raises StoreError where the register was closed, as one on hand does."""
    if client.is_closed:
        path = str(client.base_url).rstrip("/")
        raise StoreError(f"the register {path} is closed", "closed", path=path)
    # What goes wrong is told in the exact English that the embedded register raises.
    headers = {"Accept": "application/json", "Accept-Language": "en", **ask.headers}
    return client.build_request(ask.method, ask.path, params=ask.query, headers=headers, content=ask.body)


def for_long(request: httpx.Request) -> httpx.Request:
    """The same, of which the answer may be silent for a while."""
    request.extensions["timeout"]["read"] = LONGEST_SILENCE
    return request


def begun(response: httpx.Response) -> Answer:
    """That an answer has begun, of which the rest is heard."""
    return Answer(response.status_code, dict(response.headers))


def answered(response: httpx.Response) -> Answer:
    """What came of it, read whole."""
    return Answer(response.status_code, dict(response.headers), response.content)


def lost(error: Exception) -> Lost:
    """That it was lost, in words."""
    is_trusted = not any(isinstance(each, ssl.SSLCertVerificationError) for each in _causes(error))
    return Lost(str(error) or type(error).__name__, is_trusted=is_trusted)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def refuse(kind: type, name: str) -> NoReturn:
    """Raises OnlyEmbedded for what the embedded register has, and AttributeError for what nobody has."""
    if name in INSTEAD:
        raise OnlyEmbedded(name, INSTEAD[name])
    raise AttributeError(f"{kind.__name__!r} object has no attribute {name!r}")

"""How an answer is given: JSON written once, with a tag, and nothing at all to those who have it already."""

import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from fastapi import Request, Response
from pydantic_core import to_json

from laeringslopp.story.wording import N_
from laeringslopp_service.api.preferring import applied
from laeringslopp_service.language import quality
from laeringslopp_service.problems import Problem

JSON = "application/json"
JSON_LINES = "application/jsonl"
CSV = "text/csv"
METRICS = "text/plain"
PLAIN = "text/plain"
EVENTS = "text/event-stream"
ATOM = "application/atom+xml"
CALENDAR = "text/calendar"
HTML = "text/html"
TAG = re.compile(r'(?:W/)?("[^"]*")')


def has(request: Request, etag: str) -> bool:
    """Whether the caller says that it has what this tag stands for (``If-None-Match``)."""
    wanted = request.headers.getlist("if-none-match")
    return any(tags.strip() == "*" or etag in TAG.findall(tags) for tags in wanted)


def unchanged(etag: str, headers: Mapping[str, str] | None = None) -> Response:
    """304: what the caller has is current."""
    return Response(None, 304, {"ETag": etag, "Vary": VARY, **(headers or {})})


VARY = "Accept, Accept-Language"


def answer(
    request: Request,
    body: bytes,
    etag: str | None = None,
    media_type: str = JSON,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The body, or 304. Without an etag it is tagged by what it says."""
    tag, told = etag or f'"{digest(body)}"', {**(headers or {}), **applied(request)}
    if has(request, tag):
        return unchanged(tag, told)
    return Response(body, 200, {"ETag": tag, "Vary": VARY, **told}, media_type)


def written(told: Mapping[str, Any]) -> bytes:
    """JSON as it is sent."""
    return to_json(told)


def digest(*parts: bytes) -> str:
    """A short name for what is said."""
    hashed = blake2b(digest_size=9)
    for part in parts:
        hashed.update(len(part).to_bytes(8, "big"))
        hashed.update(part)
    return hashed.hexdigest()


def accepted(request: Request, *forms: str) -> str:
    """The one of these media types that the caller likes best; the first where it is all the same. Raises Problem."""
    header = ", ".join(request.headers.getlist("accept"))
    if header in ("", "*/*", forms[0]):
        return forms[0]
    liked = max(forms, key=lambda form: (_liking(header, form), -forms.index(form)))
    if _liking(header, liked) <= 0:
        raise Problem("not-acceptable", N_("This call answers with {forms}."), values={"forms": ", ".join(forms)})
    return liked


def _liking(header: str, form: str) -> float:
    """How well a media type fits an Accept header: the most exact range that covers it decides (RFC 9110, 12.5.1)."""
    best = (0, 0.0)
    for part in header.split(","):
        wanted, _, parameters = part.partition(";")
        exactness = {form: 3, f"{form.partition('/')[0]}/*": 2, "*/*": 1}.get(wanted.strip().lower(), 0)
        if exactness > best[0]:
            best = (exactness, quality(parameters))
    return best[1]

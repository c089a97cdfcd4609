"""For whom something is shown, and who may ask at all. There is no sign-in yet, so all of it is on loopback."""

import re
from collections.abc import Collection

from fastapi import Request
from starlette.datastructures import Headers

from laeringslopp import Flaw, Invalid, Reader, Register
from laeringslopp.facts import EXTERNAL
from laeringslopp.nearest import closest, nearest

MEMBER = Reader.member()
PUBLIC = "public"
HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[^:\[\]]+)(:\d{1,5})?")
SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS", "TRACE"))


def reader_of(request: Request) -> Reader:
    """Everybody on loopback is a full member; ``?as=`` narrows that. Raises Invalid for a level nobody knows."""
    seen_as = request.query_params.get("as")
    if seen_as is None:
        return MEMBER
    register: Register = request.app.state.register
    return narrowed(MEMBER, seen_as, register.levels())


def narrowed(reader: Reader, seen_as: str, levels: tuple[str, ...]) -> Reader:
    """What is left of a reader who looks as the public or as one level; never more than before."""
    if seen_as in (PUBLIC, EXTERNAL):
        return Reader.public()
    if seen_as not in levels:
        known = (PUBLIC, *levels)
        detail = f"nobody reads as {seen_as!r}; write one of {', '.join(known)}{nearest(seen_as, known)}"
        raise Invalid([Flaw("unknown-level", detail, "/as", instead=closest(seen_as, known), known=known)])
    one = frozenset((seen_as,))
    return Reader(one if reader.levels is None else reader.levels & one, reader.organisations)


def is_known_host(headers: Headers, hosts: frozenset[str]) -> bool:
    """Whether the request names this service. A foreign page can lead a name of its own here (DNS rebinding)."""
    named = HOST.fullmatch(headers.get("host", ""))
    return named is not None and named["name"].lower() in hosts


def is_ambiguous(headers: Headers) -> bool:
    """Whether a proxy in between may take the body to be of another length, and what follows for another request."""
    return "transfer-encoding" in headers and "content-length" in headers


def is_from_elsewhere(method: str, headers: Headers, let_in: Collection[str] = ()) -> bool:
    """Whether another site's page sends this on somebody's behalf: a write whose origin is not this service.

    ``let_in`` are origins of others that may.
    """
    if method in SAFE_METHODS:
        return False
    host = headers.get("host", "").lower()
    ours = (f"http://{host}", f"https://{host}")
    origins = headers.getlist("origin")
    if len(origins) == 1 and origins[0] in let_in:
        return False
    if any(origin.lower() not in ours for origin in origins):
        return True
    return any(site not in ("none", "same-origin") for site in headers.getlist("sec-fetch-site"))

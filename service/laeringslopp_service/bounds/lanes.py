"""What a request is, before anything of it is read: where it waits, and how dear it is."""

import re
from enum import StrEnum
from urllib.parse import parse_qsl

from starlette.types import Scope

SMALL_PAGE, SHORT_TEXT = 100, 200
"""What a page of rows and a text in the address may have without costing more than any other read."""
DEAR = 10
"""What a call costs that reads very much, in reads."""
MOST = 100
"""More than this nothing costs: whoever may ask at all may ask it once in a while."""


class Lane(StrEnum):
    """Who waits for the same room."""

    FREE = "free"
    """Waits for nobody: how the service is, and what is listened to, which is counted elsewhere."""
    READING = "reading"
    RECORDING = "recording"
    DEAR = "dear"
    """Reads or works much: backtests, papers, searches, digests."""
    WHOLE = "whole"
    """Sends a list from end to end, for as long as it is read: no crowd of these keeps other readers out."""
    DISCLOSING = "disclosing"
    """Tells of a failure: turned away last of all, and never for the sake of something else."""


ALWAYS = frozenset(("/livez", "/readyz", "/metrics"))
DISCLOSING = frozenset(("/api/disclosures", "/disclose", "/disclose/thanks"))
MUCH = re.compile(
    r"/api/backtests(/.*)?|/api/policy-comparisons|(/api)?/failed-before(/hits)?|(/api)?/digest"
    r"|(/api)?/decisions/[^/]+/(paper|compare)"
)


def path_of(scope: Scope) -> str:
    """The path below where the service is mounted."""
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    return path.removeprefix(root) if root else path


def lane_of(scope: Scope) -> Lane:
    """Where the request waits."""
    path = path_of(scope)
    if path in DISCLOSING:
        return Lane.DISCLOSING
    is_read = scope["method"] in ("GET", "HEAD", "OPTIONS")
    if is_read and (path in ALWAYS or path.endswith("/events") or _waits(scope)):
        return Lane.FREE
    if MUCH.fullmatch(path):
        return Lane.DEAR
    if is_read and path.startswith("/api/") and _is_whole(scope):
        return Lane.WHOLE
    return Lane.READING if is_read else Lane.RECORDING


def _waits(scope: Scope) -> bool:
    """Whether it asks to be kept waiting for what is not recorded yet: it then holds a connection, and no worker."""
    query: bytes = scope["query_string"]
    return b"wait=" in query and path_of(scope) == "/api/facts"


def _is_whole(scope: Scope) -> bool:
    """Whether it asks for all of a list: as lines or CSV, and without a limit."""
    likes = b",".join(value for name, value in scope["headers"] if name == b"accept")
    return (b"jsonl" in likes or b"csv" in likes) and b"limit=" not in scope["query_string"]


def cost_of(scope: Scope, lane: Lane) -> int:
    """How much of its allowance a request uses: a plain read is one."""
    cost = {Lane.FREE: 0, Lane.DEAR: DEAR, Lane.WHOLE: DEAR, Lane.RECORDING: 2}.get(lane, 1)
    query: bytes = scope["query_string"]
    if query:
        for name, value in parse_qsl(query.decode("latin-1"), keep_blank_values=True):
            if name in ("limit", "most") and value.isascii() and value.isdigit():
                cost += min(int(value[:6]), 10_000) // SMALL_PAGE
            else:
                cost += len(value) // SHORT_TEXT
    return min(cost, MOST)

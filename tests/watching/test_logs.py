"""What is logged: everything about a request but what it says."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register, StoreError
from laeringslopp_service.watching.logs import JsonLines
from tests.municipality import register
from tests.service.calling import BY, NOTE, OPENED, body
from tests.service.conftest import client_of

HOSTILE = 'HEMMELIG\n\r{"level":"error"}\x1b[31m%s%d'
SAID = "HEMMELIG"


class Kept(logging.Handler):
    """What is written, line for line."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(JsonLines())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    @property
    def told(self) -> list[dict[str, Any]]:
        """Each line, read."""
        return [json.loads(line) for line in self.lines]


@pytest.fixture
def kept() -> Iterator[Kept]:
    """All that the service and the library log."""
    handler, names = Kept(), ("laeringslopp", "laeringslopp_service")
    for name in names:
        logging.getLogger(name).addHandler(handler)
    requests = logging.getLogger("laeringslopp.requests")
    before = requests.level
    requests.setLevel(logging.INFO)
    yield handler
    requests.setLevel(before)
    for name in names:
        logging.getLogger(name).removeHandler(handler)


@pytest.fixture
def town() -> Iterator[Register]:
    """An empty register."""
    with register() as made:
        yield made


@pytest.fixture
def client(town: Register) -> TestClient:
    """A program before a service that logs each request."""
    made = client_of(town, log="all")
    made.__dict__["_transport"].raise_server_exceptions = False
    return made


def test_a_line_says_who_asked_what_and_how_it_went(client: TestClient, kept: Kept):
    """In words that a program can count."""
    client.post("/api/decisions", json={**body(OPENED), "decision_id": "sensorer"})
    answer = client.get("/api/decisions/sensorer/timeline", headers={"X-Request-ID": "abc-1"})
    told = kept.told[-1]
    assert told["message"] == "request"
    assert (told["method"], told["route"]) == ("GET", "/api/decisions/{decision_id}/timeline")
    assert (told["status"], told["bytes"], told["request_id"]) == (200, len(answer.content), "abc-1")
    assert told["ms"] > 0
    assert told["time"].endswith("+00:00")


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ({"X-Request-ID": "abc-1"}, "abc-1"),
        ({"traceparent": f"00-{'4b' * 16}-00f067aa0ba902b7-01"}, "4b" * 16),
        ({"X-Request-ID": "a b"}, None),
        ({"X-Request-ID": "x" * 65}, None),
        ({"X-Request-ID": f"<{SAID}>"}, None),
        ({"traceparent": "nonsense"}, None),
        ({}, None),
    ],
)
def test_a_request_has_an_id_and_its_sender_is_told_it(client: TestClient, headers: dict[str, str], name: str | None):
    """The sender's own where it can be written down."""
    given = client.get("/livez", headers=headers).headers["x-request-id"]
    assert given == name if name else len(given) == 16


def test_nothing_that_is_sent_is_ever_logged(client: TestClient, town: Register, kept: Kept, monkeypatch: Any):
    """Neither in an address, nor in a body, nor in a header, nor where it breaks something."""
    fact = {**NOTE, "note": HOSTILE[:9] + "tekst"}
    client.post("/api/decisions", json={**body({**OPENED, "title": SAID, "question": SAID}), "decision_id": "a"})
    client.post("/api/decisions/a/facts", json=body(fact))
    client.post("/api/decisions/a/facts", json=body({**fact, "kind": HOSTILE}))
    client.post("/api/disclosures", json={"what_happened": SAID, "by": {**BY, "role": SAID}, "decision_id": "a"})
    client.post("/disclose", data={"what_happened": SAID, "role": SAID})
    client.get("/api/failed-before", params={"q": SAID})
    client.get("/failed-before", params={"q": SAID})
    client.get("/api/decisions", params={SAID: SAID, "as": SAID})
    client.get(f"/api/decisions/{SAID}/timeline")
    client.get(f"/{SAID}")
    client.get("/", headers={"Host": SAID, "X-Request-ID": f"{SAID} ", "User-Agent": SAID, "Referer": SAID})
    client.request(SAID, "/api/decisions")

    def breaks(*_: Any, **__: Any) -> None:
        raise ValueError(HOSTILE)

    def away(*_: Any, **__: Any) -> None:
        raise StoreError(HOSTILE, "unreachable")

    for fails in (breaks, away):
        monkeypatch.setattr(town, "append", fails)
        monkeypatch.setattr(town, "timeline", fails)
        client.post("/api/decisions/a/facts", json=body(fact))
        client.get("/api/decisions/a/timeline?level=operational")
        client.get("/decisions/a")
    errors = [told for told in kept.told if told.get("error")]
    assert errors
    assert errors[0]["error"] == "ValueError"
    assert any("test_logs" in frame for frame in errors[0]["at"])
    assert any("StoreError (unreachable)" in told["message"] for told in kept.told)
    assert len(kept.lines) > 20
    assert [line for line in kept.lines if SAID.lower() in line.lower()] == []


def test_only_troubles_are_logged_unless_more_is_asked_for(town: Register, kept: Kept):
    """A line a request would fill a disk."""
    client = client_of(town, rate=1)
    client.get("/api/decisions")
    assert kept.lines == []
    client.get("/api/decisions")
    assert [(told["status"], told["level"]) for told in kept.told] == [(429, "warning")]
    client_of(town, rate=1, log="off").get("/api/decisions?limit=500")
    assert len(kept.lines) == 1

"""What is logged: everything about a request but what it says."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from laeringslopp import PolicyAdopted, Register, StoreError
from laeringslopp_service.watching.logs import JsonLines
from tests.municipality import COUNCIL, entry, register
from tests.rules.own import installed, rule
from tests.service.calling import BY, NOTE, OPENED, TRIAL, body
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


def test_a_rule_of_somebody_elses_is_named_with_where_it_failed_and_none_of_its_words(
    client: TestClient, town: Register, kept: Kept
):
    """Whoever mends it needs the line; what it says may quote the fact that it choked on."""

    def chokes(*_: Any) -> None:
        raise ValueError(HOSTILE)

    with installed(has_source=rule(chokes)):
        client.post("/api/decisions", json={**body(OPENED), "decision_id": "a"})
        policy = {"name": "own", "rules": {"has-source": {"mode": "refuse"}}}
        adopted = PolicyAdopted(policy=policy, reason="Kilder skal med", in_force_from=town.now())
        town.append([entry("policy.nordfjord", adopted, COUNCIL)])
        assert client.post("/api/decisions/a/facts", json=body(TRIAL)).status_code == 503
    (told,) = (told for told in kept.told if "RuleFailed" in told["message"])
    assert "(rule has-source, plugin their_rules)" in told["message"]
    assert told["error"] == "ValueError"
    assert any("chokes" in frame for frame in told["at"])
    assert [line for line in kept.lines if SAID in line] == []


@pytest.mark.parametrize("path", ["/api/decisions/a/timeline", "/decisions/a"])
def test_every_line_about_a_request_has_its_id(
    client: TestClient, town: Register, kept: Kept, monkeypatch: pytest.MonkeyPatch, path: str
):
    """What went wrong is found by the id that whoever asked was given, whichever thread it went wrong in."""

    def away(*_: Any, **__: Any) -> None:
        raise StoreError("away", "unreachable")

    client.post("/api/decisions", json={**body(OPENED), "decision_id": "a"})
    monkeypatch.setattr(town, "timeline", away)
    for at in range(2):
        assert client.get(f"{path}?level=operational", headers={"X-Request-ID": f"abc-{at}"}).status_code == 503
    assert [told["request_id"] for told in kept.told][1:] == ["abc-0", "abc-0", "abc-1", "abc-1"]


PROCESS = f"""
import asyncio, gc, logging, threading, warnings
from laeringslopp_service.watching import log_lines

said = {HOSTILE!r}
log_lines()
logging.getLogger("some.library").error("could not take %s", said)
logging.getLogger("some.library").warning("of a %(kind)s", {{"kind": said}})
warnings.warn("unexpected value " + said)


def breaks(*_):
    raise ValueError(said)


class Goes:
    __del__ = breaks


async def lost():
    asyncio.get_running_loop().create_task(asyncio.to_thread(breaks))
    await asyncio.sleep(0.05)
    gc.collect()


thread = threading.Thread(target=breaks)
thread.start()
thread.join()
Goes()
asyncio.run(lost())
"""


def test_all_that_a_process_says_is_a_line_without_what_was_sent():
    """Also what Python and libraries say: warnings, and errors that nobody caught, quote what they choked on."""
    done = subprocess.run([sys.executable, "-c", PROCESS], capture_output=True, text=True, check=True)
    told = [json.loads(line) for line in done.stderr.splitlines()]
    assert [each["message"].partition(" at ")[0] for each in told] == [
        "could not take %s",
        "of a %(kind)s",
        "UserWarning",
        "an error that nobody caught",
        "an error that nobody caught",
        "Task exception was never retrieved",
    ]
    assert [each["error"] for each in told if "error" in each] == ["ValueError"] * 3
    assert SAID not in done.stderr

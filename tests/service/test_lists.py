"""Long lists: a page at a time, or whole, in memory that does not grow with them."""

import asyncio
import csv
import io
import json
import threading
import tracemalloc
from collections.abc import Iterator
from typing import Any

import anyio
import httpx2
import pytest
from starlette.testclient import TestClient
from starlette.types import Message

from laeringslopp import Register, StoreError
from laeringslopp.facts import ObservationRecorded
from laeringslopp_service.api.lists import PIECE
from laeringslopp_service.hooks import Delivery
from laeringslopp_service.settings import Settings
from tests.attack.conftest import listening
from tests.municipality import COUNCIL, OPERATIONS, Clock, disclosed, entry, opened, register, started
from tests.service.conftest import client_of
from tests.service.operations import READS, Operation, with_a_webhook

LISTS = [call for call in READS if {"application/jsonl", "text/csv"} <= set(call.answers)]
LINES = {"Accept": "application/jsonl"}
CSV = {"Accept": "text/csv"}


def each(those: list[Operation]) -> pytest.MarkDecorator:
    """A test for each of them."""
    return pytest.mark.parametrize("call", those, ids=lambda call: call.name)


@pytest.fixture(scope="module")
def over() -> Iterator[Register]:
    """A register with several of everything."""
    clock = Clock()
    with register(clock=clock) as made:
        for number in range(4):
            facts = (
                opened(organisation=f"kommune{number}" if number else "nordfjord"),
                started(),
                disclosed(trial_id="t1"),
                disclosed("f2", severity="serious"),
            )
            made.append([entry(f"sak{number}" if number else "sensorer", fact, OPERATIONS) for fact in facts])
        for name in ("strict", "standard", "strict"):
            clock.move(hours=1)
            made.adopt("nordfjord", name, "Vi vil ha det slik", COUNCIL)
        yield made


@pytest.fixture(scope="module")
def client(over: Register) -> TestClient:
    """A program, and a backtest that has ended."""
    client = client_of(over)
    jobs = client.app.state.backtests
    job = jobs.get(client.post("/api/backtests", json={"policy": "strict"}).json()["backtest_id"])
    job.thread.join()
    jobs._jobs["backtest-1"] = job
    return with_letters(client)


def with_letters(client: TestClient) -> TestClient:
    """The same, with a webhook that some of what it was sent did not reach."""
    keeping = with_a_webhook(client).app.state.deliveries.keeping
    assert keeping.claim("hook-1", "me", 0.0)
    for position in range(1, 5):
        letter = Delivery("hook-1", position, "dead", 10, 1.0, 2.0, 2.0, "answered", 500)
        keeping.failed(keeping.get("hook-1"), letter)
    return client


def lines(text: str) -> list[Any]:
    """JSON Lines, read."""
    return [json.loads(line) for line in text.splitlines()]


@each(LISTS)
def test_page_by_page_it_is_the_same_as_whole(client: TestClient, call: Operation):
    """By the links, by the cursors, as lines and as rows."""
    items: list[Any] = []
    address: str | None = f"{call.at}?limit=2"
    while address is not None:
        answer = client.get(address)
        items += answer.json()["items"]
        link = answer.links.get("next")
        assert (link is None) == (answer.json()["next"] is None)
        address = None if link is None else link["url"]
    assert len(items) > 2
    assert lines(client.get(call.at, headers=LINES).text) == items
    rows = list(csv.DictReader(io.StringIO(client.get(call.at, headers=CSV).text)))
    assert len(rows) == len(items)
    alike = [name for name in rows[0] if isinstance(items[0].get(name), str) and items[0][name][0].isalnum()]
    assert alike
    assert [[row[name] for name in alike] for row in rows] == [[item.get(name, "") for name in alike] for item in items]


@each(LISTS)
def test_a_page_of_lines_or_rows_has_its_link(client: TestClient, call: Operation):
    """A limit is a limit in every form."""
    two = client.get(f"{call.at}?limit=2", headers=LINES)
    assert len(lines(two.text)) == 2
    assert two.links["next"]["url"] == client.get(f"{call.at}?limit=2", headers=CSV).links["next"]["url"]
    on = lines(client.get(two.links["next"]["url"], headers=LINES).text)
    assert on
    assert on[0] not in lines(two.text)


@each(LISTS)
@pytest.mark.parametrize("limit", ["0", "1001", "x", "-1", ""])
def test_a_limit_is_from_1_to_1000(client: TestClient, call: Operation, limit: str):
    """In every form."""
    for headers in ({}, LINES, CSV):
        assert client.get(call.at, params={"limit": limit}, headers=headers).status_code == 422


@each(LISTS)
def test_a_cursor_that_nobody_gave_is_422_before_anything_is_sent(client: TestClient, call: Operation):
    """As a whole list too."""
    name = "after" if call.name == "follow_facts" else "cursor"
    for headers in ({}, LINES, CSV):
        assert client.get(call.at, params={name: "nobody's"}, headers=headers).status_code == 422


@each([call for call in LISTS if call.name != "list_findings"])
def test_the_order_stands_while_others_record(call: Operation):
    """Whoever pages misses nothing that was there, and sees nothing twice."""
    with register() as over:
        for number in range(3):
            facts = (opened(), started(), disclosed(trial_id="t1"))
            over.append([entry(f"sak{number}", fact, OPERATIONS) for fact in facts])
        client = with_letters(client_of(over))
        before = lines(client.get(call.at, headers=LINES).text)
        seen: list[Any] = []
        address: str | None = f"{call.at}?limit=1"
        recorded = 0
        while address is not None:
            answer = client.get(address)
            seen += answer.json()["items"]
            if recorded < 5:
                recorded += 1
                over.append([entry("sak1", ObservationRecorded(note="Mer"), OPERATIONS)])
                over.append([entry(f"ny{recorded}", opened(), OPERATIONS)])
            link = answer.links.get("next")
            address = None if link is None else link["url"]
    named = [name_of(each) for each in seen]
    assert len(set(named)) == len(named)
    assert [name for name in named if name in set(map(name_of, before))] == [name_of(each) for each in before]


def name_of(item: dict[str, Any]) -> tuple[Any, ...]:
    """What stays the same of it, whatever is recorded."""
    return tuple(item.get(name) for name in ("decision_id", "rule_id", "level", "about", "due", "position"))


def test_an_empty_list_is_no_lines_and_a_header_alone():
    """An empty file says nothing, a header that there is nothing yet."""
    with register() as over:
        client = client_of(over)
        for path in ("/api/facts", "/api/decisions", "/api/duties", "/api/views/failures"):
            assert (client.get(path, headers=LINES).status_code, client.get(path, headers=LINES).text) == (200, "")
            assert client.get(path, headers=CSV).text.count("\r\n") == 1


@pytest.fixture(scope="module")
def long() -> Iterator[Register]:
    """A register of some thousand facts."""
    with register() as made:
        made.append([entry("sensorer", opened(), OPERATIONS)])
        for _ in range(60):
            made.append([entry("sensorer", ObservationRecorded(note="x" * 400), OPERATIONS)] * 100)
        yield made


class Reader:
    """A program that is sent a list, and takes what it wants of it."""

    def __init__(self, over: Register, path: str = "/api/facts", accept: str = "application/jsonl") -> None:
        self.app = client_of(over).app
        self.sent = 0
        self.ended = False
        self.most = 0
        headers = [(b"host", b"localhost"), (b"accept", accept.encode())]
        self.scope = {
            "type": "http",
            "http_version": "1.1",
            "scheme": "http",
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "headers": headers,
            "root_path": "",
        }

    async def receive(self) -> Message:
        """It stays on."""
        return await asyncio.Future()

    async def send(self, message: Message) -> None:
        """It is sent something."""
        if message["type"] == "http.response.body":
            self.most = max(self.most, len(message["body"]))
            self.sent += message["body"].count(b"\n")
            self.ended = not message.get("more_body")


def test_a_long_list_is_sent_in_memory_that_does_not_grow(long: Register):
    """As much for six thousand facts as for six hundred."""

    def taken(first: int) -> int:
        reader = Reader(long)
        reader.scope["query_string"] = f"after={first}".encode()
        tracemalloc.start()
        asyncio.run(reader.app(reader.scope, reader.receive, reader.send))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert reader.ended
        assert reader.sent == long.position - first
        return peak

    taken(long.position - 600)
    few, many = taken(long.position - 2 * PIECE), taken(0)
    assert many < few * 1.5


def test_whoever_reads_slowly_holds_up_nobody(long: Register):
    """What is not taken is not made, and no thread waits for it."""

    async def read() -> None:
        reader, go_on = Reader(long), asyncio.Event()
        arrived = asyncio.Event()
        taking = reader.send

        async def send(message: Message) -> None:
            await taking(message)
            if message["type"] == "http.response.body":
                arrived.set()
                await go_on.wait()

        asking = asyncio.ensure_future(reader.app(reader.scope, reader.receive, send))
        await arrived.wait()
        threads = anyio.to_thread.current_default_thread_limiter()
        assert threads.borrowed_tokens == 0
        assert 0 < reader.sent <= PIECE
        assert reader.most < 1_000_000
        go_on.set()
        await asking
        assert reader.sent == long.position

    asyncio.run(read())


def test_nothing_is_made_for_whoever_has_gone(long: Register):
    """It would be read for nobody."""

    async def read() -> int:
        reader, gone = Reader(long), asyncio.Event()

        async def receive() -> Message:
            await gone.wait()
            return {"type": "http.disconnect"}

        taking = reader.send

        async def send(message: Message) -> None:
            await taking(message)
            gone.set()
            await asyncio.sleep(0)

        await reader.app(reader.scope, receive, send)
        return reader.sent

    assert asyncio.run(read()) < long.position


def test_head_of_a_long_list_makes_one_piece_of_it(long: Register, monkeypatch: pytest.MonkeyPatch):
    """The body is for nobody."""
    asked: list[int] = []
    lines = long.lines
    monkeypatch.setattr(long, "lines", lambda after, *more: (asked.append(after), lines(after, *more))[1])
    answer = client_of(long).head("/api/facts", headers=LINES)
    assert (answer.status_code, answer.content) == (200, b"")
    assert len(asked) <= 3


def test_a_list_that_breaks_off_does_not_look_whole(long: Register, monkeypatch: pytest.MonkeyPatch):
    """Whoever keeps it must know that something is lacking."""
    lines, asked = long.lines, threading.Semaphore(2)

    def failing(*arguments: Any) -> Any:
        if not asked.acquire(blocking=False):
            raise StoreError("gone")
        return lines(*arguments)

    monkeypatch.setattr(long, "lines", failing)
    reader = Reader(long)
    asyncio.run(reader.app(reader.scope, reader.receive, reader.send))
    assert reader.sent == 2 * PIECE
    assert not reader.ended


def test_a_client_over_http_sees_that_a_list_broke_off(monkeypatch: pytest.MonkeyPatch):
    """The transfer ends without its end."""
    with listening(Settings()) as service:
        service.over.append([entry("sensorer", ObservationRecorded(note="x"), OPERATIONS)] * PIECE)
        lines, asked = service.over.lines, threading.Semaphore(1)

        def failing(*arguments: Any) -> Any:
            if not asked.acquire(blocking=False):
                raise StoreError("gone")
            return lines(*arguments)

        monkeypatch.setattr(service.over, "lines", failing)
        with pytest.raises(httpx2.RemoteProtocolError):
            httpx2.get(f"http://localhost:{service.port}/api/facts", headers=LINES)

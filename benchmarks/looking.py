"""The page of one decision: made anew each time, as large as it is sent, and not at all where nothing has changed."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from starlette.types import Message, Scope

from benchmarks.measuring import Sides, amount, row
from benchmarks.work import BY, fifty_facts, stepping
from laeringslopp import Entry, Register
from laeringslopp.facts import AnyFact
from laeringslopp_service.app import create_app, settle
from laeringslopp_service.settings import Settings

MADE_ANEW = "made anew each time, compressed; request in, page out, without a socket"
ASKED: Scope = {
    "type": "http",
    "http_version": "1.1",
    "method": "GET",
    "scheme": "http",
    "path": "/decisions/x",
    "raw_path": b"/decisions/x",
    "query_string": b"lang=nb",
    "root_path": "",
    "headers": [(b"host", b"localhost"), (b"accept", b"text/html"), (b"accept-encoding", b"gzip")],
    "server": ("localhost", 80),
    "client": ("127.0.0.1", 1),
}
IDS = frozenset({"alternative_id", "risk_id", "trial_id", "observation_id", "failure_id", "lesson_id", "adjustment_id"})
LISTS = frozenset({"tolerated_risks", "from_failures", "because_of", "adjustments"})


def course(number: int) -> Iterator[AnyFact]:
    """The fifty facts under names of their own, at a place of their own."""
    for fact in fifty_facts():
        said: dict[str, Any] = {}
        for name, value in fact:
            if name in IDS or name == "retry_of":
                said[name] = value and f"{value}-{number}"
            elif name in LISTS:
                said[name] = tuple(f"{each}-{number}" for each in value)
        if hasattr(fact, "where"):
            said["where"] = f"Sone {number}"
        yield fact.model_copy(update=said)


def decision(facts: int) -> Register:
    """A register with one decision of so many facts: the same course of fifty, at place after place."""
    made = Register.open("memory:", clock=stepping())
    told = [fact for number in range(facts // 50) for fact in course(number)]
    together = [fact for at, fact in enumerate(told) if at == 0 or fact.kind != "decision-opened"]
    spare = [fact for number in range(1000, 1002) for fact in course(number) if fact.kind != "decision-opened"]
    together += spare[: facts - len(together)]
    made.append(
        [
            Entry(decision_id="x", fact=fact, by=BY, sources=("https://www.eksempelvik.example/sak/26-7",))
            for fact in together
        ]
    )
    assert made.version("x") == facts
    return made


class Visitor:
    """Asks one service for the page again and again, as a browser that takes it compressed."""

    def __init__(self, facts: int, path: str = "/decisions/x", query: str = "lang=nb") -> None:
        self._asked = {**ASKED, "path": path, "raw_path": path.encode(), "query_string": query.encode()}
        self._app = create_app(decision(facts), Settings(kept_bytes=0))
        self._loop = asyncio.new_event_loop()
        self.etag = b""
        status, self.body = self.ask()
        assert status == 200, self.body
        settle()

    def ask(self, *headers: tuple[bytes, bytes]) -> tuple[int, bytes]:
        """The status and the bytes of an answer."""
        return self._loop.run_until_complete(self._answer([*ASKED["headers"], *headers]))

    async def _answer(self, headers: list[tuple[bytes, bytes]]) -> tuple[int, bytes]:
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await self._app({**self._asked, "headers": headers}, receive, send)
        self.etag = dict(sent[0]["headers"]).get(b"etag", b"")
        return sent[0]["status"], b"".join(message.get("body", b"") for message in sent)


@contextmanager
def _page(facts: int, limit: float, path: str = "/decisions/x", query: str = "lang=nb") -> Iterator[Sides]:
    visitor, times = Visitor(facts, path, query), amount(10, 1)

    def ours() -> None:
        for _ in range(times):
            assert visitor.ask()[0] == 200

    settings = f"{facts} facts: a course of fifty at place after place; {MADE_ANEW}"
    yield Sides(ours, None, times, settings, limit=limit)


@row("page-50", issue=6, unit="ms", goal=1.0, peer="a limit of 15 ms")
@contextmanager
def small_page() -> Iterator[Sides]:
    """The page of a decision as they mostly are."""
    with _page(50, 15.0) as sides:
        yield sides


@row("page-1000", issue=6, unit="ms", goal=1.0, peer="a limit of 100 ms")
@contextmanager
def large_page() -> Iterator[Sides]:
    """The page of a decision that went on for years; nothing in it may be quadratic."""
    with _page(amount(1000, 100), 100.0) as sides:
        yield sides


@row("knew-1000", issue=6, unit="ms", goal=1.0, peer="a limit of 100 ms")
@contextmanager
def knew_page() -> Iterator[Sides]:
    """What each level knew when a decision of 1,000 facts was last decided."""
    with _page(amount(1000, 100), 100.0, "/decisions/x/knew") as sides:
        yield sides


@row("compare-1000", issue=6, unit="ms", goal=1.0, peer="a limit of 100 ms")
@contextmanager
def compare_page() -> Iterator[Sides]:
    """A decision of 1,000 facts at two moments, with all of it between them."""
    with _page(amount(1000, 100), 100.0, "/decisions/x/compare", "lang=nb&from=2026-01-01") as sides:
        yield sides


@row("page-1000-bytes", issue=6, unit="kB", goal=1.0, peer="a limit of 300 kB")
@contextmanager
def page_bytes() -> Iterator[Sides]:
    """What goes over the wire for a phone on the bus."""
    visitor = Visitor(amount(1000, 100))
    size = len(visitor.body)
    yield Sides(lambda: None, None, 1, f"gzip; {MADE_ANEW}", limit=300.0, figure=size / 1000)


@row("page-unchanged", issue=6, unit="ms", goal=1.0, peer="a limit of 5 ms")
@contextmanager
def unchanged() -> Iterator[Sides]:
    """304 for a page of 1,000 facts that the reader has already."""
    visitor, times = Visitor(amount(1000, 100)), amount(50, 1)
    had = (b"if-none-match", visitor.etag)

    def ours() -> None:
        for _ in range(times):
            assert visitor.ask(had) == (304, b"")

    yield Sides(ours, None, times, "If-None-Match with the tag of the page; no body", limit=5.0)

"""The service with many clients at once: beside a server that answers a constant, and with more than it can do."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from benchmarks import posting
from benchmarks.hammering import closed, get, steady
from benchmarks.measuring import Sides, amount, row
from benchmarks.serving import served
from benchmarks.work import entries
from laeringslopp import Register
from laeringslopp_service.settings import Settings

CLIENTS = 16
KEPT = str(Settings().kept_bytes)
TIMELINE = "/api/decisions/decision-0/timeline"
ALIKE = "uvicorn with the same settings in a process of its own on each side; clients with raw sockets in one thread"


@contextmanager
def _served(kept: str = KEPT) -> Iterator[tuple[int, int]]:
    """The service on a decision of 50 facts: its port, and how long the timeline is."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/x.db"
        with Register.open(url) as register:
            register.append(entries("decision-0"))
        with served("ours", url, kept) as connection:
            connection.request("GET", TIMELINE)
            yield connection.port, len(connection.getresponse().read())


def _asking(port: int, path: str, each: int) -> Callable[[], None]:
    def work() -> None:
        seen, _ = closed(port, get(path), CLIENTS, each)
        assert seen.errors == 0, seen.statuses

    return work


@row("http-timeline-16", issue=8, unit="calls/s", goal=0.7, peer="the same server, constant bytes of that size")
@contextmanager
def timeline() -> Iterator[Sides]:
    """A timeline that many read."""
    each = amount(100, 2)
    with _served() as (port, size), served("parsing", str(size)) as theirs:
        told = f"{CLIENTS} clients, each on a connection that is kept; 50 facts in SQLite, {size} bytes; {ALIKE}"
        yield Sides(_asking(port, TIMELINE, each), _asking(theirs.port, "/api/constant", each), CLIENTS * each, told)


@row("http-facts-16", issue=8, unit="calls/s", goal=0.6, peer=posting.PEER)
def facts() -> AbstractContextManager[Sides]:
    """As ``http-record-16``, with the goal of this issue."""
    return posting.in_sqlite()


@row("http-overload-p99", issue=8, unit="ms", goal=1.0, peer="three times what 99 of 100 take with one client")
@contextmanager
def overload() -> Iterator[Sides]:
    """Twice as many come as can be answered: those who are answered are answered soon."""
    each, seconds = amount(60, 2), float(amount(6, 1))
    with _served("0") as (port, _):
        request = get(TIMELINE)
        alone, _ = closed(port, request, 1, amount(500, 10))
        many, took = closed(port, request, CLIENTS, each)
        sustainable = len(many.seconds) / took
        seen = steady(port, request, 2 * sustainable, seconds, seconds / 4)
        told = (
            f"50 facts in SQLite, no answer kept; {sustainable:.0f} calls/s with {CLIENTS} clients, then "
            f"{2 * sustainable:.0f} came: {seen.statuses}; median {seen.percentile(0.5) * 1000:.1f} ms, "
            f"alone {alone.percentile(0.5) * 1000:.1f} ms; {ALIKE}"
        )
        yield Sides(
            lambda: None, None, 1, told,
            limit=3 * alone.percentile(0.99) * 1000, figure=seen.percentile(0.99) * 1000,
        )  # fmt: skip


@row("http-10000", issue=8, unit="errors", goal=1.0, peer="none")
@contextmanager
def ten_thousand() -> Iterator[Sides]:
    """Ten thousand requests over 64 connections."""
    with _served() as (port, _):
        seen, took = closed(port, get(TIMELINE), 64, amount(157, 2))
        told = (
            f"{len(seen.seconds)} answers on 64 connections in {took:.1f} s, p99 {seen.percentile(0.99) * 1000:.0f} ms"
        )
        yield Sides(lambda: None, None, 1, f"{told}; {ALIKE}", limit=0.01, figure=float(seen.errors))

"""A timeline over HTTP against an endpoint of the same framework that answers the same bytes every time."""

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

from benchmarks.measuring import Sides, amount, row
from benchmarks.serving import served
from benchmarks.work import entries
from laeringslopp import Register
from laeringslopp_service.settings import Settings

DECISIONS = 600
"""More than the register keeps folded, so that coming round to one again finds nothing of it kept."""


@contextmanager
def _sides(decisions: int, kept_bytes: int, settings: str) -> Iterator[Sides]:
    calls = amount(200, 2)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/x.db"
        with Register.open(url) as register:
            for first in range(0, decisions, 20):
                names = [f"decision-{n}" for n in range(first, min(first + 20, decisions))]
                register.append_each([(entries(name), None) for name in names])
        paths = itertools.cycle([f"/api/decisions/decision-{n}/timeline" for n in range(decisions)])
        with served("ours", url, str(kept_bytes)) as ours:
            size = len(_get(ours, next(paths)))
            with served("constant", str(size)) as theirs:

                def ask() -> None:
                    for _ in range(calls):
                        _get(ours, next(paths))

                def ask_constant() -> None:
                    for _ in range(calls):
                        _get(theirs, "/constant")

                told = f"50 facts in SQLite, {size} bytes; {settings}"
                alike = "uvicorn with the same settings in a process of its own on each side, http.client, kept alive"
                yield Sides(ask, ask_constant, calls, f"{told}; {alike}")


def _get(connection: HTTPConnection, path: str) -> bytes:
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, body
    return body


@row("http-timeline-unchanged", issue=3, unit="ms", goal=0.5, peer="FastAPI endpoint, constant bytes of that size")
@contextmanager
def unchanged() -> Iterator[Sides]:
    """Nothing was recorded since the last read: at most twice the constant endpoint's time."""
    kept = Settings().kept_bytes
    with _sides(1, kept, "one decision, read again and again") as sides:
        yield sides


@row("http-timeline-changed", issue=3, unit="ms", goal=1 / 6, peer="FastAPI endpoint, constant bytes of that size")
@contextmanager
def changed() -> Iterator[Sides]:
    """A decision of 50 facts whose answer is not kept: at most six times the constant endpoint's time."""
    with _sides(amount(DECISIONS, 5), 0, f"{DECISIONS} decisions in turn, no answer kept") as sides:
        yield sides

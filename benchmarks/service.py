"""A timeline over HTTP against an endpoint of the same framework that answers the same bytes every time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from fastapi import FastAPI, Response
from starlette.testclient import TestClient

from benchmarks.measuring import Sides, row
from benchmarks.work import entries
from laeringslopp import Register
from laeringslopp_service.app import create_app
from laeringslopp_service.cache import Answers

CALLS = 100


@contextmanager
def _served(before_each: Callable[[Any], object] | None) -> Iterator[Sides]:
    register = Register.open("memory:")
    register.append(entries("x"))
    with TestClient(create_app(register), base_url="http://127.0.0.1") as ours:
        path = "/api/decisions/x/timeline"
        answer = ours.get(path)
        answer.raise_for_status()
        body = answer.content
        constant = FastAPI()

        @constant.get("/constant")
        def same() -> Response:
            return Response(body, media_type="application/json")

        with TestClient(constant, base_url="http://127.0.0.1") as theirs:

            def ask() -> None:
                for _ in range(CALLS):
                    if before_each:
                        before_each(ours.app)
                    ours.get(path)

            def ask_constant() -> None:
                for _ in range(CALLS):
                    if before_each:
                        before_each(ours.app)
                    theirs.get("/constant")

            yield Sides(ask, ask_constant, CALLS, f"in-process client on both sides, {len(body)} bytes")


@row("http-timeline-unchanged", issue=3, unit="ms", goal=0.5, peer="FastAPI endpoint, constant bytes of that size")
@contextmanager
def unchanged() -> Iterator[Sides]:
    """Nothing was recorded since the last read: at most twice the constant endpoint's time."""
    with _served(None) as sides:
        yield sides


@row("http-timeline-changed", issue=3, unit="ms", goal=1 / 6, peer="FastAPI endpoint, constant bytes of that size")
@contextmanager
def changed() -> Iterator[Sides]:
    """A decision of 50 facts whose answer is not kept: at most six times the constant endpoint's time."""

    def forget(service: Any) -> None:
        service.state.answers = Answers(0)

    with _served(forget) as sides:
        yield sides

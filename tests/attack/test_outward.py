"""The service asks nobody but the receivers of webhooks, and has no call that nobody knows of."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from laeringslopp_service.app import ROUTERS
from tests.attack.mutated import filled
from tests.service.conftest import client_of
from tests.service.operations import ALL, DOCUMENT, Operation

ELSEWHERE = "http://169.254.169.254/latest/meta-data/"
PROGRAMS = ("/api/", "/feeds/", "/calendar/", "/problems/", "/livez", "/readyz", "/metrics")


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """A program before a register of its own."""
    with filled() as over:
        yield client_of(over)


def addressed(sent: Any) -> Any:
    """What is sent, with an address in the place of every text."""
    match sent:
        case dict():
            return {key: value if key in ("kind", "level") else addressed(value) for key, value in sent.items()}
        case list():
            return [addressed(each) for each in sent]
        case str():
            return ELSEWHERE
    return sent


@pytest.mark.parametrize("call", [call for call in ALL if not call.is_endless], ids=lambda call: call.name)
def test_no_call_asks_the_address_it_is_given(client: TestClient, call: Operation, monkeypatch: pytest.MonkeyPatch):
    """Not that of a cloud's secrets, nor any other (SSRF)."""
    asked: list[Any] = []

    def never(*address: Any, **_: Any) -> Any:
        asked.append(address)
        raise OSError("nothing may be asked")

    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, never)
    monkeypatch.setattr(socket.socket, "connect", never)
    headers = {"Referer": ELSEWHERE, "X-Forwarded-Host": "169.254.169.254", "From": ELSEWHERE}
    for sent in (call.body, addressed(call.body)):
        params = {**call.asked, **{each["name"]: ELSEWHERE for each in call.parameters("query")}}
        for asking in (call.asked, params):
            answer = client.request(call.method, call.at, params=asking, json=sent, headers=headers)
            assert answer.status_code < 500
    assert asked == []


def test_every_call_is_in_the_document():
    """One that is forgotten is one that nobody looks after."""
    routes = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    for route in routes:
        if route.path.startswith(PROGRAMS):
            assert {method.lower() for method in route.methods} <= DOCUMENT["paths"][route.path].keys(), route.path

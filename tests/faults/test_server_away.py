"""The service while its PostgreSQL server is gone, and when it is back."""

import random

import pytest

from laeringslopp import Register
from laeringslopp.facts import OPEN
from tests.faults.server import Server
from tests.municipality import Clock, entry, opened
from tests.service.calling import NOTE, body, problem
from tests.service.conftest import client_of

TIMELINE, FACTS = "/api/decisions/sensorer/timeline", "/api/decisions/sensorer/facts"


def test_a_service_whose_server_is_gone_says_so_and_goes_on_when_it_is_back(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody restarts it, nothing is lost, and nothing is recorded twice."""
    monkeypatch.setattr("laeringslopp.store.postgres.store.READER_TIMEOUT", 1.0)  # each read waits so long for it
    key = {"Idempotency-Key": "k"}
    with Register.open(server.new_database(), clock=Clock()) as town:
        town.append([entry("sensorer", opened(access=OPEN))])
        client = client_of(town)
        current = client.get(TIMELINE)
        server.kill(random.Random(1), whole=True)
        last = client.get(TIMELINE)
        assert (last.status_code, last.content) == (200, current.content)
        assert "register-away" in last.headers["cache-status"]
        problem(client.get(f"{TIMELINE}?as=public"), 503, "store")
        problem(client.post(FACTS, json=body(NOTE), headers=key), 503, "store")
        problem(client.get("/readyz"), 503, "store")
        assert client.get("/livez").status_code == 200
        server.start()
        assert client.post(FACTS, json=body(NOTE), headers=key).status_code == 201
        assert client.post(FACTS, json=body(NOTE), headers=key).status_code == 200
        again = client.get(TIMELINE)
        assert "age" not in again.headers
        assert again.json()["version"] == 2

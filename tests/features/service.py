"""The service as a way in: the same steps, through HTTP on a port of this machine."""

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import httpx2
import uvicorn

from laeringslopp.entry import Entry
from laeringslopp.errors import Flaw, Refusal
from laeringslopp.facts import DecisionOpened, PolicyAdopted
from laeringslopp.register import Receipt
from laeringslopp.rules import Owed
from laeringslopp.testing import Given, Outcome
from laeringslopp_service.app import LISTENING, create_app
from laeringslopp_service.settings import Settings


class Service:
    """A service over a scenario's register."""

    def __init__(self, given: Given) -> None:
        self.given, self.calls = given, 0
        self._serving = serving(given)
        self._client = self._serving.__enter__()

    def close(self) -> None:
        """Stops it."""
        self._serving.__exit__(None, None, None)

    def record(self, entry: Entry) -> Outcome:
        """Records one entry, and keeps the answer."""
        self.calls += 1
        written: dict[str, Any] = entry.model_dump(mode="json", exclude_unset=True, exclude_none=True)
        decision_id, fact = written.pop("decision_id"), written.pop("fact")
        body = {**written, "facts": [fact]}
        opens = isinstance(entry.fact, DecisionOpened) or (
            isinstance(entry.fact, PolicyAdopted) and not self.given.register.knows(decision_id)
        )
        if opens:
            answer = self._client.post("/api/decisions", json={**body, "decision_id": decision_id})
        else:
            answer = self._client.post(f"/api/decisions/{decision_id}/facts", json=body)
        return self._outcome(answer.status_code, answer.json())

    def _outcome(self, status: int, told: dict[str, Any]) -> Outcome:
        if status == 201:
            recorded = next(self.given.register.facts(after=told["position"] - 1))
            return Outcome(self.given, Receipt((recorded,), tuple(told["remarks"])), remarks=tuple(told["remarks"]))
        assert status == 422, told
        if told["type"].endswith("/refused"):
            refusals = tuple(
                Refusal(
                    each["rule_id"],
                    each["subject"],
                    each["missing"],
                    {},
                    tuple(each["record_first"]),
                    each.get("instead"),
                )
                for each in told["refusals"]
            )
            return Outcome(self.given, refusals=refusals, remarks=tuple(told["remarks"]))
        return Outcome(self.given, flaws=tuple(Flaw(e["code"], e["detail"], e["pointer"]) for e in told["errors"]))

    def owed(self) -> Sequence[Owed]:
        """Every duty as of now, met or not."""
        self.calls += 1
        answer = self._client.get("/api/duties", params={"as_of": self.given.clock.now.date().isoformat()})
        assert answer.status_code == 200, answer.text
        told = answer.json()
        assert told["next"] is None
        return [
            Owed(
                each["rule_id"],
                each["decision_id"],
                each["level"],
                each["about"] or "",
                0,
                date.fromisoformat(each["owed_since"][:10]),
                date.fromisoformat(each["due"][:10]),
                date.fromisoformat(each["met_on"][:10]) if each.get("met_on") else None,
                each["overdue"],
            )
            for each in told["items"]
        ]


@contextmanager
def serving(given: Given) -> Iterator[httpx2.Client]:
    """A client before a service that listens on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(create_app(given.register, Settings()), **LISTENING))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        try:
            # The socket listens already: a call waits there until the service has begun.
            with httpx2.Client(base_url=url, timeout=30) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join(30)
            assert not thread.is_alive()

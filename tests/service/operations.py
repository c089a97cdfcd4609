"""Every call that the document describes, with an address at which it answers on the tests' register."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

DOCUMENT: dict[str, Any] = json.loads((Path(__file__).parents[2] / "docs" / "openapi.json").read_text())
"""Held to what the service says of itself by tests/service/test_contract.py."""
NAMES = {
    "decision_id": "sensorer",
    "organisation": "nordfjord",
    "view": "decisions",
    "backtest_id": "backtest-1",
    "webhook_id": "hook-1",
}
ASKED = {"from": "2026-01-01", "at": "2026-01-01", "q": "sensorer", "key": "k"}
ALSO = {"read_digest": {"since": "2026-01-01"}}
BY = {"id": "kd", "role": "kommunedirektør", "level": "administrative"}
BODIES = {
    "open_decision": {
        "by": BY,
        "facts": [
            {
                "kind": "decision-opened",
                "title": "Nattåpent",
                "question": "Skal det være åpent om natta?",
                "organisation": "nordfjord",
                "deciding_level": "political",
            }
        ],
    },
    "record_facts": {"by": BY, "facts": [{"kind": "observation-recorded", "note": "Alarmen kom fram"}]},
    "disclose_failure": {"by": BY, "what_happened": "Døra gikk ikke i lås", "organisation": "nordfjord"},
    "send_paper": {"by": BY, "organ": "Kommunestyret"},
    "adopt_policy": {
        "by": {"id": "ks", "role": "kommunestyre", "level": "political"},
        "reason": "Vi vil ha det slik",
        "policy": "strict",
    },
    "append": {
        "entries": [
            {"decision_id": "sensorer", "by": BY, "fact": {"kind": "observation-recorded", "note": "Alarmen kom fram"}}
        ]
    },
    "make_webhook": {"url": "https://dashboard.example/laeringslopp"},
    "change_webhook": {"state": "paused"},
    "replay_webhook": {"after": 0},
    "compare_policies": {"before": "standard", "after": "strict"},
    "start_backtest": {"policy": "strict"},
}
"""What each call that takes a body takes here."""
MINIMUM = {"name": {"/problems/{name}": "refused", "/api/shipped-policies/{name}": "strict"}}


@dataclass(frozen=True, slots=True)
class Operation:
    """One call."""

    path: str
    method: str
    said: dict[str, Any]

    @property
    def name(self) -> str:
        """Its operation id."""
        return str(self.said["operationId"])

    @property
    def at(self) -> str:
        """An address at which it answers."""
        return self.path.format(**NAMES, name=MINIMUM["name"].get(self.path, ""))

    @property
    def asked(self) -> dict[str, str]:
        """What has to be asked."""
        needed = (each["name"] for each in self.parameters("query") if each.get("required"))
        return {**{name: ASKED[name] for name in needed}, **ALSO.get(self.name, {})}

    @property
    def body(self) -> dict[str, Any] | None:
        """What has to be sent."""
        return BODIES[self.name] if "requestBody" in self.said else None

    @property
    def is_read(self) -> bool:
        """Whether it only reads."""
        return self.method == "GET"

    @property
    def is_endless(self) -> bool:
        """Whether it goes on for as long as somebody listens."""
        return "text/event-stream" in self.answers

    @property
    def answers(self) -> dict[str, Any]:
        """Its forms, where it goes well."""
        return dict(self.said["responses"].get("200", {}).get("content", {}))

    @property
    def records(self) -> bool:
        """Whether something is on record in a decision afterwards; what several hold is tried in tests/register."""
        return "201" in self.said["responses"] and self.name not in ("append", "make_webhook")

    def parameters(self, place: str) -> list[dict[str, Any]]:
        """What it takes in its query, its path or its headers."""
        return [each for each in self.said.get("parameters", ()) if each["in"] == place]

    def takes(self, place: str, name: str) -> bool:
        """Whether it takes something."""
        return any(each["name"] == name for each in self.parameters(place))


def with_a_webhook(client: TestClient) -> TestClient:
    """The same, where there is the webhook that the addresses name."""
    keeping = client.app.state.deliveries.keeping
    made = client.post("/api/webhooks", json=BODIES["make_webhook"])
    assert made.status_code == 201, made.text
    keeping.make(replace(keeping.get(made.json()["webhook_id"]), webhook_id=NAMES["webhook_id"]), 100)
    return client


def operations() -> Iterator[Operation]:
    """All of them."""
    for path, calls in DOCUMENT["paths"].items():
        for method, said in calls.items():
            yield Operation(path, method.upper(), said)


ALL = list(operations())
READS = [each for each in ALL if each.is_read]
FINITE = [each for each in READS if not each.is_endless]
STEADY = [each for each in FINITE if each.name != "metrics"]
"""Those that say the same twice; being asked is one of the figures."""
WRITES = [each for each in ALL if each.body is not None]

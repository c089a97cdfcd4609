"""What is wrong is told to who keeps the service: as reasons, and in the figures; never where anything lies."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register, StoreError
from tests.service.calling import NOTE, body, problem
from tests.watching.test_figures import samples

WHERE = "/srv/secret/x.db"
NOTHING: frozenset[Any] = frozenset()
FACTS = "/api/decisions/sensorer/facts"


def fails(reason: str) -> Any:
    """Does nothing but that."""

    def fail(*_: Any, **__: Any) -> Any:
        raise StoreError(f"{WHERE} is not to be used", reason, path=WHERE)

    return fail


def test_a_register_that_cannot_be_read_is_a_reason_and_figures_are_told_all_the_same(
    client: TestClient, town: Register, monkeypatch: pytest.MonkeyPatch
):
    """It is when something is wrong that somebody looks; the alarm for it needs a figure too."""
    client.get("/api/decisions")
    assert samples(client)["laeringslopp_register_reached", NOTHING] == 1
    monkeypatch.setattr(type(town), "position", property(fails("no-connection")))
    told = problem(client.get("/readyz"), 503, "store")
    assert told["reasons"] == ["the register cannot be read (no-connection)"]
    figures = samples(client)
    assert figures["laeringslopp_register_reached", NOTHING] == 0
    assert ("laeringslopp_register_position", NOTHING) not in figures
    assert any(name == "laeringslopp_request_seconds_count" for name, _ in figures)


def test_what_the_store_did_not_take_is_counted_and_a_reason_until_it_takes_something(
    client: TestClient, town: Register, monkeypatch: pytest.MonkeyPatch
):
    """A full disk lets everything be read; that nothing can be disclosed any more must not go unseen."""
    with monkeypatch.context() as full:
        full.setattr(town.store, "append", fails("disk-full"))
        assert client.post(FACTS, json=body(NOTE)).status_code == 503
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["degraded"]) == (200, True)
    assert ready.json()["reasons"] == ["the store did not take what was to be recorded last (disk-full)"]
    assert samples(client)["laeringslopp_appends_failed_total", NOTHING] == 1
    assert client.post(FACTS, json=body(NOTE)).status_code == 201
    assert client.get("/readyz").json()["reasons"] == []


@pytest.mark.parametrize(
    ("what", "method", "said"), [("following.views", "status", "views"), ("deliveries.keeping", "every", "webhooks")]
)
def test_what_lies_beside_the_register_is_a_reason_by_itself(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, what: str, method: str, said: str
):
    """Each by its name; nobody looks at the views where the webhooks are gone."""
    found: Any = client.app.state  # type: ignore[attr-defined]
    for name in what.split("."):
        found = getattr(found, name)
    monkeypatch.setattr(found, method, fails("damaged"))
    ready = client.get("/readyz").json()
    assert (ready["ready"], ready["reasons"]) == (True, [f"the {said} cannot be read (damaged)"])
    assert samples(client)["laeringslopp_register_reached", NOTHING] == 1

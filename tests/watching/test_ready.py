"""What is wrong is told to who keeps the service: as reasons, and in the figures; never where anything lies."""

import time
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from laeringslopp import ObservationRecorded, Register, StoreError
from tests.faults.damage import damaged
from tests.municipality import OPERATIONS
from tests.service.calling import NOTE, body, problem
from tests.service.conftest import client_of
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


def test_views_that_stand_before_a_damaged_fact_say_which_and_the_log_says_it_once(
    town: Register, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    """Whoever mends it needs the position; whoever reads meanwhile, again and again, adds nothing to that."""
    for _ in range(3):
        town.record("sensorer", ObservationRecorded(note="Prøvd"), by=OPERATIONS)
    with damaged(f"sqlite:///{tmp_path}/x.db", 3, "no JSON"), client_of(town) as client:
        for _ in range(3):
            assert client.get("/api/views/decisions").status_code == 200
        said = "the views could not be brought on (unreadable, position 3)"
        until = time.monotonic() + 20
        while client.get("/readyz").json()["reasons"] != [said]:
            assert time.monotonic() < until
    assert len([each for each in caplog.records if each.name == "laeringslopp_service.following"]) == 1

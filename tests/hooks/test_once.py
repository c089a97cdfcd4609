"""What is asked of webhooks under a key is done once."""

import threading
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from laeringslopp_service.app import create_app
from laeringslopp_service.settings import Settings
from tests.hooks.test_calls import made
from tests.live.listening import PATIENCE
from tests.service.calling import BY, problem
from tests.service.conftest import client, clock, over, postgres_register, sensors, server

__all__ = ["client", "clock", "over", "postgres_register", "sensors", "server"]

HOOKS = "/api/webhooks"
URL = "https://dashboard.example/in"


def test_whoever_lost_the_answer_with_the_secret_has_it_again_under_the_same_key(client: TestClient):
    """Else there would be a second webhook, and each fact would be sent twice."""
    key = {"Idempotency-Key": "3f1c2a52"}
    first = client.post(HOOKS, json={"url": URL}, headers=key)
    client.patch(f"{HOOKS}/{first.json()['webhook_id']}", json={"state": "paused"})
    again = client.post(HOOKS, json={"url": URL}, headers=key)
    assert (again.status_code, again.content) == (200, first.content)
    assert again.headers["location"] == first.headers["location"]
    assert again.headers["cache-control"] == "no-store"
    assert len(client.get(HOOKS).json()["items"]) == 1


def test_a_new_secret_that_is_asked_for_twice_under_a_key_is_one(client: TestClient):
    """Else the one that receivers still have would sign nothing any more."""
    told, key = made(client), {"Idempotency-Key": "k1"}
    where = f"{HOOKS}/{told['webhook_id']}/secret"
    first, again = client.post(where, headers=key), client.post(where, headers=key)
    assert first.content == again.content
    hook = client.app.state.deliveries.keeping.get(told["webhook_id"])  # type: ignore[attr-defined]
    assert (hook.secret, hook.old_secret) == (first.json()["secret"], told["secret"])


def test_a_key_stands_for_one_call_to_one_webhook(client: TestClient):
    """The same key elsewhere is a mistake, and is said to be one."""
    one, other, key = made(client), made(client, f"{URL}/2"), {"Idempotency-Key": "k1"}
    assert client.post(f"{HOOKS}/{one['webhook_id']}/secret", headers=key).status_code == 200
    problem(client.post(f"{HOOKS}/{other['webhook_id']}/secret", headers=key), 422, "key-reused")
    problem(client.post(HOOKS, json={"url": URL}, headers=key), 422, "key-reused")


def test_a_key_goes_with_its_webhook(client: TestClient):
    """Who has ended it may make it anew."""
    key = {"Idempotency-Key": "k1"}
    first = client.post(HOOKS, json={"url": URL}, headers=key)
    assert client.delete(first.headers["location"]).status_code == 204
    again = client.post(HOOKS, json={"url": URL}, headers=key)
    assert again.status_code == 201
    assert again.json()["webhook_id"] != first.json()["webhook_id"]


def test_what_could_not_be_answered_was_not_made(client: TestClient, monkeypatch: pytest.MonkeyPatch):
    """The webhook and its answer are kept in one transaction: both, or neither."""
    key = {"Idempotency-Key": "k1"}
    with monkeypatch.context() as patched:
        patched.setattr("laeringslopp_service.hooks.keeping.keep", _break)
        problem(client.post(HOOKS, json={"url": URL}, headers=key), 500, "failed")
    assert client.get(HOOKS).json()["items"] == []
    assert client.post(HOOKS, json={"url": URL}, headers=key).status_code == 201


def _break(*_: object) -> None:
    raise RuntimeError


@pytest.mark.parametrize("where", ["memory:", "file", "postgresql"])
def test_many_who_send_the_same_key_at_once_make_one_webhook(
    where: str, tmp_path: Path, request: pytest.FixtureRequest
):
    """Whichever comes first; the others are answered the same, wherever it is kept."""
    url = {"memory:": lambda: "memory:", "file": lambda: f"sqlite:///{tmp_path}/x.db"}.get(
        where, lambda: request.getfixturevalue("postgres_register")
    )()
    app = create_app(url, Settings())
    answers: list[bytes] = []
    with TestClient(app, base_url="http://localhost") as client:
        client.post(
            "/api/disclosures", json={"what_happened": "Døra gikk ikke i lås", "organisation": "nordfjord", "by": BY}
        )

        def ask() -> None:
            answers.append(client.post(HOOKS, json={"url": URL}, headers={"Idempotency-Key": "k1"}).content)

        threads = [threading.Thread(target=ask) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
        assert len(answers) == 6
        assert len(set(answers)) == 1
        assert len(client.get(HOOKS).json()["items"]) == 1

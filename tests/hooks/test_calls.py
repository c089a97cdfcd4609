"""Webhooks are made, changed and looked at over HTTP."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook as Verifier
from starlette.testclient import TestClient

from laeringslopp import Register
from laeringslopp_service.app import create_app
from laeringslopp_service.hooks.schedule import DELAYS
from laeringslopp_service.settings import Settings
from tests.hooks.receiving import Receiver, receiving
from tests.live.listening import PATIENCE
from tests.municipality import OPERATIONS, disclosed, entry
from tests.service.calling import BY, pointers, problem
from tests.service.conftest import client, client_of, clock, over, postgres_register, sensors, server

__all__ = ["client", "clock", "over", "postgres_register", "sensors", "server"]

HOOKS = "/api/webhooks"
AS_JSON = {"Content-Type": "application/json"}
URL = "https://dashboard.example/in"


@pytest.fixture
def inside(over: Register) -> TestClient:
    """A program before a service whose webhooks may lead to this machine; nothing is delivered by itself."""
    return client_of(over, hooks_private=True)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """It takes everything."""
    with receiving() as made:
        yield made


def made(client: TestClient, url: str = URL, **more: Any) -> dict[str, Any]:
    """A webhook, as it is told when it is made."""
    answer = client.post(HOOKS, json={"url": url, **more})
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    assert answer.headers["location"] == f"{HOOKS}/{told['webhook_id']}"
    assert answer.headers["cache-control"] == "no-store"
    return told


def test_a_url_is_enough(client: TestClient, sensors: Register):
    """It then begins with what comes next, and shows the least."""
    told = made(client)
    assert told["secret"].startswith("whsec_")
    assert {name: told[name] for name in ("url", "reader", "kinds", "withheld", "state", "position", "behind")} == {
        "url": URL,
        "reader": "public",
        "kinds": [],
        "withheld": "tell",
        "state": "active",
        "position": 4,
        "behind": 0,
    }


def test_a_secret_is_told_once(client: TestClient):
    """Who looks later finds the rest."""
    told = made(client, about="Til styringspanelet")
    del told["secret"]
    assert client.get(f"{HOOKS}/{told['webhook_id']}").json() == told
    assert client.get(HOOKS).json() == {"items": [told]}
    changed = client.patch(f"{HOOKS}/{told['webhook_id']}", json={"state": "paused"})
    assert "secret" not in changed.json()


def test_what_is_named_is_changed_and_the_rest_stays(client: TestClient):
    """As a form would."""
    told = made(client, kinds=["failure-disclosed"])
    where = f"{HOOKS}/{told['webhook_id']}"
    changed = client.patch(where, json={"url": f"{URL}2", "reader": "political", "state": "paused"}).json()
    assert {name for name in changed if changed[name] != told[name]} == {"url", "reader", "state"}
    assert client.patch(where, json={"kinds": [], "withheld": "skip", "about": "Ny"}).json()["kinds"] == []
    assert client.patch(where, json={}).json()["about"] == "Ny"


def test_one_that_is_ended_is_forgotten(client: TestClient):
    """The second time there is nothing to end."""
    where = f"{HOOKS}/{made(client)['webhook_id']}"
    assert client.delete(where).status_code == 204
    for answer in (
        client.delete(where),
        client.get(where),
        client.patch(where, json={}),
        client.get(f"{where}/deliveries"),
        client.post(f"{where}/replay", json={"after": 0}),
        client.post(f"{where}/test"),
        client.post(f"{where}/secret"),
    ):
        problem(answer, 404, "not-found")


def test_a_new_secret_signs_beside_the_old_one_for_a_day(inside: TestClient, receiver: Receiver):
    """And is told once."""
    told = made(inside, receiver.url)
    where = f"{HOOKS}/{told['webhook_id']}"
    renewed = inside.post(f"{where}/secret").json()
    assert renewed["secret"] != told["secret"]
    assert inside.post(f"{where}/test").json()["arrived"] is True
    for secret in (told["secret"], renewed["secret"]):
        Verifier(secret).verify(receiver.got[0].body, receiver.got[0].headers)


def test_trying_it_says_what_came_of_it(inside: TestClient):
    """And tells a receiver nothing that is on record."""
    with receiving(lambda _: (418, {})) as receiver:
        told = made(inside, receiver.url)
        tried = inside.post(f"{HOOKS}/{told['webhook_id']}/test").json()
    assert (tried["arrived"], tried["status"], tried["problem"]) == (False, 418, "answered")
    event = receiver.got[0].event
    assert event["type"] == "laeringslopp.test"
    assert event["data"] == {"webhook_id": told["webhook_id"]}


def test_a_name_that_leads_inside_is_told_of_when_it_is_tried(client: TestClient):
    """What a name leads to is looked at whenever something is sent; where it leads is not told."""
    told = made(client, "https://nobody.invalid/")
    tried = client.post(f"{HOOKS}/{told['webhook_id']}/test").json()
    assert (tried["arrived"], tried["problem"]) == (False, "no-such-name")


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({}, [("/url", "missing")]),
        ({"url": 7}, [("/url", "wrong-type")]),
        ({"url": "http://dashboard.example/"}, [("/url", "no-https")]),
        ({"url": "https://10.0.0.1/"}, [("/url", "private-address")]),
        ({"url": "https://user:secret@dashboard.example/"}, [("/url", "credentials")]),
        ({"url": URL, "reader": "everybody"}, [("/reader", "unknown-level")]),
        ({"url": URL, "organisation": "nowhere"}, [("/organisation", "unknown-organisation")]),
        ({"url": URL, "decision_id": "nothing"}, [("/decision_id", "unknown-decision")]),
        ({"url": URL, "after": 5}, [("/after", "beyond-the-end")]),
    ],
)
def test_what_cannot_be_made_is_said_where_and_why(
    client: TestClient, sensors: Register, body: dict[str, Any], wrong: list[tuple[str, str]]
):
    """And nothing is made."""
    found = pointers(client.post(HOOKS, json=body))
    assert [pointer for pointer, _ in found] == [pointer for pointer, _ in wrong]
    if wrong[0][1] not in ("missing", "wrong-type"):
        assert found == wrong
    assert client.get(HOOKS).json() == {"items": []}


@pytest.mark.parametrize(
    "body",
    [
        {"url": URL, "kinds": ["failure"]},
        {"url": URL, "kinds": "failure-disclosed"},
        {"url": URL, "after": -1},
        {"url": URL, "after": "1"},
        {"url": URL, "withheld": "no"},
        {"url": URL, "secret": "mine"},
        {"url": None},
        {"url": URL, "about": "x" * 10_000},
        {"url": URL, "decision_id": "a b"},
        [],
        "url",
    ],
)
def test_a_body_of_another_shape_is_a_problem_with_a_pointer(client: TestClient, body: Any):
    """Never a fault of ours."""
    problem(client.post(HOOKS, json=body), 422, "invalid")
    problem(client.patch(f"{HOOKS}/hook-1", json={"state": "ended"}), 422, "invalid")
    problem(client.patch(f"{HOOKS}/hook-1", json={"url": None}), 422, "invalid")


ODD = ("%00", "hook-1%00", "a%20b", "%F0%9F%98%80", "HOOK-1", "x" * 101, "..%2f", "'; drop")


def test_what_can_be_no_webhook_is_none(postgres_register: str):
    """A database is asked for nothing that it could not hold."""
    with TestClient(create_app(postgres_register, Settings()), base_url="http://localhost") as client:
        for name in ODD:
            for answer in (
                client.get(f"{HOOKS}/{name}"),
                client.patch(f"{HOOKS}/{name}", json={"state": "paused"}),
                client.delete(f"{HOOKS}/{name}"),
                client.post(f"{HOOKS}/{name}/replay", json={"dead": True}),
                client.get(f"{HOOKS}/{name}/deliveries"),
            ):
                assert answer.status_code == 404
        assert client.post(HOOKS, json={"url": URL, "about": "a\x00b"}).status_code == 422
        assert client.post(
            HOOKS, content=b'{"url": "https://a.example/", "about": "\\ud800"}', headers=AS_JSON
        ).status_code in (400, 422)


def test_there_are_no_more_than_may_be(over: Register):
    """Each is somebody's to keep an eye on."""
    client = client_of(over, hooks=1)
    made(client)
    assert pointers(client.post(HOOKS, json={"url": URL})) == [("", "too-many-webhooks")]


def test_webhooks_are_for_full_members(client: TestClient):
    """Where they lead and what they lack is nobody else's business."""
    where = f"{HOOKS}/{made(client)['webhook_id']}"
    for path in (HOOKS, where, f"{where}/deliveries"):
        problem(client.get(f"{path}?as=public"), 404, "not-found")
        assert pointers(client.get(f"{path}?since=1")) == [("/since", "unknown-parameter")]


def test_a_replay_says_what_will_be_sent_again(client: TestClient, sensors: Register):
    """From a position, or the dead letters; asked for neither, it says how to."""
    told = made(client)
    where = f"{HOOKS}/{told['webhook_id']}/replay"
    assert client.post(where, json={"after": 1}).json() == {
        "webhook_id": told["webhook_id"],
        "position": 1,
        "again": 3,
    }
    assert client.post(where, json={"dead": True}).json()["again"] == 0
    assert pointers(client.post(where, json={})) == [("", "nothing-asked")]
    assert pointers(client.post(where, json={"after": 5})) == [("/after", "beyond-the-end")]


def test_what_did_not_arrive_is_told_page_by_page_and_to_who_keeps_the_service(over: Register, sensors: Register):
    """In the list, in the figures, and as a reason; never where it leads."""
    with receiving(lambda _: (500, {})) as receiver, client_of(over, hooks_private=True) as client:
        deliveries = client.app.state.deliveries  # type: ignore[attr-defined]
        told = made(client, receiver.url, reader="member", after=0)
        where = f"{HOOKS}/{told['webhook_id']}"
        receiver.wait(1)
        _until(lambda: client.get(f"{where}/deliveries").json()["items"])
        (waiting,) = client.get(f"{where}/deliveries?state=waiting").json()["items"]
        assert (waiting["position"], waiting["problem"], waiting["status"]) == (1, "answered", 500)
        assert waiting["next_at"] > waiting["last_at"]
        assert client.get("/readyz").json()["degraded"] is False
        later = datetime.now(UTC)
        for count in range(2, len(DELAYS) + 2):
            later += timedelta(days=2)
            deliveries.clock = lambda later=later: later
            receiver.wait(count)
            _until(lambda count=count: _attempts(client, where) >= count or _dead(client, where))
        _until(lambda: _dead(client, where))
        (dead,) = client.get(f"{where}/deliveries?state=dead&limit=1").json()["items"]
        assert (dead["position"], dead["attempts"]) == (1, 10)
        assert "next_at" not in dead
        ready = client.get("/readyz").json()
        assert ready["reasons"] == [f"the webhook {told['webhook_id']} has a dead letter"]
        figures = client.get("/metrics").text
        assert f'laeringslopp_webhook_dead_letters{{webhook="{told["webhook_id"]}"}} 1.0' in figures
        assert f'laeringslopp_webhook_behind{{webhook="{told["webhook_id"]}"}} 3.0' in figures
        assert str(receiver.port) not in figures + json.dumps(ready)
        assert pointers(client.get(f"{where}/deliveries?state=lost")) == [("/state", "unknown-state")]


def test_a_webhook_that_is_ahead_of_its_register_is_told_of(client: TestClient, sensors: Register):
    """An earlier copy was put in its place: what is recorded there next would be taken for what was sent before."""
    told = made(client)
    deliveries = client.app.state.deliveries  # type: ignore[attr-defined]
    assert client.get("/readyz").json()["reasons"] == []
    deliveries.keeping.change(told["webhook_id"], 0.0, {"position": 9})
    (reason,) = client.get("/readyz").json()["reasons"]
    assert "ahead of the register" in reason
    assert client.get(f"/api/webhooks/{told['webhook_id']}").json()["behind"] == 0


def _attempts(client: TestClient, where: str) -> int:
    items = client.get(f"{where}/deliveries?state=waiting").json()["items"]
    return int(items[0]["attempts"]) if items else 0


def _dead(client: TestClient, where: str) -> bool:
    return bool(client.get(where).json()["dead"])


def _until(is_so: Any) -> None:
    for _ in range(PATIENCE * 100):
        if is_so():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it does not come about")


def test_what_is_recorded_is_sent_while_the_service_runs(over: Register, sensors: Register):
    """By itself, in a moment; a slow receiver holds up neither the register nor the others."""
    enough = threading.Event()
    with (
        receiving(lambda _: (204 if enough.wait(PATIENCE) else 500, {})) as slow,
        receiving() as quick,
        client_of(over, hooks_private=True) as client,
    ):
        made(client, slow.url)
        made(client, quick.url)
        over.append([entry("sensorer", disclosed("f9"), OPERATIONS)])
        assert [message.position for message in quick.wait(1)] == [5]
        over.append([entry("sensorer", disclosed("f10"), OPERATIONS)])
        assert [message.position for message in quick.wait(2)] == [5, 6]
        assert client.get("/livez").status_code == 200
        enough.set()
        assert [message.position for message in slow.wait(2)] == [5, 6]


def test_webhooks_that_cannot_be_read_hold_up_nothing_but_themselves(tmp_path: Path):
    """A failure is disclosed all the same, and who keeps the service is told."""
    (tmp_path / "x.db.hooks").write_bytes(b"this is no database" * 100)
    with TestClient(create_app(f"sqlite:///{tmp_path}/x.db", Settings()), base_url="http://localhost") as client:
        problem(client.get(HOOKS), 503, "store")
        problem(client.post(HOOKS, json={"url": URL}), 503, "store")
        told = {"what_happened": "Alarmen kom ikke fram", "by": BY, "organisation": "nordfjord"}
        assert client.post("/api/disclosures", json=told).status_code == 201
        ready = client.get("/readyz").json()
        assert (ready["ready"], ready["degraded"]) == (True, True)


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

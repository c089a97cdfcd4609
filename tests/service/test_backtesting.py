"""A policy is tried on what is recorded over HTTP: a job that is started, followed, read and stopped."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register
from laeringslopp.backtest import Backtest, Finding
from laeringslopp.facts import DirectionChosen
from laeringslopp.store import Row
from laeringslopp_service.api import backtest_shapes
from laeringslopp_service.backtests import AT_ONCE, KEPT_FOR, Backtests, Busy
from tests.municipality import COUNCIL, entry
from tests.service.conftest import client_of

STRICT = {"policy": "strict"}


@pytest.fixture
def chosen(sensors: Register) -> Register:
    """A decision in which a direction was chosen without an assessed risk."""
    sensors.append([entry("sensorer", DirectionChosen(what="Sensorer"), COUNCIL)])
    return sensors


def ended(client: TestClient, where: str) -> dict:
    """The backtest once its thread has ended."""
    job = client.app.state.backtests.get(where.rpartition("/")[2])
    job.thread.join()
    return client.get(where).json()


def test_a_backtest_is_started_followed_and_read(client: TestClient, chosen: Register):
    """Whoever starts it is told where it is, and need not wait."""
    begun = client.post("/api/backtests", json=STRICT)
    assert begun.status_code == 202
    where = begun.headers["location"]
    backtest_shapes.BacktestJob.model_validate_json(begun.content)
    told = ended(client, where)
    assert (told["state"], told["done"], told["of"]) == ("done", 5, 5)
    rule = next(rule for rule in told["result"]["rules"] if rule["rule_id"] == "risk-before-direction")
    assert (rule["level"], rule["refused"]) == ("political", 1)
    backtest_shapes.BacktestJob.model_validate_json(client.get(where).content)


def test_its_findings_are_read_a_page_at_a_time(client: TestClient, chosen: Register):
    """A register of a million facts has more of them than one answer holds."""
    where = client.post("/api/backtests", json=STRICT).headers["location"]
    ended(client, where)
    everything = client.get(f"{where}/findings").json()
    assert everything["next"] is None
    paged, cursor = [], "0"
    while cursor is not None:
        answer = client.get(f"{where}/findings", params={"cursor": cursor, "limit": 1})
        backtest_shapes.FindingPage.model_validate_json(answer.content)
        page = answer.json()
        paged, cursor = [*paged, *page["items"]], page["next"]
    assert paged == everything["items"] != []


def test_nothing_is_changed_by_it(client: TestClient, chosen: Register):
    """It is a question."""
    before = chosen.position
    ended(client, client.post("/api/backtests", json=STRICT).headers["location"])
    assert chosen.position == before


def test_a_policy_document_can_be_tried(client: TestClient, chosen: Register):
    """It is tried before it is adopted, so it is on record nowhere."""
    document = {"name": "ours", "rules": {"risk-before-direction": {"mode": "refuse"}}}
    told = ended(client, client.post("/api/backtests", json={"policy": document}).headers["location"])
    assert (told["policy"], told["result"]["totals"]["refused"]) == ("ours", 1)


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({}, "/policy"),
        ({"policy": "stritc"}, "/policy"),
        ({"policy": {"name": "x", "rules": {"lat": {"mode": "off"}}}}, "/policy/rules/lat"),
        ({"policy": "strict", "organization": "x"}, "/organization"),
        ({"policy": "strict", "as_it_happened": "yes"}, "/as_it_happened"),
    ],
)
def test_what_is_no_policy_is_refused_with_where(client: TestClient, sent, pointer):
    """A typo must not be tried as a policy that changes nothing."""
    answer = client.post("/api/backtests", json=sent)
    assert answer.status_code == 422
    assert all(error["pointer"].startswith(pointer) for error in answer.json()["errors"])


def test_a_body_that_is_no_json_is_400(client: TestClient):
    """As everywhere."""
    answer = client.post("/api/backtests", content=b"{", headers={"Content-Type": "application/json"})
    assert answer.status_code == 400


def test_one_that_is_stopped_is_gone(client: TestClient, chosen: Register):
    """What it found goes with it."""
    where = client.post("/api/backtests", json=STRICT).headers["location"]
    assert client.delete(where).status_code == 204
    assert [client.get(where).status_code, client.delete(where).status_code] == [404, 404]


def test_a_reader_who_is_no_full_member_sees_none(client: TestClient, chosen: Register):
    """It counts what is withheld too."""
    where = client.post("/api/backtests", json=STRICT).headers["location"]
    ended(client, where)
    for seen_as in ("public", "political"):
        assert client.get(where, params={"as": seen_as}).status_code == 404
        assert client.get(f"{where}/findings", params={"as": seen_as}).status_code == 404


class Held:
    """A register whose backtests wait until they are let go, or stopped."""

    def __init__(self, register: Register) -> None:
        self._register, self.go, self.begun = register, threading.Event(), threading.Semaphore(0)

    def __getattr__(self, name: str):
        return getattr(self._register, name)

    def backtest(self, policy, show, *more):
        def shown(done, of):
            self.begun.release()
            self.go.wait()
            show(done, of)

        return self._register.backtest(policy, shown, *more)


def test_only_a_few_run_at_once(chosen: Register):
    """Each takes what cores there are; a disclosure must get its turn."""
    held = Held(chosen)
    backtests = Backtests(held)
    jobs = [backtests.start(chosen.policy, None, False) for _ in range(AT_ONCE)]
    with pytest.raises(Busy):
        backtests.start(chosen.policy, None, False)
    held.go.set()
    for job in jobs:
        job.thread.join()
    backtests.start(chosen.policy, None, False).thread.join()
    backtests.stop()


def test_too_many_at_once_are_told_when_to_come_back(chosen: Register):
    """429, as HTTP has it."""
    client, held = client_of(chosen), Held(chosen)
    client.app.state.backtests = backtests = Backtests(held)
    answers = [client.post("/api/backtests", json=STRICT) for _ in range(AT_ONCE + 1)]
    assert [answer.status_code for answer in answers] == [202] * AT_ONCE + [429]
    assert answers[-1].headers["retry-after"]
    assert answers[-1].json()["type"].endswith("/busy")
    running = client.get(answers[0].headers["location"]).json()
    assert (running["state"], "result" in running) == ("running", False)
    assert client.get(f"{answers[0].headers['location']}/findings").status_code == 404
    held.go.set()
    backtests.stop()


def test_one_that_is_stopped_on_the_way_ends(chosen: Register):
    """Nobody waits for what nobody wants."""
    held = Held(chosen)
    backtests = Backtests(held)
    job = backtests.start(chosen.policy, None, False)
    held.begun.acquire()
    assert backtests.drop(job.backtest_id)
    held.go.set()
    job.thread.join()
    assert (job.state, job.found) == ("stopped", None)


def test_a_result_is_let_go_of_after_an_hour(chosen: Register):
    """A service that runs for a year does not keep what was asked for in January."""
    hours = [0.0]
    backtests = Backtests(chosen, lambda: hours[0])
    job = backtests.start(chosen.policy, None, False)
    job.thread.join()
    assert backtests.get(job.backtest_id) is job
    hours[0] = KEPT_FOR + 1
    assert backtests.get(job.backtest_id) is None


def test_what_cannot_be_read_is_told(chosen: Register):
    """The job says so; the service stays up."""
    chosen.store.append([Row("sensorer", 6, "lesson-shared", b'{"fact":{"kind":"lesson-shared"}}')])
    client = client_of(chosen)
    told = ended(client, client.post("/api/backtests", json=STRICT).headers["location"])
    assert told["state"] == "failed"
    assert "6" in told["why"]


def test_a_result_that_has_just_come_is_not_taken_for_an_old_one(chosen: Register):
    """Whoever asks in that moment would be told that there is none."""
    seen: list[str] = []

    def elapsed() -> float:
        seen.extend(job.state for job in backtests._jobs.values() if threading.current_thread() is job.thread)
        return 2 * KEPT_FOR

    backtests = Backtests(chosen, elapsed)
    job = backtests.start(chosen.policy, None, as_it_happened=False)
    assert job.thread
    job.thread.join()
    assert seen == ["running"]
    assert backtests.get(job.backtest_id) is job
    backtests.stop()


def test_all_findings_are_read_once_from_beginning_to_end(
    client: TestClient, chosen: Register, monkeypatch: pytest.MonkeyPatch
):
    """A million of them, five hundred at a time, would else be read two thousand times."""
    where = client.post("/api/backtests", json=STRICT).headers["location"]
    ended(client, where)
    result = client.app.state.backtests.get(where.rpartition("/")[2]).found  # type: ignore[attr-defined]
    one, read = next(iter(result.findings())), 0

    def findings() -> Iterator[Finding]:
        nonlocal read
        for at in range(1234):
            read += 1
            yield replace(one, version=at + 1)

    monkeypatch.setattr(Backtest, "findings", lambda _: findings())
    whole = client.get(f"{where}/findings", headers={"Accept": "application/jsonl"}).text.splitlines()
    assert [json.loads(line)["version"] for line in whole] == list(range(1, 1235))
    assert read == 1234
    page = client.get(f"{where}/findings", params={"cursor": 1230, "limit": 3}).json()
    assert [each["version"] for each in page["items"]] == [1231, 1232, 1233]
    assert page["next"] == "1233"

"""The register cannot be reached for a while: what is known is told as what it is, and nothing is lost."""

from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest
from starlette.testclient import TestClient

from laeringslopp import Access, Register, StoreError
from laeringslopp.facts import OPEN
from tests.municipality import OPERATIONS, Clock, disclosed, entry, opened
from tests.service.calling import BY, NOTE, body, problem
from tests.service.conftest import client_of

READS = ("/api/decisions/sensorer/timeline", "/api/decisions/sensorer/story", "/api/decisions/sensorer")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Register]:
    """A register in a file, with one open decision."""
    with Register.open(f"sqlite:///{tmp_path}/x.db", clock=Clock()) as made:
        made.append([entry("sensorer", opened(access=OPEN))])
        yield made


@pytest.fixture
def away(town: Register, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Takes the store away when it is asked to (``undo`` brings it back)."""
    with monkeypatch.context() as patch:
        yield patch


def take_away(town: Register, patch: pytest.MonkeyPatch) -> None:
    """From now on nothing reaches the store."""

    def gone(*_: object, **__: object) -> None:
        raise StoreError("the file is gone", "unreachable")

    for name in ("version", "of_decision", "append", "last_position", "since", "answered", "answered_among"):
        patch.setattr(town.store, name, gone)


@pytest.mark.parametrize("path", READS)
def test_what_was_read_is_given_again_and_says_how_old_it_is(town: Register, away: pytest.MonkeyPatch, path: str):
    """Better than nothing, and never passed off as new."""
    client = client_of(town)
    current = client.get(path)
    assert "age" not in current.headers
    take_away(town, away)
    last = client.get(path)
    assert (last.status_code, last.content) == (200, current.content)
    assert last.headers["age"].isdigit()
    assert last.headers["cache-status"].startswith("laeringslopp; hit; ttl=-")
    away.undo()
    assert "age" not in client.get(path).headers


def test_it_is_given_to_the_reader_who_read_it_and_nobody_else(town: Register, away: pytest.MonkeyPatch):
    """What a member saw is not for the public."""
    client = client_of(town)
    client.get(READS[0])
    town.levels()
    take_away(town, away)
    problem(client.get(f"{READS[0]}?as=public"), 503, "store")
    problem(client.get("/api/decisions/other/timeline"), 503, "store")


def test_it_is_not_given_once_something_newer_is_known(town: Register, away: pytest.MonkeyPatch):
    """It may be that which closed what was open."""
    client = client_of(town)
    client.get(READS[0])
    exempt = Access(level="exempt", ground="offl. § 13", levels=("operational",))
    town.append([entry("sensorer", disclosed(), OPERATIONS, access=exempt)])
    take_away(town, away)
    problem(client.get(READS[0]), 503, "store")


def test_it_is_not_given_for_longer_than_is_chosen(town: Register, away: pytest.MonkeyPatch):
    """Or not at all."""
    client = client_of(town, stale=0)
    client.app.state.answers._clock = iter(range(0, 1000, 10)).__next__  # type: ignore[attr-defined]
    client.get(READS[0])
    take_away(town, away)
    problem(client.get(READS[0]), 503, "store")


def test_a_write_is_told_to_come_back_and_nothing_is_lost_or_recorded_twice(town: Register, away: pytest.MonkeyPatch):
    """The same key, sent again when the register is back, records once."""
    client = client_of(town)
    key = {"Idempotency-Key": "k1"}
    take_away(town, away)
    answer = client.post("/api/decisions/sensorer/facts", json=body(NOTE), headers=key)
    problem(answer, 503, "store")
    assert answer.headers["retry-after"]
    away.undo()
    assert client.post("/api/decisions/sensorer/facts", json=body(NOTE), headers=key).status_code == 201
    assert client.post("/api/decisions/sensorer/facts", json=body(NOTE), headers=key).status_code == 200
    assert town.version("sensorer") == 2


def test_a_file_that_another_program_holds_is_503_and_then_is_recorded_in(tmp_path: Path):
    """By itself, once it is let go of."""
    path = tmp_path / "y.db"
    with Register.open(f"sqlite:///{path}", clock=Clock()) as town:
        town.append([entry("sensorer", opened(access=OPEN))])
        town.store._datastore._writer.set_busy_timeout(50)  # type: ignore[attr-defined]
        client: TestClient = client_of(town)
        holder = apsw.Connection(str(path))  # of the same library: in one process, another's locks are not seen
        holder.execute("BEGIN IMMEDIATE")
        sent = {"what_happened": "Alarmen kom ikke fram", "by": BY, "decision_id": "sensorer"}
        answer = client.post("/api/disclosures", json=sent, headers={"Idempotency-Key": "k"})
        problem(answer, 503, "store")
        holder.execute("ROLLBACK")
        holder.close()
        assert client.post("/api/disclosures", json=sent, headers={"Idempotency-Key": "k"}).status_code == 201
        assert town.version("sensorer") == 2

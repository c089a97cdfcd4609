"""Eight processes record in one decision at once."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, nullcontext
from pathlib import Path

import pytest

from laeringslopp import Conflict, ObservationRecorded, Register
from laeringslopp.register.register import TRIES
from laeringslopp.store import Row, VersionTaken
from tests.faults.conftest import FEW, told_in_the_end
from tests.faults.laws import Follower
from tests.faults.processes import PATIENCE, running
from tests.faults.recording import SHARED, entries, prepare
from tests.stores.every import DURABLE
from tests.stores.postgres_server import a_database

IS_SHORT = int(os.environ.get("FAULTS", FEW)) <= FEW
PROCESSES = 3 if IS_SHORT else 8
EACH = 10 if IS_SHORT else 60


@pytest.fixture(params=DURABLE)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with a_database() if request.param == "postgres" else nullcontext(f"sqlite:///{tmp_path}/register.db") as where:
        yield where


def test_of_eight_who_record_in_one_decision_each_gets_a_version_of_its_own(url: str) -> None:
    """A committee that writes minutes together loses no sentence, and none is told that somebody else was quicker."""
    with Register.open(url) as register:
        prepare(register)
        with Follower(register.store) as follower, ExitStack() as stack:
            hammers = [
                stack.enter_context(running("-m", "tests.faults.hammering", url, f"p{number}", str(EACH)))
                for number in range(PROCESSES)
            ]
            for hammer in hammers:
                assert hammer.stdout
                assert hammer.stdout.readline() == "ready\n"
            ended = []
            for hammer in hammers:
                assert hammer.stdin
                hammer.stdin.write("\n")
                hammer.stdin.flush()
            for hammer in hammers:
                said, errors = hammer.communicate(timeout=PATIENCE)
                assert hammer.returncode == 0, errors
                ended += [line.partition(" ") for line in said.splitlines()]
        given = {int(version): note for version, _, note in ended if version != "conflict"}
        assert sorted(given) == list(range(2, PROCESSES * EACH + 2)), "every success has a version of its own"
        facts = list(register.facts())
        assert {fact.version: fact.fact.note for fact in facts if isinstance(fact.fact, ObservationRecorded)} == given
        assert [fact.position for fact in facts] == list(range(1, PROCESSES * EACH + 2))
        follower.assert_nothing_missed()
    kind = "PostgreSQL" if url.startswith("postgresql") else "SQLite"
    together = f"{PROCESSES} processes at one decision on {kind}"
    told_in_the_end(f"{together}: entries, each at a version of its own", len(given))
    told_in_the_end(f"{together}: lost {TRIES + 1} races in a row, and were told", len(ended) - len(given))


def test_whoever_expects_no_version_is_told_of_no_conflict_before_ten_lost_races(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ten in a row are lost by nobody in a town hall; and who does is told, not kept waiting for ever."""
    with Register.open("memory:") as register:
        prepare(register)
        append, races = register.store.append, []

        def lost(rows: list[Row], keys: object = ()) -> int:
            races.append(rows)
            if len(races) <= most:
                raise VersionTaken(SHARED, 1, 2)
            return append(rows)

        monkeypatch.setattr(register.store, "append", lost)
        most = TRIES
        assert register.append(entries("a")[3:]).version == 2
        races.clear()
        most = TRIES + 1
        with pytest.raises(Conflict):
            register.append(entries("b")[3:])

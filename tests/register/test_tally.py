"""Refused attempts are counted: which rule bites, and whether people came back. Nothing else is kept of them."""

import logging
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from laeringslopp import Refused, Register
from laeringslopp.register.tally import Count
from laeringslopp.testing import actor, disclosed, entry, opened, started
from laeringslopp.testing.clock import Clock
from laeringslopp.views.database import engine_module
from tests.views.conftest import new_database, server

__all__ = ["server"]

RULE = "trial-is-measurable"
BY = actor("operational")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'register.db'}"


@pytest.fixture
def register(url: str, clock: Clock) -> Iterator[Register]:
    with Register.open(url, clock=clock) as made:
        made.append([entry(opened())])
        made.append([entry(opened(), decision_id="decision-2")])
        yield made


def refused(register: Register, decision_id: str = "decision-1") -> None:
    with pytest.raises(Refused):
        register.append([entry(started("t1", criteria=[]), decision_id=decision_id)])


def counted(register: Register, rule_id: str = RULE) -> Count:
    assert register.tally is not None
    counts = register.tally.counts()
    assert counts is not None
    return counts.get(rule_id, Count(0, 0))


def test_a_refusal_is_counted_with_its_rule(register: Register):
    """Those who own the rules see which of them bites."""
    refused(register)
    refused(register)
    assert counted(register) == Count(2, 0)
    assert counted(register, "again-is-a-retry") == Count(0, 0)


def test_a_dry_run_counts_nothing(register: Register):
    """It is a question, and nobody was sent away."""
    assert register.append([entry(started("t1", criteria=[]))], dry_run=True).refusals
    assert counted(register) == Count(0, 0)


def test_what_is_recorded_counts_nothing(register: Register):
    """A success alone says nothing of a rule."""
    register.append([entry(started("t1"))])
    assert counted(register) == Count(0, 0)


@pytest.mark.parametrize(("hours", "followed"), [(1, 1), (23, 1), (25, 0)])
def test_the_same_kind_in_the_same_decision_within_a_day_is_a_success(
    register: Register, clock: Clock, hours: int, followed: int
):
    """A rule that people come back from teaches; one that they do not come back from drives them away."""
    refused(register)
    clock.forward(timedelta(hours=hours))
    register.append([entry(started("t1"))])
    clock.forward(timedelta(days=2))
    assert counted(register) == Count(1, followed)
    assert counted(register) == Count(1, followed)


def test_another_kind_or_another_decision_is_no_success(register: Register, clock: Clock):
    """It is asked whether this was recorded after all."""
    refused(register)
    register.append([entry(disclosed())])
    register.append([entry(started("t1"), decision_id="decision-2")])
    clock.forward(timedelta(days=2))
    assert counted(register) == Count(1, 0)


def test_counts_are_of_an_organisation_or_of_all(register: Register):
    """Each has rules of its own."""
    register.append([entry(opened(organisation="elsewhere"), decision_id="decision-3")])
    refused(register)
    refused(register, "decision-3")
    assert register.tally is not None
    assert register.tally.counts("elsewhere") == {RULE: Count(1, 0)}
    assert counted(register) == Count(2, 0)


def test_every_refused_line_of_several_is_counted(register: Register):
    """An import is refused line by line."""
    lines = [[entry(started(name, criteria=[]))] for name in ("t1", "t2")]
    register.append_each([(line, None) for line in lines], failed=lambda at, why: None)
    assert counted(register).refused == 1  # the same kind in the same state, at once: one attempt
    register.append([entry(disclosed())])
    register.append_each([(lines[0], None)], failed=lambda at, why: None)
    assert counted(register).refused == 2


def test_counts_outlive_the_process(register: Register, url: str, clock: Clock):
    """A rule is judged over months."""
    refused(register)
    register.close()
    with Register.open(url, clock=clock) as again:
        refused(again)
        assert counted(again) == Count(2, 0)


def test_several_processes_count_together(register: Register, url: str):
    """A command line and a service record in the same register."""
    code = (
        "import sys; from laeringslopp import Register, Refused; from laeringslopp.testing import entry, started\n"
        "with Register.open(sys.argv[1]) as register:\n"
        "    for _ in range(5):\n"
        "        try: register.append([entry(started('t1', criteria=[]))])\n"
        "        except Refused: pass\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, url]) for _ in range(2)]
    assert [process.wait(60) for process in running] == [0, 0]
    assert counted(register).refused == 10


def test_nothing_is_kept_of_who_tried_or_what_they_wrote(register: Register, clock: Clock, tmp_path: Path):
    """Whoever was refused owes nobody an account; after a day not even the decision is known."""
    refused(register)
    clock.forward(timedelta(days=2))
    counted(register)
    register.close()
    with sqlite3.connect(tmp_path / "register.db.counts") as kept:
        assert kept.execute("SELECT * FROM refused_of_late").fetchall() == []
        (row,) = kept.execute("SELECT * FROM refused").fetchall()
    kept.close()
    assert row[1:] == (RULE, 1, 0)


@pytest.mark.parametrize("broken", ["a folder", "no database"])
def test_what_cannot_be_counted_holds_up_nobody(
    register: Register, tmp_path: Path, caplog: pytest.LogCaptureFixture, broken: str
):
    """A count is a service to those who own the rules, never a condition for recording."""
    place = tmp_path / "register.db.counts"
    place.mkdir() if broken == "a folder" else place.write_text("this is no database, and never was one " * 50)
    with caplog.at_level(logging.WARNING):
        refused(register)
    assert "was not counted" in caplog.text
    register.append([entry(started("t1"))])
    assert register.tally is not None
    assert register.tally.counts() is None


def test_a_locked_count_does_not_keep_the_answer_waiting(register: Register, tmp_path: Path):
    """Whoever is refused is told why, whatever another program does to the counts."""
    refused(register)
    # The engine of the counts itself: two engines in one process do not see each other's locks.
    other = engine_module().connect(str(tmp_path / "register.db.counts"), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    refused(register)
    other.close()
    assert counted(register).refused == 1


def test_looking_at_the_counts_of_a_register_makes_no_file(register: Register, tmp_path: Path):
    """Who only reads leaves nothing behind."""
    assert counted(register) == Count(0, 0)
    assert not (tmp_path / "register.db.counts").exists()


def test_postgres_counts_too(server: str, clock: Clock):
    """In a schema of its own, which outlives the views'."""
    url = new_database(server).replace("postgresql+psycopg://", "postgresql://")
    with Register.open(url, clock=clock) as register:
        register.append([entry(opened())])
        refused(register)
        register.append([entry(started("t1"))])
        assert counted(register) == Count(1, 1)
    with Register.open(url, clock=clock) as again, pytest.raises(Refused):
        again.append([entry(started("t2", criteria=[]))])
    with Register.open(url, clock=clock) as again:
        assert counted(again) == Count(2, 1)

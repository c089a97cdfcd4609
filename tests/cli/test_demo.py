"""The examples that ship: a made-up municipality, and cases known from the world."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from laeringslopp import Entry, Register
from laeringslopp.cases import MADE_UP, names, open_case, record_demo
from laeringslopp.exchange import entry_of, lines
from tests.cli.conftest import Run

Clock = Callable[[], datetime]


def entries(case: str) -> list[Entry]:
    """What a shipped case holds."""
    with open_case(case) as stream:
        return [entry_of(line) for line in lines(stream)]


SHIPPED = sum(len(entries(name)) for name in names())
WITHOUT_ATTEMPTS = {"skolemelding-oslo"}
"""No source tells of a trial or a retry, and the record does not make one up."""
BEFORE = len(entries(MADE_UP))
"""The made-up municipality comes first, one entry at a time."""


def test_the_demo_fills_an_empty_register_and_does_nothing_twice(run: Run):
    """Whoever starts it again to look again still has one of each example."""
    assert run("demo").lines == [f"{SHIPPED} entries were recorded."]
    before = run("export").out
    again = run("demo")
    assert (again.code, again.out) == (1, "")
    assert "examples do not belong" in again.err
    assert run("demo", "--if-empty").code == 0
    assert run("export").out == before


def test_the_demo_leaves_a_register_with_records_alone(run: Run):
    """Examples among real records would be lies."""
    run("disclose", "Bussen")
    before = run("export").out
    assert run("demo").code == 1
    assert run("demo", "--if-empty").code == 0
    assert run("export").out == before


@pytest.mark.parametrize("case", names())
def test_a_shipped_case_tells_of_attempts_and_failures(run: Run, case: str):
    """The made-up municipality as if it happened here, the known cases as the history they are."""
    run("demo")
    shown = list(dict.fromkeys(entry.decision_id for entry in entries(case)))
    told = [run("timeline", decision_id, "--json", "--lang", "nb").json for decision_id in shown]
    assert sum(len(timeline["entries"]) for timeline in told) == len(entries(case))
    assert {entry["history"] for timeline in told for entry in timeline["entries"]} == {case != MADE_UP}
    assert all(timeline["attempts"] for timeline in told) or case in WITHOUT_ATTEMPTS
    assert "failure-disclosed" in {entry["kind"] for timeline in told for entry in timeline["entries"]}


@pytest.mark.parametrize("after", [1, BEFORE // 2, BEFORE, BEFORE + 2])
def test_a_demo_that_was_stopped_goes_on_where_it_was(after: int, tmp_path: Path):
    """Ctrl-C in the first minute must not leave a register that can neither be filled nor shown."""
    whole, halves = f"sqlite:///{tmp_path}/whole.db", f"sqlite:///{tmp_path}/halves.db"
    assert record_demo(lambda clock: Register.open(whole, "strict", clock)) == SHIPPED
    asked = iter(range(after))

    def stopping(clock: Clock) -> Clock:
        def tick() -> datetime:
            if next(asked, None) is None:
                raise KeyboardInterrupt
            return clock()

        return tick

    with pytest.raises(KeyboardInterrupt):
        record_demo(lambda clock: Register.open(halves, "strict", stopping(clock)))
    with Register.open(halves) as stopped:
        assert 0 < stopped.position < SHIPPED
    record_demo(lambda clock: Register.open(halves, "strict", clock))
    with Register.open(whole) as one, Register.open(halves) as other:
        assert [fact.fact for fact in other.facts()] == [fact.fact for fact in one.facts()]

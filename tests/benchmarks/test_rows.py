"""Every row of the benchmarks runs, shortly: a row that has rotted would only show when somebody asks for its number."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from benchmarks.__main__ import SUBJECTS, _line
from benchmarks.measuring import QUICK, ROWS, NotInstalled, Row, Sides, measure
from benchmarks.peers import needed

WANTED = {
    "postgres-recorder-16": 8, "postgres-emmett-16": 4, "postgres-message-db-16": 4, "postgres-umadb-16": 1.2,
    "postgres-by-hand-16": 0.9, "postgres-recorder-1": 1.8, "postgres-by-hand-1": 0.8, "sqlite-recorder-16": 3.5,
    "sqlite-umadb-16": 1.4, "sqlite-by-hand-16": 0.95, "sqlite-slow-disk-16": 7, "postgres-slow-disk-16": 7,
    "sqlite-register-16": 2.5, "postgres-register-16": 4, "postgres-register-processes": 1.3, "replay-json": 3,
    "replay-typed": 1.2, "postgres-replay-json": 3, "postgres-replay-typed": 1.2, "sqlite-decision-50": 3,
    "postgres-decision-50": 3, "project-1000000": 20, "http-record-16": 0.5, "sqlite-append-grown": 1 / 1.2,
    "sqlite-timeline-grown": 1 / 1.2,
}  # fmt: skip
"""What was promised of the rows against others: changing a goal is a decision, not an edit."""


@pytest.fixture(autouse=True, scope="module")
def shortly() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(QUICK, "1")
        yield


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.filterwarnings("default")  # what a peer warns of is its own affair
def test_a_row_runs(name: str) -> None:
    """Both sides do some work; a short run says nothing about speed, and does not pretend to."""
    result = measure(ROWS[name])
    assert result.met is None
    if result.ours is None:
        assert "install" in result.settings
    else:
        assert result.ours > 0
        assert result.theirs
        assert result.settings
    assert name in _line(result)


def test_no_goal_is_lowered() -> None:
    """A goal that moves to where the figure is says nothing."""
    assert {name: ROWS[name].goal for name in WANTED} == WANTED
    assert all(4 in ROWS[name].issues for name in WANTED)
    assert SUBJECTS


def test_a_peer_that_is_not_installed_says_how(tmp_path) -> None:
    """The other rows are worth having without it."""

    def missing() -> Sides:
        needed(tmp_path / "nowhere")
        raise AssertionError

    result = measure(Row("x", (4,), "appends/s", 1.0, "nobody", missing))  # type: ignore[arg-type]
    assert (result.met, result.ratio) == (None, None)
    assert "python -m benchmarks.peers" in _line(result)
    with pytest.raises(NotInstalled):
        missing()


def test_one_row_can_be_asked_for() -> None:
    """As a reader of the table does who doubts a number."""
    asked = [sys.executable, "-m", "benchmarks", "--quick", "--json", "--row", "fold-50"]
    told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    assert told.startswith('{"row": "fold-50"')

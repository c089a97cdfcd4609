"""What is owed, at the terminal."""

import pytest

from tests.cli.conftest import Run


def test_what_is_owed_is_listed(run: Run, decision: str):
    """A failure that was disclosed owes a lesson."""
    answer = run("duties")
    assert answer.lines[0].split("\t") == ["Due", "Decision", "Follow-up", "State"]
    (line,) = answer.lines[1:]
    assert decision in line
    assert line.endswith("is to draw a lesson from this failure: “Bussen kom ikke”\topen")
    (told,) = run("duties", "--json", "--lang", "nn").json["items"]
    assert (told["rule_id"], told["about"], told["overdue"]) == ("draw-lesson", "failure-1", False)
    assert "trekkje ein lærdom av denne feilen" in told["sentence"]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (("--level", "administrative"), 1),
        (("--level", "political"), 0),
        (("--as-of", "2001-01-01"), 0),
        (("--as", "public"), 0),
        (("--all",), 1),
    ],
)
def test_what_is_asked_for_is_found(run: Run, decision: str, asked: tuple[str, ...], count: int):
    """All must hold."""
    assert len(run("duties", *asked, "--json").json["items"]) == count
    if not count:
        assert run("duties", *asked).lines == ["Nobody owes anything here."]


def test_a_day_that_lies_ahead_shows_what_is_late_then(run: Run, decision: str):
    """And one decision may be asked about alone."""
    assert run("duties", decision, "--as-of", "2099-01-01").lines[1].endswith("\tpast its day")


def test_questions_that_are_none(run: Run, decision: str):
    """They are told apart from an empty list."""
    assert run("duties", "nope").code == 1
    assert "political" in run("duties", "--level", "politcal").err
    assert run("duties", "--organisation", "elsewhere").code == 1
    assert run("duties", "--as-of", "soon").code == 2

"""meetings: when a level meets, as a secretary keeps it up to date."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Run

TODAY = date.today()  # noqa: DTZ011 - as the command does
SOON, LATER, LAST = (TODAY + timedelta(days=days) for days in (10, 40, 70))


def plan(tmp_path: Path, *days: date, organ: str = "Kommunestyret", more: str | None = None) -> str:
    held = [{"moeteid": str(at), "moetedato": f"{day}T17:00:00+01:00"} for at, day in enumerate(days)]
    organs = [{"utvalgId": "1", "utvalgNavn": organ, "moete": held}]
    if more:
        organs.append({"utvalgId": "2", "utvalgNavn": more, "moete": held[:1]})
    (tmp_path / "plan.json").write_text(json.dumps({"utvalg": organs}), encoding="utf-8")
    return "plan.json"


@pytest.fixture(autouse=True)
def disclosed(run: Run) -> None:
    """An organisation that is at work."""
    assert run("disclose", "Døra sto åpen", "--organisation", "vik").code == 0


def test_what_a_file_says_is_adopted_and_shown(run: Run, tmp_path: Path):
    """Deadlines follow it from then on, and who adopted it is on record."""
    assert run("meetings").out == "No days are known on which the political level meets.\n"
    assert run("meetings", plan(tmp_path, SOON, LATER)).code == 0
    assert run("meetings", "--json").json == {
        "organisation": "vik",
        "level": "political",
        "organ": "Kommunestyret",
        "meetings": [str(SOON), str(LATER)],
        "last": None,
        "next": str(SOON),
    }
    assert "The meetings are read from plan.json." in run("policy", "show", "--history").out


def test_the_same_file_again_adopts_nothing(run: Run, tmp_path: Path):
    """It may be read every night, and the record holds only what changed."""
    run("meetings", plan(tmp_path, SOON))
    assert run("meetings", "plan.json").out == "Nothing is otherwise.\n"
    assert len(run("policy", "show", "--history", "--json").json["items"]) == 1


def test_a_meeting_that_is_moved_is_moved_here(run: Run, tmp_path: Path):
    """From its first day on the newest plan counts; what else the policy says stays."""
    (tmp_path / "p.toml").write_text('name = "vaart"\n[rules.late]\ndays = 7\n', encoding="utf-8")
    run("policy", "adopt", "p.toml", "--reason", "Fordi", "--level", "political")
    run("meetings", plan(tmp_path, SOON, LATER))
    assert run("meetings", plan(tmp_path, LATER - timedelta(days=1), LAST)).code == 0
    assert run("meetings", "--json").json["meetings"] == [str(SOON), str(LATER - timedelta(days=1)), str(LAST)]
    policy = run("policy", "show", "--json").json["policy"]
    assert (policy["name"], policy["rules"]["late"]["days"]) == ("vaart", 7)


def test_a_dry_run_adopts_nothing(run: Run, tmp_path: Path):
    """One looks first."""
    answer = run("meetings", plan(tmp_path, SOON), "--dry-run")
    assert answer.lines[-1] == "This can be adopted. Nothing was."
    assert run("meetings", "--json").json["meetings"] == []


def test_whose_meetings_is_asked_where_the_file_holds_several(run: Run, tmp_path: Path):
    """A part of the name is enough."""
    several = plan(tmp_path, SOON, LATER, more="Formannskapet")
    refused = run("meetings", several)
    assert (refused.code, "Formannskapet, Kommunestyret" in refused.err) == (1, True)
    assert run("meetings", several, "--organ", "formann").code == 0
    assert run("meetings", "--json").json["meetings"] == [str(SOON)]


def test_only_the_top_level_adopts_meetings(run: Run, tmp_path: Path):
    """A deadline is moved by those who may change the rules, or on their behalf."""
    refused = run("meetings", plan(tmp_path, SOON), "--by-level", "operational")
    assert (refused.code, "policy-by-owner" in refused.err) == (1, True)


@pytest.mark.parametrize("arguments", [("--level", "styret"), ("--organ", "rådet")])
def test_a_level_or_an_organ_that_is_not_there_is_told(run: Run, tmp_path: Path, arguments: tuple[str, str]):
    """Nothing is adopted under a name that nobody has."""
    assert run("meetings", plan(tmp_path, SOON), *arguments).code == 1
    assert run("meetings", "--json").json["meetings"] == []


def test_what_is_due_before_a_meeting_says_which(run: Run, tmp_path: Path):
    """A deadline that one knows from the calendar is kept."""
    run("meetings", plan(tmp_path, SOON))
    sentences = [each["sentence"] for each in run("duties", "--json").json["items"]]
    assert any("before the meeting of Kommunestyret on" in sentence for sentence in sentences)
    assert {each["meeting"] for each in run("duties", "--json").json["items"]} == {None, str(SOON)}

"""decisions, timeline and export: what is on record, for a person, for a program and for another register."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.cli.conftest import Run

OPEN = {"fact": {"kind": "tags-added", "tags": ["apent"]}, "access": "open"}
TIMELINE = {
    "decision_id",
    "version",
    "status",
    "title",
    "question",
    "summary",
    "entries",
    "attempts",
    "loops",
    "open",
    "unknown_to",
    "withheld",
}
ENTRY = {"version", "kind", "occurred_at", "recorded_at", "history", "by", "sentence", "known_to", "access", "fact"}


def test_decisions_are_a_table_that_other_programs_can_cut(run: Run, decision: str):
    """Without a terminal there is no drawing, one decision a line, its columns by tabs."""
    head, row = run("decisions").lines
    assert head.split("\t")[0] == "Decision"
    assert row.split("\t") == [decision, "Bussen kom ikke", row.split("\t")[2], "0", "1", "0"]


def test_decisions_as_json_are_what_the_service_answers(run: Run, decision: str):
    """One shape, whichever way somebody asks."""
    told = run("decisions", "--json").json
    assert told["next"] is None
    (only,) = told["items"]
    assert {"decision_id", "version", "status", "title", "question", "organisation"} <= set(only)
    assert (only["decision_id"], only["status"], only["version"]) == (decision, "open", 2)


def test_a_timeline_reads_from_top_to_bottom(run: Run, decision: str):
    """What stands, what happened, what is open, and who does not know: without another word of help."""
    answer = run("timeline", decision)
    assert answer.code == 0
    for told in ("Bussen kom ikke", f"{decision}, version 2", "Entries", "Open", "Not known to", "Political level"):
        assert told.lower() in answer.out.lower()
    assert f"{decision}, version 2" in answer.lines


def test_a_timeline_as_json_has_its_documented_shape(run: Run, decision: str):
    """Dashboards are built on it."""
    told = run("timeline", decision, "--json").json
    assert set(told) >= TIMELINE
    assert all(set(entry) >= ENTRY for entry in told["entries"])
    assert [entry["kind"] for entry in told["entries"]] == ["decision-opened", "failure-disclosed"]
    assert told["open"][0]["what"] == "failure-without-lesson"
    assert told["withheld"]["count"] == 0


@pytest.mark.parametrize(("language", "says"), [("nb", "Oppføringer"), ("nn", "Oppføringar"), ("en", "Entries")])
def test_a_timeline_speaks_the_language_that_was_asked_for(run: Run, decision: str, language: str, says: str):
    """Also where that is another than the machine's."""
    assert says in run("timeline", decision, "--lang", language).lines
    assert says in run("timeline", decision, LANG=f"{language}_NO.UTF-8").lines


def test_bokmal_is_the_language_of_a_machine_that_speaks_none_of_ours(run: Run, decision: str):
    """The project is at home there."""
    for language in ("C", "de_DE.UTF-8", ""):
        assert "Oppføringer" in run("timeline", decision, LANG=language).lines


def test_a_cut_shows_what_had_happened_by_then(run: Run, decision: str):
    """A day means its end; before the first entry there is nothing, and that is no error."""
    today = datetime.now(UTC).astimezone().date()
    earlier = today - timedelta(days=2)
    assert run("timeline", decision, "--as-of", earlier, "--json").json["entries"] == []
    assert len(run("timeline", decision, "--as-of", today, "--json").json["entries"]) == 2
    assert run("timeline", decision, "--known-at", earlier, "--json").json["entries"] == []
    knows = run("timeline", decision, "--level", "political", "--json")
    assert knows.json["entries"] == []
    assert len(run("timeline", decision, "--level", "operational", "--json").json["entries"]) == 2


def test_a_reader_from_outside_sees_what_is_open_alone(run: Run, decision: str):
    """On every reading command: the one option that says who asks."""
    run("record", decision, "--fact", json.dumps(OPEN))
    told = run("timeline", decision, "--as", "public", "--json").json
    assert [entry["version"] for entry in told["entries"]] == [3]
    assert told["withheld"]["count"] == 2
    assert run("decisions", "--as", "public", "--json").json["items"] == []
    exported = run("export", "--as", "public")
    assert [json.loads(line)["version"] for line in exported.lines] == [3]
    assert "2 entries are withheld" in exported.err
    assert "Bussen" not in exported.out


def test_an_export_to_a_file_is_there_whole_and_nothing_beside_it(run: Run, decision: str, tmp_path):
    """Half an export must not pass for one."""
    assert run("export", "-o", "out.jsonl").code == 0
    assert (tmp_path / "out.jsonl").read_bytes() == run("export").out.encode()
    assert not [file.name for file in tmp_path.iterdir() if file.name.startswith(".")]
    assert run("export", "-o", "no/such/folder.jsonl").code == 1


WRONG_USE = {
    "no command": ["nonsense"],
    "no decision": ["timeline"],
    "an unknown option": ["decisions", "--nonsense"],
    "an unknown language": ["decisions", "--lang", "de"],
    "an unknown reader": ["decisions", "--as", "nobody"],
    "an unknown level": ["timeline", "x", "--level", "nobody"],
    "a time that is none": ["timeline", "x", "--as-of", "yesterday"],
    "a time without offset": ["timeline", "x", "--as-of", "2026-03-12T10:00:00"],
    "a month as a cut": ["timeline", "x", "--as-of", "2026-03"],
    "no text": ["disclose"],
    "an unknown severity": ["disclose", "x", "--severity", "awful"],
    "an unknown policy": ["--policy", "loose", "decisions"],
    "a file that is not there": ["import", "none.jsonl"],
    "a folder": ["import", "."],
    "facts twice": ["record", "x", "facts.json", "--fact", "{}"],
    "other machines": ["serve", "--host", "0.0.0.0"],
    "other machines, IPv6": ["serve", "--host", "::"],
    "no port": ["serve", "--port", "70000"],
}


@pytest.mark.parametrize("arguments", WRONG_USE.values(), ids=WRONG_USE.keys())
def test_wrong_use_is_exit_code_2_and_changes_nothing(run: Run, decision: str, arguments: list[str], tmp_path):
    """A script can tell a mistake of its own from a no."""
    (tmp_path / "facts.json").write_text("{}")
    before = run("export").out
    answer = run(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err
    assert run("export").out == before


def test_serving_to_other_machines_is_refused_with_the_reason(run: Run):
    """There is no sign-in: whoever came by could read and record everything."""
    answer = run("serve", "--host", "0.0.0.0")
    assert answer.code == 2
    assert "127.0.0.1" in answer.err
    assert "sign-in" in answer.err

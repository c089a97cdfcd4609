"""What people and scripts do by mistake: told in a sentence, with an exit code that says what sort of mistake it was."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from laeringslopp import Register
from tests.cli.conftest import Run
from tests.exchange.written import disclosed, opened

COMMAND = [sys.executable, "-m", "laeringslopp.cli"]
TAGS = {"kind": "tags-added", "tags": ["buss"]}
NO_TRIAL = {"kind": "trial-started", "hypothesis": "Det går", "criteria": []}

NO_TIMES = [
    "0000",
    "0001-01-01",
    "202A",
    "",
    "20260312",
    "2026-W10",
    "2026-02-30",
    "２０２６",
    "2026-03-12T10:00:00+99:00",
]


@pytest.mark.parametrize("time", NO_TIMES)
def test_what_is_no_time_is_wrong_use(run: Run, decision: str, time: str):
    """A date that was guessed at would be a wrong record, and a year that no calendar here has is a slip."""
    before = run("export").out
    for arguments in (
        ["disclose", "x", "--occurred-at", time],
        ["record", decision, "--fact", json.dumps(TAGS), "--occurred-at", time],
        ["timeline", decision, "--as-of", time],
        ["timeline", decision, "--known-at", time],
    ):
        assert run(*arguments).code == 2, arguments
    assert run("export").out == before


@pytest.mark.parametrize("time", ["1066-10-14", "9999-12-31", "2199-01-01", "9999"])
def test_a_time_outside_what_can_be_recorded_is_refused(run: Run, time: str):
    """It is a time, and not one of which anybody here has a record."""
    assert run("disclose", "x", "--occurred-at", time).code == 1
    assert run("decisions", "--json").json["items"] == []


BROKEN = "\udcff"
"""What a byte that is not UTF-8 becomes on its way to the program."""


@pytest.mark.parametrize(
    "arguments",
    [
        ["disclose", BROKEN],
        ["disclose", "x", "--key", BROKEN],
        ["disclose", "x", "--decision", BROKEN],
        ["record", BROKEN, "--fact", json.dumps(TAGS)],
        ["timeline", BROKEN],
        ["decisions", "--as", BROKEN],
    ],
    ids=str,
)
def test_what_is_not_utf_8_is_told_as_such(run: Run, decision: str, arguments: list[str]):
    """A terminal set to Latin-1 is a setting, not a fault in the program."""
    before = run("export").out
    answer = run(*arguments)
    assert (answer.code in (1, 2), answer.out) == (True, "")
    assert answer.err
    assert run("export").out == before


def test_an_empty_key_is_wrong_use(run: Run, decision: str):
    """A variable that a script forgot to set would record twice what was meant to be safe."""
    assert run("disclose", "x", "--key", "").code == 2
    assert run("record", decision, "--fact", json.dumps(TAGS), "--key", "").code == 2


def test_somebody_named_by_nothing_is_nobody(run: Run, decision: str):
    """An empty --by must not make it the act of whoever sat at the machine."""
    assert run("record", decision, "--fact", json.dumps(TAGS), "--by", "").code == 1


def test_an_entry_about_another_decision_is_not_recorded_in_either(run: Run, decision: str):
    """The decision that was named on the command line is the one that was meant, or the entry is; nobody can tell."""
    other = run("disclose", "En annen", "--json").json["decision_id"]
    before = run("export").out
    for fact in ({"fact": TAGS, "decision_id": other}, {"fact": TAGS, "decision_id": 5}):
        assert run("record", decision, "--fact", json.dumps(fact)).code == 1
    assert run("export").out == before
    assert run("record", decision, "--fact", json.dumps({"fact": TAGS, "decision_id": decision})).code == 0


def test_a_dry_run_answers_json_as_the_service_does(run: Run, decision: str):
    """A program that tries first asks the same way wherever it asks."""
    fine = run("record", decision, "--fact", json.dumps(TAGS), "--dry-run", "--json")
    assert (fine.code, fine.json) == (0, {"refusals": [], "remarks": []})
    no = run("record", decision, "--fact", json.dumps(NO_TRIAL), "--dry-run", "--json")
    assert (no.code, [one["rule_id"] for one in no.json["refusals"]]) == (1, ["trial-is-measurable"])


def test_every_reading_command_answers_json(run: Run, decision: str):
    """So that nobody cuts sentences apart to get at what they say."""
    assert run("decisions", "--json").json
    assert run("timeline", decision, "--json").json
    assert [json.loads(line) for line in run("export").lines]
    assert run("--register", "sqlite:///empty.db", "import", "/dev/null").code == 0
    assert run("--register", "sqlite:///empty.db", "decisions", "--json").json == {"items": [], "next": None}


@pytest.mark.parametrize("name", ["x" * 5000, "folder/file/register.db"], ids=["too long", "below a file"])
def test_a_register_whose_name_no_disk_takes_is_exit_code_3(run: Run, name: str, tmp_path: Path):
    """It cannot be reached; what was to be recorded is not refused."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").touch()
    for arguments in (["disclose", "x"], ["decisions"], ["import", "/dev/null"]):
        answer = run("--register", f"sqlite:///{name}", *arguments)
        assert (answer.code, answer.out) == (3, ""), arguments
        assert answer.err


def test_an_export_names_the_file_that_was_asked_for(run: Run, decision: str, tmp_path: Path):
    """Not the one that stands for it until it is whole."""
    (tmp_path / "file").touch()
    answer = run("export", "-o", "file/out.jsonl")
    assert answer.code == 1
    assert str(tmp_path / "file" / "out.jsonl") in answer.err


CLOSED = {
    "stdin of record": ("record x <&-", 1),
    "stdin of import": ("import - <&-", 0),
    "stdout": ("decisions >&-", 0),
    "stdout of an export": ("export >&-", 0),
    "stderr": ("timeline x 2>&-", 1),
    "all of them": ("disclose En feil til <&- >&- 2>&-", 0),
}


@pytest.mark.parametrize(("arguments", "code"), CLOSED.values(), ids=CLOSED.keys())
def test_a_stream_that_is_closed_is_no_mistake_in_the_program(arguments: str, code: int, tmp_path: Path):
    """Some schedulers start programs so; and the register must not become what they print to."""
    url = f"sqlite:///{tmp_path}/laeringslopp.db"
    with Register.open(url) as register:
        register.close()
    shell = ["sh", "-c", f'"$@" {arguments}', "sh", *COMMAND, "--register", url]
    ended = subprocess.run(shell, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == code, ended.stderr
    with Register.open(url) as register:
        assert register.position in (0, 2)


IMPORT = """
import sys
from laeringslopp.cli import exchanging, main
from laeringslopp.exchange import importing

def telling(*given, real=exchanging.import_lines):
    for so_far in real(*given):
        yield so_far
        print("recorded", flush=True)
        sys.stdin.read()  # until somebody presses Ctrl-C

importing.LINES_AT_ONCE = 2
exchanging.import_lines = telling
main()
"""


def test_ctrl_c_during_an_import_says_how_far_it_came(tmp_path: Path):
    """Whoever stops it wants to know whether to begin anew: what was recorded stays, and the rest can follow."""
    (tmp_path / "facts.jsonl").write_bytes(opened() + disclosed("En") + disclosed("To") + disclosed("Tre"))
    url = f"sqlite:///{tmp_path}/laeringslopp.db"
    at = ["--register", url, "import", str(tmp_path / "facts.jsonl"), "--lang", "en"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", IMPORT, *at], text=True, **pipes) as process:
        assert process.stdout
        assert process.stdout.readline() == "recorded\n"
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert len(errors.splitlines()) == 1
    assert "2" in errors
    with Register.open(url) as register:
        assert register.position == 2
    again = subprocess.run([*COMMAND, *at], capture_output=True, text=True, timeout=60, check=False)
    assert again.stdout.splitlines() == ["2 entries were recorded.", "2 were on record already."]

"""Which register it is, and what happens where it cannot be used."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from laeringslopp import Register
from laeringslopp.integrity import read_entry
from tests.cli.conftest import Run
from tests.exchange.written import opened

COMMANDS = {
    "disclose": ["disclose", "Bussen kom ikke"],
    "record": ["record", "x", "--fact", '{"kind": "tags-added", "tags": ["a"]}'],
    "import": ["import", "one.jsonl"],
    "import --all-or-nothing": ["import", "one.jsonl", "--all-or-nothing"],
    "import --move": ["import", "one.jsonl", "--move"],
    "export": ["export"],
    "decisions": ["decisions"],
    "timeline": ["timeline", "x"],
    "serve": ["serve"],
    "demo": ["demo"],
}


def _foreign(file: Path) -> None:
    file.write_bytes(b"These are the minutes of a meeting, and no register.\n" * 100)


def _damaged(file: Path) -> None:
    with Register.open(f"sqlite:///{file}") as register:
        register.append([read_entry(opened())])
    data = file.read_bytes()
    file.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS.keys())
@pytest.mark.parametrize("spoil", [_foreign, _damaged])
def test_a_file_that_is_no_sound_register_is_exit_code_3(run: Run, arguments: list[str], spoil, tmp_path: Path):
    """Every command says so in a sentence, and leaves the file as it is for whoever can mend it."""
    (tmp_path / "one.jsonl").write_bytes(opened())
    file = tmp_path / "laeringslopp.db"
    spoil(file)
    before = file.read_bytes()
    answer = run(*arguments)
    assert (answer.code, answer.out) == (3, "")
    assert "laeringslopp.db" in answer.err
    assert file.read_bytes() == before


@pytest.mark.parametrize("url", ["nonsense", "ftp://somewhere", "sqlite:///no/such/folder/register.db", "sqlite:///."])
@pytest.mark.parametrize("arguments", [["decisions"], ["disclose", "x"]], ids=["reading", "writing"])
def test_a_register_that_cannot_be_reached_is_exit_code_3(run: Run, arguments: list[str], url: str):
    """A script may try again later; a refusal it must not."""
    answer = run("--register", url, *arguments)
    assert (answer.code, answer.out) == (3, "")
    assert answer.err


@pytest.mark.parametrize("arguments", [["decisions"], ["timeline", "x"], ["export"]])
def test_reading_makes_no_register(run: Run, arguments: list[str], tmp_path: Path):
    """A mistyped name must not show an empty register as if nothing had happened."""
    assert run("--register", "sqlite:///mistyped.db", *arguments).code == 3
    assert not list(tmp_path.iterdir())


def test_the_register_and_its_policy_come_from_the_environment_too(run: Run):
    """A machine's register is set up once."""
    place = {"LAERINGSLOPP_REGISTER": "sqlite:///other.db", "LAERINGSLOPP_POLICY": "strict"}
    run("disclose", "Bussen", **place)
    assert '"policy":"strict"' in run("export", **place).out
    assert run("decisions", "--json", LAERINGSLOPP_REGISTER="sqlite:///other.db").json["items"][0]["failures"] == 1


def test_a_register_keeps_the_policy_that_it_was_made_with(run: Run):
    """A setting of today's is for new registers."""
    run("disclose", "En")
    assert run("--policy", "strict", "disclose", "To").code == 0
    assert "strict" not in run("export").out


def test_a_server_whose_port_is_taken_says_so(tmp_path: Path):
    """As a sentence and an exit code, in a process of its own as people start it."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        at = ["--register", f"sqlite:///{tmp_path}/laeringslopp.db"]
        command = [sys.executable, "-m", "laeringslopp.cli", *at, "serve", "--port", str(port)]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode != 0
    assert "Traceback" not in ended.stderr
    assert str(port) in ended.stderr


def test_help_names_every_command_and_the_exit_codes(run: Run):
    """Where people look first."""
    told = run("--help").out
    for command in ("disclose", "record", "import", "export", "decisions", "timeline", "serve", "demo"):
        assert f"\n  {command} " in told
        assert run(command, "--help").code == 0
    assert "Exit codes: 0 done; 1 refused" in told


def test_a_damaged_register_shows_no_traceback_to_whoever_starts_the_program(tmp_path: Path):
    """The program as people start it, past everything that a test's runner might catch."""
    _damaged(tmp_path / "laeringslopp.db")
    at = ["--register", f"sqlite:///{tmp_path}/laeringslopp.db"]
    command = [sys.executable, "-m", "laeringslopp.cli", *at, "decisions"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert len(ended.stderr.splitlines()) == 1
    assert "laeringslopp.db" in ended.stderr

"""backup, restore and verify as commands: exit codes that a script can go by, and a number to compare."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.exchange.written import disclosed, opened

OTHER = ("--register", "sqlite:///other.db")


@pytest.fixture
def digest(run: Run, tmp_path: Path) -> str:
    """A register with three entries, and a backup of it; its digest."""
    (tmp_path / "facts.jsonl").write_bytes(opened() + disclosed("En") + disclosed("To"))
    run("--policy", "strict", "import", "facts.jsonl")
    made = run("backup", "town.backup", "--json")
    assert made.code == 0
    assert (made.json["entries"], made.json["position"], made.json["keys"]) == (3, 3, 3)
    return str(made.json["digest"])


def test_backup_restore_and_verify_print_one_digest(run: Run, digest: str):
    """That is how whoever runs them at night, on two machines, sees that nothing was lost."""
    for told in (
        run("backup", "again"),
        run(*OTHER, "restore", "town.backup"),
        run(*OTHER, "verify"),
        run("verify"),
        run("--register", "sqlite:///third.db", "restore", "again"),
    ):
        assert told.code == 0
        assert told.lines[-1].endswith(digest)
    assert run(*OTHER, "verify", "--json").json == {**run("verify", "--json").json}
    assert run(*OTHER, "export").out == run("export").out


def test_a_restored_register_knows_what_was_imported(run: Run, digest: str):
    """The file that is imported each night is not recorded twice after a restore; and the policy is the same."""
    run(*OTHER, "restore", "town.backup")
    assert run(*OTHER, "import", "facts.jsonl").lines == ["0 entries were recorded.", "3 were on record already."]
    assert '"policy":"strict"' in run(*OTHER, "export").out


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_the_commands_speak_the_readers_language(run: Run, digest: str, lang: str):
    """What is printed at night is read by people, in each language as complete."""
    for command in (("backup", "b"), ("verify",), (*OTHER, "restore", "town.backup")):
        told = run(*command, "--lang", lang)
        assert told.code == 0
        assert digest in told.out
        assert "{" not in told.out
    assert run(*OTHER, "restore", "town.backup", "--lang", lang).code == 1
    assert run(*OTHER, "restore", "facts.jsonl", "--lang", lang).code == 3


def test_a_restore_says_no_by_its_exit_code(run: Run, digest: str, tmp_path: Path):
    """1: something stands there. 2: there is no such file. 3: the file is damaged, or no backup."""
    assert run("restore", "town.backup").code == 1
    assert run(*OTHER, "restore", "town.back").code == 2
    assert run(*OTHER, "restore").code == 2
    (tmp_path / "half").write_bytes((tmp_path / "town.backup").read_bytes()[:-4096])
    for name in ("half", "facts.jsonl", "laeringslopp.db"):
        no = run(*OTHER, "restore", name)
        assert (no.code, no.out) == (3, "")
        assert name in no.err
    assert not (tmp_path / "other.db").exists()
    run("--policy", "standard", *OTHER, "import", "--all-or-nothing", "-", stdin=b"")
    assert run(*OTHER, "restore", "town.backup").code == 3
    assert run(*OTHER, "verify", "--json").json["entries"] == 0


def test_a_backup_takes_no_other_files_place(run: Run, digest: str, tmp_path: Path):
    """A register, notes, a folder: a slip of the finger costs nothing."""
    before = (tmp_path / "facts.jsonl").read_bytes()
    for name in ("laeringslopp.db", "facts.jsonl", "."):
        assert run("backup", name).code == 3
    assert (tmp_path / "facts.jsonl").read_bytes() == before
    assert run("verify", "--json").json["digest"] == digest
    assert run("backup", "nowhere/town.backup").code == 1
    assert run("backup").code == 2


def test_what_is_not_there_has_no_backup(run: Run, tmp_path: Path):
    """A mistyped name must not be answered with a backup of nothing."""
    for command in (("backup", "b"), ("verify",)):
        assert run(*OTHER, *command).code == 3
    assert list(tmp_path.iterdir()) == []


def test_verify_names_what_is_wrong_and_exits_with_1(run: Run, digest: str):
    """Whoever has to mend it needs the place; a script needs the code."""
    with sqlite3.connect("laeringslopp.db") as connection:
        connection.execute("DELETE FROM stored_events WHERE rowid=2")
    connection.close()
    told = run("verify")
    assert told.code == 1
    assert "3" in told.err
    found = run("verify", "--json")
    assert found.code == 1
    assert [one["code"] for one in found.json["troubles"]] == ["position-gap", "version-gap", "key-astray"]
    assert (found.json["sound"], found.json["count"]) == (False, 3)
    for lang in ("nb", "nn"):
        assert "{" not in run("verify", "--lang", lang).err


def test_views_of_a_register_that_is_gone_are_not_those_of_the_restored_one(run: Run, digest: str, tmp_path: Path):
    """They would show what was recorded after the backup, and skip what is recorded next."""
    (tmp_path / "other.db.views").write_bytes(b"")
    assert run(*OTHER, "restore", "town.backup").code == 0
    assert not (tmp_path / "other.db.views").exists()
    (tmp_path / "other.db.views").write_bytes(b"")
    assert run(*OTHER, "restore", "town.backup").code == 1
    assert (tmp_path / "other.db.views").exists()


def test_a_backup_says_what_is_in_it_as_json(run: Run, digest: str):
    """For those who keep a list of their backups."""
    made = run("backup", "b", "--json").json
    assert made == {
        "file": "b",
        "entries": 3,
        "position": 3,
        "keys": 3,
        "policy": "strict",
        "digest": digest,
    }
    assert json.loads(run(*OTHER, "restore", "b", "--json").out) == made


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("command", ["backup", "verify"])
def test_a_terminal_is_shown_how_far_it_has_come_and_a_file_is_not(digest: str, command: str):
    """Whoever waits for a large register sees that it gets on; a log holds nothing that only moves."""
    import pty

    given = [sys.executable, "-m", "laeringslopp.cli", command, *(["b"] if command == "backup" else [])]
    ours, theirs = pty.openpty()
    try:
        shown = subprocess.run(given, stdout=subprocess.PIPE, stderr=theirs, timeout=60, check=True)
        os.set_blocking(ours, False)
        assert os.read(ours, 100_000)
    finally:
        os.close(theirs)
        os.close(ours)
    kept = subprocess.run(given, capture_output=True, timeout=60, check=True)
    assert (kept.stderr, kept.stdout) == (b"", shown.stdout)

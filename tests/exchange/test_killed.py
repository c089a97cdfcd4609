"""An import that is killed at any moment, and run again, records every line once."""

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from laeringslopp import Recorded, Register
from tests.exchange.written import disclosed, line, opened

KILLS = 30
DECISIONS, ENTRIES = 100, 50
"""Of a file: some ten transactions, of which a run that is killed comes through one or two."""

IMPORT = """
import sys
from laeringslopp.cli import exchanging, main
from laeringslopp.exchange import importing

def telling(*given, real=exchanging.import_lines):
    for so_far in real(*given):
        if so_far.recorded:
            print("recorded", flush=True)
        yield so_far

importing.LINES_AT_ONCE = 400
exchanging.import_lines = telling
print("ready", flush=True)
main()
"""
"""The command itself, which says where it is so that it can be killed there."""


def _write(file: Path) -> int:
    """A file of interleaved decisions; how many lines."""
    told = [opened(f"sak-{decision}") for decision in range(DECISIONS)]
    for number in range(1, ENTRIES):
        for decision in range(DECISIONS):
            name = f"sak-{decision}"
            if number % 5:
                told.append(disclosed(f"Feil {number % 7}", name))  # the same words again and again
            else:
                told.append(line({"kind": "tags-added", "tags": [f"merke-{number}"]}, name))
    file.write_bytes(b"".join(told))
    return len(told)


@contextmanager
def _importing(url: str, file: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", IMPORT, "--register", url, "import", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def _killed(url: str, file: Path, chance: random.Random) -> bool:
    """Runs the import and kills it somewhere; False where it was done before."""
    with _importing(url, file) as process:
        assert process.stdout
        wanted = ["ready"] + ["recorded"] * chance.choice((0, 1, 1))
        for told in process.stdout:
            if told.strip() == wanted[0]:
                wanted.pop(0)
            if not wanted:
                break
        try:
            process.wait(chance.uniform(0, 0.1))  # where it is by then is for the machine to say
        except subprocess.TimeoutExpired:
            process.kill()
        _, errors = process.communicate()
        assert process.returncode in (0, -9), errors
        return process.returncode != 0


def _said(recorded: Recorded) -> dict[str, Any]:
    """All that an import decides, save when."""
    return recorded.model_dump(exclude={"recorded_at", "occurred_at"})


def _facts(url: str, after: int = 0) -> list[dict[str, Any]]:
    with Register.open(url) as register:
        return [_said(recorded) for recorded in register.facts(after)]


def test_an_import_killed_again_and_again_records_every_line_once(tmp_path: Path):
    """A power cut in a nightly transfer must cost nobody a morning of finding out what got in."""
    file = tmp_path / "facts.jsonl"
    count = _write(file)
    spared = f"sqlite:///{tmp_path}/spared.db"
    with _importing(spared, file) as process:
        _, errors = process.communicate()
        assert process.returncode == 0, errors
    expected = _facts(spared)
    assert len(expected) == count

    chance = random.Random(20260312)
    kills = registers = 0
    while kills < KILLS:
        registers += 1
        url = f"sqlite:///{tmp_path}/killed-{registers}.db"
        there = 0
        while _killed(url, file, chance):
            kills += 1
            new = _facts(url, after=there)
            assert new == expected[there : there + len(new)], "what is there is a prefix of whole lines"
            there += len(new)
        assert _facts(url) == expected

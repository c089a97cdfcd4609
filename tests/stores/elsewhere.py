"""Code that runs in a process of its own: other people's programs, and writers that are killed."""

import os
import subprocess
import sys
from pathlib import Path

PROLOGUE = """
import sys
from pathlib import Path
from laeringslopp.store import VersionTaken, open_store
from tests.stores.rows import key, row, rows
store = open_store("sqlite:///" + sys.argv[1])
"""
ROOT = Path(__file__).parents[2]


def started(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A process with a store open on its first argument, a file; it reads and prints lines."""
    return process_of(PROLOGUE + code, *arguments)


def process_of(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A process that runs some code of the tests; it reads and prints lines."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def printed(process: subprocess.Popen[str]) -> list[str]:
    """What a process printed until it ended, and that it ended well."""
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said
    return said.splitlines()

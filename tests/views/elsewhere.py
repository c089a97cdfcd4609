"""Projectors that run in processes of their own, and are killed there."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROLOGUE = """
import sys
from datetime import UTC, datetime
from laeringslopp.store import open_store
from laeringslopp.views import Views
from tests.views.read import filled
register, url, batch = sys.argv[1], sys.argv[2], int(sys.argv[3])
views = Views(open_store(register), url, batch=batch, holder=sys.argv[4])
"""
FOLLOWING = """
print("ready", flush=True)
while True:
    if views.step():
        print(min(status.position for status in views.status()), flush=True)
"""


def started(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A process with views open; it reads and prints lines."""
    return subprocess.Popen(
        [sys.executable, "-c", PROLOGUE + code, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def said(process: subprocess.Popen[str]) -> str:
    """The next line that a process prints."""
    assert process.stdout is not None
    return process.stdout.readline().strip()

"""Projectors that run in processes of their own, and are killed there."""

import subprocess

from tests.stores.elsewhere import process_of

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
    return process_of(PROLOGUE + code, *arguments)


def said(process: subprocess.Popen[str]) -> str:
    """The next line that a process prints."""
    assert process.stdout is not None
    return process.stdout.readline().strip()

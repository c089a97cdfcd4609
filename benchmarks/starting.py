"""How long one waits before anything happens."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.measuring import Sides, row


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)


@row("import", issue=3, unit="s", goal=1.0, peer="a limit of 0.35 s")
@contextmanager
def importing() -> Iterator[Sides]:
    """``import laeringslopp`` in a new interpreter, the interpreter's own start included."""
    yield Sides(lambda: _run("-c", "import laeringslopp"), None, 1, "whole process", limit=0.35)


@row("cli-help", issue=3, unit="s", goal=1.0, peer="a limit of 0.5 s")
@contextmanager
def helping() -> Iterator[Sides]:
    """``laeringslopp --help`` in a new process."""
    yield Sides(lambda: _run("-m", "laeringslopp.cli", "--help"), None, 1, "whole process", limit=0.5)

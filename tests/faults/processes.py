"""Programs of our own that are killed."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

ROOT = Path(__file__).parents[2]
PATIENCE = 120
"""Seconds after which a program that says nothing is given up."""
LATER = 0.03
"""Seconds within which a program dies that was doomed."""


@contextmanager
def running(*command: str) -> Iterator[subprocess.Popen[str]]:
    """A Python program of this project, which does not outlive its test."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *(path for path in sys.path if path)])}
    with subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        watchdog = Timer(PATIENCE, process.kill)
        watchdog.start()
        try:
            yield process
        finally:
            watchdog.cancel()
            process.kill()
            process.wait(PATIENCE)


def killed(process: subprocess.Popen[str], chance: random.Random, lines: int) -> list[str]:
    """Kills it some moments after it has said so many lines; all lines that it finished."""
    assert process.stdout
    said = []
    for line in process.stdout:
        said.append(line)
        if len(said) > lines:
            break
    else:
        raise AssertionError(process.communicate(timeout=PATIENCE)[1])
    die(process, chance)
    said += process.stdout.readlines()
    return [line.rstrip("\n") for line in said if line.endswith("\n")]


def die(process: subprocess.Popen[str], chance: random.Random) -> None:
    """``kill -9``, at a moment that nobody chose."""
    try:
        process.wait(chance.uniform(0, LATER))
    except subprocess.TimeoutExpired:
        process.kill()
    process.wait(PATIENCE)
    assert process.returncode == -9, "it lived until it was killed"

"""Work in a process of its own, told through a pipe when to begin.

``python -m benchmarks.elsewhere MODULE:NAME ARGUMENTS``: what is named gives ``Sides``; arguments are JSON.
"""

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from benchmarks.measuring import NotInstalled


class Elsewhere:
    """A process that has made everything ready, and does one side of the work each time it is told."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        told = self._answer()
        if "missing" in told:
            raise NotInstalled(told["missing"])
        self.units, self.settings = int(told["units"]), str(told["settings"])

    def begin(self, side: str = "ours") -> None:
        """Tells it to begin."""
        assert self._process.stdin is not None
        self._process.stdin.write(side + "\n")
        self._process.stdin.flush()

    def wait(self) -> None:
        """Until it is done."""
        self._answer()

    def run(self, side: str = "ours") -> None:
        """One side of the work."""
        self.begin(side)
        self.wait()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the process ended before its work did")
        told: dict[str, Any] = json.loads(line)
        return told


@contextmanager
def elsewhere(name: str, *arguments: Any, environment: Mapping[str, str] | None = None) -> Iterator[Elsewhere]:
    """A process for what is called ``module:name``. Raises NotInstalled."""
    command = [sys.executable, "-m", "benchmarks.elsewhere", name, json.dumps(arguments)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **(environment or {})}
    ) as process:
        try:
            yield Elsewhere(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(30)


def main() -> int:
    module, _, name = sys.argv[1].partition(":")
    sides_of = getattr(importlib.import_module(module), name)
    answers, sys.stdout = sys.stdout, sys.stderr

    def answer(**told: Any) -> None:
        print(json.dumps(told), file=answers, flush=True)

    try:
        with sides_of(*json.loads(sys.argv[2])) as sides:
            answer(units=sides.units, settings=sides.settings)
            for line in sys.stdin:
                work = getattr(sides, line.strip())
                work()
                answer()
    except NotInstalled as missing:
        answer(missing=str(missing))
    return 0


if __name__ == "__main__":
    sys.exit(main())

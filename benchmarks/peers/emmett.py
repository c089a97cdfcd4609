"""Emmett 0.42 in a node process of its own: writers are loops of its event loop, as it is meant to be used."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote

from benchmarks.measuring import NotInstalled
from benchmarks.peers import HERE, MODULES, needed
from benchmarks.saving import STATE


@contextmanager
def appending(place: dict[str, str], writers: int, appends: int) -> Iterator[Callable[[], None]]:
    """So many appends of three events by so many writers. Raises NotInstalled."""
    needed(MODULES / "@event-driven-io/emmett-postgresql")
    node = shutil.which("node")
    if node is None:
        raise NotInstalled("there is no node here")
    host = quote(place["host"], safe="")
    url = f"postgresql://{place['user']}@/{place['dbname']}?host={host}&port={place['port']}"
    command = [node, str(HERE / "emmett.mjs"), str(MODULES.parent), url, json.loads(STATE)["note"]]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def answered(expected: str) -> None:
            assert process.stdout is not None
            while (line := process.stdout.readline().strip()) != expected:
                if not line:
                    raise RuntimeError("Emmett's process ended")

        def work() -> None:
            assert process.stdin is not None
            process.stdin.write(f"{appends} {writers}\n")
            process.stdin.flush()
            answered("done")

        answered("ready")
        try:
            yield work
        finally:
            process.stdin.close()
            process.wait(10)

"""All facts as JSON Lines over HTTP, against the database reading the same rows."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.filling import filled_store
from benchmarks.measuring import Sides, amount, row
from benchmarks.serving import process_of, served

ROWS = "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events ORDER BY rowid"
AT_ONCE = 1000


def _resident(process: int) -> int:
    """How much memory a process holds, in bytes (Linux)."""
    pages = Path(f"/proc/{process}/statm").read_text().split()[1]
    return int(pages) * 4096


def _exported(connection: HTTPConnection) -> tuple[int, int]:
    """How many lines came, and the most memory the service held meanwhile."""
    connection.request("GET", "/api/facts", headers={"Accept": "application/jsonl", "Accept-Encoding": "identity"})
    answer, lines, most, read = connection.getresponse(), 0, 0, 0
    assert answer.status == 200
    while piece := answer.read(1 << 20):
        lines += piece.count(b"\n")
        read += 1
        if read % 32 == 0:
            most = max(most, _resident(process_of(connection)))
    return lines, most


@row("http-export-1000000", issue=8, unit="facts/s", goal=0.4, peer="the database's own read of the same rows")
@contextmanager
def export() -> Iterator[Sides]:
    """Every fact of a large register, sent while it is read."""
    facts = amount(1_000_000, 1000)
    with tempfile.TemporaryDirectory() as folder:
        filled_store(f"sqlite:///{folder}/x.db", facts).close()
        with served("unfollowed", f"sqlite:///{folder}/x.db") as connection:
            _exported(connection)
            before = _resident(process_of(connection))
            lines, most = _exported(connection)
            assert lines == facts
            grown = max(0, most - before)
            assert grown < 50_000_000, f"the service grew by {grown} bytes"

            def theirs() -> None:
                with closing(sqlite3.connect(f"{folder}/x.db")) as database:
                    cursor = database.execute(ROWS)
                    while cursor.fetchmany(AT_ONCE):
                        pass

            told = (
                f"{facts} facts in SQLite; one GET /api/facts as JSON Lines over a socket from a process of its own, "
                f"which grew by {grown / 1e6:.1f} MB and keeps no views meanwhile; theirs: sqlite3 in Python, "
                f"{AT_ONCE} rows at a time"
            )
            yield Sides(lambda: _exported(connection), theirs, facts, told)

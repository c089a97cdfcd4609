"""The same recorders on a disk whose flush takes 2 ms longer, as many hosts' disks do: there sharing a flush is all."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from benchmarks import grouped
from benchmarks.elsewhere import elsewhere
from benchmarks.measuring import NotInstalled, Sides, amount, row

SOURCE = Path(__file__).with_name("slow_fsync.c")
FLUSH = 2000
"""Microseconds that a flush takes longer."""
WRITERS, APPENDS = 16, 640


def sqlite(appends: int) -> AbstractContextManager[Sides]:
    """In the process with the slow disk."""
    return grouped.sqlite(WRITERS, appends, grouped.SQLITE)


def in_postgres(appends: int) -> AbstractContextManager[Sides]:
    """In the process with the slow disk; the server that it starts has it too."""
    return grouped.in_postgres(WRITERS, appends, grouped.POSTGRES)


@contextmanager
def _slowly(name: str) -> Iterator[Sides]:
    compiler = shutil.which("cc")
    if compiler is None:
        raise NotInstalled("there is no C compiler (cc) here to make a slow flush with")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # a server of another user loads it too
        library = f"{folder}/slow_fsync.so"
        subprocess.run([compiler, "-shared", "-fPIC", "-o", library, str(SOURCE), "-ldl"], check=True)
        slow = {"LD_PRELOAD": library, "SLOW_FSYNC_US": str(amount(FLUSH, 10))}
        with elsewhere(f"benchmarks.slow_disk:{name}", amount(APPENDS, 32), environment=slow) as process:
            settings = f"{process.settings}; each flush {FLUSH} µs longer, by LD_PRELOAD"
            yield Sides(lambda: process.run("ours"), lambda: process.run("theirs"), process.units, settings, rounds=5)


@row("sqlite-slow-disk-16", issue=4, unit="appends/s", goal=7.0, peer="eventsourcing 9.5.6 SQLiteApplicationRecorder")
def sqlite_row() -> AbstractContextManager[Sides]:
    """SQLite flushes once for each append on their side."""
    return _slowly("sqlite")


@row(
    "postgres-slow-disk-16", issue=4, unit="appends/s", goal=7.0, peer="eventsourcing 9.5.6 PostgresApplicationRecorder"
)
def postgres_row() -> AbstractContextManager[Sides]:
    """So does PostgreSQL, because they hold the table until the flush is done."""
    return _slowly("in_postgres")

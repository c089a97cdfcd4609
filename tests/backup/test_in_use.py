"""A register is backed up while others write to it, and a backup or a restore may die at any moment."""

import subprocess
import sys
from pathlib import Path

import pytest

from laeringslopp.store import open_store
from laeringslopp.store.backup import back_up, open_backup, restore
from laeringslopp.store.digest import digest_of
from laeringslopp.store.sqlite import SqliteStore
from tests.backup.filled import AT, COUNT, fill, kept
from tests.stores.elsewhere import ROOT
from tests.stores.postgres_server import a_database
from tests.stores.rows import key, rows

APPEND = 3
"""How many facts each append of a writer is."""

WRITER = """
import sys
from laeringslopp.store import open_store
from tests.stores.rows import key, rows
store, name = open_store(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
for number in range(0, 10**9):
    store.append(rows(name, 3 * number + 1, 3 * number + 3), [(key(f"{name}-{number}"), 3)])
    print(number, flush=True)
"""

COMMAND = """
import sys
from laeringslopp.cli import main
from laeringslopp.store import backup

def telling(*given, real=getattr(backup, sys.argv[1])):
    print("there", flush=True)
    sys.stdin.read()
    return real(*given)

setattr(backup, sys.argv.pop(1), telling)
main()
"""
"""The command itself, which waits where one of its steps begins."""


RESTORE = """
import sys
from laeringslopp.cli import main
from laeringslopp.store.backup import Backup

def telling(backup, found, real=Backup.agrees, times=[]):
    real(backup, found)
    times.append(found)
    if len(times) == 2:
        print("there", flush=True)
        sys.stdin.read()

Backup.agrees = telling
main()
"""
"""The same, which waits when all is written but the commit. Before it begins, the file is compared a first time."""


def _started(code: str, *arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _backed_up_while_written(url: str, path: Path) -> None:
    """Backs up again and again while two processes write; what each backup holds is a prefix of whole appends."""
    store = open_store(url)
    fill(store)
    writers = [_started(WRITER, url, name) for name in ("x", "y")]
    try:
        for writer in writers:
            assert writer.stdout
            assert writer.stdout.readline() == "ready\n"
        seen: set[int] = set()
        for _ in range(3):
            for writer in writers:  # both have got on since the last
                assert writer.stdout
                assert writer.stdout.readline()
            digest = back_up(store, path, AT)
            seen.add(digest.position)
            with open_backup(path) as backup:
                facts, keys = list(backup.facts()), dict(backup.keys())
            assert facts == store.since(0, digest.position)
            assert [fact.position for fact in facts] == list(range(1, digest.position + 1))
            for name in ("x", "y"):
                versions = [fact.version for fact in facts if fact.decision_id == name]
                assert len(versions) % APPEND == 0
                assert {f"{name}-{number}" for number in range(len(versions) // APPEND)} <= keys.keys()
            assert len(keys) == digest.keys == 3 + (digest.position - COUNT) // APPEND
        assert len(seen) == 3
        assert all(writer.poll() is None for writer in writers)
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate(timeout=60)
        store.close()


def test_a_backup_of_a_file_that_is_written_to_is_a_prefix_of_whole_appends(tmp_path: Path):
    """Nobody stops a municipality's work for its backup, and half an append was never recorded."""
    _backed_up_while_written(f"sqlite:///{tmp_path}/register.db", tmp_path / "backup")


def test_a_backup_of_a_database_that_is_written_to_is_a_prefix_of_whole_appends(tmp_path: Path):
    """The same on a server."""
    with a_database() as url:
        _backed_up_while_written(url, tmp_path / "backup")


def test_no_writer_waits_for_a_backup(tmp_path: Path):
    """Each time the copy gets on, a writer records: it would wait for ever if the copy held it up."""
    store = SqliteStore(str(tmp_path / "register.db"))
    fill(store)
    times = 0

    def writing(_: float) -> None:
        nonlocal times
        times += 1
        other.append(rows(f"meanwhile-{times}", 1, 1), [(key(f"meanwhile-{times}"), 1)])

    other = SqliteStore(str(tmp_path / "register.db"))
    digest = back_up(store, tmp_path / "backup", AT, writing)
    assert times > 1
    assert digest.position == COUNT
    assert store.last_position() == COUNT + times


@pytest.mark.parametrize("step", ["_written", "digest_of", "_seal", "_keep_the_name"])
def test_a_backup_that_is_killed_leaves_no_file_that_looks_finished(step: str, tmp_path: Path):
    """Whoever finds a file by that name may rely on it."""
    store = SqliteStore(str(tmp_path / "register.db"))
    fill(store)
    with _started(COMMAND, step, "--register", f"sqlite:///{store.path}", "backup", tmp_path / "backup") as process:
        assert process.stdout
        assert process.stdout.readline() == "there\n"
        process.kill()
        process.wait(timeout=60)
    if step == "_keep_the_name":
        with open_backup(tmp_path / "backup") as backup:
            backup.check()
    else:
        assert not (tmp_path / "backup").exists()
    assert digest_of(store) == kept(store, tmp_path / "backup")


@pytest.mark.parametrize("make", ["sqlite", "postgres"])
def test_a_restore_that_is_killed_leaves_an_empty_register(make: str, tmp_path: Path):
    """Half a register, opened and served, would pass for the whole; and the same command makes all of it."""
    source = open_store("memory:")
    fill(source)
    digest = kept(source, tmp_path / "backup")
    if make == "sqlite":
        _killed_in_restoring(f"sqlite:///{tmp_path}/restored.db", tmp_path / "backup", digest.digest)
    else:
        with a_database() as url:
            _killed_in_restoring(url, tmp_path / "backup", digest.digest)


def _killed_in_restoring(url: str, path: Path, digest: str) -> None:
    with _started(RESTORE, "--register", url, "restore", path) as process:
        assert process.stdout
        assert process.stdout.readline() == "there\n"
        process.kill()
        process.wait(timeout=60)
    store = open_store(url)
    try:
        assert store.last_position() == 0
        with open_backup(path) as backup:
            assert restore(backup, store).digest == digest
    finally:
        store.close()

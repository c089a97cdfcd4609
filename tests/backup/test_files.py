"""A file is a finished backup or is refused, and a backup takes no other file's place."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from laeringslopp.errors import StoreError
from laeringslopp.store import open_store
from laeringslopp.store.backup import back_up, open_backup, restore
from laeringslopp.store.sqlite import SqliteStore
from tests.backup.filled import AT, fill, kept


@pytest.fixture
def register(tmp_path: Path) -> SqliteStore:
    """A register in a file."""
    store = SqliteStore(str(tmp_path / "register.db"))
    fill(store)
    return store


@pytest.fixture
def backup(register: SqliteStore, tmp_path: Path) -> Path:
    """A backup of it."""
    kept(register, tmp_path / "backup")
    return tmp_path / "backup"


def _changed(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def _sql(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(statement)
    connection.close()


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "cut short": (lambda path: path.write_bytes(path.read_bytes()[:20_000]), "backup-damaged"),
    "cut by a page": (lambda path: path.write_bytes(path.read_bytes()[:-4096]), "backup-damaged"),
    "empty": (lambda path: path.write_bytes(b""), "no-backup"),
    "cut to a few bytes": (lambda path: path.write_bytes(path.read_bytes()[:50]), "backup-damaged"),
    "not a database": (lambda path: path.write_bytes(b"Notater fra i dag\n" * 400), "no-backup"),
    "another program's": (lambda path: _sql(path, "PRAGMA application_id=7"), "no-backup"),
    "a register": (lambda path: shutil.copy(path.with_name("register.db"), path), "a-register"),
    "newer": (lambda path: _sql(path, "PRAGMA user_version=2"), "backup-newer"),
    "a fact gone": (lambda path: _sql(path, "DELETE FROM stored_events WHERE rowid=7"), "backup-damaged"),
    "a key gone": (lambda path: _sql(path, "DELETE FROM laeringslopp_keys WHERE key='alfa'"), "backup-damaged"),
    "a fact changed": (lambda path: _sql(path, "UPDATE stored_events SET state=x'00' WHERE rowid=7"), "backup-damaged"),
    "a text for bytes": (lambda path: _sql(path, "UPDATE stored_events SET state='a' WHERE rowid=7"), "backup-damaged"),
    "its seal gone": (lambda path: _sql(path, "DROP TABLE laeringslopp_backup"), "backup-damaged"),
}


@pytest.mark.parametrize(("spoil", "reason"), SPOILT.values(), ids=SPOILT.keys())
def test_what_is_no_sound_backup_is_refused_and_restores_nothing(
    backup: Path, register: SqliteStore, spoil: Callable[[Path], object], reason: str
):
    """The day it is needed is no day to find out later that half of it was missing."""
    register.close()  # its log goes into its file
    spoil(backup)
    before = backup.read_bytes()
    store = open_store("memory:")
    store.name_policy("standard")
    with pytest.raises(StoreError), open_backup(backup) as held:
        restore(held, store)
    with pytest.raises(StoreError) as no, open_backup(backup) as held:
        held.check()
    assert no.value.reason == reason
    assert store.last_position() == 0
    assert backup.read_bytes() == before


def test_any_byte_that_is_changed_is_noticed_or_means_nothing(backup: Path):
    """Disks rot in silence: a restore gives what was backed up, or says that it cannot."""
    sound = backup.read_bytes()
    with open_backup(backup) as held:
        digest = held.digest
    for at in range(0, len(sound), 211):
        _changed(backup, at)
        store = open_store("memory:")
        store.name_policy("standard")
        try:
            with open_backup(backup) as held:
                assert restore(held, store).digest == digest.digest
        except StoreError:
            assert store.last_position() == 0
        backup.write_bytes(sound)


def test_an_earlier_backup_is_replaced_and_no_other_file_is(backup: Path, register: SqliteStore, tmp_path: Path):
    """A backup each night may have the same name; a slip of the finger must not cost a register."""
    kept(register, backup)
    notes = tmp_path / "notes.txt"
    notes.write_bytes(b"Notater\n" * 400)
    folder = tmp_path / "folder"
    folder.mkdir()
    for other in (register.path, notes, folder):
        with pytest.raises(StoreError) as no:
            back_up(register, other, AT)
        assert no.value.reason == "in-the-way"
    assert notes.read_bytes() == b"Notater\n" * 400
    assert register.last_position()
    backup.write_bytes(backup.read_bytes()[:20_000])
    kept(register, backup)
    with open_backup(backup) as held:
        held.check()


def test_a_backup_that_is_stopped_leaves_nothing_behind(register: SqliteStore, backup: Path):
    """Ctrl-C, a full disk: the earlier backup stays, and nothing beside it."""
    before, beside = backup.read_bytes(), sorted(backup.parent.iterdir())
    for step in range(4):
        left = [step]

        def stopping(done: float, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            back_up(register, backup, AT, stopping)
        assert backup.read_bytes() == before
        assert sorted(backup.parent.iterdir()) == beside


def test_a_backup_is_one_file_that_can_be_read_where_nothing_may_be_written(backup: Path):
    """It is copied to other disks, and restored from where nobody may write."""
    assert [path.name for path in sorted(backup.parent.glob("backup*"))] == ["backup"]
    backup.chmod(0o400)
    with open_backup(backup) as held:
        held.check()
        assert held.made_at == AT
    assert [path.name for path in sorted(backup.parent.glob("backup*"))] == ["backup"]

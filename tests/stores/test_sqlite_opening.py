"""What is not a register is left as it is, byte for byte, and whoever named it is told so in a sentence."""

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from laeringslopp import StoreError
from laeringslopp.store import open_store
from laeringslopp.store.sqlite.engine import connect
from tests.stores.rows import row, rows

NOBODY = 65534


def contents(folder: Path) -> dict[str, str]:
    """Every file in a folder with the digest of what it holds."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


def refused(path: Path) -> str:
    """The sentence with which opening a register is refused."""
    with pytest.raises(StoreError) as why:
        open_store(f"sqlite:///{path}")
    return str(why.value)


def a_register(path: Path) -> bytes:
    """Makes a register of many pages; what its file holds."""
    store = open_store(f"sqlite:///{path}")
    store.append([row("a", version, b"x" * 500) for version in range(1, 100)])
    store.close()
    return path.read_bytes()


def no_sqlite(path: Path) -> None:
    path.write_text("Referat fra møtet 12. mars", encoding="utf-8")


def almost_sqlite(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0")


def others(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE accounts (name)")
    connection.close()


def others_in_wal_mode(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE accounts (name)")
    connection.close()


def others_by_its_mark(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA application_id=1196444487")  # a GeoPackage, empty so far
    connection.close()


def newer(path: Path) -> None:
    a_register(path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version=2000")
    connection.close()


def cut_in_half(path: Path) -> None:
    held = a_register(path)
    path.write_bytes(held[: len(held) // 2])


def cut_in_the_header(path: Path) -> None:
    path.write_bytes(a_register(path)[:70])


def overwritten(path: Path) -> None:
    held = a_register(path)
    path.write_bytes(held[:100] + b"\x5a" * (len(held) - 100))


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (no_sqlite, "is no register"),
        (almost_sqlite, "no register"),
        (others, "another program's"),
        (others_in_wal_mode, "another program's"),
        (others_by_its_mark, "another program's"),
        (newer, "newer version"),
        (cut_in_half, "malformed"),
        (cut_in_the_header, "malformed"),
        (overwritten, "malformed"),
    ],
)
def test_what_is_no_sound_register_is_left_untouched(tmp_path: Path, make: Callable[[Path], None], word: str) -> None:
    """A mistyped file name must not cost anybody their data; not a byte changes and no file appears beside it."""
    path = tmp_path / "x.db"
    make(path)
    before = contents(tmp_path)
    sentence = refused(path)
    assert str(path) in sentence
    assert word in sentence
    assert contents(tmp_path) == before


def test_damage_is_said_when_it_is_met(tmp_path: Path) -> None:
    """A page that went bad shows when it is read, as a StoreError and not as an empty register."""
    path = tmp_path / "x.db"
    held = a_register(path)
    path.write_bytes(held[:4096] + b"\x5a" * (len(held) - 4096))
    store = open_store(f"sqlite:///{path}")
    for asked in (store.last_position, store.decision_ids, lambda: store.since(0, 10), lambda: store.of_decision("a")):
        with pytest.raises(StoreError, match="damaged"):
            asked()
    with pytest.raises(StoreError, match="damaged"):
        store.append([row("a", 100)])
    store.close()


def test_a_file_cut_short_is_mended_from_its_log(tmp_path: Path) -> None:
    """A power cut while the log is moved into the file leaves a file that looks damaged and is not."""
    path, log = tmp_path / "x.db", tmp_path / "x.db-wal"
    store = open_store(f"sqlite:///{path}")
    store.append([row("a", version, b"x" * 500) for version in range(1, 100)])
    before, held_in_log = path.read_bytes(), log.read_bytes()
    store.close()
    assert len(before) < len(path.read_bytes())
    path.write_bytes(path.read_bytes()[:4096] + before[4096:])
    assert "malformed" in refused(path)
    log.write_bytes(held_in_log)
    store = open_store(f"sqlite:///{path}")
    assert [stored.version for stored in store.of_decision("a")] == list(range(1, 100))
    store.close()


def test_a_newer_format_is_seen_before_it_reaches_the_file(tmp_path: Path) -> None:
    """A newer version may be at work; its mark stands beside the file until it is moved in."""
    path = tmp_path / "x.db"
    a_register(path)
    at_work = connect(str(path))
    at_work.execute("PRAGMA user_version=2000")
    assert int.from_bytes(path.read_bytes()[60:64], "big") == 1
    assert "newer version" in refused(path)
    at_work.close()


def test_a_folder_is_no_register(tmp_path: Path) -> None:
    """The sentence names a file that would do."""
    assert f"{tmp_path}/laeringslopp.db" in refused(tmp_path)
    assert contents(tmp_path) == {}


def test_a_missing_folder_is_not_made(tmp_path: Path) -> None:
    """It is more likely mistyped than meant."""
    assert "does not exist" in refused(tmp_path / "missing" / "x.db")
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_is_no_register(tmp_path: Path) -> None:
    """Opening one would wait for ever."""
    os.mkfifo(tmp_path / "pipe")
    assert "is no file" in refused(tmp_path / "pipe")


@pytest.mark.parametrize(
    "url", ["", "register.db", "sqlite:", "sqlite://", "sqlite:///", "sqlite:///:memory:", "nats://x"]
)
def test_a_url_that_names_no_register_is_answered_with_those_that_do(tmp_path: Path, url: str) -> None:
    """The next try should be the last."""
    with pytest.raises(StoreError, match=r"memory:.*sqlite:///"):
        open_store(url)


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that anybody on the machine may look into."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield Path(name)


@contextmanager
def as_somebody_else() -> Iterator[None]:
    """Without the rights of the administrator, who may read and write everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_that_may_not_be_read_is_left_untouched(shared_folder: Path) -> None:
    """The sentence says why, so that somebody can give the right to it."""
    path = shared_folder / "x.db"
    a_register(path)
    before = contents(shared_folder)
    path.chmod(0)
    with as_somebody_else():
        assert "read and written to by this user" in refused(path)
    path.chmod(0o644)
    assert contents(shared_folder) == before


@pytest.mark.parametrize("folder_mode", [0o555, 0o777])
def test_a_file_that_may_only_be_read_is_left_untouched(shared_folder: Path, folder_mode: int) -> None:
    """A register is for recording; one that cannot be written to says so at once."""
    path = shared_folder / "x.db"
    a_register(path)
    before = contents(shared_folder)
    path.chmod(0o444)
    shared_folder.chmod(folder_mode)
    with as_somebody_else():
        assert "read and written to by this user" in refused(path)
    shared_folder.chmod(0o755)
    assert contents(shared_folder) == before


def test_a_folder_that_may_not_be_written_to_gets_no_register(shared_folder: Path) -> None:
    """The failure is the operating system's; the sentence is ours."""
    shared_folder.chmod(0o555)
    with as_somebody_else():
        assert "x.db" in refused(shared_folder / "x.db")
    shared_folder.chmod(0o755)
    assert contents(shared_folder) == {}


@pytest.mark.parametrize("name", ["sak og møte.db", "100% #1?.db", "ø&=+;.db", ":memory:.db"])
def test_a_register_may_have_any_file_name(tmp_path: Path, name: str) -> None:
    """What is special in a URL is not special in a name."""
    store = open_store(f"sqlite:///{tmp_path / name}")
    store.append(rows("a", 1, 2))
    store.close()
    assert list(contents(tmp_path)) == [name]


def test_an_empty_file_becomes_a_register(tmp_path: Path) -> None:
    """Tools that make temporary files make them empty."""
    path = tmp_path / "x.db"
    path.touch()
    store = open_store(f"sqlite:///{path}")
    assert store.append([row("a", 1)]) == 1
    store.close()


def test_a_register_that_is_closed_says_so(tmp_path: Path) -> None:
    """Nothing is read or recorded through what was given back."""
    store = open_store(f"sqlite:///{tmp_path / 'x.db'}")
    store.close()
    for asked in (store.last_position, lambda: store.append([row("a", 1)]), lambda: store.name_policy("strict")):
        with pytest.raises(StoreError, match="closed"):
            asked()

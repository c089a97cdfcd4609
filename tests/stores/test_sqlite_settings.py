"""How a SQLite register is set up, on every connection that it opens."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw
import pytest

from laeringslopp import Actor, Register, StoreError
from laeringslopp.store import VersionTaken
from laeringslopp.store.sqlite import SqliteStore
from laeringslopp.store.sqlite.engine import connect, refuse_an_old_engine
from laeringslopp.store.sqlite.file import APPLICATION_ID, FORMAT
from tests.stores.rows import key, row, rows

FULL = 2


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    made = SqliteStore(str(path))
    yield made
    made.close()


def asked(store: SqliteStore, pragma: str) -> Any:
    return store._select(f"PRAGMA {pragma}")[0][0]


def test_an_acknowledged_append_reaches_the_disk(store: SqliteStore) -> None:
    """``synchronous=FULL`` is what makes WAL mode keep its promise when the power goes."""
    with store._datastore.writing() as write:
        written = {pragma: write(f"PRAGMA {pragma}").fetchone()[0] for pragma in ("synchronous", "journal_mode")}
    assert written == {"synchronous": FULL, "journal_mode": "wal"}
    assert (asked(store, "synchronous"), asked(store, "journal_mode")) == (FULL, "wal")


def test_a_register_carries_its_mark_and_its_format(store: SqliteStore, path: Path) -> None:
    """``file`` and a later version can tell what it is."""
    header = path.read_bytes()[:100]
    assert (header[68:72], header[60:64]) == (APPLICATION_ID.to_bytes(4, "big"), FORMAT.to_bytes(4, "big"))


def test_a_closed_register_is_one_file(store: SqliteStore, path: Path) -> None:
    """It can be copied, mailed and deleted as one thing."""
    store.append(rows("a", 1, 3))
    store.close()
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_a_reader_does_not_hold_up_a_writer(store: SqliteStore, path: Path) -> None:
    """A dashboard that reads for a long time must not stop anybody from disclosing a failure."""
    store.append([row("a", 1)])
    reader = connect(str(path))
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM stored_events").fetchall() == [(1,)]
    store.append([row("a", 2)])
    assert reader.execute("SELECT count(*) FROM stored_events").fetchall() == [(1,)]
    assert store.last_position() == 2
    reader.close()


def test_a_writer_that_fails_lets_go_of_the_lock(store: SqliteStore, path: Path) -> None:
    """One lost race must not lock everybody else out."""
    store.append([row("a", 1)])
    with pytest.raises(VersionTaken):
        store.append([row("a", 1)])
    other = SqliteStore(str(path))
    assert other.append([row("a", 2)]) == 2
    other.close()


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """No file can grow beyond some bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_records_nothing_and_is_got_over(store: SqliteStore, path: Path) -> None:
    """Half an append would be worse than none; when there is room again the register goes on."""
    store.append([row("a", 1)])
    with full_disk(200_000), pytest.raises(StoreError, match=r"register\.db"):
        store.append([row("a", version, b"x" * 10_000) for version in range(2, 60)], [(key("k"), 58)])
    assert (store.version("a"), store.last_position(), store.answered("k")) == (1, 1, None)
    assert store.append([row("a", 2)], [(key("k"), 1)]) == 2
    assert [stored.version for stored in store.of_decision("a")] == [1, 2]


@pytest.mark.parametrize("version", ["3.7.0", "3.40.1", "3.51.2"])
def test_an_engine_that_can_corrupt_a_register_is_refused(version: str) -> None:
    """From 3.7.0 to 3.51.2 a reset of the log can lose what was written (sqlite.org/wal.html#walresetbug)."""
    with pytest.raises(StoreError):
        refuse_an_old_engine(version)


@pytest.mark.parametrize("version", ["3.51.3", "3.52.0", "4.0.0"])
def test_an_engine_that_is_mended_is_taken(version: str) -> None:
    """And the one that is installed is one of them."""
    refuse_an_old_engine(version)
    refuse_an_old_engine(apsw.sqlite_lib_version())


def test_sql_can_read_facts_as_json(path: Path) -> None:
    """Whoever has the file and a question needs no Python: what is stored is JSON, and a view names its parts."""
    nurse = Actor(id="n1", role="sykepleier", level="operational")
    with Register.open(f"sqlite:///{path}") as register:
        register.disclose("Alarmen nådde ikke fram.", by=nurse, decision_id=None, severity="serious")
    asked = connect(str(path))
    facts = (
        "SELECT position, version, kind, shape, fact ->> 'severity', envelope ->> '$.by.role' FROM laeringslopp_facts"
    )
    assert asked.execute(facts).fetchall() == [
        (1, 1, "decision-opened", 1, None, "sykepleier"),
        (2, 2, "failure-disclosed", 1, "serious", "sykepleier"),
    ]
    plain = "SELECT json_extract(state, '$.fact.what_happened') FROM stored_events WHERE topic = 'failure-disclosed'"
    assert asked.execute(plain).fetchall() == [("Alarmen nådde ikke fram.",)]
    asked.close()


def test_a_shape_is_told_apart_from_a_kind(store: SqliteStore) -> None:
    """SQL that reads an old shape must be able to see that it is one."""
    store.append([row("a", 1, b'{"fact":{}}', "trial-started:12"), row("a", 2, b'{"fact":{}}')])
    found = store._select("SELECT kind, shape FROM laeringslopp_facts ORDER BY position")
    assert found == [("trial-started", 12), ("trial-started", 1)]

"""Whoever follows a PostgreSQL register is woken, from any process, and looks by itself where nothing wakes it."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from eventsourcing.persistence import StoredEvent

from laeringslopp.store.postgres import ApplicationRecorder, PostgresStore, waking
from tests.stores.elsewhere import ROOT
from tests.stores.rows import row
from tests.stores.test_eventsourcing_postgres import datastore_for

PATIENCE = 60


@pytest.fixture
def store(database: str) -> Iterator[PostgresStore]:
    made = PostgresStore(database)
    yield made
    made.close()


def listens(database: str) -> bool:
    """Whether somebody listens by now."""
    with psycopg.connect(database, autocommit=True) as connection:
        asked = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"
        return connection.execute(asked).fetchone() is not None


def test_what_stands_already_is_not_waited_for(store: PostgresStore) -> None:
    """A follower that is behind has work to do."""
    store.append([row("a", 1)])
    assert store.wait(0, PATIENCE)
    assert not store.wait(1, 0)


def test_who_waits_is_woken_by_a_neighbour_in_the_same_process(
    store: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a round by the server, and without anybody looking all the time."""
    monkeypatch.setattr(waking, "LOOK", PATIENCE)
    with ThreadPoolExecutor(1) as elsewhere:
        waits = elsewhere.submit(store.wait, 0, PATIENCE)
        store.append([row("a", 1)])
        assert waits.result()


def test_who_waits_is_woken_from_another_process(
    database: str, store: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The service that shows is seldom the one that recorded."""
    monkeypatch.setattr(waking, "LOOK", PATIENCE)
    code = (
        "import sys; from laeringslopp.store import open_store, Row\n"
        "store = open_store(sys.argv[1]); store.append([Row('a', 1, 'kind', b'{}')]); store.close()"
    )
    with ThreadPoolExecutor(1) as elsewhere:
        waits = elsewhere.submit(store.wait, 0, PATIENCE)
        while not listens(database):
            pass
        subprocess.run([sys.executable, "-c", code, database], cwd=ROOT, check=True)
        assert waits.result()


def test_who_waits_looks_by_itself_where_nobody_tells(
    database: str, store: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever recorded may have died between the commit and the word."""
    monkeypatch.setattr(waking, "LOOK", 0.05)
    with ThreadPoolExecutor(1) as elsewhere, psycopg.connect(database) as silent:
        waits = elsewhere.submit(store.wait, 0, PATIENCE)
        while not listens(database):
            pass
        silent.execute("INSERT INTO stored_events VALUES ('a', 1, 'kind', '{}')")
        silent.commit()
        assert waits.result()


def test_closing_ends_the_waiting(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service that stops must not wait for what may never be recorded."""
    monkeypatch.setattr(waking, "LOOK", PATIENCE)
    store = PostgresStore(database)
    with ThreadPoolExecutor(1) as elsewhere:
        waits = elsewhere.submit(store.wait, 0, PATIENCE)
        while not listens(database):
            pass
        store.close()
        assert not waits.result()


def test_the_word_is_never_part_of_the_recording(database: str, store: PostgresStore) -> None:
    """NOTIFY locks the whole database until its transaction is on disk: writers would wait for one another."""
    with psycopg.connect(database, autocommit=True) as listening:
        listening.execute("LISTEN stored_events")
        store._sender.send = lambda: None  # type: ignore[method-assign]
        store.append([row("a", 1)])
        listening.execute("NOTIFY stored_events, 'mine'")
        assert [heard.payload for heard in listening.notifies(timeout=PATIENCE, stop_after=1)] == ["mine"]


def test_many_appends_are_told_by_few_words(database: str, store: PostgresStore) -> None:
    """A follower that is woken reads all there is; a word for each append would only cost."""
    with psycopg.connect(database, autocommit=True) as listening:
        listening.execute("LISTEN stored_events")
        for version in range(1, 201):
            store.append([row("a", version)])
        store._sender.close()
        listening.execute("NOTIFY stored_events, 'end'")
        heard = 0
        for word in listening.notifies(timeout=PATIENCE):
            if word.payload == "end":
                break
            heard += 1
    assert 1 <= heard < 100


def test_an_eventsourcing_follower_looks_by_itself_too(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its projections must not stand still because one word was lost."""
    monkeypatch.setattr("laeringslopp.store.postgres.recorders.LOOK", 0.1)
    recorder = ApplicationRecorder(datastore_for(database, originator_id_type="text"))
    recorder.create_table()
    recorder._sender.send = lambda: None  # type: ignore[method-assign]
    with recorder.subscribe(gt=0) as following:
        recorder.insert_events([StoredEvent("a", 1, "t", b"")])
        assert next(iter(following)).originator_id == "a"
        recorder.insert_events([StoredEvent("a", 2, "t", b"")])
        assert next(iter(following)).originator_version == 2
    recorder.close()
    recorder.datastore.close()

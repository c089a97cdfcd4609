"""Connections are lost: what is not known is not claimed, and sending it again is safe."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from eventsourcing.persistence import IntegrityError, OperationalError, PersistenceError, StoredEvent, Tracking

from laeringslopp import Actor, Register
from laeringslopp.store import KeyTaken, Store, VersionTaken, open_store
from laeringslopp.store.postgres import ApplicationRecorder, ProcessRecorder, Unanswered
from laeringslopp.store.postgres.appending import Append
from tests.stores.elsewhere import ROOT
from tests.stores.line import Line, a_line
from tests.stores.rows import key, row, rows
from tests.stores.test_eventsourcing_postgres import datastore_for


@pytest.fixture
def line(database: str) -> Iterator[Line]:
    with a_line(database) as made:
        yield made


@pytest.fixture
def store(line: Line) -> Iterator[Store]:
    made = open_store(line.url)
    yield made
    made.close()


def test_an_answer_that_was_lost_is_not_taken_for_a_refusal(line: Line, store: Store) -> None:
    """It was recorded and nobody was told: the caller hears that it is not known, and the key tells."""
    store.append([row("a", 1)])
    line.lose_the_answer_to(b"lost on the way")
    with pytest.raises(Unanswered):
        store.append([row("a", 2, b"lost on the way")], [(key("k"), 1)])
    with pytest.raises(KeyTaken):
        store.append([row("a", 2)], [(key("k"), 1)])
    assert [stored.version for stored in store.of_decision("a")] == [1, 2]
    assert store.append([row("a", 3)]) == 3


def test_a_disclosure_whose_answer_was_lost_is_recorded_once_when_it_is_sent_again(line: Line) -> None:
    """Whoever disclosed a failure on a bad line is not asked what they mean by it."""
    secretary = Actor(id="s", role="secretary", level="administrative", unit="IT")
    with Register.open(line.url) as register:
        register.disclose("It broke", secretary, organisation="kommune", key="first")
        line.lose_the_answer_to(b"It broke again")
        with pytest.raises(Unanswered):
            register.disclose("It broke again", secretary, organisation="kommune", key="second")
        receipt = register.disclose("It broke again", secretary, organisation="kommune", key="second")
        assert receipt.replayed
        assert len(list(register.decision_ids())) == 2


def test_a_writer_that_is_cut_off_while_it_waits_records_nothing_and_the_next_append_works(database: str) -> None:
    """An administrator who ends a hanging session ends one append, not the register."""
    store = open_store(database)
    with psycopg.connect(database) as holding, psycopg.connect(database, autocommit=True) as watching:
        holding.execute("LOCK TABLE stored_events IN EXCLUSIVE MODE")
        with ThreadPoolExecutor(1) as elsewhere:
            cut_off = elsewhere.submit(store.append, [row("a", 1)], [(key("k"), 1)])
            while not watching.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
                "AND datname = current_database()"
            ).fetchall():
                pass
            assert isinstance(cut_off.exception(), Unanswered)
    assert store.append([row("a", 1)], [(key("k"), 1)]) == 1
    store.close()


def end_every_session(url: str) -> None:
    """As a server does that is restarted."""
    with psycopg.connect(url, autocommit=True) as connection:
        others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        connection.execute(f"SELECT pg_terminate_backend(pid, 5000) {others} AND backend_type = 'client backend'")


def test_a_server_that_was_restarted_in_the_meantime_is_no_loss(database: str) -> None:
    """Nothing was under way, so nothing is unknown: reading and recording go on as if it had always been there."""
    store = open_store(database)
    for version in range(1, 4):
        store.append([row("a", version)])
        assert store.version("a") == version
        end_every_session(database)
    assert store.append([row("a", 4)]) == 4
    end_every_session(database)
    assert len(store.since(0, 10)) == 4
    store.close()


def test_a_question_that_was_not_answered_is_asked_again(line: Line, store: Store) -> None:
    """Reading changes nothing, so a reader need not know of it."""
    store.append([row("a", 1)])
    assert store.version("a") == 1
    line.lose_the_answer_to(b"what is asked")
    assert store.version("what is asked") == 0


def recorder_on(line: Line, of: Any) -> Any:
    recorder = of(datastore_for(line.url, originator_id_type="text"))
    recorder.create_table()
    return recorder


def test_eventsourcings_retries_do_not_insert_twice_nor_make_a_conflict_of_it(line: Line) -> None:
    """A retry would meet its own events and say that somebody else had come first."""
    recorder = recorder_on(line, ApplicationRecorder)
    recorder.insert_events([StoredEvent("a", 1, "t", b"")])
    line.lose_the_answer_to(b"lost on the way")
    with pytest.raises(PersistenceError) as unknown:
        recorder.insert_events([StoredEvent("a", 2, "t", b"lost on the way")])
    assert not isinstance(unknown.value, (OperationalError, IntegrityError))
    assert [event.originator_version for event in recorder.select_events("a")] == [1, 2]
    assert recorder.insert_events([StoredEvent("a", 3, "t", b"")]) == [3]
    recorder.close()
    recorder.datastore.close()


def test_what_is_recorded_with_a_tracking_position_is_not_retried_blindly_either(line: Line) -> None:
    """The position and the events stand or fall together, and so does what is known of them."""
    recorder = recorder_on(line, ProcessRecorder)
    recorder.insert_events([StoredEvent("a", 1, "t", b"")], tracking=Tracking("up", 1))
    line.lose_the_answer_to(b"COMMIT")
    with pytest.raises(PersistenceError) as unknown:
        recorder.insert_events([StoredEvent("a", 2, "t", b"")], tracking=Tracking("up", 2))
    assert not isinstance(unknown.value, (OperationalError, IntegrityError))
    assert recorder.max_tracking_id("up") == 2
    assert [event.originator_version for event in recorder.select_events("a")] == [1, 2]
    recorder.close()
    recorder.datastore.close()


def test_what_cannot_be_stored_fails_alone(database: str) -> None:
    """A null character in one caller's id is no fault of those who share the transaction."""
    store = open_store(database)
    appender = store._appender  # type: ignore[attr-defined]
    given = [Append.of(rows("a", 1, 2), ()), Append.of([row("b\0", 1)], ()), Append.of([row("c", 1)], [(key("k"), 1)])]
    answers = appender._commit(given)
    assert (answers[0], answers[2]) == (1, 3)
    assert isinstance(answers[1], Exception)
    store.close()


def test_those_who_clash_are_answered_each_for_itself(database: str) -> None:
    """A conflict, a gap, a taken key and a fresh append in one group: four callers, four answers."""
    store = open_store(database)
    store.append(rows("a", 1, 2), [(key("taken"), 2)])
    appender = store._appender  # type: ignore[attr-defined]
    answers = appender._commit(
        [
            Append.of([row("b", 1)], ()),
            Append.of([row("a", 2)], ()),
            Append.of([row("c", 1)], [(key("taken"), 1)]),
            Append.of([row("d", 5)], ()),
            Append.of([row("b", 1)], ()),
            Append.of([row("a", 3)], [(key("k"), 1)]),
            Append.of([row("a", 3)], [(key("k"), 1)]),
            Append.of([row("e", 1), row("e", 3)], ()),
        ]
    )
    assert answers[0] == 3
    assert (answers[1].expected, answers[1].actual) == (1, 2)
    assert isinstance(answers[2], KeyTaken)
    assert (answers[3].expected, answers[3].actual) == (4, 0)
    assert (answers[4].expected, answers[4].actual) == (0, 1)
    assert answers[5] == 4
    assert isinstance(answers[6], KeyTaken)
    assert isinstance(answers[7], VersionTaken)
    assert [(s.decision_id, s.version) for s in store.since(2, 9)] == [("b", 1), ("a", 3)]
    store.close()


KILLED = """
import sys
from laeringslopp.store import Key, Row, open_store
store = open_store(sys.argv[1])
version = store.version("a")
while True:
    version += 1
    rows = [Row("a", version, "kind", b"{}"), Row("b", version, "kind", b"{}")]
    store.append(rows, [(Key(f"k{version}", b"digest"), 2)])
    print(version, flush=True)
"""


def test_what_was_acknowledged_survives_the_death_of_its_writer(database: str) -> None:
    """``kill -9`` at any moment: all that was acknowledged is there, whole, and the register goes on."""
    store = open_store(database)
    for lives in range(1, 6):
        writer = subprocess.Popen([sys.executable, "-c", KILLED, database], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        heard = [writer.stdout.readline() for _ in range(lives * 3)]
        writer.kill()
        heard += writer.stdout.readlines()  # not communicate(), which would leave out what readline() has read ahead
        writer.stdout.close()
        writer.wait(60)
        acknowledged = max(int(line) for line in heard if line.endswith("\n"))
        # What it had sent may still be on its way to the disk: the next to write comes after it.
        stands = store.append([row("c", lives)]) and store.version("a")
        assert acknowledged <= stands <= acknowledged + 1
        assert [stored.version for stored in store.of_decision("b")] == list(range(1, stands + 1))
        assert store.last_position() == 2 * stands + lives
        answered = store.answered(f"k{stands}")
        assert answered is not None
        assert answered.last == answered.first + 1
    store.close()

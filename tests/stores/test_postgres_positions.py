"""A follower of positions misses nothing: none is filled later than a higher one could be seen."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import Any

import psycopg
import pytest
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder

from laeringslopp.store import VersionTaken, open_store
from laeringslopp.store.postgres import ApplicationRecorder
from tests.stores.elsewhere import ROOT
from tests.stores.rows import row, rows
from tests.stores.test_eventsourcing_postgres import datastore_for

FOLLOWING = """
import psycopg, sys
connection, at = psycopg.connect(sys.argv[1], autocommit=True), 0
while True:
    found = connection.execute(
        "SELECT notification_id, originator_id FROM stored_events WHERE notification_id > %s ORDER BY 1 LIMIT 5", (at,)
    ).fetchall()
    for at, name in found:
        print(at, name, flush=True)
        if name == "last":
            sys.exit()
"""
"""Another process that goes on from the last position it saw."""

Write = Callable[[psycopg.Connection[Any], str], None]


def naive(url: str) -> Write:
    """A table with a sequence, as anybody would make it."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE stored_events (notification_id bigserial PRIMARY KEY, originator_id text)")

    def write(connection: psycopg.Connection[Any], name: str) -> None:
        connection.execute("INSERT INTO stored_events (originator_id) VALUES (%s)", (name,))

    return write


def functions(url: str) -> Write:
    """eventsourcing with POSTGRES_ENABLE_DB_FUNCTIONS=y."""
    _make_tables(PostgresApplicationRecorder, url, enable_db_functions=True)

    def write(connection: psycopg.Connection[Any], name: str) -> None:
        connection.execute(
            "SELECT es_insert_events_text(ARRAY[(%s::text, 1, 't', ''::bytea)::stored_event_text])", (name,)
        )

    return write


def locked(url: str) -> Write:
    """eventsourcing as it comes."""
    _make_tables(PostgresApplicationRecorder, url)

    def write(connection: psycopg.Connection[Any], name: str) -> None:
        connection.execute(
            "DO $$ BEGIN LOCK TABLE stored_events IN EXCLUSIVE MODE; "
            f"INSERT INTO stored_events VALUES ('{name}', 1, 't', ''); END $$"
        )

    return write


def recorder(url: str) -> Write:
    """Our recorder."""
    insert = _make_tables(ApplicationRecorder, url)

    def write(connection: psycopg.Connection[Any], name: str) -> None:
        connection.execute(insert, ([name], [1], ["t"], [b""]))

    return write


def store(url: str) -> Write:
    """Our store."""
    open_store(url).close()

    def write(connection: psycopg.Connection[Any], name: str) -> None:
        connection.execute(
            "SELECT laeringslopp_append_at_once(ARRAY[%s], '{0}', ARRAY[%s], '{1}', '{t}', '{x}', '{}', '{}', '{}', '{}')",
            (name, name),
        )

    return write


def _make_tables(of: Any, url: str, **more: Any) -> Any:
    datastore = datastore_for(url, originator_id_type="text", **more)
    with closing(datastore):
        made = of(datastore)
        made.create_table()
        return getattr(made, "_insert_statement", None)


@contextmanager
def a_follower(url: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", FOLLOWING, url], cwd=ROOT, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def met_by_a_follower(url: str, write: Write) -> tuple[list[str], list[str]]:
    """What a follower meets, and what stands, where one writer dawdles between its position and its commit."""
    with (
        a_follower(url) as follower,
        psycopg.connect(url) as slow,
        psycopg.connect(url, autocommit=True) as quick,
        psycopg.connect(url) as failing,
        psycopg.connect(url, autocommit=True) as watching,
        ThreadPoolExecutor(1) as elsewhere,
    ):
        assert follower.stdout is not None
        write(quick, "first")
        met = [follower.stdout.readline()]
        write(failing, "aborted")
        failing.rollback()
        write(slow, "slow")
        written = elsewhere.submit(write, quick, "quick")
        while not written.done() and not _waits_for_a_lock(watching, quick.info.backend_pid):
            pass
        if written.done():
            met.append(follower.stdout.readline())
        slow.commit()
        written.result()
        write(quick, "last")
        met += follower.stdout.readlines()
        stands = watching.execute("SELECT originator_id FROM stored_events ORDER BY notification_id").fetchall()
    return [line.split()[1] for line in met], [name for (name,) in stands]


def _waits_for_a_lock(watching: psycopg.Connection[Any], process: int) -> bool:
    found = watching.execute("SELECT wait_event_type FROM pg_stat_activity WHERE pid = %s", (process,)).fetchone()
    return found == ("Lock",)


@pytest.mark.parametrize("make", [store, recorder, locked])
def test_a_follower_misses_nothing_of_a_writer_that_dawdles(database: str, make: Callable[[str], Write]) -> None:
    """Who is given a position is seen before anybody is given the next."""
    met, stands = met_by_a_follower(database, make(database))
    assert met == stands == ["first", "slow", "quick", "last"]


@pytest.mark.parametrize("make", [naive, functions])
def test_a_sequence_without_a_lock_loses_what_was_recorded(database: str, make: Callable[[str], Write]) -> None:
    """The test above can fail: this is what the lock is for, and what eventsourcing's database functions lack.

    The follower saw the higher position first and went on from it; what took the lower one is never met.
    """
    met, stands = met_by_a_follower(database, make(database))
    assert stands == ["first", "slow", "quick", "last"]
    assert met == ["first", "quick", "last"]


def test_a_follower_in_another_process_meets_every_position_once(database: str) -> None:
    """Several writers, some of whom lose a race or are rolled back; positions follow one another all the same."""
    made, each = open_store(database), 40
    write = store(database)
    with a_follower(database) as follower, ThreadPoolExecutor(5) as threads:

        def record(name: str) -> None:
            for version in range(1, each + 1):
                made.append([row(name, version), row(f"{name}.other", version)])
                with pytest.raises(VersionTaken):
                    made.append([row(name, version)])

        def roll_back() -> None:
            with psycopg.connect(database) as connection:
                for at in range(each):
                    write(connection, f"aborted-{at}")
                    connection.rollback()

        for done in [*(threads.submit(record, name) for name in "abcd"), threads.submit(roll_back)]:
            done.result()
        last = made.append([row("last", 1)])
        assert follower.stdout is not None
        met = [int(line.split()[0]) for line in follower.stdout]
    assert met == list(range(1, last + 1)) == list(range(1, 4 * each * 2 + 2))
    made.close()


def test_writers_of_eventsourcing_and_ours_share_the_positions_of_a_register(database: str) -> None:
    """An application of eventsourcing beside us must neither lose its events nor stand in the way of ours."""
    made = open_store(database)
    datastore = datastore_for(database, originator_id_type="text")
    theirs = PostgresApplicationRecorder(datastore)
    theirs.create_table()
    with ThreadPoolExecutor(2) as threads:
        ours = threads.submit(lambda: [made.append(rows("ours", at, at + 1)) for at in range(1, 60, 2)])
        for at in range(1, 31):
            theirs.insert_events([StoredEvent("theirs", at, "t", b"")])
        ours.result()
    assert [stored.position for stored in made.since(0, 1000)] == list(range(1, 91))
    datastore.close()
    made.close()

"""Recorders alone, with one writer and with many: every acknowledged append is flushed to disk on both sides."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore
from eventsourcing.utils import Environment, resolve_topic

from benchmarks import by_hand, postgres
from benchmarks.measuring import Sides, amount, row
from benchmarks.peers import emmett, message_db, umadb
from benchmarks.saving import AT_ONCE, Save, by_recorder, saving
from laeringslopp.store.sqlite import ApplicationRecorder
from laeringslopp.store.sqlite.datastore import Datastore

Work = Callable[[], None]
"""One run of one side."""
Peer = Callable[[Any, int, int], AbstractContextManager[Work]]
"""What does so many appends by so many writers, in a place that it is given."""
THEIRS = "eventsourcing 9.5.6"


def by(saver: Callable[[Any], AbstractContextManager[Save]]) -> Peer:
    """A peer that is driven by our threads."""

    @contextmanager
    def peer(place: Any, writers: int, appends: int) -> Iterator[Work]:
        with saver(place) as save:
            yield saving(save, writers, appends)

    return peer


@contextmanager
def theirs_in_sqlite(folder: str) -> Iterator[Save]:
    """eventsourcing's own recorder."""
    recorder = SQLiteApplicationRecorder(SQLiteDatastore(f"{folder}/theirs.db"))
    recorder.create_table()
    yield by_recorder(recorder)
    recorder.datastore.close()


@contextmanager
def sqlite(writers: int, appends: int, peer: Peer) -> Iterator[Sides]:
    """Our recorder in a SQLite file against a peer in the same folder."""
    with tempfile.TemporaryDirectory() as folder:
        recorder = ApplicationRecorder(Datastore(f"{folder}/ours.db"))
        recorder.create_table()
        with peer(folder, writers, appends) as work:
            alike = f"{writers} writers, {AT_ONCE} events an append, SQLite WAL, synchronous=FULL"
            yield Sides(saving(by_recorder(recorder), writers, appends), work, appends, f"both: {alike}")
        recorder.datastore.close()


@contextmanager
def recorder_in_postgres(place: dict[str, str], module: str) -> Iterator[Any]:
    """The application recorder of a persistence module."""
    environment = Environment(env=postgres.environment(place, module))
    with resolve_topic(f"{module}:Factory")(environment) as factory:
        yield factory.application_recorder()


@contextmanager
def theirs_in_postgres(place: dict[str, str]) -> Iterator[Save]:
    """eventsourcing's own recorder, as it sets itself up: without gaps for those who follow."""
    with recorder_in_postgres(place, "eventsourcing.postgres") as recorder:
        yield by_recorder(recorder)


@contextmanager
def in_postgres(writers: int, appends: int, peer: Peer) -> Iterator[Sides]:
    """Our recorder in a database against a peer in another of the same server."""
    ours, theirs = postgres.database(), postgres.database()
    with (
        recorder_in_postgres(ours, "laeringslopp.store.postgres") as recorder,
        peer(theirs, writers, appends) as work,
    ):
        alike = f"{writers} writers, {AT_ONCE} events an append, {postgres.settings()}"
        yield Sides(saving(by_recorder(recorder), writers, appends), work, appends, f"both: {alike}")
    postgres.drop(ours)
    postgres.drop(theirs)


@contextmanager
def umadb_beside(_: Any, writers: int, appends: int) -> Iterator[Work]:
    """UmaDB has files of its own."""
    with tempfile.TemporaryDirectory() as folder, by(umadb.saving)(folder, writers, appends) as work:
        yield work


def recorder_row(name: str, goal: float, against: str, sides: Any, peer: Peer, writers: int, appends: int) -> None:
    """Enters a row of this subject; they differ in no more than this."""

    @row(name, issue=4, unit="appends/s", goal=goal, peer=against)
    def _() -> AbstractContextManager[Sides]:
        made: AbstractContextManager[Sides] = sides(writers, amount(appends, 4 * writers), peer)
        return made


SQLITE, POSTGRES = by(theirs_in_sqlite), by(theirs_in_postgres)
UMADB = "UmaDB 0.7.8, its own server and client, two flushes a commit"

for entry in (
    ("postgres-recorder-16", 8.0, f"{THEIRS} PostgresApplicationRecorder", in_postgres, POSTGRES, 16, 1600),
    ("postgres-emmett-16", 4.0, "Emmett 0.42.0 on PostgreSQL, in node", in_postgres, emmett.appending, 16, 2400),
    ("postgres-message-db-16", 4.0, "Message DB 1.3.1, psycopg", in_postgres, by(message_db.saving), 16, 1600),
    ("postgres-umadb-16", 1.2, UMADB, in_postgres, umadb_beside, 16, 4800),
    ("postgres-by-hand-16", 0.9, "grouped SQL by hand, psycopg", in_postgres, by(by_hand.postgres_grouped), 16, 8000),
    ("postgres-recorder-1", 1.8, f"{THEIRS} PostgresApplicationRecorder", in_postgres, POSTGRES, 1, 600),
    ("postgres-by-hand-1", 0.8, "one INSERT + commit by hand", in_postgres, by(by_hand.postgres_single), 1, 1200),
    ("sqlite-recorder-16", 3.5, f"{THEIRS} SQLiteApplicationRecorder", sqlite, SQLITE, 16, 2400),
    ("sqlite-umadb-16", 1.4, UMADB, sqlite, umadb_beside, 16, 4800),
    ("sqlite-by-hand-16", 0.95, "grouped SQL by hand, apsw", sqlite, by(by_hand.sqlite), 16, 8000),
    ("sqlite-recorder-1", 1.0, f"{THEIRS} SQLiteApplicationRecorder", sqlite, SQLITE, 1, 600),
):
    recorder_row(*entry)

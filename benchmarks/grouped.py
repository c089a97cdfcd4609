"""Many writers at once: every acknowledged append is flushed to disk on both sides."""

import itertools
import json
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import apsw
from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from benchmarks.measuring import Sides, row
from benchmarks.work import BY, Decisions, as_dicts, fifty_facts, their_decision
from laeringslopp import Register
from laeringslopp.store.grouping import Group
from laeringslopp.store.sqlite import ApplicationRecorder
from laeringslopp.store.sqlite.datastore import Datastore

Save = Callable[[UUID, int, Sequence[bytes]], object]
AT_ONCE = 3
STREAMS = 50
STATE = json.dumps({"note": "Utprøvingen gikk i fire uker; to av fem soner nådde målet, så omfanget ble kuttet." * 2})


def in_threads(number: int, work: Callable[[], None]) -> None:
    """The same work in so many threads at once. Raises what one of them raised."""
    failed: list[BaseException] = []

    def each() -> None:
        try:
            work()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=each) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def saving(save: Save, writers: int, appends: int) -> Callable[[], None]:
    """So many appends of three events by so many writers, each in streams of its own."""

    def one() -> None:
        streams = [[uuid4(), 0] for _ in range(STREAMS)]
        for number in range(appends // writers):
            stream = streams[number % STREAMS]
            save(stream[0], stream[1], [STATE.encode()] * AT_ONCE)
            stream[1] += AT_ONCE

    return lambda: in_threads(writers, one)


def by_recorder(recorder: Any) -> Save:
    """Through eventsourcing's own way in."""

    def save(stream: UUID, version: int, states: Sequence[bytes]) -> None:
        recorder.insert_events([StoredEvent(stream, version + 1 + n, "noted", s) for n, s in enumerate(states)])

    return save


def by_hand(path: str) -> Save:
    """The quickest that we know to write with SQL: one many-row INSERT for all who wait."""
    connection = apsw.Connection(path, statementcachesize=500)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(
        "CREATE TABLE events (stream TEXT, version INT, topic TEXT, state BLOB, PRIMARY KEY (stream, version))"
    )

    def commit(saves: Sequence[list[Any]]) -> list[Any]:
        values = [value for rows in saves for value in rows]
        connection.execute(f"INSERT INTO events VALUES {','.join(['(?,?,?,?)'] * (len(values) // 4))}", values)
        last = connection.last_insert_rowid()
        return [last] * len(saves)

    group: Group[list[Any], int] = Group(commit)

    def save(stream: UUID, version: int, states: Sequence[bytes]) -> None:
        group.submit([v for n, s in enumerate(states) for v in (stream.hex, version + 1 + n, "noted", s)])

    return save


@contextmanager
def _sqlite(writers: int, appends: int, peer: Callable[[str], Save]) -> Iterator[Sides]:
    with tempfile.TemporaryDirectory() as folder:
        recorder = ApplicationRecorder(Datastore(f"{folder}/ours.db"))
        recorder.create_table()
        yield Sides(
            saving(by_recorder(recorder), writers, appends),
            saving(peer(f"{folder}/theirs.db"), writers, appends),
            appends,
            f"both: {writers} threads, {AT_ONCE} events an append, SQLite WAL, synchronous=FULL",
        )
        recorder.datastore.close()


def theirs(path: str) -> Save:
    """eventsourcing's own recorder."""
    recorder = SQLiteApplicationRecorder(SQLiteDatastore(path))
    recorder.create_table()
    return by_recorder(recorder)


@row("sqlite-recorder-16", issue=4, unit="appends/s", goal=3.5, peer="eventsourcing 9.5.6 SQLiteApplicationRecorder")
@contextmanager
def sqlite_sixteen() -> Iterator[Sides]:
    """Sixteen threads."""
    with _sqlite(16, 2400, theirs) as sides:
        yield sides


@row("sqlite-recorder-1", issue=4, unit="appends/s", goal=1.0, peer="eventsourcing 9.5.6 SQLiteApplicationRecorder")
@contextmanager
def sqlite_one() -> Iterator[Sides]:
    """One thread, which nobody shares a commit with."""
    with _sqlite(1, 600, theirs) as sides:
        yield sides


@row("sqlite-by-hand-16", issue=4, unit="appends/s", goal=0.95, peer="grouped SQL written by hand, apsw")
@contextmanager
def sqlite_by_hand() -> Iterator[Sides]:
    """Against nothing but the SQL."""
    with _sqlite(16, 4800, by_hand) as sides:
        yield sides


@contextmanager
def _registers(url: Callable[[str], str], settings: Callable[[str], dict[str, str]], writers: int) -> Iterator[Sides]:
    each = 4
    facts, dicts = fifty_facts()[:48], as_dicts()[:48]
    numbers = itertools.count()
    with tempfile.TemporaryDirectory() as folder:
        register = Register.open(url(folder))
        application = Decisions(settings(folder))

        def ours() -> None:
            for _ in range(each):
                decision_id = f"decision-{next(numbers)}"
                for fact in facts:
                    register.record(decision_id, fact, by=BY)

        def peer() -> None:
            for _ in range(each):
                decided = their_decision([])
                for fact in dicts:
                    decided.record(**fact)
                    application.save(decided)

        yield Sides(
            lambda: in_threads(writers, ours),
            lambda: in_threads(writers, peer),
            writers * each * len(facts),
            f"both: {writers} threads, one fact an append, each flushed; ours judged, folded and encoded too",
        )
        register.close()
        application.close()


@row("sqlite-register-16", issue=4, unit="appends/s", goal=2.5, peer="eventsourcing 9.5.6 Application.save, SQLite")
@contextmanager
def sqlite_register() -> Iterator[Sides]:
    """All of it: guards, fold and encoding."""
    settings = {"PERSISTENCE_MODULE": "eventsourcing.sqlite"}
    with _registers(
        lambda folder: f"sqlite:///{folder}/ours.db",
        lambda folder: {**settings, "SQLITE_DBNAME": f"{folder}/theirs.db"},
        16,
    ) as sides:
        yield sides

"""The whole register into the four views, against eventsourcing's ProjectionRunner doing the same handler work.

``LAERINGSLOPP_BENCH_FACTS`` takes another number of facts than a million, for a quick look.
"""

import itertools
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from eventsourcing.persistence import ApplicationRecorder, Tracking
from eventsourcing.projection import Projection, ProjectionRunner
from eventsourcing.sqlite import SQLiteTrackingRecorder

from benchmarks.filling import filled_store
from benchmarks.measuring import Sides, amount, row
from benchmarks.work import Decisions, as_dicts, their_decision
from laeringslopp.views import SHIPPED, Rows, Shape, Views

FOUR = tuple(view for view in SHIPPED if view.name in ("decisions", "trials", "failures", "lessons"))
"""The views that both sides make; the others came later."""

FACTS = int(os.environ.get("LAERINGSLOPP_BENCH_FACTS", 1_000_000))
THEIR_DECISIONS = 60
"""Theirs takes so many decisions of 51 events in a run; a million would take the better part of an hour."""


class Tables(SQLiteTrackingRecorder):
    """The four views' tables in eventsourcing's own tracking recorder, upserted in the transaction that tracks."""

    def construct_create_table_statements(self) -> list[str]:
        shapes = [shape for view in FOUR for shape in view.shapes]
        return [*super().construct_create_table_statements(), *map(_create, shapes)]

    def take(self, changed: list[tuple[str, dict[str, Any]]], tracking: Tracking) -> None:
        with self.datastore.transaction(commit=True) as cursor:
            for statement, values in changed:
                cursor.execute(statement, values)
            self._insert_tracking(cursor, tracking)


def _create(shape: Shape) -> str:
    columns = ", ".join(f'"{column.name}"' for column in shape.columns)
    key = ", ".join(("decision_id", *shape.key))
    return f"CREATE TABLE IF NOT EXISTS {shape.name} ({columns}, PRIMARY KEY ({key})) WITHOUT ROWID"


def _upsert(shape: Shape) -> str:
    names = [column.name for column in shape.columns]
    rest = ", ".join(f"{name} = excluded.{name}" for name in names if name not in ("decision_id", *shape.key))
    values = ", ".join(f":{name}" for name in names)
    key = ", ".join(("decision_id", *shape.key))
    return f"INSERT INTO {shape.name} VALUES ({values}) ON CONFLICT ({key}) DO UPDATE SET {rest}"


UPSERTS = {shape.name: _upsert(shape) for view in FOUR for shape in view.shapes}


class Four(Projection[Tables]):
    """The same functions on the same rows, which it keeps in memory; each event is written when it is taken."""

    name = "four"

    def __init__(self, view: Tables) -> None:
        super().__init__(view)
        self.rows: dict[tuple[str, str], Rows] = {}

    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        changed: list[tuple[str, dict[str, Any]]] = []
        if "fact" in domain_event.__dict__:
            for name, values in self._changed(_recorded(domain_event, tracking)):
                changed.append((UPSERTS[name], values))
        self.view.take(changed, tracking)

    def _changed(self, recorded: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        for view in FOUR:
            if view.kinds is None or recorded["fact"]["kind"] in view.kinds:
                name = view.about(recorded)
                rows = self.rows.get((view.name, name))
                if rows is None:
                    rows = self.rows[view.name, name] = Rows(name, view.tables)
                view.apply(rows, recorded)
                view.finish(rows)
                for table, keys in rows.changed.items():
                    yield from ((table, _plain(rows.tables[table][key])) for key in keys)
                    keys.clear()


def _recorded(event: Any, tracking: Tracking) -> dict[str, Any]:
    said = ("fact", "by", "occurred_at", "recorded_at", "access", "policy")
    place = {
        "decision_id": str(event.originator_id),
        "version": event.originator_version - 1,
        "position": tracking.notification_id,
    }
    return {**{name: getattr(event, name) for name in said}, **place}


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: json.dumps(value) if isinstance(value, (list, dict)) else value for name, value in values.items()}


class Filled(Decisions):
    """Their application with its events in memory already, which spares it from reading them from a file."""

    name = "filled"
    events: ClassVar[ApplicationRecorder]

    def construct_recorder(self) -> ApplicationRecorder:
        return self.events


def _megabytes() -> float:
    """What the process takes now; 0 where the system does not tell."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20 if told.exists() else 0.0


@row("project-1000000", issue=(4, 6), unit="facts/s", goal=20.0, peer="eventsourcing 9.5.6 ProjectionRunner")
@contextmanager
def project() -> Iterator[Sides]:
    """A rebuild of all views from position 0, constant in memory."""
    facts, their_decisions = amount(FACTS, 500), amount(THEIR_DECISIONS, 2)
    numbers = itertools.count()
    theirs = Decisions({"PERSISTENCE_MODULE": "eventsourcing.popo"})
    dicts = as_dicts()
    theirs.save(*(their_decision(dicts) for _ in range(their_decisions)))
    Filled.events = theirs.recorder
    events = theirs.recorder.max_notification_id()
    assert events
    with tempfile.TemporaryDirectory() as folder:
        store = filled_store(f"sqlite:///{folder}/register.db", facts)

        def ours() -> None:
            file = Path(folder) / f"views-{next(numbers)}.db"
            with Views(store, f"sqlite:///{file}", FOUR) as views:
                taken, early = 0, 0.0
                while moved := views.step():
                    taken += moved // (len(FOUR) + 1)
                    early = early or (_megabytes() if taken >= facts // 10 else 0.0)
                assert {status.position for status in views.status()} == {store.last_position()}
                print(f"memory: {early:.0f} MB at a tenth, {_megabytes():.0f} MB at the end", file=sys.stderr)
            file.unlink()

        def peer() -> None:
            file = Path(folder) / f"theirs-{next(numbers)}.db"
            env = {"FOUR_PERSISTENCE_MODULE": "eventsourcing.sqlite", "FOUR_SQLITE_DBNAME": str(file)}
            with ProjectionRunner(
                application_class=Filled, projection_class=Four, view_class=Tables, env=env
            ) as runner:
                runner.wait(events, timeout=600)
            file.unlink()

        settings = (
            f"{facts} facts (theirs {events} from memory, one a transaction, rates compared); "
            "the same functions and upserts; SQLite WAL, ours synchronous=NORMAL, theirs as it sets itself up (FULL)"
        )
        yield Sides(ours, peer, facts, settings, their_units=events, rounds=3)
        store.close()

"""eventsourcing's SQLite recorders, with apsw underneath and writers in groups.

Any application of eventsourcing can use them: ``PERSISTENCE_MODULE=laeringslopp.store.sqlite``, and the settings of
``eventsourcing.sqlite`` otherwise (``SQLITE_DBNAME``, ``SQLITE_LOCK_TIMEOUT``, …).
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from eventsourcing.persistence import Notification, StoredEvent, Tracking
from eventsourcing.sqlite import (
    SQLiteAggregateRecorder,
    SQLiteApplicationRecorder,
    SQLiteFactory,
    SQLiteProcessRecorder,
    SQLiteTrackingRecorder,
)

from laeringslopp.store.sqlite.datastore import Also, Append, Cursor, Datastore
from laeringslopp.store.sqlite.engine import renaming


class AggregateRecorder(SQLiteAggregateRecorder):
    """Keeps a stream of events for each aggregate, or its snapshots."""

    datastore: Datastore

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        self.datastore.append(self._append(stored_events))
        return None

    def _append(self, stored_events: Sequence[StoredEvent]) -> Append:
        rows = [(_text(e.originator_id), e.originator_version, e.topic, e.state) for e in stored_events]
        return Append(self.events_table_name, rows)

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        statement = f"SELECT originator_version, topic, state FROM {self.events_table_name} WHERE originator_id=?"
        parameters: list[Any] = [_text(originator_id)]
        for sign, bound in ((">", gt), ("<=", lte)):
            if bound is not None:
                statement += f" AND originator_version{sign}?"
                parameters.append(bound)
        statement += f" ORDER BY originator_version {'DESC' if desc else 'ASC'}"
        if limit is not None:
            statement += " LIMIT ?"
            parameters.append(limit)
        with renaming():
            return [StoredEvent(originator_id, *row) for row in self.datastore.select(statement, parameters)]


class ApplicationRecorder(AggregateRecorder, SQLiteApplicationRecorder):
    """Keeps streams, and the order of all events."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        append = self._append(stored_events)
        append.also = self._with_them(kwargs)
        if not append.rows and append.also is None:
            return []
        first = self.datastore.append(append)
        return list(range(first, first + len(append.rows)))

    def _with_them(self, said: Mapping[str, Any]) -> Also | None:
        """What else is written with the events."""
        return None

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        asked: list[str] = []
        parameters: list[Any] = []
        for condition, bound in ((f"rowid>{'=' * inclusive_of_start}?", start), ("rowid<=?", stop)):
            if bound is not None:
                asked.append(condition)
                parameters.append(bound)
        if topics:
            asked.append(f"topic IN ({','.join('?' * len(topics))})")
            parameters.extend(topics)
        where = f" WHERE {' AND '.join(asked)}" if asked else ""
        statement = (
            "SELECT originator_id, originator_version, topic, state, rowid "
            f"FROM {self.events_table_name}{where} ORDER BY rowid LIMIT ?"
        )
        with renaming():
            return [
                Notification(self.convert_originator_id(row[0]), *row[1:])
                for row in self.datastore.select(statement, [*parameters, limit])
            ]


class TrackingRecorder(SQLiteTrackingRecorder):
    """Keeps how far each reader has come."""


class ProcessRecorder(ApplicationRecorder, SQLiteProcessRecorder):
    """Keeps events, and how far the reader had come that they follow from, in one transaction."""

    def _with_them(self, said: Mapping[str, Any]) -> Also | None:
        tracking: Tracking | None = said.get("tracking")
        if tracking is None:
            return None
        return lambda execute, first: self._insert_tracking(cast(Any, Cursor(execute)), tracking)


class Factory(SQLiteFactory):
    """Makes recorders from eventsourcing's own settings for SQLite."""

    aggregate_recorder_class = AggregateRecorder
    application_recorder_class = ApplicationRecorder
    tracking_recorder_class = TrackingRecorder
    process_recorder_class = ProcessRecorder

    def __init__(self, env: Any) -> None:
        super().__init__(env)
        made = self.datastore
        self.datastore = Datastore(
            made.pool.db_name,
            lock_timeout=made.pool.lock_timeout,
            single_row_tracking=made.single_row_tracking,
            originator_id_type=made.originator_id_type,
        )
        made.close()


def _text(originator_id: UUID | str) -> str:
    return originator_id.hex if isinstance(originator_id, UUID) else originator_id

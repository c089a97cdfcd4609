"""SQLite in WAL mode with group commit: a persistence module for eventsourcing, and the register's default store."""

from laeringslopp.store.sqlite.recorders import (
    AggregateRecorder,
    ApplicationRecorder,
    Factory,
    ProcessRecorder,
    TrackingRecorder,
)
from laeringslopp.store.sqlite.store import SqliteStore

__all__ = [
    "AggregateRecorder",
    "ApplicationRecorder",
    "Factory",
    "ProcessRecorder",
    "SqliteStore",
    "TrackingRecorder",
]

"""PostgreSQL: a store for a register, and a persistence module for any application of eventsourcing.

``PERSISTENCE_MODULE=laeringslopp.store.postgres`` takes the settings of ``eventsourcing.postgres``.
"""

from laeringslopp.store.postgres.connecting import Unanswered
from laeringslopp.store.postgres.recorders import (
    AggregateRecorder,
    ApplicationRecorder,
    Factory,
    ProcessRecorder,
    TrackingRecorder,
)
from laeringslopp.store.postgres.store import PostgresStore

__all__ = [
    "AggregateRecorder",
    "ApplicationRecorder",
    "Factory",
    "PostgresStore",
    "ProcessRecorder",
    "TrackingRecorder",
    "Unanswered",
]

"""Another store's facts and keys, into an empty register, by COPY."""

from collections.abc import Iterable
from typing import Any

from psycopg import Connection

from laeringslopp.store.postgres.schema import answer
from laeringslopp.store.protocol import Answered, NotEmpty, Stored

LOCK = "LOCK TABLE stored_events IN EXCLUSIVE MODE"
LAST = "SELECT coalesce(max(notification_id), 0) FROM stored_events"
KEPT = "SELECT EXISTS (SELECT FROM laeringslopp_keys)"
FACTS = (
    "COPY stored_events (notification_id, originator_id, originator_version, topic, state) FROM STDIN (FORMAT BINARY)"
)
KEYS = "COPY laeringslopp_keys (key, digest, first, last) FROM STDIN (FORMAT BINARY)"
GO_ON = "SELECT setval(pg_get_serial_sequence('stored_events', 'notification_id'), %s)"


def take_over(connection: Connection[Any], facts: Iterable[Stored], keys: Iterable[tuple[str, Answered]]) -> int:
    """Writes facts, and then keys, in the transaction that is under way; how many facts.

    The lock is that of all who append. Raises NotEmpty, psycopg's errors, and whatever the facts and keys raise.
    """
    connection.execute(LOCK)
    last = answer(connection, LAST)
    if last or answer(connection, KEPT):
        raise NotEmpty(last)
    count = 0
    with connection.cursor() as cursor:
        with cursor.copy(FACTS) as copy:
            copy.set_types(["int8", "text", "int8", "text", "bytea"])
            for stored in facts:
                copy.write_row(stored)
                last, count = stored.position, count + 1
        with cursor.copy(KEYS) as copy:
            copy.set_types(["text", "bytea", "int8", "int8"])
            for name, answered in keys:
                copy.write_row((name, *answered))
        if count:
            # Writers that take their positions from the sequence go on from here.
            cursor.execute(GO_ON, (last,))
    return count

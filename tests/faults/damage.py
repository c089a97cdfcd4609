"""A row that was damaged behind the register's back, and mended again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from laeringslopp.store import Stored, open_store
from laeringslopp.store.sqlite.engine import connect

DAMAGED: dict[str, tuple[str | None, bytes | None]] = {
    "no JSON": (None, b"\x00\xff{"),
    "cut short": (None, b'{"by":{"id":"drift","role"'),
    "nothing": (None, b""),
    "another shape of JSON": (None, b"[]"),
    "a fact of another kind than it is kept as": ("failure-disclosed", None),
    "a kind that nobody knows": ("moon-landed", None),
    "a shape that is not there yet": ("observation-recorded:9", None),
}
"""What becomes of a row's topic and state; None: it stays."""


def written(url: str, stored: Stored, topic: str, state: bytes) -> None:
    """Puts these into a row, as nobody should."""
    said: tuple[Any, ...] = (topic, state, stored.decision_id, stored.version)
    update = "UPDATE stored_events SET topic={0}, state={0} WHERE originator_id={0} AND originator_version={0}"
    if url.startswith("sqlite"):
        connection = connect(url.removeprefix("sqlite:///"))
        connection.execute(update.format("?"), said)
        connection.close()
        return
    import psycopg

    with psycopg.connect(url) as server:
        server.execute(update.format("%s").encode(), said)


@contextmanager
def damaged(url: str, position: int, how: str) -> Iterator[Stored]:
    """The row as it was; it is damaged until the block ends."""
    store = open_store(url)
    (before,) = store.since(position - 1, 1)
    store.close()
    topic, state = DAMAGED[how]
    written(url, before, topic or before.topic, before.state if state is None else state)
    try:
        yield before
    finally:
        written(url, before, before.topic, before.state)

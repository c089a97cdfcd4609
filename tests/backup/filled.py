"""Something worth a backup."""

from datetime import UTC, datetime
from pathlib import Path

from laeringslopp.store import Store
from laeringslopp.store.backup import back_up
from laeringslopp.store.digest import Digest
from tests.stores.rows import key, row, rows

AT = datetime(2026, 3, 12, 10, 0, tzinfo=UTC)
COUNT = 1207
"""More than a page."""


def fill(store: Store) -> None:
    """Interleaved decisions, keys over several rows, and bytes that no text is made of."""
    store.name_policy("standard")
    store.append([row("Å", 1, b"\x00\xff"), *rows("b", 1, 2)], [(key("først"), 2), (None, 1)])
    store.append([row("Å", 2, b"")], [(key("Zulu", b"\x00"), 1)])
    store.append([row("b", 3, topic="trial-started:2")], [(key("alfa"), 1)])
    store.append(rows("c", 1, COUNT - 5))


def kept(store: Store, path: Path) -> Digest:
    """A backup of a store in a file; what is in it."""
    return back_up(store, path, AT)

"""Where facts are kept. Nothing outside this package knows eventsourcing."""

from laeringslopp.errors import StoreError
from laeringslopp.store.codec import COLUMNS, as_json, as_recorded, decode, encode
from laeringslopp.store.protocol import Answered, Key, KeyTaken, NotEmpty, Row, Store, Stored, VersionTaken

KNOWN = (
    "memory:, sqlite:///relative.db, sqlite:////absolute/path.db, postgresql://user:password@host/database, "
    "or https://host of a service"
)


def open_store(url: str) -> Store:
    """The store behind a URL. Raises StoreError, in one sentence, where it cannot be opened."""
    if url in ("memory:", "memory://"):
        from laeringslopp.store.memory import MemoryStore

        return MemoryStore()
    scheme, separator, path = url.partition(":///")
    if separator and scheme == "sqlite" and path not in ("", ":memory:"):
        from laeringslopp.store.sqlite import SqliteStore

        return SqliteStore(path)
    if url.startswith(("postgresql://", "postgres://")):
        try:
            from laeringslopp.store.postgres import PostgresStore
        except ImportError as error:
            raise StoreError(
                f"PostgreSQL needs more than is installed here ({error}); pip install 'laeringslopp[postgres]'",
                "missing-extra",
                command="pip install 'laeringslopp[postgres]'",
            ) from error
        return PostgresStore(url)
    raise StoreError(f"{url!r} names no register; write {KNOWN}", "unknown-url", url=url)


__all__ = [
    "COLUMNS",
    "Answered",
    "Key",
    "KeyTaken",
    "NotEmpty",
    "Row",
    "Store",
    "Stored",
    "VersionTaken",
    "as_json",
    "as_recorded",
    "decode",
    "encode",
    "open_store",
]

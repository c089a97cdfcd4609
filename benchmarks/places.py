"""A register of ours and an application of theirs, on the same kind of store with the same promises."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from benchmarks import postgres
from benchmarks.work import Decisions


@dataclass(frozen=True)
class Place:
    """Where both are."""

    url: str
    theirs: Decisions
    settings: str
    databases: tuple[str, ...] = ()
    """Both, where they are in PostgreSQL."""

    def settle(self) -> None:
        """After much was written, before it is read."""
        for url in self.databases:
            postgres.settle(url)


@contextmanager
def place(store: str) -> Iterator[Place]:
    """In ``sqlite`` or ``postgres``."""
    if store == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            settings = {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": f"{folder}/theirs.db"}
            with Decisions(settings) as theirs:
                yield Place(f"sqlite:///{folder}/ours.db", theirs, "SQLite WAL, synchronous=FULL")
        return
    ours, other = postgres.database(), postgres.database()
    with Decisions(postgres.environment(other, "eventsourcing.postgres")) as theirs:
        urls = postgres.url_of(ours), postgres.url_of(other)
        yield Place(urls[0], theirs, postgres.settings(), urls)
    postgres.drop(ours)
    postgres.drop(other)
